#pragma once

#include <sandan/geom/grid.hpp>
#include <sandan/geom/polygon_set.hpp>

#include <cstddef>
#include <limits>
#include <span>
#include <vector>

namespace sandan::geom {

/// Statistics of a raster's cells in one polygon, each weighted with the share of the cell that the
/// polygon covers.
struct ZonalValues {
    double count = 0;  ///< Σ shares of cells with a value, in cells.
    double nodata = 0; ///< Σ shares of cells without one, in cells.
    double sum = 0;    ///< Σ shares × values.
    double min = std::numeric_limits<double>::infinity(); ///< Of cells with a share above 0.
    double max = -std::numeric_limits<double>::infinity();
    bool beyond = false; ///< Land of the polygon lies outside the grid, and is in none of these.

    /// NaN without any cell with a value.
    [[nodiscard]] double mean() const noexcept {
        return count > 0 ? sum / count : std::numeric_limits<double>::quiet_NaN();
    }
};

/// Exact shares of cells by signed areas, as font rasterisers fill glyphs (FreeType's smooth
/// rasteriser; Levien's font-rs): each edge adds to the cells of each row it passes the area to its
/// east, in closed form, kept as first differences along the row; the sums along the rows are the
/// shares. The same statistics as exactextract (Baston), without tracing cells.
///
/// A share is off by about 1e-16 for each edge in its row. Shares below 1e-12 are rounding and
/// count as 0; where the borders of cells are no binary numbers (cells of 0.1 m), those below four
/// last digits of the coordinates over the size of a cell. Cost: the cells of a polygon's box and
/// the rows its edges pass; memory: one accumulator a polygon and the rows handed in. Polygons must
/// be valid.
///
/// Usage: hand in all rows of window() with add_rows, from north to south, in pieces of any height:
/// results do not depend on it, nor on the number of threads, to the bit.
class ZonalStatistics {
public:
    /// Keeps a reference to `shapes`, which must outlive this object unchanged.
    ZonalStatistics(const PolygonSet& shapes, const Grid& grid)
        : ZonalStatistics{shapes, grid, 0, shapes.size()} {}

    /// Of the features [first, last) only.
    ZonalStatistics(const PolygonSet& shapes, const Grid& grid, std::size_t first,
                    std::size_t last);

    /// The cells that polygons may cover; empty when all lie outside.
    [[nodiscard]] const CellWindow& window() const noexcept { return m_window; }

    /// The values of whole rows of window(), row by row from `first_row` of the grid; NaN where
    /// there is no data.
    void add_rows(std::size_t first_row, std::span<const double> values, unsigned threads = 1);

    /// By feature, from the first one on, once all rows are added.
    [[nodiscard]] std::span<const ZonalValues> values() const noexcept { return m_values; }

private:
    [[nodiscard]] CellWindow window_of(const Box& box) const;
    [[nodiscard]] std::size_t group_of(const CellWindow& own) const noexcept;
    void sort_by_row();
    void add_shape(std::size_t shape, std::size_t first_row, std::span<const double> values);

    const PolygonSet& m_shapes;
    std::size_t m_first; ///< Feature.
    Grid m_grid;
    double m_least = 0; ///< Share below which a cell is not covered.
    CellWindow m_window;
    std::vector<ZonalValues> m_values;
    std::vector<std::size_t> m_order; ///< Shapes by where they begin, from north to south.
    std::size_t m_begun = 0;          ///< How many of m_order have been met.
    std::vector<std::size_t> m_open;  ///< Those that may reach into the next rows.
};

} // namespace sandan::geom
