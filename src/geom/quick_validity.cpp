#include <sandan/geom/quick_validity.hpp>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>

namespace sandan::geom {

namespace {

constexpr std::size_t few_rings = 64;
constexpr std::size_t tests_per_segment = 256;
constexpr double turn_bound = 3.3306690738754716e-16; // (3 + 16ε)ε

/// The sign of (a − c) × (b − c), or nothing sure.
enum class Turn { right, unsure, left };

Turn turn(const Point& a, const Point& b, const Point& c) {
    const double l = (a.x - c.x) * (b.y - c.y);
    const double r = (a.y - c.y) * (b.x - c.x);
    const double error = turn_bound * (std::abs(l) + std::abs(r));
    if (l - r > error) {
        return Turn::left;
    }
    return l - r < -error ? Turn::right : Turn::unsure;
}

bool surely_on_one_side(const Point& a, const Point& b, const Point& p, const Point& q) {
    const auto first = turn(a, b, p);
    return first != Turn::unsure && first == turn(a, b, q);
}

/// Ray casting with sure crossings only; the point is not on the ring.
enum class Where { outside, inside, unsure };

Where locate(const Point& p, std::span<const Point> ring) {
    bool inside = false;
    for (std::size_t i = 1; i < ring.size(); ++i) {
        const auto& a = ring[i - 1];
        const auto& b = ring[i];
        if ((a.y > p.y) == (b.y > p.y)) {
            continue;
        }
        const auto side = turn(a, b, p);
        if (side == Turn::unsure) {
            return Where::unsure;
        }
        inside = inside != ((side == Turn::left) == (b.y > a.y));
    }
    return inside ? Where::inside : Where::outside;
}

/// A ring lies well among the others: a hole in its own outer ring and in no other hole of it, and
/// inside another part only in one of its holes.
bool lies_well(const RingView& inner, std::span<const RingView> rings) {
    std::size_t outers = 0; // of other parts
    std::size_t holes = 0;  // of other parts
    for (const auto& other : rings) {
        if (&inner == &other) {
            continue;
        }
        const auto where = locate(inner.points.front(), other.points);
        if (where == Where::unsure) {
            return false;
        }
        const bool inside = where == Where::inside;
        if (inner.part != other.part) {
            outers += inside && other.outer ? 1U : 0U;
            holes += inside && !other.outer ? 1U : 0U;
        } else if (inside != (other.outer && !inner.outer)) {
            return false;
        }
    }
    return outers == holes;
}

/// Rings do not touch, so one point of each tells how they nest.
bool well_nested(std::span<const RingView> rings) {
    return rings.size() <= few_rings &&
           std::all_of(rings.begin(), rings.end(),
                       [&](const RingView& ring) { return lies_well(ring, rings); });
}

/// Of one vector register.
using Doubles [[gnu::vector_size(16)]] = double;
using Flags [[gnu::vector_size(16)]] = std::int64_t;
using Shorts [[gnu::vector_size(16)]] = std::int16_t;

template <typename Vector>
Vector loaded(const auto* numbers) {
    Vector result;
    std::memcpy(&result, numbers, sizeof result);
    return result;
}

Shorts everywhere(std::int16_t number) {
    return Shorts{} + number;
}

bool any(const Shorts& vector) {
    const auto halves = std::bit_cast<Flags>(vector);
    return (halves[0] | halves[1]) != 0;
}

Doubles absolute(const Doubles& v) {
    return std::bit_cast<Doubles>(std::bit_cast<Flags>(v) &
                                  std::numeric_limits<std::int64_t>::max());
}

/// Of the edges of a ring, two at a time. `x` and `y`: its corners, and three of them again.
class EdgesInPairs {
public:
    EdgesInPairs(const double* x, const double* y, std::size_t count) {
        for (std::size_t i = 0; i < count; i += 2) {
            look_at(x + i, y + i, Doubles{} + x[0], Doubles{} + y[0]);
        }
    }

    /// No edge is without length or end, and none may be turned back on by the next.
    [[nodiscard]] bool sound() const { return (m_bad[0] | m_bad[1]) == 0; }

