#pragma once
// A cadastre of square lots of 10 m, row by row, with faults in known places.

#include <sandan/geom/types.hpp>

#include <cstddef>
#include <random>
#include <vector>

namespace sandan::test {

constexpr std::size_t lots_in_a_row = 60;

inline geom::Point lot_corner(std::size_t column, std::size_t row) {
    return {210'000 + 10 * static_cast<double>(column), 365'000 + 10 * static_cast<double>(row)};
}

/// Lot i as a ring that runs clockwise, as shapefiles want it, from its lower left corner.
inline geom::Ring lot_ring(std::size_t i) {
    const auto column = i % lots_in_a_row;
    const auto row = i / lots_in_a_row;
    return {lot_corner(column, row), lot_corner(column, row + 1), lot_corner(column + 1, row + 1),
            lot_corner(column + 1, row), lot_corner(column, row)};
}

/// `count` lots; about one in 60 is moved by up to 3 m, doubled by the lot after it, missing (an
/// empty shape), notched, or without a corner that its neighbours have.
inline std::vector<geom::MultiPolygon> faulty_cadastre(std::size_t count, unsigned seed) {
    std::mt19937 random{seed};
    std::vector<geom::MultiPolygon> lots;
    for (std::size_t i = 0; i < count; ++i) {
        auto ring = lot_ring(i);
        const auto fault = random() % 300;
        if (fault == 0) {
            const double shift = 0.001 * static_cast<double>(random() % 3000);
            for (auto& p : ring) {
                p.x += shift;
            }
        } else if (fault == 1 && !lots.empty() && !lots.back().empty()) {
            ring = lots.back()[0].outer;
        } else if (fault == 2) {
            lots.emplace_back();
            continue;
        } else if (fault == 3) {
            ring.insert(ring.begin() + 2, {ring[1].x + 5, ring[1].y - 0.02});
        } else if (fault == 4) {
            ring[2].y += 0.004;
        }
        lots.push_back({{ring, {}}});
    }
    return lots;
}

} // namespace sandan::test
