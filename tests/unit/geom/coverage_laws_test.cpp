// A coverage report against GEOS' union of everything, and its built-in proof, in many cases.
#include <sandan/geom/coverage.hpp>
#include <sandan/geom/measure.hpp>
#include <sandan/geom/overlay.hpp>

#include "cases.hpp"
#include "random_shapes.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <numeric>
#include <random>

using namespace sandan;
using geom::MultiPolygon;

namespace {

const int cases = test::cases(1'000, 10'000);

double total(const std::vector<geom::Gap>& gaps) {
    return std::accumulate(gaps.begin(), gaps.end(), 0.0,
                           [](double sum, const geom::Gap& gap) { return sum + gap.area; });
}

/// A ring of random shapes, sometimes closed, sometimes with something in the middle.
std::vector<MultiPolygon> random_layer(std::mt19937& random, int round) {
    std::vector<MultiPolygon> shapes;
    const auto count = 3 + random() % 4;
    for (std::size_t k = 0; k < count; ++k) {
        shapes.push_back(test::random_shape(random, round));
    }
    return shapes;
}

double area_of_holes(const MultiPolygon& shape) {
    double sum = 0;
    for (const auto& part : shape) {
        for (const auto& hole : part.holes) {
            sum += geom::area(geom::Polygon{hole, {}});
        }
    }
    return sum;
}

std::size_t count_holes(const MultiPolygon& shape) {
    return std::accumulate(
        shape.begin(), shape.end(), std::size_t{0},
        [](std::size_t sum, const geom::Polygon& part) { return sum + part.holes.size(); });
}

} // namespace

TEST_CASE("land and gaps are those of the union of all shapes", "[geom]") {
    std::mt19937 random{801};
    for (int round = 0; round < cases; ++round) {
        const auto shapes = random_layer(random, round);
        const auto report = geom::check_coverage(shapes, {});
        const auto joined = geom::dissolve(shapes);
        CAPTURE(round);
        REQUIRE(report.union_area == Approx(geom::area(joined)).margin(1e-6));
        REQUIRE(report.closure_error == Approx(0).margin(1e-6));
        if (joined.size() == 1) { // with more parts there may be islands
            REQUIRE(report.gaps.size() == count_holes(joined));
            REQUIRE(total(report.gaps) == Approx(area_of_holes(joined)).margin(1e-6));
        }
    }
}

TEST_CASE("within a boundary, gaps and what lies beyond are the differences", "[geom]") {
    std::mt19937 random{802};
    for (int round = 0; round < cases; ++round) {
        const auto shapes = random_layer(random, round);
        const auto boundary = test::random_shape(random, round / 2);
        if (boundary.empty()) { // cut away altogether: no boundary is another question
            continue;
        }
        const auto report = geom::check_coverage(shapes, boundary);
        const auto joined = geom::dissolve(shapes);
        CAPTURE(round);
        REQUIRE(total(report.gaps) ==
                Approx(geom::area(geom::difference(boundary, joined))).margin(1e-6));
        double outside = 0;
        double expected = 0;
        for (const auto& out : report.outside) {
            outside += out.area;
        }
        for (const auto& shape : shapes) {
            expected += geom::area(geom::difference(shape, boundary));
        }
        REQUIRE(outside == Approx(expected).margin(1e-5));
        REQUIRE(report.closure_error == Approx(0).margin(1e-6));
    }
}

TEST_CASE("the order of shapes changes no fault", "[geom]") {
    std::mt19937 random{803};
    for (int round = 0; round < cases; ++round) {
        auto shapes = random_layer(random, round);
        const auto boundary = round % 3 == 0 ? test::random_shape(random, round) : MultiPolygon{};
        const auto one = geom::check_coverage(shapes, boundary);
        std::shuffle(shapes.begin(), shapes.end(), random);
        const auto other = geom::check_coverage(shapes, boundary);
        CAPTURE(round);
        REQUIRE(one.gaps.size() == other.gaps.size());
        for (std::size_t i = 0; i < one.gaps.size(); ++i) {
            REQUIRE(one.gaps[i].shape == other.gaps[i].shape);
        }
        REQUIRE(one.overlaps.size() == other.overlaps.size());
        REQUIRE(one.union_area == Approx(other.union_area).margin(1e-8));
    }
}

TEST_CASE("an island that has a court is in a gap, its court is another", "[geom]") {
    const auto frame = [](double x, double size, double wall) {
        return geom::difference(test::box(x, x, size, size),
                                test::box(x + wall, x + wall, size - 2 * wall, size - 2 * wall));
    };
    const auto report = geom::check_coverage(std::vector{frame(0, 100, 10), frame(30, 40, 10)}, {});
    REQUIRE(report.gaps.size() == 2);
    CHECK(total(report.gaps) == Approx(80 * 80 - 40 * 40 + 20 * 20));
    CHECK(report.closure_error == Approx(0).margin(1e-6));
}

TEST_CASE("land between lots that only touch in corners is open", "[geom]") {
    const std::vector cross{test::box(10, 0, 10, 10), test::box(0, 10, 10, 10),
                            test::box(20, 10, 10, 10), test::box(10, 20, 10, 10)};
    CHECK(geom::check_coverage(cross, {}).gaps.empty());
    const auto bounded = geom::check_coverage(cross, test::box(0, 0, 30, 30));
    CHECK(bounded.gaps.size() == 5);
    CHECK(total(bounded.gaps) == Approx(500));

    // an island in a court, touching two of its walls in points, divides a gap and makes no second
    auto court = geom::difference(test::box(0, 0, 40, 40), test::box(10, 10, 20, 20));
    const MultiPolygon diamond{{{{20, 10}, {25, 20}, {20, 30}, {15, 20}, {20, 10}}, {}}};
    const auto divided = geom::check_coverage(std::vector{court, diamond}, {});
    REQUIRE(divided.gaps.size() == 1);
    CHECK(divided.gaps[0].shape.size() == 2);
    CHECK(divided.gaps[0].area == Approx(300));
    CHECK(divided.gaps[0].neighbours == std::vector<std::size_t>{0, 1});
}

TEST_CASE("land that is covered three times closes the account as well", "[geom]") {
    const std::vector shapes{test::box(0, 0, 10, 10), test::box(5, 0, 10, 10),
                             test::box(7, 0, 10, 10), test::box(0, 0, 10, 10)};
    const auto report = geom::check_coverage(shapes, test::box(0, 0, 20, 10));
    CHECK(report.overlaps.size() == 6);
    CHECK(report.union_area == Approx(170));
    CHECK(report.closure_error == Approx(0).margin(1e-9));
}

TEST_CASE("a hundred thousand equal polygons are refused, as are thousands in each other",
          "[geom]") {
    geom::PolygonSet equal;
    geom::PolygonSet nested;
    for (int i = 0; i < 100'000; ++i) {
        equal.add(test::box(test::jeonju.x, test::jeonju.y, 10, 10));
        if (i % 5 == 0) {
            const double r = 10 + i * 1e-3;
            nested.add({{{{0, -r}, {r, 0}, {0, r}, {-r, 0}, {0, -r}}, {}}});
        }
    }
    CHECK_THROWS_WITH(geom::check_coverage(equal, {}), Catch::Contains("look for duplicates"));
    CHECK_THROWS_WITH(geom::check_coverage(nested, {}), Catch::Contains("look for duplicates"));
}
