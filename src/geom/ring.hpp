#pragma once
// What the units of geom share about single rings.

#include <sandan/geom/types.hpp>

#include <cstddef>
#include <span>

namespace sandan::geom {

/// (a − o) × (b − o): positive when a, b turn left around o. Differences first, so that large
/// coordinates cost no digits.
[[nodiscard]] inline double cross(const Point& o, const Point& a, const Point& b) noexcept {
    return (a.x - o.x) * (b.y - o.y) - (a.y - o.y) * (b.x - o.x);
}

/// Positive for counter-clockwise rings.
[[nodiscard]] inline double signed_area(std::span<const Point> ring) noexcept {
    double twice = 0;
    for (std::size_t i = 1; i + 1 < ring.size(); ++i) {
        twice += cross(ring.front(), ring[i], ring[i + 1]);
    }
    return twice / 2;
}

} // namespace sandan::geom
