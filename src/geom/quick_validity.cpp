#include <sandan/geom/quick_validity.hpp>

#include "geom/boxes.hpp"
#include "geom/few_edges.hpp"
#include "geom/star_shape.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace sandan::geom {

namespace {

constexpr std::size_t few_rings = 64;
constexpr std::size_t tests_per_segment = 256;

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
    return std::all_of(rings.begin(), rings.end(),
                       [&](const RingView& ring) { return lies_well(ring, rings); });
}

/// True if no edge is without length or end, and none may be turned back on by the next.
bool no_spikes(const FewEdges& edges) {
    constexpr double largest = std::numeric_limits<double>::max();
    Flags bad{};
    for (std::size_t i = 0; i < edges.size(); i += 2) {
        const auto* const x = edges.x() + i;
        const auto* const y = edges.y() + i;
        const auto bx = loaded<Doubles>(x + 1);
        const auto by = loaded<Doubles>(y + 1);
        const auto cx = loaded<Doubles>(x + 2);
        const auto cy = loaded<Doubles>(y + 2);
        const Doubles ux = bx - loaded<Doubles>(x);
        const Doubles uy = by - loaded<Doubles>(y);
        const Doubles l = (loaded<Doubles>(x) - cx) * (by - cy); // as turn(a, b, c)
        const Doubles r = (loaded<Doubles>(y) - cy) * (bx - cx);
        const Flags straight = absolute(l - r) <= turn_bound * (absolute(l) + absolute(r));
        const Flags back = ux * (cx - bx) + uy * (cy - by) <= 0;
        const Flags ends = ux * ux + uy * uy <= largest; // not if NaN
        const Flags still = (ux == 0) & (uy == 0);
        bad |= ~ends | still | (straight & back);
    }
    return !any(bad);
}

/// An edge from a to b that the next one, to c, may turn back on.
bool may_be_spike(const Point& a, const Point& b, const Point& c) {
    return (b.x - a.x) * (c.x - b.x) + (b.y - a.y) * (c.y - b.y) <= 0 &&
           turn(a, b, c) == Turn::unsure;
}

bool surely_no_contact(const Point& a, const Point& b, const Point& c, const Point& d) {
    return surely_on_one_side(a, b, c, d) || surely_on_one_side(c, d, a, b);
}

/// A simple curve; of few edges.
bool surely_simple(std::span<const Point> ring) {
    FewEdges edges;
    edges.take(ring);
    return no_spikes(edges) && edges.round_boxes() &&
           !edges.any_pair([&](std::size_t i, std::size_t k) {
               return !surely_no_contact(ring[i], ring[i + 1], ring[k], ring[k + 1]);
           });
}

Box box_of(std::span<const Point> points) {
    Box box;
    std::for_each(points.begin(), points.end(), [&](const Point& p) { box.extend(p); });
    return box;
}

/// Edges of a ring that touch a box.
void find_near(std::span<const Point> ring, const Box& box, std::vector<std::size_t>& edges) {
    edges.clear();
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
        if (touch(box_of(ring[i], ring[i + 1]), box)) {
            edges.push_back(i);
        }
    }
}

} // namespace

QuickValidity::Contact QuickValidity::contact(const RingView& one, const Box& one_box,
                                              const RingView& other, const Box& other_box) {
    if (!touch(one_box, other_box)) {
        return Contact::none;
    }
    find_near(one.points, other_box, m_near_one);
    find_near(other.points, one_box, m_near_other);
    if (m_near_one.size() * m_near_other.size() >
        tests_per_segment * (m_near_one.size() + m_near_other.size())) {
        return Contact::too_many_edges;
    }
    for (const auto i : m_near_one) {
        const auto& a = one.points[i];
        const auto& b = one.points[i + 1];
        const auto box = box_of(a, b);
        for (const auto k : m_near_other) {
            const auto& c = other.points[k];
            const auto& d = other.points[k + 1];
            if (touch(box, box_of(c, d)) && !surely_no_contact(a, b, c, d)) {
                return Contact::possible;
            }
        }
    }
    return Contact::none;
}

/// Of `few_rings` that are simple.
QuickValidity::Contact QuickValidity::contact_of_any(std::span<const RingView> rings) {
    std::array<Box, few_rings> boxes;
    for (std::size_t i = 0; i < rings.size(); ++i) {
        boxes[i] = box_of(rings[i].points);
        for (std::size_t k = 0; k < i; ++k) {
            if (const auto found = contact(rings[k], boxes[k], rings[i], boxes[i]);
                found != Contact::none) {
                return found;
            }
        }
    }
    return Contact::none;
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

/// All rings are simple, and none meets another.
bool QuickValidity::no_contact_by_sweep(std::span<const RingView> rings) {
    m_segments.clear();
    for (std::size_t i = 0; i < rings.size(); ++i) {
        if (!add_ring(rings[i].points, i)) {
            return false;
        }
    }
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
    if (rings.size() > few_rings) {
        return false;
    }
    bool all_simple = true;
    for (const auto& [ring, part, outer] : rings) {
        if (ring.size() < 4 || ring.front() != ring.back()) {
            return false;
        }
        if (StarShape{ring}.sure()) {
            continue;
        }
        if (ring.size() - 1 > FewEdges::most) {
            all_simple = false;
        } else if (!surely_simple(ring)) {
            return false;
        }
    }
    if (rings.size() == 1 && all_simple) { // as nearly always
        return true;
    }
    const auto found = all_simple ? contact_of_any(rings) : Contact::too_many_edges;
    const bool apart =
        found == Contact::none || (found == Contact::too_many_edges && no_contact_by_sweep(rings));
    return apart && well_nested(rings);
}

} // namespace sandan::geom
