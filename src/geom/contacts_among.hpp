#pragma once

#include <sandan/geom/adjacency.hpp>

#include <vector>

namespace sandan::geom {

/// All contacts among the features chosen (1 by feature), by (a, b), however short: of each edge of
/// `a`, what runs beside edges of `b`. \throws Error{budget} when shapes lie on each other many
/// times.
[[nodiscard]] std::vector<Contact> contacts_among(const PolygonSet& set,
                                                  const std::vector<char>& chosen, double tolerance,
                                                  unsigned threads);

} // namespace sandan::geom