    /// The farthest that a corner is from the first one, in x or y.
    [[nodiscard]] double extent() const { return std::max(m_extent[0], m_extent[1]); }

private:
    void look_at(const double* x, const double* y, const Doubles& ox, const Doubles& oy) {
        constexpr double largest = std::numeric_limits<double>::max();
        const auto ax = loaded<Doubles>(x);
        const auto ay = loaded<Doubles>(y);
        const auto bx = loaded<Doubles>(x + 1);
        const auto by = loaded<Doubles>(y + 1);
        const auto cx = loaded<Doubles>(x + 2);
        const auto cy = loaded<Doubles>(y + 2);
        const Doubles ux = bx - ax;
        const Doubles uy = by - ay;
        const Doubles l = (ax - cx) * (by - cy); // as turn(a, b, c)
        const Doubles r = (ay - cy) * (bx - cx);
        const Flags straight = absolute(l - r) <= turn_bound * (absolute(l) + absolute(r));
        const Flags back = ux * (cx - bx) + uy * (cy - by) <= 0;
        const Flags ends = ux * ux + uy * uy <= largest; // not if NaN
        const Flags still = (ux == 0) & (uy == 0);
        m_bad |= ~ends | still | (straight & back);
        const Doubles dx = absolute(ax - ox);
        const Doubles dy = absolute(ay - oy);
        m_extent = m_extent < dx ? dx : m_extent;
        m_extent = m_extent < dy ? dy : m_extent;
    }

