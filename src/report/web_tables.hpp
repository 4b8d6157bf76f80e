#pragma once
// What the payload of a web map states once and refers to by number: shapes and styles.

#include <sandan/geom/types.hpp>
#include <sandan/render/scene.hpp>

#include <nlohmann/json.hpp>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace sandan::report {

using Json = nlohmann::ordered_json;

/// Equal in both languages: the one string; else [ko, en].
[[nodiscard]] Json both(const std::string& ko, const std::string& en);
[[nodiscard]] Json both(const Text& text);

/// Shapes in whole centimetres, each point the difference to the one before, over all shapes.
/// Equal shapes have one number.
class ShapeTable {
public:
    [[nodiscard]] std::size_t add(const geom::Shape& shape);

    /// Differences x, y, x, y …; rings without their last point.
    [[nodiscard]] const std::vector<std::int64_t>& xy() const { return m_xy; }

    /// A shape: polygons, of each its rings, of each its points; lines, of each its points; points.
    [[nodiscard]] const std::vector<std::int64_t>& parts() const { return m_parts; }

private:
    std::map<std::vector<std::int64_t>, std::size_t> m_known;
    std::vector<std::int64_t> m_xy;
    std::vector<std::int64_t> m_parts;
    std::int64_t m_x = 0;
    std::int64_t m_y = 0;
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
