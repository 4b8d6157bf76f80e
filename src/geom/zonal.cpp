#include <sandan/core/parallel.hpp>
#include <sandan/geom/zonal.hpp>

#include "geom/cell_shares.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace sandan::geom {

namespace {

constexpr std::size_t rows_per_group = 64;

CellShares& scratch() {
    thread_local CellShares instance;
    return instance;
}

/// The cells along one axis that reach from `low` to `high`, in cells from the grid's border.
std::pair<std::size_t, std::size_t> cells_between(double low, double high, std::size_t count) {
    const auto most = static_cast<double>(count);
    const double first = std::clamp(std::floor(low), 0.0, most);
    const double end = std::clamp(std::floor(high) + 1, 0.0, most);
    return {static_cast<std::size_t>(first), static_cast<std::size_t>(std::max(first, end))};
}

/// Share of a cell below which it is not covered.
double least_share(const Grid& grid) {
    const double east = grid.origin.x + grid.cell_width * static_cast<double>(grid.columns);
    const double south = grid.origin.y - grid.cell_height * static_cast<double>(grid.rows);
    const double largest = std::max(
        {std::abs(grid.origin.x), std::abs(grid.origin.y), std::abs(east), std::abs(south)});
    constexpr double rounding = 1e-12; // of sums over the edges in a row
    if (!(largest > 0)) {
        return rounding;
    }
    const double last_digit = std::ldexp(1.0, std::ilogb(largest) - 52);
    const auto exact = [&](double number) {
        return std::fmod(number, last_digit) == 0;
    };
    if (exact(grid.origin.x) && exact(grid.origin.y) && exact(grid.cell_width) &&
        exact(grid.cell_height)) {
        return rounding; // so are all borders
    }
    return std::max(rounding, 4 * last_digit / std::min(grid.cell_width, grid.cell_height));
}

} // namespace

ZonalStatistics::ZonalStatistics(const PolygonSet& shapes, const Grid& grid, std::size_t first,
                                 std::size_t last)
    : m_shapes{shapes},
      m_first{first},
      m_grid{grid},
      m_least{least_share(grid)},
      m_values(last - first) {
    const double east = grid.origin.x + grid.cell_width * static_cast<double>(grid.columns);
    const double south = grid.origin.y - grid.cell_height * static_cast<double>(grid.rows);
    const double slack_x = m_least * grid.cell_width;
    const double slack_y = m_least * grid.cell_height;
    m_window = {grid.columns, 0, grid.rows, 0};
    for (auto i = first; i < last; ++i) {
        if (shapes.empty(i)) {
            continue;
        }
        const auto& box = shapes.box(i);
        m_values[i - first].beyond =
            box.min.x < grid.origin.x - slack_x || box.max.x > east + slack_x ||
            box.max.y > grid.origin.y + slack_y || box.min.y < south - slack_y;
        const auto own = window_of(box);
        if (!own.empty()) {
            m_window = {std::min(m_window.first_column, own.first_column),
                        std::max(m_window.end_column, own.end_column),
                        std::min(m_window.first_row, own.first_row),
                        std::max(m_window.end_row, own.end_row)};
        }
    }
    if (m_window.first_column >= m_window.end_column) {
        m_window = {};
        return;
    }
    sort_by_row();
}

CellWindow ZonalStatistics::window_of(const Box& box) const {
    const auto columns =
        cells_between((box.min.x - m_grid.origin.x) / m_grid.cell_width,
                      (box.max.x - m_grid.origin.x) / m_grid.cell_width, m_grid.columns);
    const auto rows =
        cells_between((m_grid.origin.y - box.max.y) / m_grid.cell_height,
                      (m_grid.origin.y - box.min.y) / m_grid.cell_height, m_grid.rows);
    return {columns.first, columns.second, rows.first, rows.second};
}

std::size_t ZonalStatistics::group_of(const CellWindow& own) const noexcept {
    return (own.first_row - m_window.first_row) / rows_per_group;
}

/// By counting, in groups of rows; in each group by position, so that memory is read forwards.
void ZonalStatistics::sort_by_row() {
    const auto groups = m_window.rows() / rows_per_group + 1;
    std::vector<std::size_t> starts(groups + 1);
    const auto for_each_covering = [&](const auto& take) {
        for (auto i = m_first; i < m_first + m_values.size(); ++i) {
            if (m_shapes.empty(i)) {
                continue;
            }
            if (const auto own = window_of(m_shapes.box(i)); !own.empty()) {
                take(i, group_of(own));
            }
        }
    };
    for_each_covering([&](std::size_t, std::size_t g) { ++starts[g + 1]; });
    for (std::size_t g = 0; g < groups; ++g) {
        starts[g + 1] += starts[g];
    }
    m_order.resize(starts.back());
    for_each_covering([&](std::size_t i, std::size_t g) { m_order[starts[g]++] = i; });
}

void ZonalStatistics::add_rows(std::size_t first_row, std::span<const double> values,
                               unsigned threads) {
    if (m_window.empty()) {
        return;
    }
    const auto end_row = first_row + values.size() / m_window.columns();
    const auto window = [&](std::size_t shape) {
        return window_of(m_shapes.box(shape));
    };
    while (m_begun < m_order.size() &&
           m_window.first_row + group_of(window(m_order[m_begun])) * rows_per_group < end_row) {
        m_open.push_back(m_order[m_begun++]);
    }
    constexpr std::size_t block = 256;
    parallel_for((m_open.size() + block - 1) / block, threads, [&](std::size_t b) {
        for (auto k = b * block; k < std::min(m_open.size(), (b + 1) * block); ++k) {
            add_shape(m_open[k], first_row, values);
        }
    });
    std::erase_if(m_open, [&](std::size_t shape) { return window(shape).end_row <= end_row; });
}

void ZonalStatistics::add_shape(std::size_t shape, std::size_t first_row,
                                std::span<const double> values) {
    const auto own = window_of(m_shapes.box(shape));
    const auto width = m_window.columns();
    const auto from = std::max(own.first_row, first_row);
    const auto to = std::min(own.end_row, first_row + values.size() / width);
    if (from >= to) {
        return;
    }
    // From the corner of its own window, so that what is handed in together changes no digit.
    const double west = m_grid.origin.x + m_grid.cell_width * static_cast<double>(own.first_column);
    const double north = m_grid.origin.y - m_grid.cell_height * static_cast<double>(own.first_row);
    auto& shares = scratch();
    shares.start(own.columns(), from - own.first_row, to - own.first_row);
    m_shapes.for_each_ring(shape, [&](std::span<const Point> ring) {
        double x0 = 0;
        double y0 = 0;
        for (std::size_t i = 0; i < ring.size(); ++i) {
            const double x = (ring[i].x - west) / m_grid.cell_width;
            const double y = (north - ring[i].y) / m_grid.cell_height;
            if (i > 0) {
                shares.add_edge(x0, y0, x, y);
            }
            x0 = x;
            y0 = y;
        }
    });
    auto& result = m_values[shape - m_first];
    for (auto row = from; row < to; ++row) {
        const auto* value =
            values.data() + (row - first_row) * width + (own.first_column - m_window.first_column);
        double share = 0;
        for (const double difference : shares.row(row - own.first_row)) {
            share += difference;
            const double v = *value++;
            if (share <= m_least) {
                continue;
            }
            if (std::isnan(v)) {
                result.nodata += share;
                continue;
            }
            result.count += share;
            result.sum += share * v;
            result.min = std::min(result.min, v);
            result.max = std::max(result.max, v);
        }
    }
}

} // namespace sandan::geom
