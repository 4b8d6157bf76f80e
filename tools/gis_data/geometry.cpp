#include "geometry.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace gis_data {

namespace {

struct Vertex {
    double x;
    double y;
};

double side(const Vertex& a, const Vertex& b, const Vertex& p) {
    return (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x);
}

/// Part of a polygon on the left of a→b (Sutherland–Hodgman; bridges of zero width are harmless
/// to its area).
std::vector<Vertex> clip_left(const std::vector<Vertex>& polygon, const Vertex& a,
                              const Vertex& b) {
    std::vector<Vertex> kept;
    for (std::size_t i = 0; i < polygon.size(); ++i) {
        const Vertex& from = polygon[i];
        const Vertex& to = polygon[(i + 1) % polygon.size()];
        const double s = side(a, b, from);
        const double t = side(a, b, to);
        if (s >= 0) {
            kept.push_back(from);
        }
        if ((s > 0 && t < 0) || (s < 0 && t > 0)) {
            const double f = s / (s - t);
            kept.push_back({from.x + f * (to.x - from.x), from.y + f * (to.y - from.y)});
        }
    }
    return kept;
}

} // namespace

std::int64_t grid(double metres) {
    return std::llround(metres * 8) * 125;
}

Point at(double x, double y) {
    return {grid(x), grid(y)};
}

Ring rectangle(double x0, double y0, double x1, double y1) {
    return {at(x0, y0), at(x1, y0), at(x1, y1), at(x0, y1)};
}

std::int64_t twice_area(const Ring& ring) {
    std::int64_t sum = 0;
    for (std::size_t i = 1; i + 1 < ring.size(); ++i) {
        sum += (ring[i].x - ring[0].x) * (ring[i + 1].y - ring[0].y) -
               (ring[i + 1].x - ring[0].x) * (ring[i].y - ring[0].y);
    }
    return sum;
}

double area_m2(const Ring& ring) {
    return static_cast<double>(std::abs(twice_area(ring))) / 2e6;
}

Point Frame::place(Point local) const {
    return {origin.x + (local.x * cos - local.y * sin) / den,
            origin.y + (local.x * sin + local.y * cos) / den};
}

Ring Frame::place(const Ring& local) const {
    Ring placed;
    placed.reserve(local.size());
    for (const Point& point : local) {
        placed.push_back(place(point));
    }
    return placed;
}

Point Frame::local(Point placed) const {
    const std::int64_t x = placed.x - origin.x;
    const std::int64_t y = placed.y - origin.y;
    return {(x * cos + y * sin) / den, (y * cos - x * sin) / den};
}

void insert_junctions(Ring& ring, const std::vector<Point>& points) {
    Ring result;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const Point a = ring[i];
        const Point b = ring[(i + 1) % ring.size()];
        result.push_back(a);
        if (a.x != b.x && a.y != b.y) {
            continue;
        }
        Ring inside;
        for (const Point& p : points) {
            const bool on_line = a.x == b.x ? p.x == a.x : p.y == a.y;
            if (on_line && p != a && p != b && p.x >= std::min(a.x, b.x) &&
                p.x <= std::max(a.x, b.x) && p.y >= std::min(a.y, b.y) &&
                p.y <= std::max(a.y, b.y)) {
                inside.push_back(p);
            }
        }
        std::sort(inside.begin(), inside.end());
        inside.erase(std::unique(inside.begin(), inside.end()), inside.end());
        if (b < a) {
            std::reverse(inside.begin(), inside.end());
        }
        result.insert(result.end(), inside.begin(), inside.end());
    }
    ring = std::move(result);
}

double area_inside(const Ring& ring, const Ring& window) {
    const Point zero = window.front();
    const auto metres = [&](const Point& p) {
        return Vertex{static_cast<double>(p.x - zero.x) / 1e3,
                      static_cast<double>(p.y - zero.y) / 1e3};
    };
    std::vector<Vertex> polygon;
    for (const Point& point : ring) {
        polygon.push_back(metres(point));
    }
    for (std::size_t i = 0; i < window.size() && !polygon.empty(); ++i) {
        polygon = clip_left(polygon, metres(window[i]), metres(window[(i + 1) % window.size()]));
    }
    double sum = 0;
    for (std::size_t i = 0; i < polygon.size(); ++i) {
        const Vertex& p = polygon[i];
        const Vertex& q = polygon[(i + 1) % polygon.size()];
        sum += p.x * q.y - q.x * p.y;
    }
    return std::abs(sum) / 2;
}

bool is_convex(const Ring& ring) {
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const Ring corner{ring[i], ring[(i + 1) % ring.size()], ring[(i + 2) % ring.size()]};
        if (twice_area(corner) < 0) {
            return false;
        }
    }
    return true;
}

} // namespace gis_data
