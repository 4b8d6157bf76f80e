#include <sandan/core/money.hpp>

#include "core/number.hpp"
#include "report/map_sheet.hpp"
#include "report/upgrade_report.hpp"

#include <fmt/format.h>

#include <array>
#include <cstdint>
#include <map>

namespace sandan::report {

namespace {

using upgrade::Key;

/// Shares of old floor area from `from` % on, light to dark brown.
struct Class {
    double from = 0;
    const char* colour = "";
};

constexpr std::array classes{Class{0, "#fff7ec"}, Class{25, "#fdd9a5"}, Class{50, "#f4a35c"},
                             Class{75, "#b35a1f"}};

constexpr const char* unknown_colour = "#e3e3e3";
/// No use of land is drawn in white with dots, so this is told from parks.
constexpr const char* idle_colour = "#ffffff";

/// How a site is shown: its key in the legend.
std::string key_of(const upgrade::SiteRow& site) {
    if (site.buildings.empty()) {
        return "none";
    }
    const auto& indicator = upgrade::indicators()[static_cast<std::size_t>(Key::old)];
    const auto value = at(site.values, Key::old).value(indicator);
    if (!value) {
        return "unknown";
    }
    std::size_t found = 0;
    for (std::size_t i = 0; i < classes.size(); ++i) {
        found = *value >= classes[i].from ? i : found;
    }
    return fmt::format("{:.0f}", classes[found].from);
}

struct Shown {
    std::string key;
    Text name;
    render::Style style;
};

std::vector<Shown> age_legend() {
    std::vector<Shown> rows;
    for (std::size_t i = 0; i < classes.size(); ++i) {
        const auto range =
            i + 1 < classes.size()
                ? fmt::format("{:.0f} – {:.0f} %", classes[i].from, classes[i + 1].from)
                : fmt::format("≥ {:.0f} %", classes[i].from);
        rows.push_back({fmt::format("{:.0f}", classes[i].from),
                        {"노후 연면적 " + range, "Old floor area " + range},
                        area_style(classes[i].colour)});
    }
    auto unknown = area_style(unknown_colour);
    unknown.hatch = "diagonal";
    unknown.hatch_colour = "#9a9a9a";
    rows.push_back({"unknown", {"건축 연도·연면적 모름", "Age or floor area unknown"}, unknown});
    auto none = area_style(idle_colour);
    none.hatch = "dots";
    none.hatch_colour = "#7a7a7a";
    rows.push_back({"none", {"건축물 자료 없음", "No building data"}, none});
    return rows;
}

bool shows(const MapOptions& options, const std::string& complex) {
    return options.complex.empty() || options.complex == complex;
}

void add_sites(render::MapSpec& spec, const upgrade::Survey& survey, const MapOptions& options) {
    const auto language = options.language;
    render::MapLayer layer{.name = "sites", .features = {}};
    const auto legend = age_legend();
    std::map<std::string, std::pair<std::size_t, double>> counts; // sites, m²
    for (const auto& site : survey.sites) {
        if (!shows(options, site.complex)) {
            continue;
        }
        const auto key = key_of(site);
        auto& [number, area] = counts[key];
        ++number;
        area += site.area_m2;
        for (const auto parcel : site.parcels) {
            render::MapFeature feature;
            feature.shape = survey.land->features[survey.parcels[parcel].feature].shape;
            feature.key = key;
            for (const auto& row : legend) {
                if (row.key == key) {
                    feature.style = row.style;
                }
            }
            layer.features.push_back(std::move(feature));
        }
    }
    spec.layers.push_back(std::move(layer));
    for (const auto& row : legend) {
        const auto& [number, area] = counts[row.key];
        spec.legend.push_back(legend_area(
            row.name.in(language), row.style,
            fmt::format(fmt::runtime(language == Language::ko ? "대지 {}, {}" : "{} sites, {}"),
                        number, square_metres(area, language))));
        spec.legend.back().key = row.key;
    }
}

render::Style style_of_kind(const std::string& kind) {
    static const std::map<std::string, const char*> colours{
        {"redevelop", "#c2185b"}, {"mixed", "#6a1b9a"}, {"merge", "#00695c"}, {"widen", "#1a237e"}};
    const auto found = colours.find(kind);
    const auto* const colour = found == colours.end() ? "#000000" : found->second;
    auto style = area_style(kind == "widen" ? colour : "", colour, kind == "widen" ? 0.4 : 1.4);
    if (kind != "widen") {
        style.hatch = kind == "mixed" ? "cross" : "diagonal";
        style.hatch_colour = colour;
    }
    return style;
}

/// The chosen candidates, numbered as in the table of the portfolio.
void add_chosen(render::MapSpec& spec, const MapData& data, const MapOptions& options) {
    const auto language = options.language;
    const auto& scheme = *data.scheme;
    if (!scheme.portfolio) {
        return;
    }
    render::MapLayer layer{.name = "portfolio", .features = {}};
    std::map<std::string, std::pair<std::size_t, double>> counts;
    std::size_t number = 0;
    std::int64_t cost_krw = 0;
    for (const auto at : scheme.portfolio->chosen) {
        const auto& candidate = scheme.candidates[at];
        ++number;
        if (!shows(options, candidate.complex)) {
            continue;
        }
        cost_krw += candidate.cost_krw;
        const auto kind = candidate.id.substr(0, candidate.id.find(':'));
        auto& [count, area] = counts[kind];
        ++count;
        area += candidate.area_m2;
        render::MapFeature feature;
        feature.shape.polygons = upgrade::land_of(*data.survey, candidate);
        feature.style = style_of_kind(kind);
        feature.key = kind;
        feature.labels = {fmt::format("{}", number)};
        feature.label_priority = 2;
        layer.features.push_back(std::move(feature));
    }
    spec.layers.push_back(std::move(layer));
    const bool ko = language == Language::ko;
    for (const auto& [kind, found] : counts) {
        spec.legend.push_back(legend_area(
            (ko ? "선정: " : "Chosen: ") + action_name(kind).in(language), style_of_kind(kind),
            fmt::format(fmt::runtime(ko ? "{}건, {}" : "{}, {}"), found.first,
                        square_metres(found.second, language))));
        spec.legend.back().key = kind;
    }
    spec.legend.push_back(legend_text(
        options.complex.empty()
            ? (ko ? "사업비 / 예산" : "Cost of the budget")
            : (ko ? "이 단지의 사업비 / 전체 예산" : "Cost in this complex of the whole budget"),
        fmt::format(fmt::runtime(ko ? "{} / {} 억원" : "{} of {} (100m KRW)"),
                    grouped(static_cast<double>(cost_krw) / krw_per_100m, 1),
                    grouped(static_cast<double>(scheme.portfolio->budget_krw) / krw_per_100m, 1))));
}

} // namespace

render::MapSpec map_of_upgrade(const MapData& data, const MapOptions& options) {
    const auto& project = data.context.project;
    auto spec = blank_sheet(data, options, {"노후단지 정비 구상도", "Upgrade of the aged complex"},
                            {"대지의 노후도와 선정 후보", "Age of sites and chosen candidates"});
    spec.layers = {surroundings(project), pale_lots(project)};
    add_sites(spec, *data.survey, options);
    add_chosen(spec, data, options);
    spec.layers.push_back(boundaries(project));
    add_base_legend(spec, project, options);
    return spec;
}

} // namespace sandan::report
