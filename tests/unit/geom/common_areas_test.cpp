// Areas from pairs of edges against GEOS OverlayNG, closed forms and the laws that areas obey.
#include <sandan/geom/common_areas.hpp>
#include <sandan/geom/measure.hpp>
#include <sandan/geom/overlay.hpp>

#include "cases.hpp"
#include "random_shapes.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numbers>
#include <random>

using namespace sandan;
using geom::MultiPolygon;
using geom::Point;
using test::box;
using test::changed;
using test::jeonju;
using test::random_shape;

namespace {

double by_edges(const MultiPolygon& a, const MultiPolygon& b) {
    const geom::PolygonSet set{std::vector<MultiPolygon>{a, b}};
    return geom::common_area(set, 0, 1);
}

/// Through the index, as an overlay does it.
double by_index(const MultiPolygon& a, const MultiPolygon& b) {
    const geom::PolygonSet first{std::vector<MultiPolygon>{a}};
    const geom::PolygonSet second{std::vector<MultiPolygon>{b}};
    const auto shares = geom::CommonAreas{second}.of(first, 0);
    return shares.empty() ? 0 : shares[0].area;
}

} // namespace

TEST_CASE("edge pairs give the area that GEOS cuts out, for random and adversarial pairs",
          "[geom]") {
    std::mt19937 random{4};
    std::size_t sharing = 0;
    const int pairs = test::cases(10'000, 1'000'000);
    for (int round = 0; round < pairs; ++round) {
        const auto a = random_shape(random, round);
        auto b = random_shape(random, round + (round % 3 == 0 ? 1 : 0));
        if (round % 7 == 0) { // the same land drawn a second time, 1e-7 m off
            b = changed(a, [](Point p) { return Point{p.x + 1e-7, p.y - 1e-7}; });
        }
        const double expected = geom::intersection_area(a, b);
        const double tolerance = 1e-8 + 1e-9 * expected;
        CAPTURE(round);
        REQUIRE(std::abs(by_edges(a, b) - expected) <= tolerance);
        const double alone = geom::common_area(a, b);
        REQUIRE((alone == by_edges(a, b) || (alone == 0 && expected < 2e-6)));
        if (expected > 2 * geom::least_common_area) {
            REQUIRE(std::abs(by_index(a, b) - expected) <= tolerance);
            ++sharing;
        }
    }
    CHECK(sharing > 3000);
}

TEST_CASE("areas in common obey symmetry, moving, mirroring, scaling and splitting", "[geom]") {
    std::mt19937 random{44};
    for (int round = 0; round < 10000; ++round) {
        const auto a = random_shape(random, round);
        const auto b = random_shape(random, round / 2);
        const double common = by_edges(a, b);
        const double close = 1e-7;
        CAPTURE(round);
        REQUIRE(by_edges(b, a) == Approx(common).margin(close));
        const auto law = [&](double factor, const auto& change) {
            REQUIRE(by_edges(changed(a, change), changed(b, change)) ==
                    Approx(factor * common).margin(close));
        };
        law(1, [](Point p) { return Point{p.x - 40000, p.y + 25000}; });
        law(1, [](Point p) { return Point{2 * jeonju.x - p.x, p.y}; });
        law(1, [](Point p) { return Point{p.y, p.x}; });
        law(0.25, [](Point p) { return Point{p.x / 2, p.y / 2}; });
        law(1, [](Point p) { // turned by the Pythagorean triangle 3-4-5
            return Point{0.6 * p.x - 0.8 * p.y, 0.8 * p.x + 0.6 * p.y};
        });
        REQUIRE(common <= std::min(geom::area(a), geom::area(b)) + close);
        if (round % 10 != 0) {
            continue; // cutting takes GEOS
        }
        const double at = jeonju.x + 20;
        const auto west = geom::intersection(b, box(at - 500, jeonju.y - 500, 500, 1000));
        const auto east = geom::difference(b, west);
        REQUIRE(by_edges(a, west) + by_edges(a, east) == Approx(common).margin(close));
    }
}

TEST_CASE("zones that divide the land divide every lot without rest", "[geom]") {
    geom::PolygonSet zones;
    for (int i = -20; i < 20; ++i) {
        zones.add(box(jeonju.x + 10 * i, jeonju.y - 500, 10, 1000));
    }
    const geom::CommonAreas areas{zones};
    std::mt19937 random{444};
    geom::PolygonSet lots;
    for (int round = 0; round < 10000; ++round) {
        lots.clear();
        const auto shape = random_shape(random, round);
        lots.add(shape);
        double sum = 0;
        for (const auto& share : areas.of(lots, 0)) {
            sum += share.area;
        }
        REQUIRE(sum == Approx(geom::area(shape)).margin(1e-6));
    }
}

TEST_CASE("where no border comes near the whole lot is shared, or nothing", "[geom]") {
    const auto frame = geom::difference(box(0, 0, 300, 300), box(100, 100, 100, 100));
    const geom::PolygonSet zones{std::vector<MultiPolygon>{frame, box(1000, 0, 10, 10)}};
    const geom::PolygonSet lots{std::vector<MultiPolygon>{
        box(20, 20, 10, 10), box(140, 140, 10, 10), box(95, 140, 10, 10)}};
    const geom::CommonAreas areas{zones};
    const auto in_land = areas.of(lots, 0);
    REQUIRE(in_land.size() == 1);
    CHECK(in_land[0].whole);
    CHECK(in_land[0].area == 100);
    CHECK(areas.of(lots, 1).empty()); // in the courtyard
    const auto cut = areas.of(lots, 2);
    REQUIRE(cut.size() == 1);
    CHECK_FALSE(cut[0].whole);
    CHECK(cut[0].area == Approx(50));
    CHECK(cut[0].border.most == Approx(10)); // of the courtyard's wall
}

TEST_CASE("a ring of a hundred thousand points costs what lies over it, not its square", "[geom]") {
    const auto wheel = [](double radius) {
        geom::Ring ring;
        constexpr int corners = 100000;
        for (int i = 0; i < corners; ++i) {
            const double angle = 2 * std::numbers::pi * i / corners;
            ring.push_back(
                {jeonju.x + radius * std::cos(angle), jeonju.y + radius * std::sin(angle)});
        }
        ring.push_back(ring.front());
        return MultiPolygon{{std::move(ring), {}}};
    };
    const auto small = wheel(1000);
    CHECK(by_edges(small, wheel(1100)) == Approx(geom::area(small)).epsilon(1e-12));
    const auto moved = changed(small, [](Point p) { return Point{p.x + 1000, p.y}; });
    const double lens = 1e6 * (2 * std::numbers::pi / 3 - std::sqrt(3.0) / 2); // two discs
    CHECK(by_edges(small, moved) == Approx(lens).epsilon(1e-8));
}
