#pragma once
// Shapes made of random unit cells of a board: what overlaps what is known by counting.

#include <sandan/geom/overlay.hpp>

#include <cstddef>
#include <random>
#include <vector>

namespace sandan::test {

/// Which cells of a square board belong to a shape, row by row from the south.
struct Cells {
    std::size_t side = 0;
    std::vector<bool> in;

    [[nodiscard]] bool at(std::size_t column, std::size_t row) const {
        return in[row * side + column];
    }
};

inline Cells random_cells(std::size_t side, double density, std::mt19937& random) {
    Cells cells{side, std::vector<bool>(side * side)};
    std::bernoulli_distribution chosen{density};
    for (std::size_t i = 0; i < cells.in.size(); ++i) {
        cells.in[i] = chosen(random);
    }
    return cells;
}

/// The cells as land of 10 m cells at Jeonju (EPSG:5186), turned by 0.3 rad so that no edge runs
/// along an axis.
inline geom::MultiPolygon to_shape(const Cells& cells) {
    constexpr double size = 10;
    constexpr double cosine = 0.955336489125606;
    constexpr double sine = 0.29552020666133955;
    const auto corner = [&](std::size_t column, std::size_t row) {
        const double x = size * static_cast<double>(column);
        const double y = size * static_cast<double>(row);
        return geom::Point{210000.123 + cosine * x - sine * y, 357000.456 + sine * x + cosine * y};
    };
    std::vector<geom::MultiPolygon> squares;
    for (std::size_t row = 0; row < cells.side; ++row) {
        for (std::size_t column = 0; column < cells.side; ++column) {
            if (cells.at(column, row)) {
                squares.push_back(
                    {{{corner(column, row), corner(column + 1, row), corner(column + 1, row + 1),
                       corner(column, row + 1), corner(column, row)},
                      {}}});
            }
        }
    }
    return geom::dissolve(squares);
}

/// Area of the cells for which `chosen(i)` holds, m².
template <typename Predicate>
double counted_area(std::size_t cells, const Predicate& chosen) {
    double area = 0;
    for (std::size_t i = 0; i < cells; ++i) {
        area += chosen(i) ? 100 : 0;
    }
    return area;
}

} // namespace sandan::test
