// Shares of cells by OverlayNG.
#include <sandan/geom/measure.hpp>
#include <sandan/geom/overlay.hpp>
#include <sandan/geom/second_opinion.hpp>

#include "geom/disagreement.hpp"
#include "geom/geos.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

namespace sandan::geom {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

GEOSContextHandle_t handle() {
    return geos::context().handle();
}

MultiPolygon rectangle(const Box& box) {
    return {{{box.min, {box.max.x, box.min.y}, box.max, {box.min.x, box.max.y}, box.min}, {}}};
}

geos::Geometry to_geos(const Box& box, double margin) {
    return geos::own(GEOSGeom_createRectangle_r(handle(), box.min.x - margin, box.min.y - margin,
                                                box.max.x + margin, box.max.y + margin),
                     "rectangle");
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
          shape{relative_to(origin, shape_of)},
          whole{geos::from(shape)},
          prepared{geos::prepare(whole)} {
        const double east = grid.origin.x + grid.cell_width * static_cast<double>(grid.columns);
        const double south = grid.origin.y - grid.cell_height * static_cast<double>(grid.rows);
        const double largest = std::max(
            {std::abs(grid.origin.x), std::abs(grid.origin.y), std::abs(east), std::abs(south)});
        rounding_m = 8 * largest * std::numeric_limits<double>::epsilon();
    }

    /// Seen from the origin, as the shape is.
    [[nodiscard]] Box cell(std::size_t column, std::size_t row) const {
        const auto x = [&](std::size_t c) {
            return grid.origin.x + grid.cell_width * static_cast<double>(c) - origin.x;
        };
        const auto y = [&](std::size_t r) {
            return grid.origin.y - grid.cell_height * static_cast<double>(r) - origin.y;
        };
        return {{x(column), y(row + 1)}, {x(column + 1), y(row)}};
    }

    /// How far a share may be off.
    [[nodiscard]] double rounding() const {
        return 1e-12 + rounding_m * 2 * (grid.cell_width + grid.cell_height) /
                           (grid.cell_width * grid.cell_height);
    }

    void add(double share, double value) {
        if (std::isnan(value)) {
            result.nodata += share;
            return;
        }
        result.count += share;
        result.sum += share * value;
        sum_rounding += rounding() * std::abs(value);
        perhaps.add(value);
        if (share > 2 * rounding()) {
            surely.add(value);
        }
    }

    Point origin;
    Grid grid;
    MultiPolygon shape;
    geos::Geometry whole;
    geos::Prepared prepared; ///< Of that.
    double rounding_m = 0;   ///< Of coordinates.
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
    auto& state = *m_state;
    const auto says = [&](auto* predicate, const Box& box, double margin) {
        const auto cell = to_geos(box, margin);
        return geos::answer(predicate(handle(), state.prepared.get(), cell.get()), "predicate");
    };
    for (auto row = window.first_row; row < window.end_row; ++row) {
        MultiPolygon strip; // of the row, once it is wanted
        for (auto column = window.first_column; column < window.end_column; ++column) {
            const double value =
                values[(row - window.first_row) * window.columns() + column - window.first_column];
            const auto cell = state.cell(column, row);
            if (!says(&GEOSPreparedIntersects_r, cell, state.rounding_m)) {
                continue;
            }
            ++state.met;
            if (says(&GEOSPreparedContains_r, cell, 0)) {
                state.add(1, value);
                continue;
            }
            if (strip.empty()) {
                const Box all{state.cell(window.first_column, row).min,
                              state.cell(window.end_column - 1, row).max};
                strip = intersection(state.shape, rectangle(all));
            }
            state.add(intersection_area(strip, rectangle(cell)) /
                          (state.grid.cell_width * state.grid.cell_height),
                      value);
        }
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
    require(std::abs(found.sum - sum) <= 1e-9 * std::abs(sum) + 1e-9 + state.sum_rounding,
            {"sum", "sum"}, found.sum, sum);
    require(found.min <= state.surely.min && found.min >= state.perhaps.min, {"min", "min"},
            found.min, state.surely.min);
    require(found.max >= state.surely.max && found.max <= state.perhaps.max, {"max", "max"},
            found.max, state.surely.max);
}

} // namespace sandan::geom
