// Bounds of the length of a border inside a shape, against the border of what GEOS cuts out.
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

MultiPolygon star(std::mt19937& random) {
    std::uniform_real_distribution<double> place{-25, 25};
    std::uniform_real_distribution<double> radius{8, 30};
    const Point centre{jeonju.x + place(random), jeonju.y + place(random)};
    const auto corners = 3 + random() % 20;
    geom::Ring ring;
    for (std::size_t i = 0; i < corners; ++i) {
        const double angle =
            2 * std::numbers::pi * static_cast<double>(i) / static_cast<double>(corners);
        const double r = radius(random);
        ring.push_back({centre.x + r * std::cos(angle), centre.y + r * std::sin(angle)});
    }
    ring.push_back(ring.front());
    return {{std::move(ring), {}}};
}

MultiPolygon box(double x, double y, double width, double height) {
    return {{{{x, y}, {x + width, y}, {x + width, y + height}, {x, y + height}, {x, y}}, {}}};
}

/// Columns of 5 m with heights on a grid, so that borders run together in both directions.
MultiPolygon skyline(std::mt19937& random) {
    const auto step = [&](unsigned most) {
        return 5.0 * static_cast<double>(random() % most);
    };
    const Point corner{std::round(jeonju.x) + step(5), std::round(jeonju.y) + step(3)};
    const auto columns = 2 + random() % 6;
    geom::Ring ring{corner, {corner.x + 5.0 * static_cast<double>(columns), corner.y}};
    for (auto column = columns; column-- > 0;) {
        const double x = corner.x + 5.0 * static_cast<double>(column);
        const double y = corner.y + 5 + step(6);
        ring.push_back({x + 5, y});
        ring.push_back({x, y});
    }
    ring.push_back(corner);
    return {{std::move(ring), {}}};
}

/// Between the bounds of what the shapes have of each other's borders.
void require_between(const std::vector<geom::Share>& shares, double perimeter) {
    REQUIRE(shares[0].own.least + shares[0].border.least <= perimeter + 1e-5);
    REQUIRE(shares[0].own.most + shares[0].border.most >= perimeter - 1e-5);
}

double open_length(const geom::Share& share) {
    return share.own.most - share.own.least + share.border.most - share.border.least;
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

TEST_CASE("the border of what GEOS cuts out lies between the bounds", "[geom]") {
    std::mt19937 random{2024};
    std::size_t compared = 0;
    double open = 0;
    for (int round = 0; round < 10000; ++round) {
        const bool together = round % 2 == 0;
        const auto a = together ? skyline(random) : star(random);
        const auto b = together ? skyline(random) : star(random);
        const auto shares = narrowed(a, b);
        if (geom::find_defect(a) || geom::find_defect(b) || shares.empty() || shares[0].whole) {
            continue;
        }
        CAPTURE(round);
        require_between(shares, geom::perimeter(geom::intersection(a, b)));
        ++compared;
        open += open_length(shares[0]);
    }
    REQUIRE(compared > 4000);
    CHECK(open / static_cast<double>(compared) < 0.001); // of borders of 200 m
}

TEST_CASE("borders that cross once are known to micrometres", "[geom]") {
    // the zone covers the lot's eastern 12 m
    const auto shares = narrowed(box(0, 0, 32, 16), box(20, -50, 100, 100));
    REQUIRE(shares.size() == 1);
    CHECK(shares[0].own.least <= 16 + 12 + 12);
    CHECK(shares[0].own.most >= 16 + 12 + 12);
    CHECK(shares[0].border.least <= 16);
    CHECK(shares[0].border.most >= 16 - 1e-9);
    CHECK(open_length(shares[0]) < 1e-4);
}

TEST_CASE("what runs along the border counts once, or not, by the side of the land", "[geom]") {
    const auto inside = narrowed(box(0, 0, 32, 16), box(0, 0, 16, 16));
    REQUIRE(inside.size() == 1);
    CHECK(inside[0].own.least == Approx(16 + 16 + 16).margin(1e-4));
    CHECK(inside[0].own.most == Approx(16 + 16 + 16).margin(1e-4));
    CHECK(inside[0].border.most == Approx(16).margin(1e-4));
    // a lot whose western half lies in the zone, and whose courtyard the zone fills
    auto lot = box(0, 0, 32, 16);
    lot[0].holes = {{{4, 4}, {4, 12}, {12, 12}, {12, 4}, {4, 4}}};
    const MultiPolygon zone{{{{-20, -20}, {16, -20}, {16, 40}, {-20, 40}, {-20, -20}}, {}}};
    const auto around = narrowed(lot, zone);
    REQUIRE(around.size() == 1);
    CHECK(around[0].own.most == Approx(16 + 16 + 16 + 32).margin(1e-4));
    const auto courtyard = narrowed(lot, geom::dissolve({box(4, 4, 8, 8), box(12, 6, 4, 4)}));
    REQUIRE(courtyard.size() == 1);
    CHECK(courtyard[0].area == Approx(16));
    // the courtyard's wall has land on the other side but for the zone's way into the lot
    CHECK(courtyard[0].own.least == Approx(4).margin(1e-4));
    CHECK(courtyard[0].own.most == Approx(4).margin(1e-4));
    CHECK(courtyard[0].border.most == Approx(4 + 4 + 4).margin(1e-4));
}

TEST_CASE("a border that two zones share is none of either alone", "[geom]") {
    const geom::PolygonSet lot{std::vector<MultiPolygon>{box(0, 0, 32, 16)}};
    const geom::PolygonSet zones{
        std::vector<MultiPolygon>{box(-10, -10, 20, 50), box(10, -10, 10, 50)}};
    const geom::CommonAreas areas{zones};
    auto shares = areas.of(lot, 0);
    areas.measure_borders(lot, 0, shares);
    REQUIRE(shares.size() == 2);
    CHECK(shares[0].border.least == Approx(16).margin(1e-4));
    CHECK(shares[0].alone.most == Approx(0).margin(1e-4));
    CHECK(shares[1].border.least == Approx(32).margin(1e-4));
    CHECK(shares[1].alone.least == Approx(16).margin(1e-4));
    CHECK(shares[1].alone.most == Approx(16).margin(1e-4));
}

TEST_CASE("a corner that touches the middle of a border is near to it", "[geom]") {
    // the zone's corner lies on the lot's eastern side, which lies on the lot's box
    const MultiPolygon zone{{{{-5, -5}, {25, -5}, {15, 0}, {25, 5}, {-5, 5}, {-5, -5}}, {}}};
    const auto shares = narrowed(box(0, -4, 15, 8), zone);
    REQUIRE(shares.size() == 1);
    CHECK(shares[0].own.most == Approx(46)); // all of it, but for a point
}

TEST_CASE("a shape without a border near by is left as it is", "[geom]") {
    const auto shares = narrowed(box(10, 10, 5, 5), box(0, 0, 100, 100));
    REQUIRE(shares.size() == 1);
    CHECK(shares[0].whole);
    CHECK(shares[0].border.most == 0);
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
