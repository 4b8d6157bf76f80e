#include "render/marks.hpp"

#include <sandan/core/error.hpp>

#include <fmt/format.h>

#include <cmath>
#include <numbers>

namespace sandan::render {

namespace {

struct Drawn {
    std::vector<geom::Line> lines; ///< In a square of side 2.
    bool closed;
    const char* colour;
};

Drawn drawn(const std::string& name) {
    if (name == "cross") {
        return {{{{-1, -1}, {1, 1}}, {{-1, 1}, {1, -1}}}, false, "#c00000"};
    }
    if (name == "triangle") {
        return {{{{-1, 0.9}, {1, 0.9}, {0, -0.9}, {-1, 0.9}}}, true, "#c25e00"};
    }
    if (name == "check") {
        return {{{{-1, 0.1}, {-0.3, 0.8}, {1, -0.8}}}, false, "#0f6b2f"};
    }
    if (name == "circle") {
        geom::Line ring;
        for (int i = 0; i <= 24; ++i) {
            const double turn = i * std::numbers::pi / 12;
            ring.push_back({0.85 * std::cos(turn), 0.85 * std::sin(turn)});
        }
        return {{ring}, true, "#555555"};
    }
    throw Error{
        ErrorKind::output,
        Text{fmt::format("표식 '{}': cross, triangle, check, circle 가운데 하나여야 합니다", name),
             fmt::format("mark '{}': expected cross, triangle, check, circle", name)}};
}

} // namespace

PathItem mark(const std::string& name, const geom::Point& centre, double size) {
    auto [lines, closed, colour] = drawn(name);
    for (auto& line : lines) {
        for (auto& p : line) {
            p = {centre.x + p.x * size / 2, centre.y + p.y * size / 2};
        }
    }
    PathItem item{.lines = std::move(lines), .closed = closed, .style = {}};
    item.style.fill = closed ? "#ffffff" : "";
    item.style.stroke = colour;
    item.style.stroke_pt = size * 0.18;
    return item;
}

} // namespace sandan::render
