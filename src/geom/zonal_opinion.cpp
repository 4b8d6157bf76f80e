// Shares of cells by OverlayNG.
#include <sandan/geom/measure.hpp>
#include <sandan/geom/overlay.hpp>
#include <sandan/geom/second_opinion.hpp>

#include "geom/boxes.hpp"
#include "geom/disagreement.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace sandan::geom {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

MultiPolygon rectangle(const Box& box) {
    return {{{box.min, {box.max.x, box.min.y}, box.max, {box.min.x, box.max.y}, box.min}, {}}};
}

} // namespace

struct CutCells::State {
    /// Cells of which the shape covers surely some, or perhaps.
    struct Range {
        double min = infinity;
        double max = -infinity;

        void add(double value) {
            min = std::min(min, value);
            max = std::max(max, value);
        }
    };

    State(const MultiPolygon& shape_of, const Grid& grid_of)
        : origin{middle_of(envelope(shape_of))},
          grid{grid_of},
          shape{relative_to(origin, shape_of)} {
        const double east = grid.origin.x + grid.cell_width * static_cast<double>(grid.columns);
        const double south = grid.origin.y - grid.cell_height * static_cast<double>(grid.rows);
        double largest = std::max(
            {std::abs(grid.origin.x), std::abs(grid.origin.y), std::abs(east), std::abs(south)});
        for (const auto& b : {envelope(shape_of), envelope(shape)}) {
            largest = std::max({largest, std::abs(b.min.x), std::abs(b.min.y), std::abs(b.max.x),
                                std::abs(b.max.y)});
        }
        rounding_m = 8 * largest * std::numeric_limits<double>::epsilon();
    }

    /// Around cells, seen from the origin, as the shape is.
    [[nodiscard]] Box box_of(const CellWindow& cells) const {
        const auto x = [&](std::size_t c) {
            return grid.origin.x + grid.cell_width * static_cast<double>(c) - origin.x;
        };
        const auto y = [&](std::size_t r) {
            return grid.origin.y - grid.cell_height * static_cast<double>(r) - origin.y;
        };
        return {{x(cells.first_column), y(cells.end_row)},
                {x(cells.end_column), y(cells.first_row)}};
    }

    /// How far a share may be off.
    [[nodiscard]] double rounding() const {
        return 1e-12 + rounding_m * 2 * (grid.cell_width + grid.cell_height) /
                           (grid.cell_width * grid.cell_height);
    }

    /// Of one cell that the shape comes near to.
    void add(double share, double value) {
        ++met;
        if (!std::isnan(value)) {
            perhaps.add(value);
        }
        if (share <= 0) {
            return;
        }
        if (std::isnan(value)) {
            result.nodata += share;
            return;
        }
        result.count += share;
        result.sum += share * value;
        sum_rounding += rounding() * std::abs(value);
        if (share > 2 * rounding()) {
            surely.add(value);
        }
    }

    /// Halves the window until its cells are all covered, or not at all, or one.
    template <typename ValueAt>
    void cut(const MultiPolygon& land, const CellWindow& cells, const ValueAt& value_at) {
        const auto box = box_of(cells);
        const auto part = intersection(land, rectangle(grown(box, rounding_m)));
        if (part.empty()) {
            return;
        }
        if (area(part) >= area(rectangle(box))) { // within rounding: all of it
            for (auto row = cells.first_row; row < cells.end_row; ++row) {
                for (auto column = cells.first_column; column < cells.end_column; ++column) {
                    add(1, value_at(column, row));
                }
            }
            return;
        }
        if (cells.columns() == 1 && cells.rows() == 1) {
            add(intersection_area(part, rectangle(box)) / (grid.cell_width * grid.cell_height),
                value_at(cells.first_column, cells.first_row));
            return;
        }
        auto first = cells;
        auto second = cells;
        if (cells.columns() >= cells.rows()) {
            first.end_column = second.first_column = cells.first_column + cells.columns() / 2;
        } else {
            first.end_row = second.first_row = cells.first_row + cells.rows() / 2;
        }
        cut(part, first, value_at);
        cut(part, second, value_at);
    }

    Point origin;
    Grid grid;
    MultiPolygon shape;
    double rounding_m = 0; ///< Of coordinates.
    ZonalValues result;
    double met = 0; ///< Cells.
    double sum_rounding = 0;
    Range surely;
    Range perhaps;
};

CutCells::CutCells(const MultiPolygon& shape, const Grid& grid)
    : m_state{std::make_unique<State>(shape, grid)} {}

CutCells::~CutCells() = default;
CutCells::CutCells(CutCells&&) noexcept = default;
CutCells& CutCells::operator=(CutCells&&) noexcept = default;

void CutCells::add(const CellWindow& window, std::span<const double> values) {
    const auto value_at = [&](std::size_t column, std::size_t row) {
        return values[(row - window.first_row) * window.columns() + column - window.first_column];
    };
    if (!window.empty()) {
        m_state->cut(m_state->shape, window, value_at);
    }
}

void CutCells::cross_check(const ZonalValues& found, const Text& name) const {
    const auto& state = *m_state;
    const auto& [count, nodata, sum, min, max, beyond] = state.result;
    const double share = 1e-9 + state.met * state.rounding();
    const auto require = [&](bool agree, const Text& what, double number, double by_geos) {
        if (!agree) {
            disagree({name.ko + ": " + what.ko, name.en + ": " + what.en},
                     {"변으로 센 값은", "edges give"}, number, by_geos, "");
        }
    };
    require(std::abs(found.count - count) <= share, {"count", "count"}, found.count, count);
    require(std::abs(found.nodata - nodata) <= share, {"nodata", "nodata"}, found.nodata, nodata);
    const bool overflown = !std::isfinite(found.sum) && !std::isfinite(sum);
    require(overflown ||
                std::abs(found.sum - sum) <= 1e-9 * std::abs(sum) + 1e-9 + state.sum_rounding,
            {"sum", "sum"}, found.sum, sum);
    require(found.min <= state.surely.min && found.min >= state.perhaps.min, {"min", "min"},
            found.min, state.surely.min);
    require(found.max >= state.surely.max && found.max <= state.perhaps.max, {"max", "max"},
            found.max, state.surely.max);
}

} // namespace sandan::geom
