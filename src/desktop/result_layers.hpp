#pragma once
// What `run` found out as layers of one GeoPackage, top of the map first.

#include <sandan/allocation/allocate.hpp>
#include <sandan/siting/feasibility.hpp>

#include "desktop/styled_layer.hpp"
#include "report/check_report.hpp"

#include <vector>

namespace sandan::desktop {

struct ResultData {
    const rules::Context& context;
    const report::CheckReport& check;       ///< Its language is that of titles and legends.
    const siting::Matrix* siting = nullptr; ///< Null: not made.
    const allocation::Allocation* allocation = nullptr; ///< Null: not made.
};

/// findings_points, findings_polygons, assignments, boundary, lots, zoning, and the tables findings
/// and rule_packs. Layers the plan has not, and what was not made, are left out.
[[nodiscard]] std::vector<StyledLayer> result_layers(const ResultData& data);

} // namespace sandan::desktop
