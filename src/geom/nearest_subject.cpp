#include "geom/nearest_subject.hpp"

#include <sandan/geom/nearest.hpp>

#include "geom/boxes.hpp"
#include "geom/ring.hpp"

#include <cmath>

namespace sandan::geom {

namespace {

void append_edge(const Point& a, const Point& b, std::vector<DistanceEdge>& edges) {
    const double dx = b.x - a.x;
    const double dy = b.y - a.y;
    const double length2 = dx * dx + dy * dy;
    constexpr double none = 1e-300; // whose inverse would overflow
    edges.push_back({a, b, length2 > none ? 1 / length2 : 0});
}

void append_edges(std::span<const Point> points, std::vector<DistanceEdge>& edges, bool backwards) {
    for (std::size_t i = 1; i < points.size(); ++i) {
        if (points[i] != points[i - 1]) {
            append_edge(points[backwards ? i : i - 1], points[backwards ? i - 1 : i], edges);
        }
    }
}

/// Squared.
double distance2_to(const Point& p, const DistanceEdge& edge) noexcept {
    const double dx = edge.b.x - edge.a.x;
    const double dy = edge.b.y - edge.a.y;
    const double px = p.x - edge.a.x;
    const double py = p.y - edge.a.y;
    const double t = std::clamp((px * dx + py * dy) * edge.inverse, 0.0, 1.0);
    const double x = px - t * dx;
    const double y = py - t * dy;
    return x * x + y * y;
}

Box box_of(const DistanceEdge& edge) noexcept {
    return {{std::min(edge.a.x, edge.b.x), std::min(edge.a.y, edge.b.y)},
            {std::max(edge.a.x, edge.b.x), std::max(edge.a.y, edge.b.y)}};
}

/// Whether edges with touching boxes have a point in common that is no corner, within rounding:
/// what rounding decides wrongly is as near as rounding. Parallel edges are left to their corners.
bool cross_each_other(const DistanceEdge& e, const DistanceEdge& f) noexcept {
    const Point d{e.b.x - e.a.x, e.b.y - e.a.y};
    const Point g{f.b.x - f.a.x, f.b.y - f.a.y};
    const Point w{f.a.x - e.a.x, f.a.y - e.a.y};
    double across = d.x * g.y - d.y * g.x;
    double on_e = w.x * g.y - w.y * g.x;
    double on_f = w.x * d.y - w.y * d.x;
    if (across < 0) {
        across = -across;
        on_e = -on_e;
        on_f = -on_f;
    }
    return across > 0 && on_e >= 0 && on_e <= across && on_f >= 0 && on_f <= across;
}

/// A distance that rounding alone may have made longer than this is not left out.
double with_slack(double squared) noexcept {
    constexpr double slack = 1 + 1e-9;
    return squared * slack;
}

} // namespace

void append_ring(std::span<const Point> ring, std::vector<DistanceEdge>& edges, bool backwards) {
    const auto before = edges.size();
    append_edges(ring, edges, backwards);
    if (edges.size() == before && !ring.empty()) {
        append_edge(ring.front(), ring.front(), edges);
    }
}

void append_line(std::span<const Point> line, std::vector<DistanceEdge>& edges) {
    append_edges(line, edges, false);
    if (!line.empty()) {
        append_edge(line.back(), line.back(), edges);
    }
}

bool east_of(const Point& p, const DistanceEdge& edge) noexcept {
    return (edge.a.y > p.y) != (edge.b.y > p.y) &&
           (cross(p, edge.a, edge.b) > 0) == (edge.b.y > edge.a.y);
}

void NearestSubject::clear() {
    m_edges.clear();
    m_anchors.clear();
}

void NearestSubject::settle_box() {
    m_box = {};
    for (const auto& edge : m_edges) {
        m_box.extend(edge.a);
    }
}

void NearestSubject::take(const Shape& from) {
    clear();
    for (const auto& polygon : from.polygons) {
        append_ring(polygon.outer, m_edges);
        if (!polygon.outer.empty()) {
            m_anchors.push_back(polygon.outer.front());
        }
        for (const auto& hole : polygon.holes) {
            append_ring(hole, m_edges);
        }
    }
    m_area_edges = m_edges.size();
    for (const auto& line : from.lines) {
        append_line(line, m_edges);
        if (!line.empty()) {
            m_anchors.push_back(line.front());
        }
    }
    for (const auto& point : from.points) {
        append_line({&point, 1}, m_edges);
        m_anchors.push_back(point);
    }
    settle_box();
}

void NearestSubject::take(const PolygonSet& from, std::size_t feature) {
    clear();
    from.for_each_ring_of_parts(feature, [&](std::span<const Point> ring, bool outer, bool turned) {
        append_ring(ring, m_edges, turned);
        if (outer && !ring.empty()) {
            m_anchors.push_back(ring.front());
        }
    });
    m_area_edges = m_edges.size();
    settle_box();
}

bool NearestSubject::holds(const Point& p) const {
    bool inside = false;
    for (std::size_t i = 0; i < m_area_edges; ++i) {
        inside = east_of(p, m_edges[i]) != inside;
    }
    return inside;
}

bool NearestSubject::crosses(std::span<const DistanceEdge> run, const Box& box) const {
    for (const auto& edge : m_edges) {
        const auto around = box_of(edge);
        if (!touch(around, box)) {
            continue;
        }
        for (const auto& other : run) {
            if (touch(around, box_of(other)) && cross_each_other(edge, other)) {
                return true;
            }
        }
    }
    return false;
}

double NearestSubject::distance2(std::span<const DistanceEdge> run, const Box& box,
                                 double limit) const {
    if (touch(m_box, box) && (holds(run.front().a) || crosses(run, box))) {
        return 0;
    }
    double best = limit;
    for (const auto& edge : m_edges) {
        if (gap2(edge.a, edge.a, box) <= with_slack(best)) {
            for (const auto& other : run) {
                best = std::min(best, distance2_to(edge.a, other));
            }
        }
    }
    for (const auto& other : run) {
        if (gap2(other.a, other.a, m_box) <= with_slack(best)) {
            for (const auto& edge : m_edges) {
                best = std::min(best, distance2_to(other.a, edge));
            }
        }
    }
    return best < touching_m * touching_m ? 0 : best;
}

} // namespace sandan::geom
