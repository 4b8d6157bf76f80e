#include <sandan/geom/coverage.hpp>
#include <sandan/geom/measure.hpp>

#include "parcel_grid.hpp"
#include "random_cells.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <random>
#include <tuple>

using namespace sandan;

namespace {

/// Land that no shape covers and that a fill from the edge does not reach. `corners`: the fill may
/// pass between shapes that only touch in a point.
double enclosed_area(const test::Cells& covered, bool corners) {
    const auto side = covered.side;
    auto reached = covered.in; // covered or filled
    std::vector<std::size_t> open;
    const auto visit = [&](std::size_t i) {
        if (!reached[i]) {
            reached[i] = true;
            open.push_back(i);
        }
    };
    for (std::size_t k = 0; k < side; ++k) {
        visit(k);
        visit((side - 1) * side + k);
        visit(k * side);
        visit(k * side + side - 1);
    }
    while (!open.empty()) {
        const auto i = open.back();
        open.pop_back();
        const auto column = i % side;
        const auto row = i / side;
        for (auto r = row - std::min<std::size_t>(row, 1); r <= std::min(row + 1, side - 1); ++r) {
            for (auto c = column - std::min<std::size_t>(column, 1);
                 c <= std::min(column + 1, side - 1); ++c) {
                if (corners || r == row || c == column) {
                    visit(r * side + c);
                }
            }
        }
    }
    return test::counted_area(reached.size(), [&](std::size_t i) { return !reached[i]; });
}

struct Board {
    std::vector<test::Cells> cells;
    std::vector<geom::MultiPolygon> shapes;

    Board(std::size_t side, std::size_t count, double density, std::mt19937& random) {
        for (std::size_t k = 0; k < count; ++k) {
            cells.push_back(test::random_cells(side, density, random));
            shapes.push_back(test::to_shape(cells.back()));
        }
    }

    [[nodiscard]] test::Cells covered() const {
        auto all = cells.front();
        for (const auto& shape : cells) {
            for (std::size_t i = 0; i < all.in.size(); ++i) {
                all.in[i] = all.in[i] || shape.in[i];
            }
        }
        return all;
    }
};

double sum_gaps(const geom::CoverageReport& report) {
    double sum = 0;
    for (const auto& gap : report.gaps) {
        sum += gap.area;
    }
    return sum;
}

} // namespace

TEST_CASE("a clean partition has nothing to report", "[geom]") {
    const auto parcels = test::parcel_grid(10, R"(
        A A B
        C D B
        C C C )");
    std::vector<geom::MultiPolygon> shapes;
    for (const auto& [letter, shape] : parcels) {
        shapes.push_back(shape);
    }
    const auto report = geom::check_coverage(shapes, {});
    CHECK(report.overlaps.empty());
    CHECK(report.gaps.empty());
    CHECK(report.area == Approx(900));
    CHECK(report.union_area == Approx(900));
}

TEST_CASE("a hole among parcels is a gap with its width, place and neighbours", "[geom]") {
    const auto parcels = test::parcel_grid(10, R"(
        A A A A B
        A . . A B
        A A A A B )");
    const auto report = geom::check_coverage(std::vector{parcels.at('A'), parcels.at('B')}, {});
    REQUIRE(report.gaps.size() == 1);
    CHECK(report.gaps[0].area == Approx(200));
    CHECK(report.gaps[0].width == Approx(10).epsilon(0.02));
    CHECK(report.gaps[0].neighbours == std::vector<std::size_t>{0});
    CHECK(geom::covers(report.gaps[0].shape, report.gaps[0].at));
}

TEST_CASE("an island in a hole is no part of the gap", "[geom]") {
    const auto parcels = test::parcel_grid(10, R"(
        A A A A A
        A . . . A
        A . B . A
        A . . . A
        A A A A A )");
    const auto report = geom::check_coverage(std::vector{parcels.at('A'), parcels.at('B')}, {});
    REQUIRE(report.gaps.size() == 1);
    CHECK(report.gaps[0].area == Approx(800));
    CHECK(report.gaps[0].neighbours == std::vector<std::size_t>{0, 1});
    CHECK(report.closure_error == Approx(0).margin(1e-6));
}

TEST_CASE("against a boundary, what is missing and what lies beyond are found", "[geom]") {
    const auto land = test::parcel_grid(10, R"(
        A A B B
        A A B B )");
    const auto boundary = test::parcel_grid(10, R"(
        . Z Z Z
        . Z Z Z
        . Z Z Z )")['Z'];
    auto lots = std::vector{land.at('A'), land.at('B')};
    const auto report = geom::check_coverage(lots, boundary);
    CHECK(report.boundary_area == Approx(900));
    REQUIRE(report.outside.size() == 1);
    CHECK(report.outside[0].shape == 0);
    CHECK(report.outside[0].area == Approx(200));
    REQUIRE(report.gaps.size() == 1);
    CHECK(report.gaps[0].area == Approx(300));
    CHECK(report.gaps[0].neighbours == std::vector<std::size_t>{0, 1});
    CHECK(report.closure_error == Approx(0).margin(1e-6));
}

