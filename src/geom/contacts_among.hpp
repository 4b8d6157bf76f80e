#pragma once

#include <sandan/geom/adjacency.hpp>

#include <cstddef>
#include <vector>

namespace sandan::geom {

/// All contacts among the features chosen (1 by feature), by (a, b), however short: of each edge of
/// `a`, what runs beside edges of `b`. Shapes with about `edges_at_a_time` edges are looked at
/// together, with those near them: a tree over all edges is several times as large as the set.
/// `shapes`: of the layer that the set is of. \throws Error{budget} when shapes lie on each other
/// many times.
[[nodiscard]] std::vector<Contact> contacts_among(const PolygonSet& set,
                                                  const std::vector<char>& chosen, double tolerance,
                                                  unsigned threads, std::size_t shapes,
                                                  std::size_t edges_at_a_time = 1U << 15U);

} // namespace sandan::geom
