#pragma once

#include "geom/gaps.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace sandan::geom {

struct Overlaps {
    std::vector<Overlap> pairs; ///< Above least_common_area, by (a, b); not described.
    double area = 0;            ///< Of all pairs, those below as well, m².
};

/// All pairs that share land. `places`: boxes around all land that is covered more than once;
/// `count`: shapes of the layer, of which `indexed` holds those near the places. Areas, error and
/// cost as geom/common_areas.hpp, for the shapes whose boxes touch a place.
/// \throws Error{budget} when shapes lie on each other many times.
[[nodiscard]] Overlaps find_overlaps(const Indexed& indexed, std::span<const Box> places,
                                     std::size_t count, unsigned threads);

} // namespace sandan::geom
