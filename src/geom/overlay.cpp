#include <sandan/geom/measure.hpp>
#include <sandan/geom/overlay.hpp>

#include "geom/geos.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace sandan::geom {

namespace {

constexpr int quarter_circle_segments = 16;

GEOSContextHandle_t handle() {
    return geos::context().handle();
}

geos::Geometry common(const MultiPolygon& a, const MultiPolygon& b) {
    return geos::own(GEOSIntersection_r(handle(), geos::from(a).get(), geos::from(b).get()),
                     "intersection");
}

} // namespace

std::string geos_version() {
    const std::string text = GEOSversion();
    return text.substr(0, text.find('-')); // "3.11.1-CAPI-1.17.1"
}

MultiPolygon intersection(const MultiPolygon& a, const MultiPolygon& b) {
    return geos::to_multi_polygon(*common(a, b));
}

double intersection_area(const MultiPolygon& a, const MultiPolygon& b) {
    const auto origin = middle_of(envelope(a));
    return area(intersection(relative_to(origin, a), relative_to(origin, b)));
}

Point middle_of(const Box& box) {
    if (box.empty()) {
        return {0, 0};
    }
    return {std::round((box.min.x + box.max.x) / 2), std::round((box.min.y + box.max.y) / 2)};
}

MultiPolygon relative_to(const Point& origin, MultiPolygon shape) {
    const auto move = [&](Ring& ring) {
        for (auto& p : ring) {
            p = {p.x - origin.x, p.y - origin.y};
        }
    };
    for (auto& polygon : shape) {
        move(polygon.outer);
        std::for_each(polygon.holes.begin(), polygon.holes.end(), move);
    }
    return shape;
}

MultiPolygon difference(const MultiPolygon& a, const MultiPolygon& b) {
    return geos::to_multi_polygon(*geos::own(
        GEOSDifference_r(handle(), geos::from(a).get(), geos::from(b).get()), "difference"));
}

MultiPolygon dissolve(const std::vector<MultiPolygon>& parts) {
    MultiPolygon all;
    for (const auto& part : parts) {
        all.insert(all.end(), part.begin(), part.end());
    }
    return geos::to_multi_polygon(
        *geos::own(GEOSUnaryUnion_r(handle(), geos::from(all).get()), "union"));
}

MultiPolygon without_hairs(const MultiPolygon& shape) {
    constexpr double grid = 1e-6; // m
    return geos::to_multi_polygon(*geos::own(
        GEOSGeom_setPrecision_r(handle(), geos::from(shape).get(), grid, 0), "set precision"));
}

MultiPolygon buffer(const Shape& shape, double distance) {
    return geos::to_multi_polygon(*geos::own(
        GEOSBuffer_r(handle(), geos::from(shape).get(), distance, quarter_circle_segments),
        "buffer"));
}

double length_inside(const Line& line, const MultiPolygon& shape) {
    if (line.size() < 2 || shape.empty()) {
        return 0;
    }
    const auto inside = geos::own(
        GEOSIntersection_r(handle(), geos::from(line).get(), geos::from(shape).get()), "cut line");
    double result = 0;
    if (GEOSLength_r(handle(), inside.get(), &result) == 0) {
        geos::context().fail("length");
    }
    return result;
}

struct Cutter::Tool {
    geos::Geometry shape;
    geos::Prepared prepared;
};

Cutter::Cutter(const MultiPolygon& shape) : m_tool{std::make_unique<Tool>()} {
    m_tool->shape = geos::from(shape);
    m_tool->prepared = geos::prepare(m_tool->shape);
}

Cutter::~Cutter() = default;
Cutter::Cutter(Cutter&&) noexcept = default;
Cutter& Cutter::operator=(Cutter&&) noexcept = default;

MultiPolygon Cutter::cut(const MultiPolygon& shape) const {
    const auto other = geos::from(shape);
    const auto* const tool = m_tool->prepared.get();
    if (!geos::answer(GEOSPreparedIntersects_r(handle(), tool, other.get()), "intersects")) {
        return {};
    }
    if (geos::answer(GEOSPreparedCovers_r(handle(), tool, other.get()), "covers")) {
        return shape;
    }
    return geos::to_multi_polygon(
        *geos::own(GEOSIntersection_r(handle(), other.get(), m_tool->shape.get()), "intersection"));
}

bool Cutter::covers(const MultiPolygon& shape) const {
    return geos::answer(
        GEOSPreparedCovers_r(handle(), m_tool->prepared.get(), geos::from(shape).get()), "covers");
}

bool Cutter::within(const MultiPolygon& shape, double distance) const {
    return geos::answer(GEOSPreparedDistanceWithin_r(handle(), m_tool->prepared.get(),
                                                     geos::from(shape).get(), distance),
                        "distance");
}

} // namespace sandan::geom
