#pragma once

#include <sandan/geom/closure.hpp>

#include "geom/edge_matches.hpp"

#include <span>
#include <vector>

namespace sandan::geom {

/// Corners on the inside of an edge of another shape: at most `rounding` from it, farther than that
/// from its ends. One per place and edge; by place.
[[nodiscard]] std::vector<UnsharedCorner> find_junctions(std::span<const LooseEdge> loose,
                                                         double rounding);

/// Corners farther than `rounding` from a border beside, whose neighbours on both sides are shared
/// with it. By place.
[[nodiscard]] std::vector<UnsharedCorner> find_lone_corners(std::span<const LooseEdge> loose,
                                                            double rounding);

} // namespace sandan::geom
