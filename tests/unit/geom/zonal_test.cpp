// Shares of cells against GEOS, which cuts each cell's rectangle, and the laws of such statistics.
#include <sandan/geom/measure.hpp>
#include <sandan/geom/overlay.hpp>
#include <sandan/geom/zonal.hpp>

#include "cases.hpp"
#include "random_shapes.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>
#include <vector>

using namespace sandan;
using geom::Grid;
using geom::MultiPolygon;
using geom::Point;
using geom::PolygonSet;
using geom::ZonalValues;
using test::box;
using test::jeonju;

namespace {

constexpr int cases = 10000;
constexpr double no_value = std::numeric_limits<double>::quiet_NaN();

struct Cells {
    Grid grid;
    std::vector<double> values;

    [[nodiscard]] double at(std::size_t column, std::size_t row) const {
        return values[row * grid.columns + column];
    }
};

/// Heights around the random shapes, some of them missing; cells of 4 to 17 m, some not square, the
/// grid smaller than the land of some shapes.
Cells random_grid(std::mt19937& random) {
    std::uniform_real_distribution<double> size{4, 17};
    std::uniform_real_distribution<double> height{-3, 250};
    Cells cells;
    cells.grid.cell_width = random() % 2 == 0 ? 5 : size(random);
    cells.grid.cell_height = random() % 2 == 0 ? cells.grid.cell_width : size(random);
    const double half = random() % 3 == 0 ? 30 : 120;
    const double shift = random() % 2 == 0 ? 0 : size(random) / 3;
    cells.grid.origin = {jeonju.x - half + shift, jeonju.y + half - shift};
    cells.grid.columns = static_cast<std::size_t>(2 * half / cells.grid.cell_width);
    cells.grid.rows = static_cast<std::size_t>(2 * half / cells.grid.cell_height);
    cells.values.resize(cells.grid.columns * cells.grid.rows);
    for (auto& value : cells.values) {
        value = random() % 20 == 0 ? no_value : height(random);
    }
    return cells;
}

/// Hands in the rows of the window, `at_once` at a time.
std::vector<ZonalValues> statistics(geom::ZonalStatistics zonal, const Cells& cells,
                                    std::size_t at_once = 1000, unsigned threads = 1) {
    const auto window = zonal.window();
    for (auto row = window.first_row; row < window.end_row;) {
        const auto rows = std::min(at_once, window.end_row - row);
        std::vector<double> values;
        for (auto r = row; r < row + rows; ++r) {
            for (auto column = window.first_column; column < window.end_column; ++column) {
                values.push_back(cells.at(column, r));
            }
        }
        zonal.add_rows(row, values, threads);
        row += rows;
    }
    return {zonal.values().begin(), zonal.values().end()};
}

std::vector<ZonalValues> statistics(const PolygonSet& shapes, const Cells& cells,
                                    std::size_t at_once = 1000, unsigned threads = 1) {
    return statistics(geom::ZonalStatistics{shapes, cells.grid}, cells, at_once, threads);
}

ZonalValues statistics(const MultiPolygon& shape, const Cells& cells) {
    return statistics(PolygonSet{std::vector<MultiPolygon>{shape}}, cells).front();
}

/// Every cell cut out by OverlayNG.
ZonalValues by_geos(const MultiPolygon& shape, const Cells& cells, double least) {
    ZonalValues result;
    const auto& grid = cells.grid;
    const double cell = grid.cell_width * grid.cell_height;
    const auto around = geom::envelope(shape);
    for (std::size_t row = 0; row < grid.rows; ++row) {
        const double south = grid.origin.y - grid.cell_height * static_cast<double>(row + 1);
        for (std::size_t column = 0; column < grid.columns; ++column) {
            const double west = grid.origin.x + grid.cell_width * static_cast<double>(column);
            if (west > around.max.x || west + grid.cell_width < around.min.x ||
                south > around.max.y || south + grid.cell_height < around.min.y) {
                continue;
            }
            const double share = geom::intersection_area(
                                     shape, box(west, south, grid.cell_width, grid.cell_height)) /
                                 cell;
            if (share <= least) {
                continue;
            }
            const double value = cells.at(column, row);
            if (std::isnan(value)) {
                result.nodata += share;
                continue;
            }
            result.count += share;
            result.sum += share * value;
            result.min = std::min(result.min, value);
            result.max = std::max(result.max, value);
        }
    }
    return result;
}

bool same(const ZonalValues& a, const ZonalValues& b) {
    return a.count == b.count && a.nodata == b.nodata && a.sum == b.sum && a.min == b.min &&
           a.max == b.max && a.beyond == b.beyond;
}

} // namespace

