#pragma once

#include <sandan/geom/types.hpp>

namespace sandan::geom {

/// The largest circle that fits inside a shape.
struct Widest {
    double width = 0; ///< Its diameter: the true width of a sliver.
    Point at;         ///< Its centre: where the shape is widest.
};

/// Never more than the truth, for every answer is a circle that fits. Thin shapes (slivers, road
/// nets): to 1e-3, by the largest circles that touch the border at many places; others: to 2 % by
/// GEOS. {0, {0, 0}} for an empty shape. O(n log n) for thin shapes of n corners; GEOS
/// (MaximumInscribedCircle, after Agafonkin's polylabel, 2016) divides the others' boxes in four
/// until the answer is as near.
[[nodiscard]] Widest widest(const MultiPolygon& shape);

} // namespace sandan::geom