TEST_CASE("overlaps and gaps of random shapes are what counting cells gives", "[geom]") {
    std::mt19937 random{20240626};
    for (int round = 0; round < 20; ++round) {
        const Board board{7, 4, 0.35, random};
        const auto report = geom::check_coverage(board.shapes, {});
        const auto covered = board.covered();
        CHECK(report.union_area ==
              Approx(test::counted_area(49, [&](auto i) { return covered.in[i]; })));
        // a gap is a hole of the union: what shapes enclose that touch in points may be none
        CHECK(sum_gaps(report) >= enclosed_area(covered, true) - 1e-6);
        CHECK(sum_gaps(report) <= enclosed_area(covered, false) + 1e-6);
        CHECK(report.closure_error == Approx(0).margin(1e-6));

        double found = 0;
        double expected = 0;
        for (const auto& overlap : report.overlaps) {
            CHECK(overlap.a < overlap.b);
            const auto& a = board.cells[overlap.a];
            const auto& b = board.cells[overlap.b];
            const double common =
                test::counted_area(49, [&](auto i) { return a.in[i] && b.in[i]; });
            CHECK(overlap.area == Approx(common).margin(1e-6));
            found += overlap.area;
        }
        for (std::size_t a = 0; a < board.cells.size(); ++a) {
            for (std::size_t b = a + 1; b < board.cells.size(); ++b) {
                expected += test::counted_area(
                    49, [&](auto i) { return board.cells[a].in[i] && board.cells[b].in[i]; });
            }
        }
        CHECK(found == Approx(expected).margin(1e-6));
    }
}

TEST_CASE("against a random boundary the account closes cell by cell", "[geom]") {
    std::mt19937 random{88};
    for (int round = 0; round < 20; ++round) {
        const Board board{7, 4, 0.3, random};
        const auto limits = test::random_cells(7, 0.7, random);
        const auto report = geom::check_coverage(board.shapes, test::to_shape(limits));
        const auto covered = board.covered();
        CHECK(sum_gaps(report) == Approx(test::counted_area(49, [&](auto i) {
                                      return limits.in[i] && !covered.in[i];
                                  })).margin(1e-6));
        for (const auto& outside : report.outside) {
            const auto& shape = board.cells[outside.shape];
            CHECK(outside.area == Approx(test::counted_area(49, [&](auto i) {
                                      return shape.in[i] && !limits.in[i];
                                  })).margin(1e-6));
        }
        CHECK(report.closure_error == Approx(0).margin(1e-6));
    }
}

TEST_CASE("a coverage report is the same for any number of threads", "[geom]") {
    std::mt19937 random{5};
    const Board board{9, 12, 0.3, random};
    const auto limits = test::to_shape(test::random_cells(9, 0.8, random));
    const auto one = geom::check_coverage(board.shapes, limits, 1);
    const auto four = geom::check_coverage(board.shapes, limits, 4);
    REQUIRE(one.overlaps.size() == four.overlaps.size());
    for (std::size_t i = 0; i < one.overlaps.size(); ++i) {
        const auto& a = one.overlaps[i];
        const auto& b = four.overlaps[i];
        CHECK(std::tie(a.a, a.b, a.area, a.at, a.width) ==
              std::tie(b.a, b.b, b.area, b.at, b.width));
    }
    REQUIRE(one.gaps.size() == four.gaps.size());
    for (std::size_t i = 0; i < one.gaps.size(); ++i) {
        CHECK(one.gaps[i].shape == four.gaps[i].shape);
        CHECK(one.gaps[i].neighbours == four.gaps[i].neighbours);
    }
    REQUIRE(one.outside.size() == four.outside.size());
}

TEST_CASE("a coverage agrees with GEOS, and what does not is told with both numbers", "[geom]") {
    std::mt19937 random{4096};
    geom::CoverageReport last;
    geom::PolygonSet shapes;
    for (int round = 0; round < 8; ++round) {
        const Board board{9, 5, 0.3, random};
        shapes = geom::PolygonSet{board.shapes};
        last = geom::check_coverage(shapes, {});
        CHECK_NOTHROW(geom::cross_check(shapes, last, 1, 2));
        CHECK_NOTHROW(geom::cross_check(shapes, last, 3));
    }
    REQUIRE_FALSE(last.overlaps.empty());
    auto wrong = last;
    wrong.overlaps.front().area += 0.001;
    CHECK_THROWS_WITH(geom::cross_check(shapes, wrong, 1),
                      Catch::StartsWith("ENGINES-DISAGREE: overlap of shapes ") &&
                          Catch::Contains("00.001 m²") && Catch::Contains("GEOS "));
    wrong.overlaps.erase(wrong.overlaps.begin());
    CHECK_THROWS_WITH(geom::cross_check(shapes, wrong, 1), Catch::Contains("says 0 m²"));
    wrong = last;
    wrong.union_area -= 0.5;
    CHECK_THROWS_WITH(geom::cross_check(shapes, wrong, 1), Catch::Contains("land of all shapes"));
    CHECK_NOTHROW(geom::cross_check(shapes, wrong, 2)); // a sample joins nothing
}

TEST_CASE("an account that is open is told, one that rounding leaves open is not", "[geom]") {
    std::mt19937 random{7};
    const Board board{9, 5, 0.3, random};
    auto report = geom::check_coverage(board.shapes, {});
    CHECK_NOTHROW(geom::require_closed(report));
    report.closure_error += 0.001;
    CHECK_THROWS_WITH(geom::require_closed(report), Catch::Contains("0.001000 m² are left over"));
    report.closure_error = std::nan("");
    CHECK_THROWS(geom::require_closed(report));
}