TEST_CASE("shares of cells are those that GEOS cuts out", "[geom]") {
    std::mt19937 random{81};
    int beyond = 0;
    const int rounds = test::cases(1'000, 10'000);
    for (int round = 0; round < rounds; ++round) {
        const auto cells = random_grid(random);
        const auto shape = test::random_shape(random, round);
        const auto found = statistics(shape, cells);
        const auto expected = by_geos(shape, cells, 0);
        CAPTURE(round);
        REQUIRE(found.count == Approx(expected.count).margin(1e-9));
        REQUIRE(found.nodata == Approx(expected.nodata).margin(1e-9));
        REQUIRE(found.sum == Approx(expected.sum).epsilon(1e-9).margin(1e-7));
        const auto surely = by_geos(shape, cells, 1e-8); // cells that rounding does not decide on
        REQUIRE(found.min <= surely.min);
        REQUIRE(found.min >= expected.min);
        REQUIRE(found.max >= surely.max);
        REQUIRE(found.max <= expected.max);
        beyond += found.beyond ? 1 : 0;
        if (!found.beyond) {
            const double cell = cells.grid.cell_width * cells.grid.cell_height;
            REQUIRE((found.count + found.nodata) * cell == Approx(geom::area(shape)));
        }
    }
    CHECK(beyond > rounds / 10);
    CHECK(beyond < rounds - rounds / 10);
}

TEST_CASE("land moved by whole cells, together with the grid, keeps its statistics", "[geom]") {
    std::mt19937 random{82};
    for (int round = 0; round < cases; ++round) {
        auto cells = random_grid(random);
        cells.grid.cell_width = cells.grid.cell_height = 8;
        cells.grid.origin = {std::round(cells.grid.origin.x), std::round(cells.grid.origin.y)};
        const auto shape = test::random_shape(random, round);
        const auto before = statistics(shape, cells);
        // the same grid, its corner elsewhere: columns and rows more in the west and north
        Cells larger = cells;
        const auto more = 1 + random() % 3;
        const double step = 8 * static_cast<double>(more);
        larger.grid.origin = {cells.grid.origin.x - step, cells.grid.origin.y + step};
        larger.grid.columns += more;
        larger.grid.rows += more;
        larger.values.assign(larger.grid.columns * larger.grid.rows, no_value);
        for (std::size_t row = 0; row < cells.grid.rows; ++row) {
            for (std::size_t column = 0; column < cells.grid.columns; ++column) {
                larger.values[(row + more) * larger.grid.columns + column + more] =
                    cells.at(column, row);
            }
        }
        const auto after = statistics(shape, larger);
        CAPTURE(round);
        REQUIRE(after.count == Approx(before.count).margin(1e-9));
        REQUIRE(after.sum == Approx(before.sum).margin(1e-7));
        REQUIRE(after.min == before.min);
        REQUIRE(after.max == before.max);
        // grid and land together by a power of two, exact in binary
        auto moved = cells;
        moved.grid.origin = {cells.grid.origin.x - 65536, cells.grid.origin.y + 32768};
        const auto elsewhere = test::changed(shape, [](Point p) {
            return Point{p.x - 65536, p.y + 32768};
        });
        const auto there = statistics(elsewhere, moved);
        REQUIRE(there.count == Approx(before.count).margin(1e-8));
        REQUIRE(there.nodata == Approx(before.nodata).margin(1e-8));
    }
}

TEST_CASE("a parcel that is divided keeps counts and sums in sum", "[geom]") {
    std::mt19937 random{83};
    std::uniform_real_distribution<double> part{0.05, 0.95};
    for (int round = 0; round < cases; ++round) {
        const auto cells = random_grid(random);
        std::uniform_real_distribution<double> place{-60, 60};
        const double x = jeonju.x + place(random);
        const double y = jeonju.y + place(random);
        const double width = 5 + static_cast<double>(random() % 60);
        const double height = 5 + static_cast<double>(random() % 60);
        const double at = part(random) * width;
        const double up = part(random) * height;
        // cut along a slope from the south border to the north one
        const Point foot{x + at, y};
        const Point head{x + up / height * width, y + height};
        const MultiPolygon west{{{{x, y}, foot, head, {x, y + height}, {x, y}}, {}}};
        const MultiPolygon east{{{foot, {x + width, y}, {x + width, y + height}, head, foot}, {}}};
        const auto whole = statistics(box(x, y, width, height), cells);
        const auto a = statistics(west, cells);
        const auto b = statistics(east, cells);
        CAPTURE(round);
        REQUIRE(a.count + b.count == Approx(whole.count).margin(1e-9));
        REQUIRE(a.nodata + b.nodata == Approx(whole.nodata).margin(1e-9));
        REQUIRE(a.sum + b.sum == Approx(whole.sum).margin(1e-7));
        REQUIRE(std::min(a.min, b.min) == whole.min);
        REQUIRE(std::max(a.max, b.max) == whole.max);
    }
}

