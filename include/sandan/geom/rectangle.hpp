#pragma once

#include <sandan/geom/types.hpp>

#include <array>
#include <limits>

namespace sandan::geom {

/// A rectangle that fits inside a shape.
struct InscribedRectangle {
    double length = 0; ///< The long side, m; 0 when nothing fits.
    double width = 0;  ///< length / aspect
    double angle = 0;  ///< Of the long side against east, radians in [0, π).
    Point centre;

    [[nodiscard]] double area() const noexcept { return length * width; }

    /// Counter-clockwise.
    [[nodiscard]] std::array<Point, 4> corners() const;
};

/// The largest rectangle of sides `aspect` : 1 (≥ 1) that lies inside one part of the shape, holes
/// left free, at any rotation. Branch and bound over centre and angle: the rectangle fits, and no
/// other one is larger by more than 1 % of its area. Narrower than 1e-3 of the box's long side:
/// nothing.
/// The search ends with the first rectangle of area `enough`: whether one fits is quickly told.
[[nodiscard]] InscribedRectangle
largest_rectangle(const MultiPolygon& shape, double aspect,
                  double enough = std::numeric_limits<double>::infinity());

} // namespace sandan::geom
