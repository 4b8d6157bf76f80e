#include "desktop/result_layers.hpp"

#include <sandan/geom/measure.hpp>
#include <sandan/rules/context.hpp>

#include "desktop/findings_layers.hpp"
#include "report/map_sheet.hpp"
#include "report/palettes.hpp"
#include "report/siting_by_lot.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

namespace sandan::desktop {

namespace {

/// What stands beside a lot's own attributes: who got it, and how many could have.
struct LotResults {
    std::map<std::string, const allocation::Placement*> holder; ///< By lot id
    std::vector<double> firms; ///< Parallel to the lots; empty when no siting was made.
};

LotResults lot_results(const ResultData& data, const model::Layer& lots) {
    LotResults results;
    if (data.allocation != nullptr) {
        for (const auto& placement : data.allocation->placements) {
            for (const auto& lot : placement.lots) {
                results.holder.emplace(lot, &placement);
            }
        }
    }
    if (data.siting != nullptr) {
        for (const int count : report::firms_by_lot(*data.siting, data.context.project.firms.size(),
                                                    lots.features.size())) {
            results.firms.push_back(std::max(0, count)); // in no candidate site: nobody's either
        }
    }
    return results;
}

model::Value text_or_null(const std::optional<std::string>& text) {
    return text ? model::Value{*text} : model::Value{};
}

Category category(std::string value, std::string name, render::Style style) {
    return {
        .value = std::move(value), .name = std::move(name), .style = std::move(style), .mark = {}};
}

/// Of the values that occur, in the order of their table; others last.
std::vector<Category> uses_of(const model::Project& project, const model::Layer& lots,
                              Language language) {
    std::set<std::string> seen;
    for (const auto& lot : lots.features) {
        seen.insert(lots.text(lot, "use").value_or(""));
    }
    std::vector<Category> all;
    for (const auto& use : project.codes.land_uses) {
        if (seen.erase(use.code) > 0) {
            all.push_back(category(use.code, use.name.in(language),
                                   report::style_of_use(project.codes, use.code)));
        }
    }
    for (const auto& other : seen) {
        all.push_back(category(other, other.empty() ? "?" : other, report::area_style("#ffffff")));
    }
    return all;
}

StyledLayer lots_layer(const ResultData& data, const model::Layer& lots) {
    const auto& project = data.context.project;
    const auto language = data.check.language;
    const auto results = lot_results(data, lots);
    io::OutputLayer layer{
        .name = "lots",
        .geometry = "MultiPolygon",
        .fields = {"id", "fid", "label", "complex", "use", "use_name", "area_m2", "firm_id",
                   "phase", "firms"},
        .numeric = {false, true, false, false, false, false, true, false, true, true},
        .features = {}};
    for (std::size_t i = 0; i < lots.features.size(); ++i) {
        const auto& lot = lots.features[i];
        const auto id = lots.id(lot);
        const auto use = lots.text(lot, "use");
        const auto* const known = use ? project.codes.land_use(*use) : nullptr;
        const auto holder = results.holder.find(id);
        const bool held = holder != results.holder.end();
        model::Feature row;
        row.shape = {.polygons = lot.shape.polygons, .lines = {}, .points = {}};
        row.values = {id,
                      static_cast<double>(lot.fid),
                      report::short_name(id, language),
                      text_or_null(lots.text(lot, "complex")),
                      use.value_or(""),
                      known == nullptr ? model::Value{} : model::Value{known->name.in(language)},
                      geom::area(lot.shape.polygons),
                      held ? model::Value{holder->second->firm} : model::Value{},
                      held ? model::Value{static_cast<double>(holder->second->phase)}
                           : model::Value{},
                      results.firms.empty() ? model::Value{} : model::Value{results.firms[i]}};
        layer.features.push_back(std::move(row));
    }
    return {.data = std::move(layer),
            .title = language == Language::ko ? "획지 (용도)" : "Lots (land use)",
            .class_field = "use",
            .categories = uses_of(project, lots, language),
            .label_field = "label",
            .shown = true};
}

StyledLayer assignments_layer(const ResultData& data, const model::Layer& lots) {
    const auto& project = data.context.project;
    const auto language = data.check.language;
    std::map<std::string, const model::Feature*> by_id;
    for (const auto& lot : lots.features) {
        by_id.emplace(lots.id(lot), &lot);
    }
    io::OutputLayer layer{.name = "assignments",
                          .geometry = "MultiPolygon",
                          .fields = {"firm_id", "firm", "area_m2", "score", "phase", "lots"},
                          .numeric = {false, false, true, true, true, false},
                          .features = {}};
    std::vector<Category> firms;
    for (const auto& placement : data.allocation->placements) {
        if (!placement.placed) {
            continue;
        }
        const auto* const firm = project.firm(placement.firm);
        const auto name = firm == nullptr ? std::string{} : firm->name;
        model::Feature row;
        std::string ids;
        for (const auto& id : placement.lots) {
            ids += (ids.empty() ? "" : ";") + id;
            if (const auto found = by_id.find(id); found != by_id.end()) {
                const auto& land = found->second->shape.polygons;
                row.shape.polygons.insert(row.shape.polygons.end(), land.begin(), land.end());
            }
        }
        row.values = {placement.firm,
                      name,
                      placement.area_m2,
                      placement.score,
                      static_cast<double>(placement.phase),
                      ids};
        auto style = report::area_style(
            report::firm_colours.at(firms.size() % report::firm_colours.size()), "#222222", 0.9);
        firms.push_back(category(placement.firm, placement.firm + " " + name, std::move(style)));
        layer.features.push_back(std::move(row));
    }
    return {.data = std::move(layer),
            .title = language == Language::ko ? "배치 기업" : "Firms placed",
            .class_field = "firm_id",
            .categories = std::move(firms),
            .label_field = "firm_id",
            .shown = true};
}

StyledLayer boundary_layer(const ResultData& data) {
    const auto& project = data.context.project;
    const auto language = data.check.language;
    io::OutputLayer layer{.name = "boundary",
                          .geometry = "MultiPolygon",
                          .fields = {"complex", "name", "kind", "designated_area_m2"},
                          .numeric = {false, false, false, true},
                          .features = {}};
    std::vector<Category> complexes;
    for (const auto* const source : project.layers_of("boundary")) {
        for (const auto& feature : source->features) {
            const auto id = source->text(feature, "complex").value_or(source->id(feature));
            const auto* const complex = project.plan.complex(id);
            model::Feature row;
            row.shape = {.polygons = feature.shape.polygons, .lines = {}, .points = {}};
            row.values = {id, complex == nullptr ? model::Value{} : model::Value{complex->name},
                          complex == nullptr ? model::Value{} : model::Value{complex->kind},
                          complex == nullptr ? model::Value{}
                                             : model::Value{complex->designated_area_m2}};
            layer.features.push_back(std::move(row));
            const bool known = std::any_of(complexes.begin(), complexes.end(),
                                           [&](const auto& other) { return other.value == id; });
            if (!known) {
                complexes.push_back(category(id, complex == nullptr ? id : complex->name,
                                             report::line_style("#b3261e", 1.4, "dashdot")));
            }
        }
    }
    return {.data = std::move(layer),
            .title = language == Language::ko ? "단지 경계" : "Boundaries",
            .class_field = "complex",
            .categories = std::move(complexes),
            .label_field = {},
            .shown = true};
}

StyledLayer zoning_layer(const ResultData& data) {
    const auto& project = data.context.project;
    const auto language = data.check.language;
    io::OutputLayer layer{.name = "zoning",
                          .geometry = "MultiPolygon",
                          .fields = {"id", "code", "name", "area_m2"},
                          .numeric = {false, false, false, true},
                          .features = {}};
    std::map<std::string, Category> zones;
    for (const auto* const source : project.layers_of("zoning")) {
        for (const auto& feature : source->features) {
            const auto code = source->text(feature, "code").value_or("");
            const auto* const known = project.codes.zoning_code(code);
            const auto name = known == nullptr ? code : known->name.in(language);
            model::Feature row;
            row.shape = {.polygons = feature.shape.polygons, .lines = {}, .points = {}};
            row.values = {source->id(feature), code, name, geom::area(feature.shape.polygons)};
            layer.features.push_back(std::move(row));
            const auto colour =
                known == nullptr || known->colour.empty() ? "#ffffff" : known->colour;
            zones.emplace(code,
                          category(code, name.empty() ? "?" : name, report::area_style(colour)));
        }
    }
    std::vector<Category> categories;
    for (auto& [code, zone] : zones) {
        categories.push_back(std::move(zone));
    }
    return {.data = std::move(layer),
            .title = language == Language::ko ? "용도지역" : "Zoning",
            .class_field = "code",
            .categories = std::move(categories),
            .label_field = "name",
            .shown = false};
}

} // namespace

std::vector<StyledLayer> result_layers(const ResultData& data) {
    const auto& project = data.context.project;
    auto layers = findings_layers(data.check);
    auto table = std::move(layers.back()); // a table goes below the maps
    layers.pop_back();
    const auto* const lots = project.layer("lots");
    if (data.allocation != nullptr && lots != nullptr) {
        layers.push_back(assignments_layer(data, *lots));
    }
    if (project.layer("boundary") != nullptr) {
        layers.push_back(boundary_layer(data));
    }
    if (lots != nullptr) {
        layers.push_back(lots_layer(data, *lots));
    }
    if (project.layer("zoning") != nullptr) {
        layers.push_back(zoning_layer(data));
    }
    layers.push_back(std::move(table));
    layers.push_back(rule_packs(data.check));
    std::erase_if(layers, [](const StyledLayer& layer) {
        return layer.data.geometry != "none" && layer.data.features.empty();
    });
    return layers;
}

} // namespace sandan::desktop
