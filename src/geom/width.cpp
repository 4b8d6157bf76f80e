// How wide a shape is, and a point inside it: circles that fit.
#include <sandan/geom/box_index.hpp>
#include <sandan/geom/measure.hpp>
#include <sandan/geom/width.hpp>

#include "geom/geos.hpp"
#include "geom/ring.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numbers>
#include <optional>
#include <vector>

namespace sandan::geom {

namespace {

const Polygon* largest_part(const MultiPolygon& shape) {
    const auto largest =
        std::max_element(shape.begin(), shape.end(),
                         [](const Polygon& a, const Polygon& b) { return area(a) < area(b); });
    return largest == shape.end() ? nullptr : &*largest;
}

Point first_point(const GEOSGeometry* geometry) {
    auto* const h = geos::context().handle();
    Point p;
    GEOSCoordSeq_getXY_r(h, GEOSGeom_getCoordSeq_r(h, geometry), 0, &p.x, &p.y);
    return p;
}

Point point_on_surface(const Polygon& polygon) {
    return first_point(geos::own(GEOSPointOnSurface_r(geos::context().handle(),
                                                      geos::from(MultiPolygon{polygon}).get()),
                                 "point on surface")
                           .get());
}

Polygon moved_to_origin(const Polygon& polygon) {
    const auto origin = polygon.outer.front();
    const auto moved = [&](Ring ring) {
        for (auto& p : ring) {
            p = {p.x - origin.x, p.y - origin.y};
        }
        return ring;
    };
    Polygon result{moved(polygon.outer), {}};
    for (const auto& hole : polygon.holes) {
        result.holes.push_back(moved(hole));
    }
    return result;
}

/// Only for polygons that are not thin: GEOS starts from a grid of cells as wide as the short side
/// of the box. Near the origin, where a tolerance far below 1 mm still means something.
Widest inscribed_circle(const Polygon& polygon, double tolerance) {
    auto* const h = geos::context().handle();
    const auto near = geos::from(MultiPolygon{moved_to_origin(polygon)});
    const auto radius =
        geos::own(GEOSMaximumInscribedCircle_r(h, near.get(), tolerance), "inscribed circle");
    double length = 0;
    GEOSLength_r(h, radius.get(), &length);
    const auto centre = first_point(radius.get());
    const auto& origin = polygon.outer.front();
    return {2 * length, {origin.x + centre.x, origin.y + centre.y}};
}

double mean_width(const Polygon& polygon) {
    return 2 * area(polygon) / perimeter({polygon});
}

/// Slivers, winding roads, and what is so small that it may be rounding.
bool is_thin(const Polygon& polygon) {
    constexpr double least_thinness = 0.05;
    constexpr double least_width = 1e-4;
    return thinness({polygon}) < least_thinness || mean_width(polygon) < least_width;
}

struct Edge {
    Point a;
    Point along; ///< Unit vector.
    double length = 0;

    [[nodiscard]] Point at(double t) const { return {a.x + t * along.x, a.y + t * along.y}; }

    /// Of the point on the edge nearest to `p`, as a distance from `a`.
    [[nodiscard]] double foot(const Point& p) const {
        return std::clamp((p.x - a.x) * along.x + (p.y - a.y) * along.y, 0.0, length);
    }
};

/// Circles inside a polygon that touch its border at a given place. Where a search by cells would
/// need length/width² of them, this needs some per edge.
class TouchingCircles {
public:
    explicit TouchingCircles(const Polygon& polygon)
        : m_edges{edges_of(polygon)},
          m_index{boxes_of(m_edges)},
          m_largest{std::sqrt(area(polygon) / std::numbers::pi)} {}

    [[nodiscard]] Widest widest() {
        for (std::size_t edge = 0; edge < m_edges.size(); ++edge) {
            const auto places = places_on(edge);
            std::for_each(places.begin(), places.end(), [&](double t) { try_at(edge, t); });
        }
        refine();
        return {2 * m_radius, centre(m_edge, m_t, m_radius)};
    }

private:
    static std::vector<Edge> edges_of(const Polygon& polygon) {
        std::vector<Edge> edges;
        const auto add = [&](const Ring& ring, bool left) {
            for (std::size_t i = 1; i < ring.size(); ++i) {
                const auto& a = left ? ring[i - 1] : ring[i];
                const auto& b = left ? ring[i] : ring[i - 1];
                const double length = std::hypot(b.x - a.x, b.y - a.y);
                if (length > 0) {
                    edges.push_back({a, {(b.x - a.x) / length, (b.y - a.y) / length}, length});
                }
            }
        };
        add(polygon.outer, signed_area(polygon.outer) > 0);
        for (const auto& hole : polygon.holes) {
            add(hole, signed_area(hole) < 0);
        }
        return edges;
    }

    static std::vector<Box> boxes_of(const std::vector<Edge>& edges) {
        std::vector<Box> boxes(edges.size());
        for (std::size_t i = 0; i < edges.size(); ++i) {
            boxes[i].extend(edges[i].a);
            boxes[i].extend(edges[i].at(edges[i].length));
        }
        return boxes;
    }

