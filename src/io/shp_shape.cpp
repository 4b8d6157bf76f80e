#include "io/shp_shape.hpp"

#include "io/byte_order.hpp"
#include "io/geometry.hpp"
#include "io/shp_rings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace sandan::io {

namespace {

/// Bytes of a record before its parts or points, of its multi-point kinds.
constexpr std::size_t box_end = 36;

enum class Base : std::uint32_t { point = 1, line = 3, polygon = 5, multipoint = 8 };

struct Counts {
    std::uint64_t parts = 0;
    std::uint64_t points = 0;
    std::size_t parts_at = 0;
    std::size_t points_at = 0;
};

void damage(ShpShape& out, std::string code, Text expected) {
    out.shape = {};
    out.damage = ShapeNote{.code = std::move(code),
                           .expected = std::move(expected),
                           .done = {"레코드를 거부함", "record rejected"}};
}

void break_off(ShpShape& out, const std::string& ko, const std::string& en) {
    damage(out, "SHP-RECORD-DAMAGED", {ko, en});
}

bool has_z(std::uint32_t type) {
    return type > 10 && type < 20;
}

/// Reads part and point counts and holds them against the bytes there are.
std::optional<Counts> read_counts(std::string_view content, std::uint32_t type, ShpShape& out) {
    const bool parted = type % 10 != static_cast<std::uint32_t>(Base::multipoint);
    const std::size_t fixed = parted ? box_end + 8 : box_end + 4;
    if (content.size() < fixed) {
        break_off(out, fmt::format("{}바이트 이상, {}바이트뿐", fixed, content.size()),
                  fmt::format("at least {} bytes, has {}", fixed, content.size()));
        return std::nullopt;
    }
    Counts counts;
    counts.parts = parted ? little_endian(content, box_end) : 0;
    counts.points = little_endian(content, parted ? box_end + 4 : box_end);
    counts.parts_at = fixed;
    const auto plane = fixed + 4 * counts.parts + 16 * counts.points;
    const auto values = 16 + 8 * counts.points;
    const auto least = plane + (has_z(type) ? values : 0);
    if (least > content.size()) {
        break_off(out,
                  fmt::format("부분 {}개·점 {}개에 {}바이트, {}바이트뿐", counts.parts,
                              counts.points, least, content.size()),
                  fmt::format("{} bytes for {} parts and {} points, has {}", least, counts.parts,
                              counts.points, content.size()));
        return std::nullopt;
    }
    counts.points_at = fixed + 4 * static_cast<std::size_t>(counts.parts);
    const bool fits = content.size() == least || (type > 10 && content.size() == least + values);
    if (!fits) {
        out.notes.push_back(
            {.code = "SHP-RECORD-LENGTH",
             .expected = {fmt::format("{}바이트, {}바이트임", least, content.size()),
                          fmt::format("{} bytes, has {}", least, content.size())},
             .done = {"남는 바이트를 무시함", "the bytes left over are ignored"}});
    }
    return counts;
}

bool good(const geom::Point& p) {
    return std::abs(p.x) <= farthest_coordinate &&
           std::abs(p.y) <= farthest_coordinate; // false for NaN
}

void refuse_coordinate(const geom::Point& p, ShpShape& out) {
    const auto words = fmt::format("{:.6g} {:.6g}", p.x, p.y);
    damage(out, "GEO-COORDINATE",
           {"1e8 이하의 유한한 좌표, " + words, "finite coordinates up to 1e8, found " + words});
}

/// The points [first, last) of the record; false (and damage) at the first that is no place.
bool read_points(std::string_view content, std::size_t first, std::size_t last,
                 std::size_t points_at, std::vector<geom::Point>& points, ShpShape& out) {
    points.reserve(last - first + 1);
    for (auto i = first; i < last; ++i) {
        const geom::Point p{real_at(content, points_at + 16 * i),
                            real_at(content, points_at + 16 * i + 8)};
        if (!good(p)) {
            refuse_coordinate(p, out);
            return false;
        }
        out.box.extend(p);
        points.push_back(p);
    }
    return true;
}

/// Where each part starts, with the end after the last; empty (and damage) if they do not ascend
/// from 0.
std::vector<std::size_t> read_parts(std::string_view content, const Counts& counts, ShpShape& out) {
    std::vector<std::size_t> starts;
    starts.reserve(static_cast<std::size_t>(counts.parts) + 1);
    for (std::size_t i = 0; i < counts.parts; ++i) {
        const std::size_t start = little_endian(content, counts.parts_at + 4 * i);
        const bool first_is_0 = i != 0 || start == 0;
        if (!first_is_0 || start > counts.points || (i != 0 && start < starts.back())) {
            break_off(out,
                      fmt::format("부분이 0부터 차례로, {}째 부분이 {}에서 시작", i + 1, start),
                      fmt::format("parts that ascend from 0; part {} starts at {}", i + 1, start));
            return {};
        }
        starts.push_back(start);
    }
    starts.push_back(static_cast<std::size_t>(counts.points));
    return starts;
}

void note_ring(ShpShape& out, const char* code, std::size_t count, const Text& what,
               const Text& done) {
    if (count != 0) {
        out.notes.push_back({.code = code,
                             .expected = {fmt::format("{}, {}개가 아님", what.ko, count),
                                          fmt::format("{}; {} are not", what.en, count)},
                             .done = done});
    }
}

void finish_polygon(std::vector<geom::Ring> rings, ShpShape& out) {
    if (rings.empty()) {
        break_off(out, "면적 있는 경계", "a ring that encloses something; it has none");
        return;
    }
    auto reading = read_rings(std::move(rings));
    out.shape.polygons = std::move(reading.polygons);
    out.kind = out.shape.polygons.size() == 1 ? "Polygon" : "MultiPolygon";
    if (reading.ambiguous) {
        const auto areas =
            fmt::format("{:.10g} ≠ {:.10g}", reading.by_orientation, reading.by_nesting);
        out.notes.push_back(
            {.code = "RING-AMBIGUOUS",
             .expected = {"방향으로 읽은 면적 = 포함 관계로 읽은 면적, " + areas,
                          "one area by orientation and by nesting of its rings, " + areas},
             .done = {"방향으로 읽음", "read by orientation"}});
    }
    if (reading.unchecked) {
        out.notes.push_back(
            {.code = "RING-MANY",
             .expected = {"서로 둘러싼 경계에서 견줄 꼭짓점 20억 개 이하",
                          "at most 2 billion corners to compare of rings around each other"},
             .done = {"포함 관계를 확인하지 않고 방향으로 읽음",
                      "read by orientation, nesting not checked"}});
    }
}

void decode_polygon(std::string_view content, const Counts& counts,
                    const std::vector<std::size_t>& starts, ShpShape& out) {
    std::vector<geom::Ring> rings;
    std::size_t open = 0;
    std::size_t small = 0;
    for (std::size_t i = 0; i + 1 < starts.size(); ++i) {
        geom::Ring ring;
        if (!read_points(content, starts[i], starts[i + 1], counts.points_at, ring, out)) {
            return;
        }
        if (ring.size() > 2 && !(ring.front() == ring.back())) {
            ring.push_back(ring.front());
            ++open;
        }
        if (ring.size() < 4) {
            ++small;
        } else {
            rings.push_back(std::move(ring));
        }
    }
    note_ring(out, "RING-OPEN", open, {"닫힌 경계", "closed rings"}, {"닫음", "closed"});
    note_ring(out, "RING-SHORT", small, {"점 4개 이상인 경계", "rings of four points or more"},
              {"면적이 없어 제외함", "left out: they enclose nothing"});
    finish_polygon(std::move(rings), out);
}

void decode_line(std::string_view content, const Counts& counts,
                 const std::vector<std::size_t>& starts, ShpShape& out) {
    for (std::size_t i = 0; i + 1 < starts.size(); ++i) {
        geom::Line line;
        if (!read_points(content, starts[i], starts[i + 1], counts.points_at, line, out)) {
            return;
        }
        out.shape.lines.push_back(std::move(line));
    }
    out.kind = out.shape.lines.size() == 1 ? "LineString" : "MultiLineString";
}

/// The box in the record against that of the points.
void check_box(std::string_view content, ShpShape& out) {
    const geom::Box stored{{real_at(content, 4), real_at(content, 12)},
                           {real_at(content, 20), real_at(content, 28)}};
    if (!(stored == out.box)) {
        out.notes.push_back(
            {.code = "SHP-BOX",
             .expected = {"레코드 범위 = 점들의 범위", "the box of its points as box"},
             .done = {"점을 따름", "the points are used"}});
    }
}

void decode_many(std::string_view content, std::uint32_t type, ShpShape& out) {
    const auto counts = read_counts(content, type, out);
    if (!counts) {
        return;
    }
    if (counts->points > most_points) {
        damage(out, "GEO-VERTICES",
               {fmt::format("점 {}개 이하, {}개", most_points, counts->points),
                fmt::format("at most {} points, has {}", most_points, counts->points)});
        return;
    }
    if (counts->points == 0) {
        break_off(out, "점이 있어야 함", "points; it has none");
        return;
    }
    if (type % 10 == static_cast<std::uint32_t>(Base::multipoint)) {
        out.kind = "MultiPoint";
        read_points(content, 0, static_cast<std::size_t>(counts->points), counts->points_at,
                    out.shape.points, out);
    } else {
        const auto starts = read_parts(content, *counts, out);
        if (out.damage) {
            return;
        }
        if (type % 10 == static_cast<std::uint32_t>(Base::polygon)) {
            decode_polygon(content, *counts, starts, out);
        } else {
            decode_line(content, *counts, starts, out);
        }
    }
    if (!out.damage) {
        check_box(content, out);
    }
}

void decode_point(std::string_view content, std::uint32_t type, ShpShape& out) {
    const std::size_t least = has_z(type) ? 28 : 20;
    if (content.size() < least) {
        break_off(out, "점 하나", "a point; it is cut off");
        return;
    }
    out.kind = "Point";
    read_points(content, 0, 1, 4, out.shape.points, out);
}

} // namespace

