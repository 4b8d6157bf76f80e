#pragma once

#include <sandan/geom/types.hpp>

namespace sandan::geom {

/// True if the boxes share a point, be it on their edges; an empty box touches nothing.
[[nodiscard]] inline bool touch(const Box& a, const Box& b) noexcept {
    return a.min.x <= b.max.x && b.min.x <= a.max.x && a.min.y <= b.max.y && b.min.y <= a.max.y;
}

/// Around an edge.
[[nodiscard]] inline Box box_of(const Point& a, const Point& b) noexcept {
    Box box;
    box.extend(a);
    box.extend(b);
    return box;
}

/// The box and `margin` more on each side; an empty one stays empty.
[[nodiscard]] inline Box grown(const Box& box, double margin) noexcept {
    return {{box.min.x - margin, box.min.y - margin}, {box.max.x + margin, box.max.y + margin}};
}

} // namespace sandan::geom