TEST_CASE("neither order, nor pieces, nor threads change a bit", "[geom]") {
    std::mt19937 random{84};
    for (int round = 0; round < 200; ++round) {
        const auto cells = random_grid(random);
        std::vector<MultiPolygon> lots;
        for (int i = 0; i < 50; ++i) {
            const double to = 3 * static_cast<double>(random() % 40) - 60;
            lots.push_back(test::changed(test::random_shape(random, i), [&](Point p) {
                return Point{p.x + to, p.y - to};
            }));
        }
        lots[7] = {};
        const auto all = statistics(PolygonSet{lots}, cells);
        std::vector<std::size_t> order(lots.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::shuffle(order.begin(), order.end(), random);
        std::vector<MultiPolygon> shuffled;
        for (const auto i : order) {
            shuffled.push_back(lots[i]);
        }
        const PolygonSet set{shuffled};
        const auto again = statistics(set, cells, 1 + random() % 7, 3);
        const auto cut = random() % order.size();
        auto in_two = statistics(geom::ZonalStatistics{set, cells.grid, 0, cut}, cells);
        const auto rest =
            statistics(geom::ZonalStatistics{set, cells.grid, cut, order.size()}, cells);
        in_two.insert(in_two.end(), rest.begin(), rest.end());
        REQUIRE(in_two.size() == order.size());
        CAPTURE(round);
        for (std::size_t i = 0; i < order.size(); ++i) {
            REQUIRE(same(again[i], all[order[i]]));
            REQUIRE(same(in_two[i], all[order[i]]));
        }
    }
}

TEST_CASE("cells that a parcel covers whole, half, or only touches", "[geom]") {
    Cells cells{{.origin = {0, 30}, .cell_width = 10, .cell_height = 10, .columns = 3, .rows = 3},
                {1, 2, 3, 4, 5, no_value, 7, 8, 9}};
    const auto middle = statistics(box(10, 10, 10, 10), cells);
    CHECK(middle.count == 1);
    CHECK(middle.mean() == 5);
    CHECK((middle.min == 5 && middle.max == 5));
    CHECK_FALSE(middle.beyond);

    const auto east = statistics(box(15, 10, 15, 10), cells); // half of 5, all of what is missing
    CHECK(east.count == 0.5);
    CHECK(east.nodata == 1);
    CHECK(east.mean() == 5);

    const MultiPolygon triangle{{{{0, 0}, {30, 0}, {0, 30}, {0, 0}}, {}}};
    const auto half = statistics(triangle, cells);
    CHECK(half.count == Approx(4.5));
    CHECK(half.sum == Approx(0.5 * (1 + 5 + 9) + 4 + 7 + 8));

    const auto frame = geom::difference(box(0, 0, 30, 30), box(10, 10, 10, 10));
    CHECK(statistics(frame, cells).count == 7);
    CHECK(statistics(frame, cells).nodata == 1);
    CHECK(statistics(frame, cells).min == 1);
}

TEST_CASE("what lies outside the grid is told, and counts in no cell", "[geom]") {
    const Cells cells{
        {.origin = {0, 20}, .cell_width = 10, .cell_height = 10, .columns = 2, .rows = 2},
        {1, 2, 3, 4}};
    const auto around = statistics(box(-100, -100, 300, 300), cells);
    CHECK(around.beyond);
    CHECK(around.count == 4);
    CHECK(around.sum == 10);
    const auto partly = statistics(box(-5, 5, 10, 10), cells);
    CHECK(partly.beyond);
    CHECK(partly.count == 0.5);
    const MultiPolygon slope{{{{-10, 0}, {20, 0}, {-10, 30}, {-10, 0}}, {}}}; // over the corner
    CHECK(statistics(slope, cells).count == Approx(2));
    const auto nowhere = statistics(box(500, 500, 10, 10), cells);
    CHECK(nowhere.beyond);
    CHECK(nowhere.count == 0);
    CHECK(std::isnan(nowhere.mean()));
    const PolygonSet outside{std::vector<MultiPolygon>{box(500, 500, 10, 10), {}}};
    CHECK(geom::ZonalStatistics{outside, cells.grid}.window().empty());
}

TEST_CASE("a country over fine cells costs its cells, not their square", "[geom]") {
    constexpr std::size_t side = 2000;
    Cells cells{
        {.origin = {0, 2000}, .cell_width = 1, .cell_height = 1, .columns = side, .rows = side},
        std::vector<double>(side * side, 2)};
    geom::Ring ring;
    constexpr int corners = 50000;
    for (int i = 0; i <= corners; ++i) {
        const double angle = 2 * 3.141592653589793 * (i % corners) / corners;
        ring.push_back({1000 + 990 * std::cos(angle), 1000 + 990 * std::sin(angle)});
    }
    const MultiPolygon disc{{ring, {}}};
    const auto found = statistics(PolygonSet{std::vector<MultiPolygon>{disc}}, cells, 64).front();
    CHECK(found.count == Approx(geom::area(disc)).epsilon(1e-12));
    CHECK(found.mean() == Approx(2).epsilon(1e-14));
}
