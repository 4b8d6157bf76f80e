#pragma once
// Points on a grid so fine that doubles resolve no more, and whole-number arithmetic on them: what
// lies left of what is decided exactly, so that borders can be cut and joined without tolerance.

#include <sandan/geom/types.hpp>

#include <compare>
#include <cstdint>

namespace sandan::geom {

__extension__ using Wide = __int128;

/// In grid steps from the grid's origin: 0 to 2⁵², which a double holds exactly.
struct GridPoint {
    std::int64_t x = 0;
    std::int64_t y = 0;

    friend auto operator<=>(const GridPoint&, const GridPoint&) = default;
};

/// Twice the area of the triangle o, a, b: positive when a, b turn left around o.
[[nodiscard]] inline Wide turn(const GridPoint& o, const GridPoint& a, const GridPoint& b) {
    return static_cast<Wide>(a.x - o.x) * (b.y - o.y) - static_cast<Wide>(a.y - o.y) * (b.x - o.x);
}

/// True if a → b and c → d cross in a point inside both.
[[nodiscard]] bool cross_inside(const GridPoint& a, const GridPoint& b, const GridPoint& c,
                                const GridPoint& d);

/// The grid point nearest to where they do; halves are rounded up.
[[nodiscard]] GridPoint crossing(const GridPoint& a, const GridPoint& b, const GridPoint& c,
                                 const GridPoint& d);

/// True if a → b runs through the cell of `p`: the square of one step around it, with its left and
/// lower sides.
[[nodiscard]] bool runs_through(const GridPoint& a, const GridPoint& b, const GridPoint& p);

/// A grid over a box. Steps are powers of two: up to 130 km across 2⁻³⁵ m or less, which is what a
/// double resolves at 200 km.
class Grid {
public:
    explicit Grid(const Box& extent);

    [[nodiscard]] GridPoint at(const Point& p) const;
    [[nodiscard]] Point place(const GridPoint& p) const;
    /// m²
    [[nodiscard]] double area(Wide twice) const;

private:
    Point m_origin;
    int m_bits = 0; ///< A step is 2^−m_bits m.
};

} // namespace sandan::geom
