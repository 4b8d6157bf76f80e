#pragma once
// Which shapes have an edge that no other shape runs along in the opposite direction?
//
// Erase on match: every directed edge looks for its reverse in a hash table and takes it out, else
// goes in itself. The table holds only the front between shapes seen and shapes to come, so it
// stays in the cache when neighbours follow each other in the file (any order is right, only
// slower). O(n) time. Coordinates are compared exactly.

#include <sandan/geom/polygon_set.hpp>

#include <cstddef>
#include <vector>

namespace sandan::geom {

/// By shape: true if every edge of it is matched. Land on the far side of such a shape's whole
/// border belongs to another shape.
[[nodiscard]] std::vector<bool> wholly_matched(const PolygonSet& set);

/// An edge of a shape, whose land lies to the left of a → b, that no other shape runs along.
struct LooseEdge {
    Point a;
    Point b;
    std::size_t shape = 0;
};

/// All such edges, by (shape, a, b). The land beyond `boundary` (of at most one feature) counts as
/// one more shape, number set.size().
[[nodiscard]] std::vector<LooseEdge> loose_edges(const PolygonSet& set, const PolygonSet& boundary);

} // namespace sandan::geom
