#pragma once
// Shares of cells covered by a polygon, row by row, from signed areas of its edges.
//
// In units of cells, x to the east and y to the south from the north-west corner of a window, let
// an edge pass a row between the heights t and u, at the places lo ≤ hi. F(x), the part of u − t
// where the edge lies west of x, grows linearly from 0 to 1 between lo and hi, and
//   R(x) = ∫ F = 0 up to lo, (x − lo)² / 2(hi − lo) between, x − (lo + hi)/2 from hi on
// gives the area east of the edge in column k: (u − t)·(R(k+1) − R(k)). With a plus for edges that
// run south (land lies to the left of an edge: east of it) and a minus for those that run north the
// areas add up to the share. Columns east of hi have all of u − t, so what is kept is the
// difference of each column to the one before it, and an edge touches no cell but those it passes,
// and one more. What lies west of the window counts in whole heights, at its edge.

#include <cstddef>
#include <span>
#include <vector>

namespace sandan::geom {

/// One polygon after the other over a window of cells; keeps its memory.
class CellShares {
public:
    /// Rows [first_row, end_row) of a window of `columns`.
    void start(std::size_t columns, std::size_t first_row, std::size_t end_row);

    /// An edge of the polygon; its land lies to the left, seen on a map with north up.
    void add_edge(double x0, double y0, double x1, double y1);

    /// Differences of shares along a row, of which the first `columns` sum up to the shares.
    [[nodiscard]] std::span<const double> row(std::size_t row) const {
        return {m_differences.data() + (row - m_first_row) * m_stride, m_columns};
    }

private:
    void add_slope(double x0, double y0, double x1, double y1, double sign);
    void add_inside(double x0, double y0, double x1, double y1, double sign);
    static void add_to_row(double* differences, double x0, double x1, double signed_height);

    std::size_t m_columns = 0;
    std::size_t m_stride = 0;
    std::size_t m_first_row = 0;
    std::size_t m_end_row = 0;
    std::vector<double> m_differences;
};

} // namespace sandan::geom
