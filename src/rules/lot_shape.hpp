#pragma once

#include <sandan/geom/types.hpp>

namespace sandan::rules {

/// Long by short side of the smallest rectangle around the shape, in any direction (one side lies
/// on an edge of the convex hull; Freeman and Shapira 1975, CACM 18(7)). 0 for an empty shape,
/// infinity for one without width.
[[nodiscard]] double aspect_ratio(const geom::MultiPolygon& shape);

} // namespace sandan::rules
