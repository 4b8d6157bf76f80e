// Counts of crossings and of edges over each other, by closed forms.
#include <sandan/core/error.hpp>

#include "geom/edge_work.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <numbers>

using namespace sandan;

namespace {

geom::MultiPolygon box(double x, double y, double width, double height) {
    return {{{{x, y}, {x + width, y}, {x + width, y + height}, {x, y + height}, {x, y}}, {}}};
}

/// `count` strips of 1 m, 1 m apart.
geom::MultiPolygon strips(std::size_t count, bool upright) {
    const double length = 1e6;
    geom::MultiPolygon all;
    for (std::size_t i = 0; i < count; ++i) {
        const double at = 2 * static_cast<double>(i);
        all.push_back((upright ? box(at, -5, 1, length) : box(-5, at, length, 1)).front());
    }
    return all;
}

geom::MultiPolygon circle(std::size_t corners, double x) {
    geom::Ring ring;
    for (std::size_t i = 0; i < corners; ++i) {
        const double turn =
            2 * std::numbers::pi * static_cast<double>(i) / static_cast<double>(corners);
        ring.push_back({x + 1000 * std::cos(turn), 1000 * std::sin(turn)});
    }
    ring.push_back(ring.front());
    return {{ring, {}}};
}

geom::PolygonSet set_of(const geom::MultiPolygon& shape) {
    return geom::PolygonSet{std::vector<geom::MultiPolygon>{shape}};
}

std::vector<geom::BorderEdge> edges_of(const geom::PolygonSet& set) {
    std::vector<geom::BorderEdge> edges;
    set.for_each_edge(0, [&](const geom::Point& a, const geom::Point& b) {
        edges.push_back({a, b});
    });
    return edges;
}

} // namespace

TEST_CASE("crossings of borders are counted up to a limit", "[geom]") {
    const auto upright = set_of(strips(30, true));
    const auto level = set_of(strips(20, false));
    CHECK(geom::crossings(upright, 0, level, 0, 10'000) == std::size_t{4} * 30 * 20);
    CHECK(geom::crossings(level, 0, upright, 0, 10'000) == std::size_t{4} * 30 * 20);
    CHECK(geom::crossings(upright, 0, level, 0, 2400) == 2400);
    CHECK(geom::crossings(upright, 0, level, 0, 2399) == 2400);
    CHECK(geom::crossings(upright, 0, level, 0, 100) == 101);
    const auto square = set_of(box(0, 0, 10, 10));
    CHECK(geom::crossings(square, 0, square, 0, 100) == 0); // its borders run along each other
    CHECK(geom::crossings(square, 0, set_of(box(10, 2, 5, 5)), 0, 100) == 0); // they touch
    CHECK(geom::crossings(square, 0, set_of(box(5, 5, 10, 10)), 0, 100) == 2);
    CHECK(geom::crossings(set_of(circle(999, 0)), 0, set_of(circle(1001, 10)), 0, 100) == 2);
}

TEST_CASE("shapes of many corners are refused only when their edges lie over each other",
          "[geom]") {
    const auto round = set_of(circle(100'000, 0));
    CHECK_NOTHROW(geom::require_little_work(round, 0, edges_of(set_of(circle(100'000, 0.3)))));
    const auto level = set_of(strips(20'000, false)); // 40,000 long edges, 40,000 at both ends
    const auto upright = edges_of(set_of(strips(20'000, true)));
    CHECK_NOTHROW(geom::require_little_work(level, 0, upright)); // 40,000 × 80,000 pairs
    const auto more = set_of(strips(30'000, false));             // 60,000 × 120,000
    CHECK_THROWS_AS(geom::require_little_work(more, 0, edges_of(set_of(strips(30'000, true)))),
                    Error);
}
