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

std::vector<std::int64_t> differences(const std::vector<std::size_t>& numbers) {
    std::vector<std::int64_t> result;
    std::int64_t last = 0;
    for (const auto number : numbers) {
        const auto now = static_cast<std::int64_t>(number);
        result.push_back(now - last);
        last = now;
    }
    return result;
}

Json dictionary(const std::vector<Json>& column) {
    Json json{{"of", Json::array()}, {"at", Json::array()}};
    std::map<std::string, std::size_t> known;
    for (const auto& value : column) {
        const auto text = value.dump(-1, ' ', false, Json::error_handler_t::replace);
        const auto [at, added] = known.emplace(text, known.size());
        if (added) {
            json["of"].push_back(value);
        }
        json["at"].push_back(at->second);
    }
    return json;
}

std::vector<std::int64_t> runs(const std::vector<std::int64_t>& column) {
    std::vector<std::int64_t> result;
    for (const auto value : column) {
        if (result.empty() || result.back() != value) {
            result.insert(result.end(), {0, value});
        }
        ++result[result.size() - 2];
    }
    return result;
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
        add_point({flat.centimetres[i], flat.centimetres[i + 1]});
    }
    return at->second;
}

void ShapeTable::add_point(const Centimetres& point) {
    const auto [at, added] = m_points.emplace(point, static_cast<std::int64_t>(m_points.size()));
    if (added) {
        m_xy.push_back(point[0] - m_newest[0]);
        m_xy.push_back(point[1] - m_newest[1]);
        m_newest = point;
        m_order.push_back(0);
    } else {
        const auto step = at->second - m_last;
        m_order.push_back(step >= 0 ? step + 1 : step);
    }
    m_last = at->second;
}

std::size_t ShapeTable::Hash::operator()(const Centimetres& point) const noexcept {
    constexpr std::uint64_t golden = 0x9E3779B97F4A7C15U; // Knuth, TAOCP 3, 6.4
    const auto mixed = static_cast<std::uint64_t>(point[0]) * golden;
    return (mixed ^ (mixed >> 32U)) + static_cast<std::uint64_t>(point[1]) * golden;
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
