#pragma once
// What the payload of a web map (schema sandan.web_map/2) states once and refers to by number, and
// columns of it in short.

#include <sandan/geom/types.hpp>
#include <sandan/render/scene.hpp>

#include <nlohmann/json.hpp>

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

namespace sandan::report {

using Json = nlohmann::ordered_json;

/// Equal in both languages: the one string; else [ko, en].
[[nodiscard]] Json both(const std::string& ko, const std::string& en);
[[nodiscard]] Json both(const Text& text);

/// Numbers, each as the difference to the one before, the first to 0.
[[nodiscard]] std::vector<std::int64_t> differences(const std::vector<std::size_t>& numbers);

/// A column that repeats itself: {"of": its values, each once, in order of appearance; "at": by
/// row, the number of the value}.
[[nodiscard]] Json dictionary(const std::vector<Json>& column);

/// Lengths of runs and what runs: [3, a, 2, b] for a a a b b.
[[nodiscard]] std::vector<std::int64_t> runs(const std::vector<std::int64_t>& column);

/// Shapes in whole centimetres. Equal shapes have one number, and so have equal points: neighbours
/// share their border.
class ShapeTable {
public:
    [[nodiscard]] std::size_t add(const geom::Shape& shape);

    /// The points, each once, in order of appearance: differences x, y, x, y …
    [[nodiscard]] const std::vector<std::int64_t>& xy() const { return m_xy; }

    /// The points of all shapes one after the other, rings without their last: 0 = the next of
    /// `xy`; else it is known, and d from the number of the point before: d + 1 if d ≥ 0, else d.
    [[nodiscard]] const std::vector<std::int64_t>& order() const { return m_order; }

    /// A shape: polygons, of each its rings, of each its points; lines, of each its points; points.
    [[nodiscard]] const std::vector<std::int64_t>& parts() const { return m_parts; }

private:
    using Centimetres = std::array<std::int64_t, 2>;

    struct Hash {
        std::size_t operator()(const Centimetres& point) const noexcept;
    };

    void add_point(const Centimetres& point);

    std::map<std::vector<std::int64_t>, std::size_t> m_known;
    std::unordered_map<Centimetres, std::int64_t, Hash> m_points; ///< Their numbers.
    std::vector<std::int64_t> m_xy;
    std::vector<std::int64_t> m_order;
    std::vector<std::int64_t> m_parts;
    Centimetres m_newest{};  ///< The last of `m_xy`.
    std::int64_t m_last = 0; ///< Number of the last point of `m_order`.
};

/// Styles as rows [fill, stroke, width in pt, dash, hatch, hatch colour, opacity].
class StyleTable {
public:
    [[nodiscard]] std::size_t add(const render::Style& style);

    [[nodiscard]] const Json& rows() const { return m_rows; }

private:
    std::map<std::string, std::size_t> m_known;
    Json m_rows = Json::array();
};

} // namespace sandan::report
