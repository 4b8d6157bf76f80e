#include <sandan/model/raster.hpp>

#include <catch2/catch.hpp>

#include <cmath>
#include <limits>
#include <numbers>

using namespace sandan;

namespace {

/// A plane that rises `east` m per m to the east and `north` to the north.
model::Raster plane(double east, double north) {
    model::Raster dem{{}, 20, 15, {200000, 360000}, 5, {}};
    for (std::size_t row = 0; row < dem.rows; ++row) {
        for (std::size_t column = 0; column < dem.columns; ++column) {
            dem.values.push_back(30 + east * 5 * static_cast<double>(column) -
                                 north * 5 * static_cast<double>(row));
        }
    }
    return dem;
}

geom::MultiPolygon rectangle(double x0, double y0, double x1, double y1) {
    return {{{{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}, {x0, y0}}, {}}};
}

} // namespace

TEST_CASE("the slope of a tilted plane is that of the plane", "[model]") {
    const auto lot = rectangle(200012, 359940, 200060, 359980);
    const auto degrees = [](double rise) {
        return std::atan(rise) * 180 / std::numbers::pi;
    };
    CHECK(model::mean_slope_deg(plane(0, 0), lot) == Approx(0).margin(1e-12));
    CHECK(model::mean_slope_deg(plane(0.1, 0), lot) == Approx(degrees(0.1)));
    CHECK(model::mean_slope_deg(plane(0, -0.3), lot) == Approx(degrees(0.3)));
    CHECK(model::mean_slope_deg(plane(0.3, 0.4), lot) == Approx(degrees(0.5)));
}

TEST_CASE("the mean is over the cells whose centres lie in the lot", "[model]") {
    auto dem = plane(0, 0);
    // a step of 8 m at column 10: Horn sees 8·4/(8·5) = 0.8 in columns 9 and 10
    for (std::size_t row = 0; row < dem.rows; ++row) {
        for (std::size_t column = 10; column < dem.columns; ++column) {
            dem.values[row * dem.columns + column] += 8;
        }
    }
    const double steep = std::atan(0.8) * 180 / std::numbers::pi;
    // columns 8…11 of rows 2…5: half of the cells are steep
    CHECK(model::mean_slope_deg(dem, rectangle(200040, 359970, 200060, 359990)) ==
          Approx(steep / 2));
    // centres of column 9 at x = 200047.5 only
    CHECK(model::mean_slope_deg(dem, rectangle(200047, 359970, 200048, 359990)) == Approx(steep));
}

TEST_CASE("no slope outside the grid, at its edge or beside missing heights", "[model]") {
    auto dem = plane(0.1, 0);
    CHECK(std::isnan(model::mean_slope_deg(dem, rectangle(0, 0, 100, 100))));
    CHECK(std::isnan(model::mean_slope_deg(dem, rectangle(200000, 359995, 200100, 360000))));
    CHECK(std::isnan(model::mean_slope_deg(dem, {})));
    dem.values[5 * dem.columns + 5] = std::numeric_limits<double>::quiet_NaN();
    CHECK(std::isnan(model::mean_slope_deg(dem, rectangle(200025, 359970, 200030, 359975))));
    CHECK(std::isnan(model::mean_slope_deg(dem, rectangle(200020, 359970, 200025, 359975))));
    CHECK_FALSE(std::isnan(model::mean_slope_deg(dem, rectangle(200015, 359970, 200020, 359975))));
}
