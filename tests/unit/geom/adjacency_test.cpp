#include <sandan/geom/adjacency.hpp>

#include "parcel_grid.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <random>

using namespace sandan;

namespace {

constexpr double cell = 30;

/// A square parcel of a turned cadastre at Jeonju, each corner moved by up to `noise` m and each
/// side with `extra` vertices between the corners.
geom::MultiPolygon parcel(int column, int row, int extra, double noise, std::mt19937& random) {
    std::uniform_real_distribution<double> error{-noise, noise};
    const auto place = [&](double x, double y) {
        return geom::Point{210000.123 + 0.8 * cell * x - 0.6 * cell * y + error(random),
                           357000.456 + 0.6 * cell * x + 0.8 * cell * y + error(random)};
    };
    const double corners[][2] = {{0, 0}, {1, 0}, {1, 1}, {0, 1}, {0, 0}};
    geom::Ring ring;
    for (int side = 0; side < 4; ++side) {
        for (int i = 0; i <= extra; ++i) {
            const double t = static_cast<double>(i) / (extra + 1);
            const auto* const a = corners[side];
            const auto* const b = corners[side + 1];
            ring.push_back(
                place(column + a[0] + t * (b[0] - a[0]), row + a[1] + t * (b[1] - a[1])));
        }
    }
    ring.push_back(ring.front());
    return {{ring, {}}};
}

std::vector<geom::MultiPolygon> cadastre(int columns, int rows, double noise) {
    std::mt19937 random{42};
    std::vector<geom::MultiPolygon> parcels;
    for (int row = 0; row < rows; ++row) {
        for (int column = 0; column < columns; ++column) {
            parcels.push_back(parcel(column, row, (column + row) % 4, noise, random));
        }
    }
    return parcels;
}

} // namespace

TEST_CASE("neighbours in a grid share their sides, vertices matching or not", "[geom]") {
    constexpr int columns = 5;
    constexpr int rows = 4;
    // noise of ±3 mm a coordinate: borders are at most 8.5 mm apart
    for (const double noise : {0.0, 0.003}) {
        CAPTURE(noise);
        const auto found = geom::contacts(cadastre(columns, rows, noise), 1.0);
        CHECK(found.size() == (columns - 1) * rows + columns * (rows - 1));
        for (const auto& contact : found) {
            const auto step = contact.b - contact.a;
            const bool beside = step == 1 && contact.b % columns != 0;
            CHECK((beside || step == columns));
            CHECK(contact.length == Approx(cell).margin(0.05));
        }
    }
}

TEST_CASE("parcels that meet in a corner are no neighbours", "[geom]") {
    CHECK(geom::contacts(cadastre(2, 2, 0)).size() == 4);
    const auto parcels = test::parcel_grid(10, R"(
        A A B
        C D B )");
    const auto found = geom::contacts(
        std::vector{parcels.at('A'), parcels.at('B'), parcels.at('C'), parcels.at('D')});
    CHECK(found ==
          std::vector<geom::Contact>{{0, 1, 10}, {0, 2, 10}, {0, 3, 10}, {1, 3, 10}, {2, 3, 10}});
}

TEST_CASE("a border is shared from inside too, and only within the tolerance", "[geom]") {
    const auto square = [](double x, double y, double size) {
        return geom::MultiPolygon{
            {{{x, y}, {x + size, y}, {x + size, y + size}, {x, y + size}, {x, y}}, {}}};
    };
    const auto complex = square(0, 0, 100);
    CHECK(geom::shared_border(square(0, 0, 30), complex) == Approx(60));
    CHECK(geom::shared_border(square(0.009, 10, 30), complex) == Approx(30));
    CHECK(geom::shared_border(square(0.011, 10, 30), complex) == 0);
    CHECK(geom::shared_border(square(0.5, 10, 30), complex, 1.0) == Approx(30));
    CHECK(geom::shared_border(square(40, 40, 10), complex) == 0);
    CHECK(geom::shared_border(complex, {}) == 0);
}

TEST_CASE("a border that leaves at a small angle is shared up to the tolerance", "[geom]") {
    const geom::MultiPolygon low{{{{0, 0}, {100, 0}, {100, -10}, {0, -10}, {0, 0}}, {}}};
    // rises 1 m over 100 m: 1 cm is reached after 1 m
    const geom::MultiPolygon wedge{{{{0, 0}, {100, 1}, {100, 10}, {0, 10}, {0, 0}}, {}}};
    CHECK(geom::shared_border(low, wedge) == Approx(1).margin(0.001));
}
