#include "report/web_tables.hpp"

#include <algorithm>
#include <cmath>
#include <span>

namespace sandan::report {

namespace {

using Numbers = std::vector<std::int64_t>;

/// A shape as counts and as whole centimetres.
struct Flat {
    Numbers parts;
    Numbers centimetres;

    void count(std::size_t n) { parts.push_back(static_cast<std::int64_t>(n)); }

    void points(std::span<const geom::Point> line) {
        count(line.size());
        for (const auto& point : line) {
            centimetres.push_back(std::llround(point.x * 100));
            centimetres.push_back(std::llround(point.y * 100));
        }
    }

    void ring(const geom::Ring& ring) {
        const bool closed = ring.size() > 1 && ring.front() == ring.back();
        points(std::span{ring}.first(ring.size() - (closed ? 1 : 0)));
    }
};

Flat flatten(const geom::Shape& shape) {
    Flat flat;
    flat.count(shape.polygons.size());
    for (const auto& polygon : shape.polygons) {
        flat.count(1 + polygon.holes.size());
        flat.ring(polygon.outer);
        for (const auto& hole : polygon.holes) {
            flat.ring(hole);
        }
    }
    flat.count(shape.lines.size());
    for (const auto& line : shape.lines) {
        flat.points(line);
    }
    flat.points(shape.points);
    return flat;
}

} // namespace

Json both(const std::string& ko, const std::string& en) {
    return ko == en ? Json(ko) : Json::array({ko, en});
}

Json both(const Text& text) {
    return both(text.ko, text.en);
}

std::size_t ShapeTable::add(const geom::Shape& shape) {
    const auto flat = flatten(shape);
    auto key = flat.parts;
    key.insert(key.end(), flat.centimetres.begin(), flat.centimetres.end());
    const auto [at, added] = m_known.emplace(std::move(key), m_known.size());
    if (!added) {
        return at->second;
    }
    m_parts.insert(m_parts.end(), flat.parts.begin(), flat.parts.end());
    for (std::size_t i = 0; i < flat.centimetres.size(); i += 2) {
        m_xy.push_back(flat.centimetres[i] - m_x);
        m_xy.push_back(flat.centimetres[i + 1] - m_y);
        m_x = flat.centimetres[i];
        m_y = flat.centimetres[i + 1];
    }
    return at->second;
}

std::size_t StyleTable::add(const render::Style& style) {
    auto row = Json::array({style.fill, style.stroke, style.stroke_pt, style.dash, style.hatch,
                            style.hatch_colour, style.opacity});
    const auto [at, added] = m_known.emplace(row.dump(), m_known.size());
    if (added) {
        m_rows.push_back(std::move(row));
    }
    return at->second;
}

} // namespace sandan::report
