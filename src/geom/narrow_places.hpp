#pragma once

#include <sandan/geom/polygon_set.hpp>

#include <cstddef>
#include <vector>

namespace sandan::geom {

/// Adds boxes around all places where a shape's own borders come so near to each other that what
/// lies on either side of it may be within `reach` m: necks and slivers, corners below 20°, edges
/// shorter than eight times that. Everywhere else, whatever shares an edge with the shape hides all
/// others from it. O(n log n) in its edges.
void add_narrow_places(const PolygonSet& set, std::size_t shape, double reach,
                       std::vector<Box>& places);

} // namespace sandan::geom
