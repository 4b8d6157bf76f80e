#pragma once
// What pairs of shapes with hundreds of thousands of corners cost, before it is paid.

#include <sandan/geom/polygon_set.hpp>

#include "geom/border_inside.hpp"

#include <cstddef>
#include <cstdint>
#include <span>

namespace sandan::geom {

/// Places where the borders of two shapes cross, or as many as `most` + 1: cutting takes time and
/// memory by their number. Edges that run along each other count for none. O(n log n) in the edges
/// and what lies in each other's boxes, of which 1,000 for each place allowed are looked at; where
/// there are more, `most` + 1 as well. Safe from any thread.
[[nodiscard]] std::size_t crossings(const PolygonSet& set, std::size_t shape,
                                    const PolygonSet& others, std::size_t other, std::size_t most);

/// As many pairs of edges as AreaKernel may look at, one by one.
constexpr std::uint64_t most_edge_pairs = std::uint64_t{1} << 32U;

/// \throws Error{budget} when more pairs of an edge of `shape` and one of `others` than that lie
/// over each other (in x). O(n log n).
void require_little_work(const PolygonSet& set, std::size_t shape,
                         std::span<const BorderEdge> others);

} // namespace sandan::geom
