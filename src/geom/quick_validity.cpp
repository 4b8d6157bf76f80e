#include <sandan/geom/quick_validity.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace sandan::geom {

namespace {

constexpr std::size_t few_rings = 64;
constexpr std::size_t tests_per_segment = 256;

/// The sign of (a − c) × (b − c), or nothing sure.
enum class Turn { right, unsure, left };

Turn turn(const Point& a, const Point& b, const Point& c) {
    constexpr double bound = 3.3306690738754716e-16; // (3 + 16ε)ε
    const double l = (a.x - c.x) * (b.y - c.y);
    const double r = (a.y - c.y) * (b.x - c.x);
    const double error = bound * (std::abs(l) + std::abs(r));
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

} // namespace

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
        if (ux * (c.x - b.x) + uy * (c.y - b.y) <= 0 && turn(a, b, c) == Turn::unsure) {
            return false; // may turn back on itself
        }
        twice_area += (a.x - o.x) * uy - (a.y - o.y) * ux;
        m_segments.push_back({std::min(a.x, b.x), std::max(a.x, b.x), std::min(a.y, b.y),
                              std::max(a.y, b.y), a, b, ring, i, last});
    }
    return twice_area != 0;
}

/// True unless the two are surely apart, or neighbours that share just their common point.
bool QuickValidity::may_meet(const Segment& s, const Segment& t) {
    if (s.ring == t.ring) { // spikes were looked for in add_ring
        const auto low = std::min(s.place, t.place);
        const auto high = std::max(s.place, t.place);
        if (high - low == 1 || (low == 0 && high == s.last)) {
            return false;
        }
    }
    if (s.min_x > t.max_x || t.min_x > s.max_x || s.min_y > t.max_y || t.min_y > s.max_y) {
        return false;
    }
    return !surely_on_one_side(s.a, s.b, t.a, t.b) && !surely_on_one_side(t.a, t.b, s.a, s.b);
}

/// Differences to one point round monotonously, so boxes that are apart here are apart.
void QuickValidity::box_few() {
    const auto origin = m_segments.front().a;
    const auto outwards = [](double d) {
        return std::abs(static_cast<float>(d)) * 2e-7F + 1e-30F;
    };
    const auto below = [&](double d) {
        return static_cast<float>(d) - outwards(d);
    };
    const auto above = [&](double d) {
        return static_cast<float>(d) + outwards(d);
    };
    const auto size = m_segments.size();
    for (std::size_t i = 0; i < size; ++i) {
        const auto& s = m_segments[i];
        m_boxes.low_x[i] = below(s.min_x - origin.x);
        m_boxes.high_x[i] = above(s.max_x - origin.x);
        m_boxes.low_y[i] = below(s.min_y - origin.y);
        m_boxes.high_y[i] = above(s.max_y - origin.y);
    }
    for (auto i = size; i % lanes != 0; ++i) { // touches nothing
        m_boxes.low_x[i] = m_boxes.low_y[i] = std::numeric_limits<float>::infinity();
        m_boxes.high_x[i] = m_boxes.high_y[i] = -std::numeric_limits<float>::infinity();
    }
}

bool QuickValidity::no_contact_by_pairs() {
    box_few();
    const auto& b = m_boxes;
    const auto size = m_segments.size();
    std::array<int, lanes> touch{};
    for (std::size_t i = 0; i + 1 < size; ++i) {
        for (auto group = (i + 1) / lanes * lanes; group < size; group += lanes) {
            int any = 0;
            for (std::size_t lane = 0; lane < lanes; ++lane) {
                const auto k = group + lane;
                touch[lane] = static_cast<int>(b.low_x[k] <= b.high_x[i]) &
                              static_cast<int>(b.high_x[k] >= b.low_x[i]) &
                              static_cast<int>(b.low_y[k] <= b.high_y[i]) &
                              static_cast<int>(b.high_y[k] >= b.low_y[i]);
                any |= touch[lane];
            }
            for (std::size_t lane = 0; any != 0 && lane < lanes; ++lane) {
                const auto k = group + lane;
                if (touch[lane] != 0 && k > i && may_meet(m_segments[i], m_segments[k])) {
                    return false;
                }
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
