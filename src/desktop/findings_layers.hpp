#pragma once
// The findings of a plan as layers: a table of all, points where each was seen, the land it is of.

#include "desktop/styled_layer.hpp"
#include "report/check_report.hpp"

#include <string>
#include <vector>

namespace sandan::desktop {

/// findings_points, findings_polygons, findings (all of them, and unused waivers).
[[nodiscard]] std::vector<StyledLayer> findings_layers(const report::CheckReport& report);

/// The rule packs that judged, with their hashes.
[[nodiscard]] StyledLayer rule_packs(const report::CheckReport& report);

/// What `check --report gpkg` writes: both of them.
[[nodiscard]] std::string findings_geopackage(const report::CheckReport& report);

} // namespace sandan::desktop
