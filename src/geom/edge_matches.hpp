#pragma once

#include <sandan/geom/polygon_set.hpp>

#include <cstddef>
#include <vector>

namespace sandan::geom {

/// An edge of a shape, whose land lies to the left of a → b, that no other shape runs along.
struct LooseEdge {
    Point a;
    Point b;
    std::size_t shape = 0;
};

/// All such edges, by (shape, a, b): what is left when edges with equal corners in opposite
/// directions have met (geom/edge_table.hpp). Land on the far side of an edge that met another
/// belongs to another shape. The land beyond `boundary` (of at most one feature) counts as one more
/// shape, number set.size().
[[nodiscard]] std::vector<LooseEdge> loose_edges(const PolygonSet& set, const PolygonSet& boundary);

} // namespace sandan::geom
