#pragma once

#include <sandan/geom/types.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace sandan::model {

/// A north-up grid in the plan's CRS, row 0 in the north.
struct Raster {
    std::string path;
    std::size_t columns = 0;
    std::size_t rows = 0;
    geom::Point origin;         ///< North-west corner, m.
    double cell = 0;            ///< Square cells, m.
    std::vector<double> values; ///< Row by row; NaN where there is no data.

    [[nodiscard]] double at(std::size_t column, std::size_t row) const {
        return values[row * columns + column];
    }
};

/// Mean slope in degrees over the cells whose centre lies in `shape`, by Horn's third-order finite
/// difference (Horn 1981, Proc. IEEE 69(1)); NaN when no cell with eight valid neighbours is
/// inside.
[[nodiscard]] double mean_slope_deg(const Raster& dem, const geom::MultiPolygon& shape);

} // namespace sandan::model
