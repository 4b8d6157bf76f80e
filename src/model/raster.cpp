#include <sandan/geom/measure.hpp>
#include <sandan/model/raster.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <utility>

namespace sandan::model {

namespace {

/// NaN next to the edge or to a cell without data.
double horn_slope_deg(const Raster& dem, std::size_t column, std::size_t row) {
    if (column == 0 || row == 0 || column + 1 >= dem.columns || row + 1 >= dem.rows) {
        return std::numeric_limits<double>::quiet_NaN();
    }
    if (std::isnan(dem.at(column, row))) {
        return std::numeric_limits<double>::quiet_NaN();
    }
    const auto column_sum = [&](std::size_t c) {
        return dem.at(c, row - 1) + 2 * dem.at(c, row) + dem.at(c, row + 1);
    };
    const auto row_sum = [&](std::size_t r) {
        return dem.at(column - 1, r) + 2 * dem.at(column, r) + dem.at(column + 1, r);
    };
    const double rise = std::hypot(column_sum(column + 1) - column_sum(column - 1),
                                   row_sum(row - 1) - row_sum(row + 1)) /
                        (8 * dem.cell);
    return std::atan(rise) * 180 / std::numbers::pi;
}

/// Cells of one axis, [first, last), whose centres may lie between two distances from its start.
std::pair<std::size_t, std::size_t> cells_between(double from, double to, double cell,
                                                  std::size_t count) {
    const auto clamp = [&](double position) {
        return static_cast<std::size_t>(
            std::clamp(std::floor(position / cell), 0.0, static_cast<double>(count)));
    };
    return {clamp(from), clamp(to + cell)};
}

} // namespace

double mean_slope_deg(const Raster& dem, const geom::MultiPolygon& shape) {
    const auto box = geom::envelope(shape);
    if (box.empty() || dem.cell <= 0) {
        return std::numeric_limits<double>::quiet_NaN();
    }
    const auto [left, right] =
        cells_between(box.min.x - dem.origin.x, box.max.x - dem.origin.x, dem.cell, dem.columns);
    const auto [top, bottom] =
        cells_between(dem.origin.y - box.max.y, dem.origin.y - box.min.y, dem.cell, dem.rows);
    double sum = 0;
    std::size_t count = 0;
    for (std::size_t row = top; row < bottom; ++row) {
        for (std::size_t column = left; column < right; ++column) {
            const geom::Point centre{dem.origin.x + (static_cast<double>(column) + 0.5) * dem.cell,
                                     dem.origin.y - (static_cast<double>(row) + 0.5) * dem.cell};
            const double slope = horn_slope_deg(dem, column, row);
            if (!std::isnan(slope) && geom::covers(shape, centre)) {
                sum += slope;
                ++count;
            }
        }
    }
    return count > 0 ? sum / static_cast<double>(count) : std::numeric_limits<double>::quiet_NaN();
}

} // namespace sandan::model
