#include "io/geometry.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace sandan::io {

namespace {

std::vector<geom::Point> points_of(const OGRSimpleCurve& curve) {
    std::vector<geom::Point> points(static_cast<std::size_t>(curve.getNumPoints()));
    for (std::size_t i = 0; i < points.size(); ++i) {
        const auto at = static_cast<int>(i);
        points[i] = {curve.getX(at), curve.getY(at)};
    }
    return points;
}

geom::Ring ring_of(const OGRLinearRing& ring, GeometryNotes& notes) {
    auto points = points_of(ring);
    if (!points.empty() && !(points.front() == points.back())) {
        points.push_back(points.front());
        ++notes.unclosed;
    }
    return points;
}

void add(const OGRGeometry& geometry, geom::Shape& shape, GeometryNotes& notes);

void add_polygon(const OGRPolygon& from, geom::Shape& shape, GeometryNotes& notes) {
    if (from.getExteriorRing() == nullptr || from.getExteriorRing()->IsEmpty()) {
        return;
    }
    geom::Polygon polygon{.outer = ring_of(*from.getExteriorRing(), notes), .holes = {}};
    for (int i = 0; i < from.getNumInteriorRings(); ++i) {
        polygon.holes.push_back(ring_of(*from.getInteriorRing(i), notes));
    }
    shape.polygons.push_back(std::move(polygon));
}

void add_collection(const OGRGeometryCollection& from, geom::Shape& shape, GeometryNotes& notes) {
    for (int i = 0; i < from.getNumGeometries(); ++i) {
        add(*from.getGeometryRef(i), shape, notes);
    }
}

void add(const OGRGeometry& geometry, geom::Shape& shape, GeometryNotes& notes) {
    switch (wkbFlatten(geometry.getGeometryType())) {
    case wkbPoint:
        if (geometry.IsEmpty() == FALSE) {
            const auto& point = *geometry.toPoint();
            shape.points.push_back({point.getX(), point.getY()});
        }
        break;
    case wkbLineString:
        shape.lines.push_back(points_of(*geometry.toLineString()));
        break;
    case wkbPolygon:
        add_polygon(*geometry.toPolygon(), shape, notes);
        break;
    case wkbMultiPoint:
    case wkbMultiLineString:
    case wkbMultiPolygon:
    case wkbGeometryCollection:
        add_collection(*geometry.toGeometryCollection(), shape, notes);
        break;
    default:
        ++notes.unknown;
    }
}

OGRLinearRing to_ring(const geom::Ring& points) {
    OGRLinearRing ring;
    ring.setNumPoints(static_cast<int>(points.size()), FALSE);
    int i = 0;
    for (const auto& p : points) {
        ring.setPoint(i++, p.x, p.y);
    }
    return ring;
}

std::unique_ptr<OGRPolygon> to_polygon(const geom::Polygon& from) {
    auto polygon = std::make_unique<OGRPolygon>();
    auto outer = to_ring(from.outer);
    polygon->addRing(&outer);
    for (const auto& hole : from.holes) {
        auto ring = to_ring(hole);
        polygon->addRing(&ring);
    }
    return polygon;
}

/// The first point of `points` that is no place.
std::optional<geom::Point> misplaced(const std::vector<geom::Point>& points) {
    const auto found = std::find_if(points.begin(), points.end(), [](const auto& p) {
        return !(std::abs(p.x) <= farthest_coordinate && std::abs(p.y) <= farthest_coordinate);
    });
    return found == points.end() ? std::nullopt : std::optional{*found}; // NaN is found, too
}

} // namespace

geom::Shape to_shape(const OGRGeometry& geometry, GeometryNotes& notes) {
    geom::Shape shape;
    notes.with_z_or_m += geometry.Is3D() != FALSE || geometry.IsMeasured() != FALSE ? 1U : 0U;
    if (geometry.hasCurveGeometry(TRUE) == FALSE) {
        add(geometry, shape, notes);
        return shape;
    }
    ++notes.curved;
    const OGRGeometryUniquePtr straight{geometry.getLinearGeometry()};
    add(*straight, shape, notes);
    return shape;
}

namespace {

/// All of a shape: what it is of one kind, else a collection.
OGRGeometryUniquePtr whole_of(const geom::Shape& shape) {
    std::vector<OGRGeometryUniquePtr> parts;
    for (const auto* const kind : {"MultiPolygon", "MultiLineString", "MultiPoint"}) {
        if (auto part = to_ogr(shape, kind)) {
            parts.push_back(std::move(part));
        }
    }
    if (parts.size() < 2) {
        return parts.empty() ? nullptr : std::move(parts.front());
    }
    auto all = std::make_unique<OGRGeometryCollection>();
    for (auto& part : parts) {
        all->addGeometryDirectly(part.release());
    }
    return OGRGeometryUniquePtr{all.release()};
}

} // namespace

OGRGeometryUniquePtr to_ogr(const geom::Shape& shape, const std::string& kind) {
    if (kind == "Geometry") {
        return whole_of(shape);
    }
    if (kind == "MultiPoint" && !shape.points.empty()) {
        auto all = std::make_unique<OGRMultiPoint>();
        for (const auto& p : shape.points) {
            all->addGeometryDirectly(std::make_unique<OGRPoint>(p.x, p.y).release());
        }
        return OGRGeometryUniquePtr{all.release()};
    }
    if (kind == "Point" && !shape.points.empty()) {
        return OGRGeometryUniquePtr{new OGRPoint(shape.points.front().x, shape.points.front().y)};
    }
    if (kind == "MultiLineString" && !shape.lines.empty()) {
        auto all = std::make_unique<OGRMultiLineString>();
        for (const auto& points : shape.lines) {
            auto line = std::make_unique<OGRLineString>();
            for (const auto& p : points) {
                line->addPoint(p.x, p.y);
            }
            all->addGeometryDirectly(line.release());
        }
        return OGRGeometryUniquePtr{all.release()};
    }
    if (kind == "MultiPolygon" && !shape.polygons.empty()) {
        auto all = std::make_unique<OGRMultiPolygon>();
        for (const auto& polygon : shape.polygons) {
            all->addGeometryDirectly(to_polygon(polygon).release());
        }
        return OGRGeometryUniquePtr{all.release()};
    }
    return nullptr;
}

std::optional<ShapeFault> find_fault(const geom::Shape& shape) {
    std::vector<const std::vector<geom::Point>*> all{&shape.points};
    for (const auto& line : shape.lines) {
        all.push_back(&line);
    }
    for (const auto& polygon : shape.polygons) {
        all.push_back(&polygon.outer);
        for (const auto& hole : polygon.holes) {
            all.push_back(&hole);
        }
    }
    std::size_t count = 0;
    for (const auto* points : all) {
        count += points->size();
        if (const auto p = misplaced(*points)) {
            const auto words = fmt::format("{:.6g} {:.6g}", p->x, p->y);
            return ShapeFault{"GEO-COORDINATE",
                              {"1e8 이하의 유한한 좌표, " + words,
                               "finite coordinates up to 1e8, found " + words}};
        }
    }
    if (count > most_points) {
        return ShapeFault{"GEO-VERTICES",
                          {fmt::format("점 {}개 이하, {}개", most_points, count),
                           fmt::format("at most {} points, has {}", most_points, count)}};
    }
    return std::nullopt;
}

} // namespace sandan::io
