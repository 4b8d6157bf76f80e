#include <sandan/geom/quick_validity.hpp>
#include <sandan/geom/validity.hpp>

#include "geom/geos.hpp"
#include "geom/time_limit.hpp"

#include <fmt/format.h>

#include <cmath>
#include <memory>
#include <string_view>
#include <vector>

namespace sandan::geom {

namespace {

constexpr std::size_t smallest_ring = 4;

bool finite(const Point& p) {
    return std::isfinite(p.x) && std::isfinite(p.y);
}

/// Defects that GEOS would refuse to build a ring from.
std::optional<Defect> ring_defect(const Ring& ring) {
    for (const auto& p : ring) {
        if (!finite(p)) {
            return Defect{"Coordinate is not finite", p};
        }
    }
    if (ring.size() < smallest_ring) {
        return Defect{"Too few points in geometry component", ring.empty() ? Point{} : ring[0]};
    }
    if (ring.front() != ring.back()) {
        return Defect{"Ring is not closed", ring.front()};
    }
    return std::nullopt;
}

std::optional<Defect> polygon_defect(const Polygon& polygon) {
    if (auto defect = ring_defect(polygon.outer)) {
        return defect;
    }
    for (const auto& hole : polygon.holes) {
        if (auto defect = ring_defect(hole)) {
            return defect;
        }
    }
    return std::nullopt;
}

bool surely_valid(const MultiPolygon& shape) {
    thread_local QuickValidity filter;
    thread_local std::vector<RingView> rings;
    rings.clear();
    for (std::size_t part = 0; part < shape.size(); ++part) {
        rings.push_back({shape[part].outer, part, true});
        for (const auto& hole : shape[part].holes) {
            rings.push_back({hole, part, false});
        }
    }
    return filter.surely_valid(rings);
}

Point location(const geos::Geometry& point) {
    auto* const h = geos::context().handle();
    Point at;
    GEOSGeomGetX_r(h, point.get(), &at.x);
    GEOSGeomGetY_r(h, point.get(), &at.y);
    return at;
}

/// Closed and long enough for GEOS, or empty.
Ring buildable(Ring ring) {
    if (!ring.empty() && ring.front() != ring.back()) {
        ring.push_back(ring.front());
    }
    return ring.size() < smallest_ring ? Ring{} : ring;
}

Polygon buildable(const Polygon& polygon) {
    Polygon result{buildable(polygon.outer), {}};
    for (const auto& hole : polygon.holes) {
        if (auto ring = buildable(hole); !ring.empty()) {
            result.holes.push_back(std::move(ring));
        }
    }
    return result;
}

} // namespace

std::optional<Defect> find_defect(const MultiPolygon& shape) {
    if (surely_valid(shape)) {
        return std::nullopt;
    }
    for (const auto& polygon : shape) {
        if (auto defect = polygon_defect(polygon)) {
            return defect;
        }
    }
    auto* const h = geos::context().handle();
    char* reason = nullptr;
    GEOSGeometry* where = nullptr;
    const char result = GEOSisValidDetail_r(h, geos::from(shape).get(), 0, &reason, &where);
    const geos::Geometry at{where};
    const auto free_text = [h](char* text) {
        GEOSFree_r(h, text);
    };
    const std::unique_ptr<char, decltype(free_text)> text{reason, free_text};
    if (geos::answer(result, "validity")) {
        return std::nullopt;
    }
    return Defect{text ? text.get() : "Invalid", at ? location(at) : Point{}};
}

MultiPolygon make_valid(const MultiPolygon& shape, double most_seconds) {
    MultiPolygon parts;
    for (const auto& polygon : shape) {
        if (auto part = buildable(polygon); !part.outer.empty()) {
            parts.push_back(std::move(part));
        }
    }
    const auto from = geos::from(parts);
    const geos::TimeLimit limit{most_seconds};
    try {
        return geos::to_multi_polygon(
            *geos::own(GEOSMakeValid_r(geos::context().handle(), from.get()), "make valid"));
    } catch (const Error& e) {
        const bool no_memory = std::string_view{e.what()}.find("bad_alloc") != std::string::npos;
        if (!geos::TimeLimit::passed() && !no_memory) {
            throw;
        }
        throw Error{ErrorKind::budget,
                    Text{fmt::format("변이 너무 자주 교차하여 프로세서 시간 {}초와 남은 메모리 "
                                     "안에 고칠 수 없습니다",
                                     most_seconds),
                         fmt::format("its edges cross each other too often for a repair within {} "
                                     "s of processor time and the memory there is",
                                     most_seconds)}};
    }
}

} // namespace sandan::geom
