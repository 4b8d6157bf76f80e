#pragma once

#include <sandan/geom/types.hpp>

namespace sandan::upgrade {

/// `area_m2` of the shape at one end of it: cut off at right angles to its longer side, in the west
/// (or south). All of it if it is no larger. Exact to 1e-6 m².
[[nodiscard]] geom::MultiPolygon end_of(const geom::MultiPolygon& shape, double area_m2);

} // namespace sandan::upgrade
