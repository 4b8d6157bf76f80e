// Bounds of the length of a border inside a shape, against what GEOS cuts out of the border.
#include <sandan/geom/common_areas.hpp>
#include <sandan/geom/measure.hpp>
#include <sandan/geom/overlay.hpp>
#include <sandan/geom/validity.hpp>

#include "geom/border_inside.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <numbers>
#include <random>
#include <vector>

using namespace sandan;
using geom::BorderEdge;
using geom::MultiPolygon;
using geom::Point;

namespace {

constexpr Point jeonju{205000.123, 361000.456};

/// A star, in every second round with its corners on a grid of 5 m, so that edges run together.
MultiPolygon star(std::mt19937& random, bool on_grid) {
    std::uniform_real_distribution<double> place{-25, 25};
    std::uniform_real_distribution<double> radius{8, 30};
    const Point centre{jeonju.x + place(random), jeonju.y + place(random)};
    const auto corners = 3 + random() % 20;
    geom::Ring ring;
    for (std::size_t i = 0; i < corners; ++i) {
        const double angle =
            2 * std::numbers::pi * static_cast<double>(i) / static_cast<double>(corners);
        const double r = radius(random);
        Point p{centre.x + r * std::cos(angle), centre.y + r * std::sin(angle)};
        if (on_grid) {
            p = {std::round(p.x / 5) * 5, std::round(p.y / 5) * 5};
        }
        ring.push_back(p);
    }
    ring.push_back(ring.front());
    return {{std::move(ring), {}}};
}

MultiPolygon box(double x, double y, double width, double height) {
    return {{{{x, y}, {x + width, y}, {x + width, y + height}, {x, y + height}, {x, y}}, {}}};
}

double length_by_geos(const MultiPolygon& border, const MultiPolygon& shape) {
    double sum = 0;
    for (const auto& polygon : border) {
        sum += geom::length_inside(polygon.outer, shape);
    }
    return sum;
}

std::vector<geom::Share> narrowed(const MultiPolygon& shape, const MultiPolygon& other) {
    const geom::PolygonSet own{std::vector<MultiPolygon>{shape}};
    const geom::PolygonSet others{std::vector<MultiPolygon>{other}};
    const geom::CommonAreas areas{others};
    auto shares = areas.of(own, 0);
    areas.measure_borders(own, 0, shares);
    return shares;
}

} // namespace

TEST_CASE("what GEOS measures of a border lies between the bounds", "[geom]") {
    std::mt19937 random{2024};
    std::size_t compared = 0;
    double open = 0;
    for (int round = 0; round < 10000; ++round) {
        const auto a = star(random, round % 2 == 0);
        const auto b = star(random, round % 2 == 0);
        if (geom::find_defect(a) || geom::find_defect(b)) {
            continue; // corners that fell on one place of the grid
        }
        const auto shares = narrowed(a, b);
        if (shares.empty() || shares[0].whole) {
            continue;
        }
        CAPTURE(round);
        const double inside = length_by_geos(a, b); // its border counts, too
        REQUIRE(shares[0].own_least <= inside + 1e-6);
        REQUIRE(shares[0].own_most >= inside - 1e-6);
        REQUIRE(shares[0].border >= length_by_geos(b, a) - 1e-6);
        if (round % 2 != 0) {
            ++compared;
            open += shares[0].own_most - shares[0].own_least;
        }
    }
    REQUIRE(compared > 2000);
    CHECK(open / static_cast<double>(compared) < 10); // of borders of 200 m
}

TEST_CASE("borders that cross once are known to a piece of their edges", "[geom]") {
    // the zone covers the lot's eastern 12 m
    const auto shares = narrowed(box(0, 0, 32, 16), box(20, -50, 100, 100));
    REQUIRE(shares.size() == 1);
    CHECK(shares[0].own_least <= 16 + 12 + 12);
    CHECK(shares[0].own_most >= 16 + 12 + 12);
    CHECK(shares[0].own_most - shares[0].own_least <=
          8 + 1e-9);                                    // 2 m on both sides of each crossing
    CHECK(shares[0].border == Approx(16).margin(0.01)); // and what lies within a millimetre
}

TEST_CASE("what runs along the border stays in the upper bound alone", "[geom]") {
    const auto shares = narrowed(box(0, 0, 32, 16), box(0, 0, 16, 16));
    REQUIRE(shares.size() == 1);
    CHECK(shares[0].own_least == 0);
    CHECK(shares[0].own_most >= 16 + 16 + 16);
    CHECK(shares[0].border >= 16 + 16 + 16 + 16 - 1e-9);
}

TEST_CASE("a corner that touches the middle of a border is near to it", "[geom]") {
    // the zone's corner lies on the lot's eastern side, which lies on the lot's box
    const MultiPolygon zone{{{{-5, -5}, {25, -5}, {15, 0}, {25, 5}, {-5, 5}, {-5, -5}}, {}}};
    const auto shares = narrowed(box(0, -4, 15, 8), zone);
    REQUIRE(shares.size() == 1);
    CHECK(shares[0].own_most == Approx(46)); // all of it, but for a point
}

TEST_CASE("a shape without a border near by is left as it is", "[geom]") {
    const auto shares = narrowed(box(10, 10, 5, 5), box(0, 0, 100, 100));
    REQUIRE(shares.size() == 1);
    CHECK(shares[0].whole);
    CHECK(shares[0].border == 0);
}

TEST_CASE("edges are apart if nothing of them is near", "[geom]") {
    const BorderEdge flat{{0, 0}, {10, 0}};
    CHECK(geom::apart(flat, {{0, 1}, {10, 1}}));
    CHECK(geom::apart(flat, {{4, 1e-5}, {6, 1}}));
    CHECK(geom::apart({{0, 0}, {10, 10}}, {{6, 5}, {10, 5}}));
    CHECK_FALSE(geom::apart(flat, {{4, -1}, {6, 1}}));
    CHECK_FALSE(geom::apart(flat, {{10, 0}, {20, 5}}));
    CHECK_FALSE(geom::apart(flat, {{2, 0}, {3, 0}}));
    CHECK_FALSE(geom::apart(flat, {{4, 1e-7}, {6, 1}}));
}

TEST_CASE("an edge is cut at the sides of a box", "[geom]") {
    const geom::Box square{{0, 0}, {10, 10}};
    const auto across = geom::clipped({{-5, 5}, {15, 5}}, square);
    REQUIRE(across);
    CHECK(across->a == Point{0, 5});
    CHECK(across->b == Point{10, 5});
    CHECK(geom::clipped({{2, 3}, {4, 9}}, square)->length() == Approx(std::sqrt(40.0)));
    CHECK_FALSE(geom::clipped({{-5, 0}, {0, -5}}, square));
    CHECK_FALSE(geom::clipped({{11, 0}, {11, 10}}, square));
    const auto corner = geom::clipped({{-5, 5}, {5, -5}}, square); // touches it in one point
    CHECK_FALSE(corner);
}
