#pragma once
// Map sheets of a plan and of what was found out about it: one function a theme, all from values.

#include <sandan/allocation/allocate.hpp>
#include <sandan/core/finding.hpp>
#include <sandan/render/scene.hpp>
#include <sandan/rules/context.hpp>
#include <sandan/siting/feasibility.hpp>
#include <sandan/upgrade/scheme.hpp>

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sandan::report {

/// What a theme draws from. A theme that needs a part which is null throws Error{usage}.
struct MapData {
    const rules::Context& context;
    const siting::Matrix* siting = nullptr;
    const allocation::Allocation* allocation = nullptr;
    const std::vector<Finding>* findings = nullptr;
    const upgrade::Survey* survey = nullptr;
    const upgrade::Scheme* scheme = nullptr; ///< Of the survey: both or none.
};

struct MapOptions {
    Language language = Language::ko;
    std::string paper = "A3";
    double dpi = 200;
    std::string firm;    ///< siting: id of the one firm to show; empty = how many firms fit
    std::string complex; ///< Only this complex on the sheet; empty = all
};

/// A row: everything the product knows of a theme.
struct Theme {
    std::string_view name;
    bool needs_siting = false;
    bool needs_allocation = false;
    bool needs_findings = false;
    render::MapSpec (*make)(const MapData&, const MapOptions&);
    bool needs_previous = false; ///< The context knows the plan before the change.
    bool needs_survey = false;
};

[[nodiscard]] std::span<const Theme> map_themes();

/// The theme of a name; null for an unknown one.
[[nodiscard]] const Theme* find_map_theme(std::string_view name);

/// True if the data has every part the theme needs.
[[nodiscard]] bool suffices(const Theme& theme, const MapData& data);

/// One theme. \throws Error{usage} for an unknown firm or complex, or missing data.
[[nodiscard]] render::MapSpec make_map(const Theme& theme, const MapData& data,
                                       const MapOptions& options);

/// Every theme the data suffices for, by name, in the order of the table: what `run` writes.
[[nodiscard]] std::vector<std::pair<std::string, render::MapSpec>>
maps_of(const MapData& data, const MapOptions& options);

/// 용지 of the lots, with areas and shares of the whole plan.
[[nodiscard]] render::MapSpec map_of_landuse(const MapData& data, const MapOptions& options);
/// 용도지역, management zones, protected places with their distances of law.
[[nodiscard]] render::MapSpec map_of_zoning(const MapData& data, const MapOptions& options);
/// How many firms each lot suits, or the verdicts for one firm.
[[nodiscard]] render::MapSpec map_of_siting(const MapData& data, const MapOptions& options);
/// Who got which lots, phases, value-chain links.
[[nodiscard]] render::MapSpec map_of_allocation(const MapData& data, const MapOptions& options);
/// FAIL and WARN, numbered on the map and listed.
[[nodiscard]] render::MapSpec map_of_findings(const MapData& data, const MapOptions& options);
/// Lots that came, went, were split, merged, moved or got another use, and the land of each class.
[[nodiscard]] render::MapSpec map_of_diff(const MapData& data, const MapOptions& options);
/// Sites by the age of their buildings, and what the upgrade's budget was spent on.
[[nodiscard]] render::MapSpec map_of_upgrade(const MapData& data, const MapOptions& options);

} // namespace sandan::report
