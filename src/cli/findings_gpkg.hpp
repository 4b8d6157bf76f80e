#pragma once

#include "report/check_report.hpp"

#include <string>

namespace sandan::cli {

/// The findings as a GeoPackage: `findings` (all, no geometry), `findings_points` (a point each),
/// `findings_polygons` (the land of each subject that is one), and `layer_styles`, which QGIS
/// reads: error, warning, unknown and waived differ in colour and in mark.
[[nodiscard]] std::string findings_geopackage(const report::CheckReport& report);

} // namespace sandan::cli