    /// Even steps, and (of few edges) opposite every corner, where slivers are widest. Never at the
    /// ends: in a sharp corner no circle fits, which rounding would hide.
    [[nodiscard]] std::vector<double> places_on(std::size_t edge) const {
        constexpr std::size_t few = 64;
        const auto steps = std::clamp<std::size_t>(2000 / m_edges.size(), 3, 33);
        std::vector<double> places;
        for (std::size_t i = 0; i < steps; ++i) {
            places.push_back(m_edges[edge].length * (static_cast<double>(i) + 0.5) /
                             static_cast<double>(steps));
        }
        for (std::size_t other = 0; other < m_edges.size() && m_edges.size() <= few; ++other) {
            const double t = m_edges[edge].foot(m_edges[other].a);
            if (t > 0 && t < m_edges[edge].length) {
                places.push_back(t);
            }
        }
        const double middle = m_edges[edge].length / 2;
        std::sort(places.begin(), places.end(),
                  [&](double a, double b) { return std::abs(a - middle) < std::abs(b - middle); });
        return places;
    }

    [[nodiscard]] Point centre(std::size_t edge, double t, double radius) const {
        const auto p = m_edges[edge].at(t);
        const auto& along = m_edges[edge].along;
        return {p.x - radius * along.y, p.y + radius * along.x};
    }

    /// Radius of the largest circle that touches the edge at `t` and crosses no other; less than
    /// `enough`, which ends the search, is not made exact.
    [[nodiscard]] double radius_at(std::size_t edge, double t, double enough) const {
        constexpr int most_rounds = 60;
        const auto p = m_edges[edge].at(t);
        const Point normal{-m_edges[edge].along.y, m_edges[edge].along.x};
        double radius = m_largest;
        for (int round = 0; round < most_rounds && radius > enough; ++round) {
            const auto q = nearest(centre(edge, t, radius), radius * (1 - 1e-12), edge);
            if (!q) {
                return radius;
            }
            const Point to{q->x - p.x, q->y - p.y};
            const double ahead = to.x * normal.x + to.y * normal.y;
            radius = ahead > 0 ? (to.x * to.x + to.y * to.y) / (2 * ahead) : 0;
        }
        return 0; // too small, or not settled: no circle that surely fits
    }

    /// The border's point nearest to `c` and nearer than `within`, the edge touched left out.
    [[nodiscard]] std::optional<Point> nearest(const Point& c, double within,
                                               std::size_t touched) const {
        std::optional<Point> found;
        for (const auto i :
             m_index.query({{c.x - within, c.y - within}, {c.x + within, c.y + within}})) {
            if (i == touched) {
                continue;
            }
            const auto q = m_edges[i].at(m_edges[i].foot(c));
            if (const double d = std::hypot(q.x - c.x, q.y - c.y); d < within) {
                within = d;
                found = q;
            }
        }
        return found;
    }

    /// Of equal circles the first stays: that nearest to the middle of an edge.
    void try_at(std::size_t edge, double t) {
        const double enough = m_radius * (1 + 1e-6);
        if (const double radius = radius_at(edge, t, enough); radius > enough) {
            m_radius = radius;
            m_edge = edge;
            m_t = t;
        }
    }

    /// Climbs from the best place along its edge.
    void refine() {
        const auto edge = m_edge;
        const double least = 1e-7 * m_edges[edge].length;
        for (double step = m_edges[edge].length / 6; step > least;) {
            const double before = m_t;
            try_at(edge, std::max(before - step, least));
            try_at(edge, std::min(before + step, m_edges[edge].length - least));
            step = m_t == before ? step / 2 : step;
        }
    }

    std::vector<Edge> m_edges; ///< Land to the left.
    BoxIndex m_index;
    double m_largest;
    double m_radius = 0;
    std::size_t m_edge = 0;
    double m_t = 0;
};

Widest widest_of_thin(const Polygon& polygon) {
    constexpr double rounding = 4e-6;
    if (mean_width(polygon) < rounding) {
        return {mean_width(polygon), point_on_surface(polygon)};
    }
    auto found = TouchingCircles{moved_to_origin(polygon)}.widest();
    const auto& origin = polygon.outer.front();
    found.at = {origin.x + found.at.x, origin.y + found.at.y};
    return found;
}

Widest widest(const Polygon& polygon) {
    if (area(polygon) <= 0) {
        return {};
    }
    return is_thin(polygon) ? widest_of_thin(polygon)
                            : inscribed_circle(polygon, mean_width(polygon) / 100);
}

} // namespace

Widest widest(const MultiPolygon& shape) {
    Widest best;
    for (const auto& part : shape) {
        if (const auto found = widest(part); found.width > best.width) {
            best = found;
        }
    }
    return best;
}

double max_width(const MultiPolygon& shape) {
    const auto* const part = largest_part(shape);
    return part == nullptr ? 0 : widest(*part).width;
}

Point label_point(const MultiPolygon& shape) {
    const auto* const part = largest_part(shape);
    if (part == nullptr || part->outer.empty()) {
        throw Error{ErrorKind::geometry,
                    Text{"이름표 위치: 도형이 비어 있습니다; 면이어야 합니다",
                         "label point: the shape is empty, expected a polygon"}};
    }
    if (area(*part) <= 0) {
        return part->outer.front();
    }
    if (is_thin(*part)) {
        return point_on_surface(*part);
    }
    const auto box = envelope({*part});
    const double size = std::max(box.max.x - box.min.x, box.max.y - box.min.y);
    const auto centre = inscribed_circle(*part, size / 100).at;
    return covers({*part}, centre) ? centre : point_on_surface(*part);
}

} // namespace sandan::geom
