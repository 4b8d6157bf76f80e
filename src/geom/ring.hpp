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

/// Positive for counter-clockwise rings (the first and the last point are equal). Triangles from
/// the first point, added from both ends, so that a ring turned round has the same area to the last
/// bit but for its sign.
[[nodiscard]] inline double signed_area(std::span<const Point> ring) noexcept {
    if (ring.size() < 4) {
        return 0;
    }
    const auto& o = ring.front();
    double twice = 0;
    std::size_t low = 1;
    auto high = ring.size() - 3;
    for (; low < high; ++low, --high) {
        twice += cross(o, ring[low], ring[low + 1]) + cross(o, ring[high], ring[high + 1]);
    }
    if (low == high) {
        twice += cross(o, ring[low], ring[low + 1]);
    }
    return twice / 2;
}

} // namespace sandan::geom