    Flags m_bad{};
    Doubles m_extent{};
};

/// An edge from a to b that the next one, to c, may turn back on.
bool may_be_spike(const Point& a, const Point& b, const Point& c) {
    return (b.x - a.x) * (c.x - b.x) + (b.y - a.y) * (c.y - b.y) <= 0 &&
           turn(a, b, c) == Turn::unsure;
}

bool surely_no_contact(const Point& a, const Point& b, const Point& c, const Point& d) {
    return surely_on_one_side(a, b, c, d) || surely_on_one_side(c, d, a, b);
}

} // namespace

/// False for what is no sound ring, whatever its segments may do to each other.
bool QuickValidity::box_few(std::span<const Point> ring) {
    constexpr double steps = 32000;
    const auto count = ring.size() - 1;
    auto& few = m_few;
    for (std::size_t i = 0; i < count; ++i) {
        few.x[i] = ring[i].x;
        few.y[i] = ring[i].y;
    }
    for (std::size_t i = 0; i < 3; ++i) {
        few.x[count + i] = few.x[i];
        few.y[count + i] = few.y[i];
    }
    const EdgesInPairs edges{few.x.data(), few.y.data(), count};
    const double scale = steps / edges.extent();
    if (!edges.sound() || !std::isnormal(scale)) {
        return false;
    }
    // Rounded the same way, what overlaps still does.
    std::array<std::int16_t, few_segments + 1> x;
    std::array<std::int16_t, few_segments + 1> y;
    for (std::size_t i = 0; i <= count; ++i) {
        x[i] = static_cast<std::int16_t>(static_cast<int>((few.x[i] - few.x[0]) * scale));
        y[i] = static_cast<std::int16_t>(static_cast<int>((few.y[i] - few.y[0]) * scale));
    }
    for (std::size_t i = 0; i < count; ++i) {
        few.low_x[i] = std::min(x[i], x[i + 1]);
        few.high_x[i] = std::max(x[i], x[i + 1]);
        few.low_y[i] = std::min(y[i], y[i + 1]);
        few.high_y[i] = std::max(y[i], y[i + 1]);
    }
    for (auto i = count; i < count + lanes; ++i) { // touches nothing
        few.low_x[i] = few.low_y[i] = std::numeric_limits<std::int16_t>::max();
        few.high_x[i] = few.high_y[i] = std::numeric_limits<std::int16_t>::min();
    }
    return true;
}

/// True if segment i surely has no point in common with those from `first` to before `last`.
bool QuickValidity::apart_from(std::span<const Point> ring, std::size_t i, std::size_t first,
                               std::size_t last) const {
    const auto& few = m_few;
    const auto low_x = everywhere(few.low_x[i]);
    const auto high_x = everywhere(few.high_x[i]);
    const auto low_y = everywhere(few.low_y[i]);
    const auto high_y = everywhere(few.high_y[i]);
    for (auto group = first; group < last; group += lanes) {
        const Shorts touch = ~((loaded<Shorts>(&few.low_x[group]) > high_x) |
                               (loaded<Shorts>(&few.high_x[group]) < low_x) |
                               (loaded<Shorts>(&few.low_y[group]) > high_y) |
                               (loaded<Shorts>(&few.high_y[group]) < low_y));
        if (!any(touch)) {
            continue;
        }
        const auto end = std::min(group + lanes, last);
        for (auto k = group; k < end; ++k) {
            if (touch[k - group] != 0 &&
                !surely_no_contact(ring[i], ring[i + 1], ring[k], ring[k + 1])) {
                return false;
            }
        }
    }
    return true;
}

/// As surely_valid of one ring of few segments.
bool QuickValidity::surely_simple(std::span<const Point> ring) {
    if (!box_few(ring)) {
        return false;
    }
    const auto count = ring.size() - 1;
    for (std::size_t i = 0; i + 2 < count; ++i) { // neighbours were looked at in box_few
        if (!apart_from(ring, i, i + 2, i == 0 ? count - 1 : count)) {
            return false;
        }
    }
    return true;
}

bool QuickValidity::add_ring(std::span<const Point> points, std::size_t ring) {
    if (points.size() < 4 || points.front() != points.back()) {
        return false;
    }
    const auto last = points.size() - 2;
    const auto& o = points.front();
    double twice_area = 0;
    for (std::size_t i = 0; i <= last; ++i) {
        const auto& a = points[i];
        const auto& b = points[i + 1];
        const auto& c = points[i == last ? 1 : i + 2];
        const double ux = b.x - a.x;
        const double uy = b.y - a.y;
        const bool moves = ux != 0 || uy != 0;
        if (!moves || !std::isfinite(ux * ux + uy * uy)) {
            return false; // also for NaN, which is unequal to itself and not finite
        }
        if (may_be_spike(a, b, c)) {
            return false;
        }
        twice_area += (a.x - o.x) * uy - (a.y - o.y) * ux;
        m_segments.push_back({std::min(a.x, b.x), std::max(a.x, b.x), std::min(a.y, b.y),
                              std::max(a.y, b.y), a, b, ring, i, last});
    }
    return twice_area != 0;
}

/// True unless the two are surely apart, or neighbours that share just their common point.
bool QuickValidity::may_meet(const Segment& s, const Segment& t) {
    if (s.min_x > t.max_x || t.min_x > s.max_x || s.min_y > t.max_y || t.min_y > s.max_y) {
        return false;
    }
    if (s.ring == t.ring) { // spikes were looked for in add_ring
        const auto low = std::min(s.place, t.place);
        const auto high = std::max(s.place, t.place);
        if (high - low == 1 || (low == 0 && high == s.last)) {
            return false;
        }
    }
    return !surely_no_contact(s.a, s.b, t.a, t.b);
}

bool QuickValidity::no_contact_by_pairs() const {
    for (std::size_t i = 0; i < m_segments.size(); ++i) {
        for (std::size_t k = i + 1; k < m_segments.size(); ++k) {
            if (may_meet(m_segments[i], m_segments[k])) {
                return false;
            }
        }
    }
    return true;
}

bool QuickValidity::no_contact_by_sweep() {
    std::sort(m_segments.begin(), m_segments.end(),
              [](const Segment& s, const Segment& t) { return s.min_x < t.min_x; });
    std::size_t tests_left = tests_per_segment * m_segments.size();
    for (std::size_t i = 0; i < m_segments.size(); ++i) {
        const auto& s = m_segments[i];
        for (std::size_t k = i + 1; k < m_segments.size() && m_segments[k].min_x <= s.max_x; ++k) {
            if (tests_left-- == 0 || may_meet(s, m_segments[k])) {
                return false;
            }
        }
    }
    return true;
}

bool QuickValidity::surely_valid(std::span<const RingView> rings) {
    if (rings.size() == 1) {
        const auto& ring = rings.front().points;
        if (ring.size() < 4 || ring.front() != ring.back()) {
            return false;
        }
        if (ring.size() - 1 <= few_segments) {
            return surely_simple(ring);
        }
    }
    m_segments.clear();
    for (std::size_t i = 0; i < rings.size(); ++i) {
        if (!add_ring(rings[i].points, i)) {
            return false;
        }
    }
    const bool apart =
        m_segments.size() <= few_segments ? no_contact_by_pairs() : no_contact_by_sweep();
    return apart && (rings.size() < 2 || well_nested(rings));
}

} // namespace sandan::geom
