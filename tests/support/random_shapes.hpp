#pragma once
// Valid shapes of a few dozen metres at Jeonju (EPSG:5186), general and degenerate.

#include <sandan/geom/overlay.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>

namespace sandan::test {

constexpr geom::Point jeonju{205000.123, 361000.456};

/// A simple ring around a centre; corners may fall on a grid, so that edges run together.
inline geom::Ring star(std::mt19937& random, geom::Point centre, double grid) {
    std::uniform_real_distribution<double> radius{5, 40};
    const auto corners = 3 + random() % 20;
    geom::Ring ring;
    for (std::size_t i = 0; i < corners; ++i) {
        const double angle =
            2 * std::numbers::pi * static_cast<double>(i) / static_cast<double>(corners);
        const double r = radius(random);
        geom::Point p{centre.x + r * std::cos(angle), centre.y + r * std::sin(angle)};
        if (grid > 0) {
            p = {std::round(p.x / grid) * grid, std::round(p.y / grid) * grid};
        }
        ring.push_back(p);
    }
    ring.push_back(ring.front());
    return ring;
}

inline geom::MultiPolygon box(double x, double y, double width, double height) {
    return {{{{x, y}, {x + width, y}, {x + width, y + height}, {x, y + height}, {x, y}}, {}}};
}

/// An L, a box, or a frame with its corners on a grid of 5 m: nearly all contacts are degenerate.
inline geom::MultiPolygon on_grid(std::mt19937& random) {
    const auto step = [&](unsigned most) {
        return 5.0 * static_cast<double>(random() % most);
    };
    const double x = jeonju.x + step(8);
    const double y = jeonju.y + step(8);
    auto shape = box(x, y, 10 + step(6), 10 + step(6));
    if (random() % 3 == 0) {
        shape = geom::difference(shape, box(x + 5, y + 5, step(4) + 2.5, step(4) + 2.5));
    }
    if (random() % 3 == 0) {
        shape = geom::difference(shape, box(x - 5 + step(4), y - 5 + step(4), 10, 10));
    }
    return shape;
}

template <typename Change>
inline geom::MultiPolygon changed(geom::MultiPolygon shape, const Change& change) {
    const auto apply = [&](geom::Ring& ring) {
        std::transform(ring.begin(), ring.end(), ring.begin(), change);
    };
    for (auto& polygon : shape) {
        apply(polygon.outer);
        std::for_each(polygon.holes.begin(), polygon.holes.end(), apply);
    }
    return shape;
}

inline geom::MultiPolygon random_shape(std::mt19937& random, int round) {
    if (round % 2 == 0) {
        return on_grid(random);
    }
    std::uniform_real_distribution<double> place{-40, 40};
    return {{star(random, {jeonju.x + place(random), jeonju.y + place(random)}, 0), {}}};
}

} // namespace sandan::test
