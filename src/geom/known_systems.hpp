#pragma once
// The systems nearly all Korean data come in, so that PROJ and its database (67 shared libraries
// and 15 ms) are not loaded to read a file that is not moved. tests/unit/geom/known_systems_test
// and korean_ways_test ask PROJ the same.

#include <sandan/geom/reproject.hpp>
#include <sandan/geom/types.hpp>

#include "geom/geodesy.hpp"

#include <optional>
#include <string_view>

namespace sandan::geom {

/// What PROJ says of "EPSG:5186" or of the same in WKT as GDAL and ArcGIS write it into a .prj, and
/// so on for the systems of Korea; nothing of any other text.
[[nodiscard]] std::optional<CrsInfo> known_system(std::string_view definition);

/// How "EPSG:5186" and so on is projected.
[[nodiscard]] std::optional<Belt> known_belt(std::string_view epsg);

/// True if all of a box in a Korean system ("EPSG:5186") surely lies at 124.3°–131.7° E,
/// 33.3°–38.7° N. False says nothing.
[[nodiscard]] bool surely_in_korea(const Box& box, std::string_view epsg);

} // namespace sandan::geom
