// Shapes that lie on each other many times: refused when they are too many for an answer, and soon.
#include <sandan/geom/adjacency.hpp>

#include "random_shapes.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace sandan;

TEST_CASE("a hundred thousand equal polygons are refused, not compared for hours", "[geom]") {
    geom::PolygonSet shapes;
    for (int i = 0; i < 100'000; ++i) {
        shapes.add(test::box(test::jeonju.x, test::jeonju.y, 10, 10));
    }
    CHECK_THROWS_WITH(geom::contacts(shapes), Catch::Contains("look for duplicates"));
}

TEST_CASE("a layer's size, not that of its stacks, tells how many pairs it may have", "[geom]") {
    constexpr std::size_t copies = 760;
    geom::PolygonSet shapes;
    for (std::size_t i = 0; i < copies; ++i) {
        shapes.add(test::box(test::jeonju.x, test::jeonju.y, 10, 10));
    }
    for (std::size_t i = 0; i < 10'000; ++i) { // far from each other
        shapes.add(test::box(test::jeonju.x + 100 + 30 * static_cast<double>(i % 100),
                             test::jeonju.y + 30 * std::floor(static_cast<double>(i) / 100), 10,
                             10));
    }
    CHECK(geom::contacts(shapes).size() == copies * (copies - 1) / 2);
}
