#pragma once

#include <sandan/geom/types.hpp>

#include <cstddef>

namespace sandan::geom {

/// Where the cells of a north-up raster lie; row 0 is in the north.
struct Grid {
    Point origin;           ///< North-west corner, m.
    double cell_width = 0;  ///< m, above 0.
    double cell_height = 0; ///< m, above 0.
    std::size_t columns = 0;
    std::size_t rows = 0;
};

/// The cells in columns [first_column, end_column) and rows [first_row, end_row).
struct CellWindow {
    std::size_t first_column = 0;
    std::size_t end_column = 0;
    std::size_t first_row = 0;
    std::size_t end_row = 0;

    [[nodiscard]] std::size_t columns() const noexcept { return end_column - first_column; }

    [[nodiscard]] std::size_t rows() const noexcept { return end_row - first_row; }

    [[nodiscard]] bool empty() const noexcept { return columns() == 0 || rows() == 0; }

    friend bool operator==(const CellWindow&, const CellWindow&) = default;
};

} // namespace sandan::geom
