#include <sandan/core/error.hpp>
#include <sandan/report/maps.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace sandan::report {

namespace {

constexpr std::array themes{
    Theme{"landuse", false, false, false, map_of_landuse},
    Theme{"zoning", false, false, false, map_of_zoning},
    Theme{"siting", true, false, false, map_of_siting},
    Theme{"allocation", false, true, false, map_of_allocation},
    Theme{"findings", false, false, true, map_of_findings},
    Theme{"upgrade", false, false, false, map_of_upgrade, false, true},
    Theme{"diff", false, false, false, map_of_diff, true},
};

} // namespace

bool suffices(const Theme& theme, const MapData& data) {
    return (!theme.needs_siting || data.siting != nullptr) &&
           (!theme.needs_allocation || data.allocation != nullptr) &&
           (!theme.needs_findings || data.findings != nullptr) &&
           (!theme.needs_survey || (data.survey != nullptr && data.scheme != nullptr)) &&
           (!theme.needs_previous || data.context.previous != nullptr);
}

std::span<const Theme> map_themes() {
    return themes;
}

const Theme* find_map_theme(std::string_view name) {
    const auto* const found = std::find_if(themes.begin(), themes.end(),
                                           [&](const auto& theme) { return theme.name == name; });
    return found == themes.end() ? nullptr : found;
}

render::MapSpec make_map(const Theme& theme, const MapData& data, const MapOptions& options) {
    const auto& project = data.context.project;
    if (project.layer("lots") == nullptr) {
        throw Error{ErrorKind::usage, Text{"map: 계획에 그릴 lots 레이어가 없습니다",
                                           "map: the plan has no layer of role lots to draw"}};
    }
    if (!options.complex.empty() && project.plan.complex(options.complex) == nullptr) {
        std::string ids;
        for (const auto& complex : project.plan.complexes) {
            ids += (ids.empty() ? "" : ", ") + complex.id;
        }
        throw Error{
            ErrorKind::usage,
            Text{fmt::format("--complex {}: 그런 단지가 없습니다; 있는 것: {}", options.complex,
                             ids),
                 fmt::format("--complex {}: no such complex, expected {}", options.complex, ids)}};
    }
    if (!suffices(theme, data)) {
        throw Error{
            ErrorKind::usage,
            Text{fmt::format("map: 주제 {}에 필요한 분석이 없습니다", theme.name),
                 fmt::format("map: theme {} needs an analysis that was not made", theme.name)}};
    }
    return theme.make(data, options);
}

std::vector<std::pair<std::string, render::MapSpec>> maps_of(const MapData& data,
                                                             const MapOptions& options) {
    std::vector<std::pair<std::string, render::MapSpec>> maps;
    for (const auto& theme : themes) {
        if (suffices(theme, data)) {
            maps.emplace_back(theme.name, make_map(theme, data, options));
        }
    }
    return maps;
}

} // namespace sandan::report
