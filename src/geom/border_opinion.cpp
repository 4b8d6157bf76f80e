// Shared borders by OverlayNG and buffers of GEOS.
#include <sandan/geom/overlay.hpp>
#include <sandan/geom/second_opinion.hpp>

#include "geom/boxes.hpp"
#include "geom/disagreement.hpp"
#include "geom/geos.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace sandan::geom {

namespace {

GEOSContextHandle_t handle() {
    return geos::context().handle();
}

/// The edges of a feature that touch a box, as lines, seen from `origin`.
std::vector<Line> border_near(const PolygonSet& shapes, std::size_t feature, const Box& box,
                              const Point& origin) {
    std::vector<Line> lines;
    shapes.for_each_edge(feature, [&](const Point& a, const Point& b) {
        if (a == b || !touch(box, box_of(a, b))) {
            return;
        }
        const Point from{a.x - origin.x, a.y - origin.y};
        if (lines.empty() || lines.back().back() != from) {
            lines.push_back({from});
        }
        lines.back().push_back({b.x - origin.x, b.y - origin.y});
    });
    return lines;
}

/// Each edge near a box by itself: of a ring that is narrower than the distance, GEOS cuts a part
/// out of the buffer.
std::vector<Line> edges_of(const std::vector<Line>& lines, const Box& box) {
    std::vector<Line> edges;
    for (const auto& line : lines) {
        for (std::size_t i = 1; i < line.size(); ++i) {
            if (touch(box, geom::box_of(line[i - 1], line[i]))) {
                edges.push_back({line[i - 1], line[i]});
            }
        }
    }
    return edges;
}

geos::Geometry to_geos(std::vector<Line> lines) {
    return geos::from(Shape{{}, std::move(lines), {}});
}

double length_of(const geos::Geometry& lines) {
    double length = 0;
    if (GEOSLength_r(handle(), lines.get(), &length) == 0) {
        geos::context().fail("length");
    }
    return length;
}

geos::Geometry common_of(const geos::Geometry& a, const geos::Geometry& b) {
    return geos::own(GEOSIntersection_r(handle(), a.get(), b.get()), "intersection");
}

Box box_of(const geos::Geometry& geometry) {
    Box box;
    auto* const h = handle();
    if (GEOSisEmpty_r(h, geometry.get()) == 0) {
        GEOSGeom_getXMin_r(h, geometry.get(), &box.min.x);
        GEOSGeom_getYMin_r(h, geometry.get(), &box.min.y);
        GEOSGeom_getXMax_r(h, geometry.get(), &box.max.x);
        GEOSGeom_getYMax_r(h, geometry.get(), &box.max.y);
    }
    return box;
}

/// How much of what is left of a border lies within the tolerance of the edges of another.
double reach_of(const geos::Geometry& rest, const std::vector<Line>& others, double tolerance) {
    constexpr int quarter_circle_segments = 8;
    const double width = 1.02 * tolerance + 1e-6;
    auto edges = edges_of(others, grown(box_of(rest), width));
    if (edges.empty()) {
        return 0;
    }
    const auto near = to_geos(std::move(edges));
    return length_of(common_of(
        rest,
        geos::own(GEOSBuffer_r(handle(), near.get(), width, quarter_circle_segments), "buffer")));
}

} // namespace

void cross_check(const PolygonSet& shapes, const FoundBorder& found, double least, double tolerance,
                 const std::function<Text()>& name) {
    constexpr double rounding_m = 1e-8; // GEOS joins what lies nearer, whatever the tolerance
    const auto origin = middle_of(shapes.box(found.a));
    const auto near = [&](std::size_t one, std::size_t other) {
        return border_near(shapes, one, grown(shapes.box(other), tolerance), origin);
    };
    const auto lines = near(found.a, found.b);
    const auto others = near(found.b, found.a);
    const double margin = 1e-6 + 1e-9 * found.length;
    const auto require = [&](bool agree, double by_geos) {
        if (!agree) {
            disagree_on_border(name(), found.length, by_geos);
        }
    };
    if (lines.empty() || others.empty()) {
        require(found.length == 0, 0);
        return;
    }
    const auto one = to_geos(lines);
    const auto other = to_geos(others);
    const double common = length_of(common_of(one, other));
    if (tolerance >= rounding_m) {
        require(common <= std::max(found.length, least) + margin, common);
    }
    if (found.length > common + margin) {
        const auto rest =
            geos::own(GEOSDifference_r(handle(), one.get(), other.get()), "difference");
        const double reach = common + reach_of(rest, others, tolerance);
        require(found.length <= reach + margin, reach);
    }
}

} // namespace sandan::geom
