// The filter against GEOS: a point repeated in a ring changes nothing for GEOS and makes the filter
// give up, so find_defect answers by the filter for one and by GEOS for the other.
#include <sandan/geom/quick_validity.hpp>
#include <sandan/geom/validity.hpp>

#include <catch2/catch.hpp>

#include <cmath>
#include <random>

using namespace sandan;
using geom::Point;

namespace {

geom::Ring random_ring(std::mt19937& random, Point origin, double step, int size) {
    geom::Ring ring;
    const auto corners = 3 + random() % 6;
    for (std::size_t i = 0; i < corners; ++i) {
        const auto cell = [&] {
            return step * static_cast<double>(random() % static_cast<unsigned>(size));
        };
        ring.push_back({origin.x + cell(), origin.y + cell()});
    }
    ring.push_back(ring.front());
    return ring;
}

geom::MultiPolygon with_repeated_point(geom::MultiPolygon shape) {
    auto& ring = shape.front().outer;
    ring.insert(ring.begin(), ring.front());
    return shape;
}

} // namespace

TEST_CASE("the validity filter never calls valid what GEOS calls invalid", "[geom]") {
    std::mt19937 random{20};
    std::size_t valid = 0;
    std::size_t invalid = 0;
    for (int round = 0; round < 10000; ++round) {
        const Point origin{round % 2 == 0 ? 0.0 : 205000.1, round % 2 == 0 ? 0.0 : 361000.7};
        const double step = round % 3 == 0 ? 0.001 : 10.0;
        geom::MultiPolygon shape{{random_ring(random, origin, step, 9), {}}};
        if (round % 4 == 1) {
            shape[0].holes.push_back(random_ring(random, origin, step / 4, 9));
        }
        if (round % 5 == 1) {
            shape.push_back({random_ring(random, {origin.x + 4 * step, origin.y}, step, 6), {}});
        }
        const auto by_filter = geom::find_defect(shape);
        const auto by_geos = geom::find_defect(with_repeated_point(shape));
        CAPTURE(round);
        REQUIRE(by_filter.has_value() == by_geos.has_value());
        if (by_geos) {
            CHECK(by_filter->reason == by_geos->reason);
        }
        ++(by_geos ? invalid : valid);
    }
    CHECK(valid > 500);
    CHECK(invalid > 500);
}

TEST_CASE("the validity filter is sure of ordinary lots with courtyards and islands", "[geom]") {
    const auto square = [](double x, double side) {
        return geom::Ring{{x, x}, {x + side, x}, {x + side, x + side}, {x, x + side}, {x, x}};
    };
    const auto yard = square(2, 6);
    const auto outer = square(0, 10);
    const auto island = square(4, 2);
    geom::QuickValidity filter;
    using Rings = std::vector<geom::RingView>;
    CHECK(filter.surely_valid(Rings{{outer, 0, true}}));
    CHECK(filter.surely_valid(Rings{{outer, 0, true}, {yard, 0, false}}));
    CHECK(filter.surely_valid(Rings{{outer, 0, true}, {yard, 0, false}, {island, 1, true}}));
    CHECK_FALSE(filter.surely_valid(Rings{{outer, 0, true}, {island, 1, true}})); // in the land
    CHECK_FALSE(filter.surely_valid(Rings{{yard, 0, true}, {outer, 0, false}}));  // inside out
    const auto corner = square(10, 5); // touches `outer` in a point, which GEOS may judge
    CHECK_FALSE(filter.surely_valid(Rings{{outer, 0, true}, {corner, 1, true}}));
}

TEST_CASE("a long ring is judged by the sweep as by all pairs", "[geom]") {
    geom::Ring ring;
    for (int i = 0; i < 5000; ++i) {
        const double angle = 2 * 3.14159265358979323846 * i / 5000;
        const double radius = 500 + (i % 2 == 0 ? 0 : 2);
        ring.push_back({205000 + radius * std::cos(angle), 361000 + radius * std::sin(angle)});
    }
    ring.push_back(ring.front());
    geom::QuickValidity filter;
    using Rings = std::vector<geom::RingView>;
    CHECK(filter.surely_valid(Rings{{ring, 0, true}}));
    std::swap(ring[2000], ring[2003]); // crosses itself
    CHECK_FALSE(filter.surely_valid(Rings{{ring, 0, true}}));
    CHECK(geom::find_defect({{ring, {}}}));
}
