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

/// Each edge by itself: of a ring that is narrower than the distance, GEOS cuts a part out of the
/// buffer.
std::vector<Line> edges_of(const std::vector<Line>& lines) {
    std::vector<Line> edges;
    for (const auto& line : lines) {
        for (std::size_t i = 1; i < line.size(); ++i) {
            edges.push_back({line[i - 1], line[i]});
        }
    }
    return edges;
}

geos::Geometry to_geos(std::vector<Line> lines) {
    return geos::from(Shape{{}, std::move(lines), {}});
}

/// Of the lines in what two geometries have in common.
double common_length(const geos::Geometry& a, const geos::Geometry& b) {
    const auto common = geos::own(GEOSIntersection_r(handle(), a.get(), b.get()), "intersection");
    double length = 0;
    if (GEOSLength_r(handle(), common.get(), &length) == 0) {
        geos::context().fail("length");
    }
    return length;
}

} // namespace

void cross_check(const PolygonSet& shapes, const FoundBorder& found, double least, double tolerance,
                 const std::function<Text()>& name) {
    constexpr int quarter_circle_segments = 8;
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
    const double common = common_length(one, to_geos(others));
    require(common <= std::max(found.length, least) + margin, common);
    if (found.length > common + margin) {
        const auto around =
            geos::own(GEOSBuffer_r(handle(), to_geos(edges_of(others)).get(),
                                   1.02 * tolerance + 1e-6, quarter_circle_segments),
                      "buffer");
        const double reach = common_length(one, around);
        require(found.length <= reach + margin, reach);
    }
}

} // namespace sandan::geom
