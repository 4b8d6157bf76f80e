#include <sandan/geom/measure.hpp>

#include "core/number.hpp"
#include "report/complex_part.hpp"
#include "report/map_sheet.hpp"

#include <fmt/format.h>

namespace sandan::report {

namespace {

/// Lots that are sold are named one by one; roads and green only where there is room.
std::vector<std::string> labels_of(const std::string& id, const model::LandUse* use, double area_m2,
                                   Language language) {
    if (use == nullptr) {
        return {id};
    }
    if (use->counts_road) {
        return {};
    }
    const auto& name = use->name.in(language);
    if (!use->paid) {
        return {name};
    }
    const auto area = square_metres(area_m2, language);
    return {fmt::format("{}\n{} {}", id, name, area), fmt::format("{}\n{}", id, area), id};
}

render::MapLayer lots_of(const model::Project& project, Language language) {
    render::MapLayer layer{.name = "lots", .features = {}};
    const auto* const lots = project.layer("lots");
    if (lots == nullptr) {
        return layer;
    }
    for (const auto& lot : lots->features) {
        const auto code = lots->text(lot, "use").value_or("");
        const auto* const use = project.codes.land_use(code);
        render::MapFeature feature;
        feature.shape = lot.shape;
        feature.style = style_of_use(project.codes, code);
        feature.key = code;
        feature.labels = labels_of(short_name(lots->id(lot), language), use,
                                   geom::area(lot.shape.polygons), language);
        feature.label_priority = use != nullptr && use->paid ? 1 : 0;
        layer.features.push_back(std::move(feature));
    }
    return layer;
}

void add_uses(render::MapSpec& spec, const MapData& data, const MapOptions& options) {
    const auto& codes = data.context.project.codes;
    const auto& budget = data.context.analysis.budget;
    const auto* shown = &budget.pooled;
    for (const auto& complex : budget.complexes) {
        if (!options.complex.empty() && complex.complex == options.complex) {
            shown = &complex;
        }
    }
    double sum = 0;
    for (const auto& row : shown->uses) {
        const auto* const use = codes.land_use(row.use);
        spec.legend.push_back(legend_area(
            use != nullptr ? use->name.in(options.language) : row.use, style_of_use(codes, row.use),
            fmt::format("{} ({:.1f} %)", square_metres(row.rounded_m2, options.language),
                        row.percent)));
        spec.legend.back().key = row.use;
        sum += row.rounded_m2;
    }
    const bool korean = options.language == Language::ko;
    spec.legend.push_back(
        legend_text(korean ? "합계" : "Total",
                    fmt::format("{} (100.0 %)", square_metres(sum, options.language))));
    const auto* const lots = data.context.project.layer("lots");
    std::size_t without_use = 0;
    std::size_t without_complex = 0; // drawn by their use, but in no row above
    double without_complex_m2 = 0;
    for (const auto at : budget.unassigned) {
        const auto& lot = lots->features[at];
        if (!belongs(*lots, lot, options.complex)) {
            continue;
        }
        if (codes.land_use(lots->text(lot, "use").value_or("")) == nullptr) {
            ++without_use;
        } else {
            ++without_complex;
            without_complex_m2 += geom::area(lot.shape.polygons);
        }
    }
    if (without_use > 0) {
        spec.legend.push_back(legend_area(korean ? "용지 미지정" : "No land use",
                                          area_style("#ffffff"),
                                          grouped(static_cast<double>(without_use))));
    }
    if (without_complex > 0) {
        spec.legend.push_back(
            legend_text(fmt::format(fmt::runtime(korean ? "단지 미지정 {}" : "{} in no complex"),
                                    without_complex),
                        square_metres(without_complex_m2, options.language)));
    }
}

} // namespace

render::MapSpec map_of_landuse(const MapData& data, const MapOptions& options) {
    const auto& project = data.context.project;
    auto spec = blank_sheet(data, options, {"토지이용계획도", "Land-use plan"},
                            {"토지이용계획", "Land use"});
    spec.layers = {surroundings(project), lots_of(project, options.language), boundaries(project)};
    add_uses(spec, data, options);
    add_base_legend(spec, project, options);
    return spec;
}

} // namespace sandan::report
