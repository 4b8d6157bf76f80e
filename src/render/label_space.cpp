#include "render/labels.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>

namespace sandan::render {

namespace {

using geom::Line;
using geom::Point;

/// `p` in the rectangle's own axes.
Point local(const Rectangle& box, const Point& p) {
    const double c = std::cos(box.angle);
    const double s = std::sin(box.angle);
    const double x = p.x - box.centre.x;
    const double y = p.y - box.centre.y;
    return {x * c + y * s, y * c - x * s};
}

/// Liang–Barsky: does the segment enter the rectangle |x| ≤ w, |y| ≤ h?
bool enters(const Point& a, const Point& b, double w, double h) {
    double from = 0;
    double to = 1;
    const auto clip = [&](double start, double delta, double limit) {
        for (const double side : {1.0, -1.0}) {
            const double d = side * delta;
            const double room = limit - side * start;
            if (d == 0 && room < 0) {
                return false;
            }
            if (d > 0) {
                to = std::min(to, room / d);
            } else if (d < 0) {
                from = std::max(from, room / d);
            }
        }
        return from <= to;
    };
    return clip(a.x, b.x - a.x, w) && clip(a.y, b.y - a.y, h);
}

std::array<Point, 4> corners(const Rectangle& box) {
    const double c = std::cos(box.angle);
    const double s = std::sin(box.angle);
    std::array<Point, 4> result{};
    std::size_t i = 0;
    for (const auto& [x, y] : {std::pair{-1, -1}, {1, -1}, {1, 1}, {-1, 1}}) {
        const double dx = x * box.half_width;
        const double dy = y * box.half_height;
        result[i++] = {box.centre.x + dx * c - dy * s, box.centre.y + dx * s + dy * c};
    }
    return result;
}

/// A gap between both along an axis of `a`?
bool separated(const Rectangle& a, const Rectangle& b) {
    geom::Box seen;
    for (const auto& corner : corners(b)) {
        seen.extend(local(a, corner));
    }
    return seen.min.x >= a.half_width || seen.max.x <= -a.half_width ||
           seen.min.y >= a.half_height || seen.max.y <= -a.half_height;
}

double squared_clearance(const Point& p, const std::vector<Line>& rings) {
    double nearest = std::numeric_limits<double>::infinity();
    for (const auto& ring : rings) {
        for (std::size_t i = 1; i < ring.size(); ++i) {
            const double dx = ring[i].x - ring[i - 1].x;
            const double dy = ring[i].y - ring[i - 1].y;
            const double length = dx * dx + dy * dy;
            const double along =
                length == 0
                    ? 0
                    : std::clamp(((p.x - ring[i - 1].x) * dx + (p.y - ring[i - 1].y) * dy) / length,
                                 0.0, 1.0);
            const double ex = p.x - ring[i - 1].x - along * dx;
            const double ey = p.y - ring[i - 1].y - along * dy;
            nearest = std::min(nearest, ex * ex + ey * ey);
        }
    }
    return nearest;
}

} // namespace

bool inside(const Rectangle& box, const std::vector<Line>& rings) {
    bool in = false;
    for (const auto& ring : rings) {
        Point a{};
        for (std::size_t i = 0; i < ring.size(); ++i) {
            const auto b = local(box, ring[i]);
            if (i > 0) {
                if (enters(a, b, box.half_width, box.half_height)) {
                    return false;
                }
                if ((a.y <= 0) != (b.y <= 0) && a.x + (b.x - a.x) * -a.y / (b.y - a.y) > 0) {
                    in = !in;
                }
            }
            a = b;
        }
    }
    return in;
}

bool overlap(const Rectangle& a, const Rectangle& b) {
    return !separated(a, b) && !separated(b, a);
}

double long_axis(const Line& ring) {
    double longest = 0;
    double angle = 0;
    for (std::size_t i = 1; i < ring.size(); ++i) {
        const double dx = ring[i].x - ring[i - 1].x;
        const double dy = ring[i].y - ring[i - 1].y;
        if (const double length = std::hypot(dx, dy); length > longest) {
            longest = length;
            angle = std::atan2(dy, dx);
        }
    }
    geom::Box extent;
    for (const auto& p : ring) {
        extent.extend(local({.centre = {}, .angle = angle}, p));
    }
    if (extent.max.y - extent.min.y > extent.max.x - extent.min.x) {
        angle += std::numbers::pi / 2;
    }
    constexpr double half = std::numbers::pi / 2;
    constexpr double noise = 1e-6; // a vertical lot always reads upwards
    while (angle >= half - noise) {
        angle -= std::numbers::pi;
    }
    while (angle < -half - noise) {
        angle += std::numbers::pi;
    }
    return angle;
}

double shoelace(const Line& ring) {
    double twice = 0;
    for (std::size_t i = 1; i < ring.size(); ++i) {
        twice += (ring[i - 1].x - ring[0].x) * (ring[i].y - ring[0].y) -
                 (ring[i].x - ring[0].x) * (ring[i - 1].y - ring[0].y);
    }
    return std::abs(twice) / 2;
}

std::vector<Point> anchors(const std::vector<Line>& rings, double axis) {
    const double c = std::cos(axis);
    const double s = std::sin(axis);
    geom::Box box;
    for (const auto& p : rings.front()) {
        box.extend({p.x * c + p.y * s, p.y * c - p.x * s});
    }
    constexpr int across = 9;

    struct Candidate {
        double clearance;
        double from_middle;
        Point at;
    };

    std::vector<Candidate> found;
    for (int iy = 1; iy < across + 1; ++iy) {
        for (int ix = 1; ix < across + 1; ++ix) {
            const double x = box.min.x + (box.max.x - box.min.x) * ix / (across + 1.0);
            const double y = box.min.y + (box.max.y - box.min.y) * iy / (across + 1.0);
            const Point p{x * c - y * s, y * c + x * s};
            if (inside({.centre = p}, rings)) {
                found.push_back({std::round(std::sqrt(squared_clearance(p, rings)) * 4),
                                 std::hypot(ix - 5, iy - 5), p});
            }
        }
    }
    std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
        return a.clearance != b.clearance ? a.clearance > b.clearance
                                          : a.from_middle < b.from_middle;
    });
    std::vector<Point> points;
    points.reserve(found.size());
    for (const auto& candidate : found) {
        points.push_back(candidate.at);
    }
    return points;
}

} // namespace sandan::render
