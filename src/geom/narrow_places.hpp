#pragma once

#include <sandan/geom/polygon_set.hpp>

#include "geom/edge_matches.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace sandan::geom {

/// Adds boxes around all places where a shape's own borders come so near to each other that what
/// lies on either side of it may be within `reach` m: necks and slivers, corners below 20°, edges
/// shorter than eight times that. Everywhere else, whatever shares an edge with the shape hides all
/// others from it. O(n log n) in its edges.
void add_narrow_places(const PolygonSet& set, std::size_t shape, double reach,
                       std::vector<Box>& places);

/// The same of land that no shape covers, by all edges around it: boxes around those that come
/// within 2 `reach` of others, leave one below 20°, cross one, or are short. Beside any other edge
/// lies nothing within `reach` but what follows it. Of edges whose boxes lie on each other all too
/// often, as of shapes that lie on each other many times, more are given. O(n log n).
void add_narrow_gaps(std::span<const LooseEdge> edges, double reach, std::vector<Box>& places);

} // namespace sandan::geom
