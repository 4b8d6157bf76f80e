#include "rules/lot_shape.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace sandan::rules {

namespace {

double cross(const geom::Point& o, const geom::Point& a, const geom::Point& b) {
    return (a.x - o.x) * (b.y - o.y) - (a.y - o.y) * (b.x - o.x);
}

/// One chain of Andrew's monotone chain over points in sorted order.
template <typename Iterator>
std::vector<geom::Point> chain(Iterator first, Iterator last) {
    std::vector<geom::Point> turn;
    for (auto p = first; p != last; ++p) {
        while (turn.size() > 1 && cross(turn[turn.size() - 2], turn.back(), *p) <= 0) {
            turn.pop_back();
        }
        turn.push_back(*p);
    }
    return turn;
}

std::vector<geom::Point> convex_hull(const geom::MultiPolygon& shape) {
    std::vector<geom::Point> points;
    for (const auto& polygon : shape) {
        points.insert(points.end(), polygon.outer.begin(), polygon.outer.end());
    }
    std::sort(points.begin(), points.end(), [](const geom::Point& a, const geom::Point& b) {
        return a.x < b.x || (a.x == b.x && a.y < b.y);
    });
    points.erase(std::unique(points.begin(), points.end()), points.end());
    auto hull = chain(points.begin(), points.end());
    auto upper = chain(points.rbegin(), points.rend());
    if (hull.size() < 2) {
        return hull;
    }
    hull.pop_back();
    upper.pop_back();
    hull.insert(hull.end(), upper.begin(), upper.end());
    return hull;
}

struct Extent {
    double along = 0;
    double across = 0;
};

/// Of the hull, in the direction (x, y) of unit length and across it.
Extent extent(const std::vector<geom::Point>& hull, double x, double y) {
    double low = std::numeric_limits<double>::infinity();
    double high = -low;
    double left = low;
    double right = high;
    for (const auto& p : hull) {
        const double dx = p.x - hull.front().x;
        const double dy = p.y - hull.front().y;
        low = std::min(low, dx * x + dy * y);
        high = std::max(high, dx * x + dy * y);
        left = std::min(left, dy * x - dx * y);
        right = std::max(right, dy * x - dx * y);
    }
    return {high - low, right - left};
}

} // namespace

double aspect_ratio(const geom::MultiPolygon& shape) {
    const auto hull = convex_hull(shape);
    if (hull.empty()) {
        return 0;
    }
    double smallest = std::numeric_limits<double>::infinity();
    double ratio = smallest;
    for (std::size_t i = 0; i < hull.size(); ++i) {
        const auto& a = hull[i];
        const auto& b = hull[(i + 1) % hull.size()];
        const double length = std::hypot(b.x - a.x, b.y - a.y);
        if (!(length > 0)) {
            continue;
        }
        const auto box = extent(hull, (b.x - a.x) / length, (b.y - a.y) / length);
        if (box.along * box.across < smallest) {
            smallest = box.along * box.across;
            ratio = std::max(box.along, box.across) / std::min(box.along, box.across);
        }
    }
    return ratio;
}

} // namespace sandan::rules
