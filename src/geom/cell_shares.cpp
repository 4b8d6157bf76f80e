#include "geom/cell_shares.hpp"

#include <algorithm>
#include <utility>

namespace sandan::geom {

void CellShares::start(std::size_t columns, std::size_t first_row, std::size_t end_row) {
    m_columns = columns;
    m_stride = columns + 2; // an edge on the east border writes one column beyond, and one more
    m_first_row = first_row;
    m_end_row = end_row;
    m_differences.assign(m_stride * (end_row - first_row), 0);
}

void CellShares::add_edge(double x0, double y0, double x1, double y1) {
    if (y0 < y1) {
        add_slope(x0, y0, x1, y1, 1);
    } else if (y1 < y0) {
        add_slope(x1, y1, x0, y0, -1);
    }
}

/// From north to south; cut where it leaves the window.
void CellShares::add_slope(double x0, double y0, double x1, double y1, double sign) {
    const auto east = static_cast<double>(m_columns);
    if (x0 >= east && x1 >= east) {
        return; // all of the window lies west of it
    }
    for (const double border : {0.0, east}) {
        if ((x0 < border && x1 > border) || (x0 > border && x1 < border)) {
            const double y = std::clamp(y0 + (border - x0) / (x1 - x0) * (y1 - y0), y0, y1);
            add_slope(x0, y0, border, y, sign);
            add_slope(border, y, x1, y1, sign);
            return;
        }
    }
    add_inside(std::max(x0, 0.0), y0, std::max(x1, 0.0), y1, sign);
}

void CellShares::add_inside(double x0, double y0, double x1, double y1, double sign) {
    const double from = std::max(y0, static_cast<double>(m_first_row));
    const double to = std::min(y1, static_cast<double>(m_end_row));
    if (!(from < to)) {
        return;
    }
    const double slope = (x1 - x0) / (y1 - y0);
    const auto [west, east] = std::minmax(x0, x1);
    auto row = static_cast<std::size_t>(from);
    auto* differences = m_differences.data() + (row - m_first_row) * m_stride;
    double north = from;
    double x = north == y0 ? x0 : std::clamp(x0 + slope * (north - y0), west, east);
    while (north < to) {
        const double south = std::min(to, static_cast<double>(row + 1));
        const double next = south == y1 ? x1 : std::clamp(x0 + slope * (south - y0), west, east);
        add_to_row(differences, x, next, sign * (south - north));
        x = next;
        north = south;
        ++row;
        differences += m_stride;
    }
}

void CellShares::add_to_row(double* differences, double x0, double x1, double signed_height) {
    const auto [low, high] = std::minmax(x0, x1);
    const auto first = static_cast<std::size_t>(low);
    const auto last = static_cast<std::size_t>(high);
    differences += first;
    const double lo = low - static_cast<double>(first);
    const double hi = high - static_cast<double>(first);
    const double middle = 0.5 * (lo + hi);
    if (first == last) {
        differences[0] += signed_height * (1 - middle);
        differences[1] += signed_height * middle;
        return;
    }
    const double half_slope = 0.5 / (hi - lo);
    double before = 0; // R at the west side of the column
    double share = 0;  // of the column before
    double east = 1;
    for (std::size_t k = 0; k <= last - first; ++k, east += 1) {
        const double area = east < hi ? (east - lo) * (east - lo) * half_slope : east - middle;
        differences[k] += signed_height * (area - before - share);
        share = area - before;
        before = area;
    }
    differences[last - first + 1] += signed_height * (1 - share);
}

} // namespace sandan::geom
