#pragma once

#include <limits>
#include <vector>

namespace sandan::geom {

struct Point {
    double x{}; ///< East, m in the working CRS.
    double y{}; ///< North, m.

    friend bool operator==(const Point&, const Point&) = default;
};

/// Empty when min > max, which is how a default Box starts: extend() makes it real.
struct Box {
    Point min{std::numeric_limits<double>::infinity(), std::numeric_limits<double>::infinity()};
    Point max{-std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()};

    [[nodiscard]] bool empty() const noexcept { return min.x > max.x || min.y > max.y; }

    void extend(const Point& p) noexcept {
        min = {p.x < min.x ? p.x : min.x, p.y < min.y ? p.y : min.y};
        max = {p.x > max.x ? p.x : max.x, p.y > max.y ? p.y : max.y};
    }

    friend bool operator==(const Box&, const Box&) = default;
};

/// A closed ring: the first and the last point are equal.
using Ring = std::vector<Point>;

/// An outer ring and its holes. Orientation is free on input; results have counter-clockwise
/// outer rings and clockwise holes.
struct Polygon {
    Ring outer;
    std::vector<Ring> holes;

    friend bool operator==(const Polygon&, const Polygon&) = default;
};

using MultiPolygon = std::vector<Polygon>;
using Line = std::vector<Point>;

/// A feature's geometry of any dimension. Z and M are dropped on reading (and counted there).
struct Shape {
    MultiPolygon polygons;
    std::vector<Line> lines;
    std::vector<Point> points;

    [[nodiscard]] bool empty() const noexcept {
        return polygons.empty() && lines.empty() && points.empty();
    }

    friend bool operator==(const Shape&, const Shape&) = default;
};

} // namespace sandan::geom
