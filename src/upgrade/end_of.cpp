#include "upgrade/end_of.hpp"

#include <sandan/geom/measure.hpp>
#include <sandan/geom/overlay.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

namespace sandan::upgrade {

namespace {

using geom::Point;

/// Right-angled axes along the longest edge: `along` points east (or north).
struct Axes {
    Point along{1, 0};

    [[nodiscard]] Point across() const { return {-along.y, along.x}; }
};

double dot(const Point& a, const Point& b) {
    return a.x * b.x + a.y * b.y;
}

Axes axes_of(const geom::MultiPolygon& shape) {
    constexpr double clearly = 1 + 1e-9; // of edges as long, the first by direction
    Axes axes;
    double longest = 0;
    for (const auto& polygon : shape) {
        for (std::size_t i = 1; i < polygon.outer.size(); ++i) {
            Point edge{polygon.outer[i].x - polygon.outer[i - 1].x,
                       polygon.outer[i].y - polygon.outer[i - 1].y};
            const double length = std::hypot(edge.x, edge.y);
            const bool turned = edge.x < 0 || (edge.x == 0 && edge.y < 0);
            edge = turned ? Point{-edge.x, -edge.y} : edge;
            const bool longer = length > longest * clearly;
            const bool as_long = length * clearly > longest;
            if (longer || (as_long && length > 0 && edge.x / length > axes.along.x)) {
                longest = std::max(longest, length);
                axes.along = {edge.x / length, edge.y / length};
            }
        }
    }
    return axes;
}

struct Range {
    double least = std::numeric_limits<double>::infinity();
    double most = -std::numeric_limits<double>::infinity();

    void take(double value) {
        least = std::min(least, value);
        most = std::max(most, value);
    }

    [[nodiscard]] double width() const { return most - least; }
};

Range range_of(const geom::MultiPolygon& shape, const Point& direction) {
    Range range;
    for (const auto& polygon : shape) {
        for (const auto& point : polygon.outer) {
            range.take(dot(point, direction));
        }
    }
    return range;
}

} // namespace

geom::MultiPolygon end_of(const geom::MultiPolygon& shape, double area_m2) {
    constexpr double precise_m2 = 1e-6;
    constexpr int most_halvings = 80;
    if (!(area_m2 > 0)) {
        return {};
    }
    if (geom::area(shape) <= area_m2) {
        return shape;
    }
    const auto axes = axes_of(shape);
    auto along = axes.along;
    auto across = axes.across();
    if (range_of(shape, across).width() > range_of(shape, along).width()) {
        std::swap(along, across);
        if (along.x < 0 || (along.x == 0 && along.y < 0)) {
            along = {-along.x, -along.y};
        }
    }
    const auto length = range_of(shape, along);
    const auto width = range_of(shape, across);
    const auto up_to = [&](double end) {
        const auto corner = [&](double a, double b) {
            return Point{along.x * a + across.x * b, along.y * a + across.y * b};
        };
        const double low = width.least - 1;
        const double high = width.most + 1;
        const double start = length.least - 1;
        const geom::MultiPolygon half{
            {.outer = {corner(start, low), corner(end, low), corner(end, high), corner(start, high),
                       corner(start, low)},
             .holes = {}}};
        return geom::intersection(shape, half);
    };
    double low = length.least;
    double high = length.most;
    auto found = up_to(std::midpoint(low, high));
    for (int i = 0; i < most_halvings; ++i) {
        const double excess = geom::area(found) - area_m2;
        if (std::abs(excess) <= precise_m2) {
            break;
        }
        (excess > 0 ? high : low) = std::midpoint(low, high);
        found = up_to(std::midpoint(low, high));
    }
    return found;
}

} // namespace sandan::upgrade
