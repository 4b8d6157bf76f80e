#include <sandan/geom/measure.hpp>

#include "geom/geos.hpp"
#include "geom/ring.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace sandan::geom {

namespace {

double ring_length(const std::vector<Point>& points) {
    double sum = 0;
    for (std::size_t i = 1; i < points.size(); ++i) {
        sum += std::hypot(points[i].x - points[i - 1].x, points[i].y - points[i - 1].y);
    }
    return sum;
}

/// First moments of an area around `origin`.
struct Moments {
    double area = 0;
    double x = 0;
    double y = 0;
};

/// Adds the ring's moments; `sign` is +1 for outer rings, −1 for holes, whatever their orientation.
void add_moments(const Ring& ring, const Point& origin, double sign, Moments& sum) {
    if (ring.size() < 4) {
        return;
    }
    Moments own;
    const auto& o = ring.front();
    for (std::size_t i = 1; i + 1 < ring.size(); ++i) {
        const double twice = cross(o, ring[i], ring[i + 1]);
        own.area += twice / 2;
        own.x += twice / 6 * ((ring[i].x - o.x) + (ring[i + 1].x - o.x));
        own.y += twice / 6 * ((ring[i].y - o.y) + (ring[i + 1].y - o.y));
    }
    const double s = own.area < 0 ? -sign : sign;
    sum.area += s * own.area;
    sum.x += s * (own.x + own.area * (o.x - origin.x));
    sum.y += s * (own.y + own.area * (o.y - origin.y));
}

enum class Side { inside, border, outside };

bool between(double a, double b, double v) {
    return std::min(a, b) <= v && v <= std::max(a, b);
}

Side side_of(const Ring& ring, const Point& p) {
    bool inside = false;
    for (std::size_t i = 1; i < ring.size(); ++i) {
        const auto& a = ring[i - 1];
        const auto& b = ring[i];
        const double turn = cross(p, a, b);
        if (turn == 0 && between(a.x, b.x, p.x) && between(a.y, b.y, p.y)) {
            return Side::border;
        }
        if ((a.y > p.y) != (b.y > p.y) && (turn > 0) == (b.y > a.y)) {
            inside = !inside;
        }
    }
    return inside ? Side::inside : Side::outside;
}

bool covers(const Polygon& polygon, const Point& p) {
    if (side_of(polygon.outer, p) == Side::outside) {
        return false;
    }
    return std::none_of(polygon.holes.begin(), polygon.holes.end(),
                        [&](const Ring& hole) { return side_of(hole, p) == Side::inside; });
}

} // namespace

double area(const Polygon& polygon) {
    double result = std::abs(signed_area(polygon.outer));
    for (const auto& hole : polygon.holes) {
        result -= std::abs(signed_area(hole));
    }
    return result;
}

double area(const MultiPolygon& shape) {
    double result = 0;
    for (const auto& polygon : shape) {
        result += area(polygon);
    }
    return result;
}

double perimeter(const MultiPolygon& shape) {
    double result = 0;
    for (const auto& polygon : shape) {
        result += ring_length(polygon.outer);
        for (const auto& hole : polygon.holes) {
            result += ring_length(hole);
        }
    }
    return result;
}

double length(const Line& line) {
    return ring_length(line);
}

Point centroid(const MultiPolygon& shape) {
    const auto box = envelope(shape);
    if (box.empty()) {
        return {};
    }
    Moments sum;
    for (const auto& polygon : shape) {
        add_moments(polygon.outer, box.min, 1, sum);
        for (const auto& hole : polygon.holes) {
            add_moments(hole, box.min, -1, sum);
        }
    }
    if (sum.area <= 0) {
        return {(box.min.x + box.max.x) / 2, (box.min.y + box.max.y) / 2};
    }
    return {box.min.x + sum.x / sum.area, box.min.y + sum.y / sum.area};
}

Box envelope(const MultiPolygon& shape) {
    Box box;
    for (const auto& polygon : shape) {
        for (const auto& p : polygon.outer) {
            box.extend(p);
        }
    }
    return box;
}

Box envelope(const Shape& shape) {
    auto box = envelope(shape.polygons);
    for (const auto& line : shape.lines) {
        for (const auto& p : line) {
            box.extend(p);
        }
    }
    for (const auto& p : shape.points) {
        box.extend(p);
    }
    return box;
}

double thinness(const MultiPolygon& shape) {
    const double border = perimeter(shape);
    return border > 0 ? 4 * std::numbers::pi * area(shape) / (border * border) : 0;
}

bool covers(const MultiPolygon& shape, const Point& p) {
    return std::any_of(shape.begin(), shape.end(),
                       [&](const Polygon& polygon) { return covers(polygon, p); });
}

double distance(const Shape& a, const Shape& b) {
    if (a.empty() || b.empty()) {
        return std::numeric_limits<double>::infinity();
    }
    const bool a_is_area = a.lines.empty() && a.points.empty();
    const auto first = geos::from(a_is_area ? a : b);
    const auto second = geos::from(a_is_area ? b : a);
    const auto prepared = geos::prepare(first); // knows the inside of polygons and uses an index
    double result = 0;
    if (GEOSPreparedDistance_r(geos::context().handle(), prepared.get(), second.get(), &result) ==
        0) {
        geos::context().fail("distance");
    }
    return result;
}

} // namespace sandan::geom
