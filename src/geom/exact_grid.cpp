#include "geom/exact_grid.hpp"

#include <algorithm>
#include <cmath>

namespace sandan::geom {

namespace {

int sign(Wide v) {
    return v > 0 ? 1 : v < 0 ? -1 : 0;
}

/// length · share / whole, rounded, halves up; 0 < share < whole < 2¹⁰⁸. By long division: the
/// product would need 160 bits.
std::int64_t part_of(std::int64_t length, Wide share, Wide whole) {
    const bool negative = length < 0;
    const auto size = static_cast<std::uint64_t>(negative ? -length : length);
    std::int64_t quotient = 0;
    Wide rest = 0;
    for (int bit = 53; bit >= 0; --bit) {
        quotient *= 2;
        rest *= 2;
        if ((size >> static_cast<unsigned>(bit) & 1U) != 0) {
            rest += share;
        }
        for (; rest >= whole; rest -= whole) {
            ++quotient;
        }
    }
    if (negative) {
        return -quotient - (2 * rest > whole ? 1 : 0);
    }
    return quotient + (2 * rest >= whole ? 1 : 0);
}

/// A bound of a parameter along an edge, as a fraction.
struct Bound {
    Wide above = 0;
    Wide below = 1; ///< > 0
    bool closed = false;
};

/// Where an edge that starts at `from` and goes on by `by` is inside a cell around `at`, along one
/// axis, all in half steps.
struct Passage {
    Bound enter;
    Bound leave;

    Passage(std::int64_t from, std::int64_t by, std::int64_t at) {
        const auto low = static_cast<Wide>(at - 1) - from;
        const auto high = static_cast<Wide>(at + 1) - from;
        enter = by > 0 ? Bound{low, by, true} : Bound{-high, -by, false};
        leave = by > 0 ? Bound{high, by, false} : Bound{-low, -by, true};
    }
};

bool reaches(const Bound& enter, const Bound& leave) {
    const Wide first = enter.above * leave.below;
    const Wide second = leave.above * enter.below;
    return first < second || (first == second && enter.closed && leave.closed);
}

} // namespace

bool cross_inside(const GridPoint& a, const GridPoint& b, const GridPoint& c, const GridPoint& d) {
    return sign(turn(a, b, c)) * sign(turn(a, b, d)) < 0 &&
           sign(turn(c, d, a)) * sign(turn(c, d, b)) < 0;
}

GridPoint crossing(const GridPoint& a, const GridPoint& b, const GridPoint& c, const GridPoint& d) {
    Wide share = turn(c, d, a);
    Wide whole = share - turn(c, d, b);
    if (whole < 0) {
        share = -share;
        whole = -whole;
    }
    return {a.x + part_of(b.x - a.x, share, whole), a.y + part_of(b.y - a.y, share, whole)};
}

bool runs_through(const GridPoint& a, const GridPoint& b, const GridPoint& p) {
    const auto [left, right] = std::minmax(a.x, b.x);
    const auto [low, high] = std::minmax(a.y, b.y);
    if (p.x < left || p.x > right || p.y < low || p.y > high) {
        return false;
    }
    if (left == right || low == high) {
        return true;
    }
    const Passage x{2 * a.x, 2 * (b.x - a.x), 2 * p.x};
    const Passage y{2 * a.y, 2 * (b.y - a.y), 2 * p.y};
    return reaches(x.enter, y.leave) && reaches(y.enter, x.leave);
}

Grid::Grid(const Box& extent) {
    constexpr int most_bits = 52;
    m_origin = {std::floor(extent.min.x), std::floor(extent.min.y)};
    const double size = std::max(extent.max.x - m_origin.x, extent.max.y - m_origin.y);
    int exponent = 0;
    std::frexp(size, &exponent); // size < 2^exponent
    m_bits = most_bits - exponent;
}

GridPoint Grid::at(const Point& p) const {
    return {std::llround(std::ldexp(p.x - m_origin.x, m_bits)),
            std::llround(std::ldexp(p.y - m_origin.y, m_bits))};
}

Point Grid::place(const GridPoint& p) const {
    return {m_origin.x + std::ldexp(static_cast<double>(p.x), -m_bits),
            m_origin.y + std::ldexp(static_cast<double>(p.y), -m_bits)};
}

double Grid::area(Wide twice) const {
    return std::ldexp(static_cast<double>(twice), -2 * m_bits - 1);
}

} // namespace sandan::geom