bool is_shape_type(std::uint32_t type) {
    constexpr std::array<std::uint32_t, 13> types{1, 3, 5, 8, 11, 13, 15, 18, 21, 23, 25, 28, 31};
    return std::find(types.begin(), types.end(), type) != types.end();
}

std::string shape_type_name(std::uint32_t type) {
    if (type == 31) {
        return "MultiPatch";
    }
    static constexpr std::array<std::string_view, 9> names{
        "", "Point", "", "Line String", "", "Polygon", "", "", "Multi Point"};
    static constexpr std::array<std::string_view, 3> dimensions{"", "3D ", "Measured "};
    return type % 10 > 8 || type > 30
               ? fmt::format("type {}", type)
               : fmt::format("{}{}", dimensions[type / 10], names[type % 10]);
}

ShpShape decode_shape(std::string_view content, std::uint32_t type) {
    ShpShape out;
    out.kind = "NULL";
    if (content.size() < 4) {
        break_off(out, "도형 종류", "a kind of shape; the record is empty");
        return out;
    }
    const auto own = little_endian(content, 0);
    if (own == 0 && content.size() == 4) {
        out.null = true;
        return out;
    }
    if (own != type) {
        damage(out, "SHP-RECORD-TYPE",
               {fmt::format("머리글의 도형 종류 {}, {}임", type, own),
                fmt::format("shape type {} as the header says, has {}", type, own)});
        return out;
    }
    if (type == 31) {
        damage(out, "GEO-KIND", {"평면 도형, 멀티패치임", "a plane shape; a multipatch has none"});
        return out;
    }
    out.with_z_or_m = type > 10;
    if (type % 10 == static_cast<std::uint32_t>(Base::point)) {
        decode_point(content, type, out);
    } else {
        decode_many(content, type, out);
    }
    return out;
}

} // namespace sandan::io
