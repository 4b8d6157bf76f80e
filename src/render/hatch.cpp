#include "render/hatch.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace sandan::render {

namespace {

using geom::Line;
using geom::Point;

/// Turned so that hatch lines become horizontal, and back.
struct Turn {
    double cosine;
    double sine;

    [[nodiscard]] Point to(const Point& p) const {
        return {p.x * cosine + p.y * sine, p.y * cosine - p.x * sine};
    }

    [[nodiscard]] Point back(const Point& p) const {
        return {p.x * cosine - p.y * sine, p.y * cosine + p.x * sine};
    }
};

/// Where the horizontal line at `y` crosses the rings. Half-open, so a vertex counts once.
std::vector<double> crossings(const std::vector<Line>& rings, double y) {
    std::vector<double> xs;
    for (const auto& ring : rings) {
        for (std::size_t i = 1; i < ring.size(); ++i) {
            const auto& a = ring[i - 1];
            const auto& b = ring[i];
            if ((a.y <= y) != (b.y <= y)) {
                xs.push_back(a.x + (b.x - a.x) * (y - a.y) / (b.y - a.y));
            }
        }
    }
    std::sort(xs.begin(), xs.end());
    return xs;
}

std::vector<Line> dots(const std::vector<Line>& strokes, double spacing) {
    std::vector<Line> result;
    for (const auto& stroke : strokes) {
        const double y = stroke.front().y;
        const bool odd = std::lround(y / spacing) % 2 != 0;
        const double shift = odd ? spacing / 2 : 0;
        const auto last = std::lround(std::floor((stroke.back().x - shift) / spacing));
        for (auto k = std::lround(std::ceil((stroke.front().x - shift) / spacing)); k <= last;
             ++k) {
            const Point dot{static_cast<double>(k) * spacing + shift, y};
            result.push_back({dot, dot});
        }
    }
    return result;
}

} // namespace

std::vector<Line> hatch_lines(const std::vector<Line>& rings, double angle, double spacing) {
    const Turn turn{std::cos(angle), std::sin(angle)};
    std::vector<Line> turned = rings;
    geom::Box box;
    for (auto& ring : turned) {
        for (auto& p : ring) {
            p = turn.to(p);
            box.extend(p);
        }
    }
    std::vector<Line> strokes;
    if (box.empty()) {
        return strokes;
    }
    const auto last = std::lround(std::floor(box.max.y / spacing));
    for (auto k = std::lround(std::ceil(box.min.y / spacing)); k <= last; ++k) {
        const double y = static_cast<double>(k) * spacing;
        const auto xs = crossings(turned, y);
        for (std::size_t i = 1; i < xs.size(); i += 2) {
            strokes.push_back({turn.back({xs[i - 1], y}), turn.back({xs[i], y})});
        }
    }
    return strokes;
}

std::vector<Line> hatch(const std::vector<Line>& rings, const std::string& name) {
    constexpr double spacing = 4.5; // pt: reads as a tone at arm's length, leaves text legible
    constexpr double diagonal = -std::numbers::pi / 4;
    if (name == "diagonal") {
        return hatch_lines(rings, diagonal, spacing);
    }
    if (name == "cross") {
        auto strokes = hatch_lines(rings, diagonal, spacing);
        const auto others = hatch_lines(rings, -diagonal, spacing);
        strokes.insert(strokes.end(), others.begin(), others.end());
        return strokes;
    }
    if (name == "dots") {
        return dots(hatch_lines(rings, 0, spacing), spacing);
    }
    return {};
}

} // namespace sandan::render
