#include "report/firm_looks.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <random>
#include <set>
#include <utility>

using namespace sandan;
using report::Neighbours;

namespace {

/// A grid of cells, each of one of `firms`, drawn at random; neighbours share a side of a cell.
struct Grid {
    Grid(std::size_t side, std::size_t firms, std::mt19937& random) : touching(firms), near(firms) {
        std::uniform_int_distribution<std::size_t> any{0, firms - 1};
        std::vector<std::size_t> cells(side * side);
        std::generate(cells.begin(), cells.end(), [&] { return any(random); });
        std::set<std::pair<std::size_t, std::size_t>> pairs;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            for (const std::size_t step : {std::size_t{1}, side}) {
                const bool row_ends = step == 1 && i % side == side - 1;
                if (!row_ends && i + step < cells.size() && cells[i] != cells[i + step]) {
                    pairs.emplace(cells[i], cells[i + step]);
                    pairs.emplace(cells[i + step], cells[i]);
                }
            }
        }
        for (const auto& [a, b] : pairs) {
            touching[a].push_back(b);
        }
        near = touching;
    }

    Neighbours touching;
    Neighbours near;
};

std::set<std::pair<std::size_t, std::size_t>> distinct(const std::vector<report::FirmLook>& looks) {
    std::set<std::pair<std::size_t, std::size_t>> result;
    for (const auto& look : looks) {
        result.emplace(look.colour, look.hatch);
    }
    return result;
}

} // namespace

TEST_CASE("no two firms look the same while looks last", "[report][map]") {
    std::mt19937 random{7};
    for (std::size_t firms = 1; firms <= report::firm_look_count; ++firms) {
        const Grid grid{9, firms, random};
        CHECK(distinct(report::firm_looks(grid.touching, grid.near)).size() == firms);
    }
}

TEST_CASE("firms that touch never look the same, however many there are", "[report][map]") {
    std::mt19937 random{11};
    for (const std::size_t firms : {33U, 60U, 100U, 300U}) {
        const Grid grid{20, firms, random};
        const auto looks = report::firm_looks(grid.touching, grid.near);
        CHECK(distinct(looks).size() == report::firm_look_count);
        for (std::size_t firm = 0; firm < firms; ++firm) {
            for (const auto other : grid.touching[firm]) {
                REQUIRE_FALSE(looks[firm] == looks[other]);
            }
        }
    }
}

TEST_CASE("a firm ringed by more firms than there are looks differs from all of them",
          "[report][map]") {
    constexpr std::size_t ring = 200;
    Neighbours touching(ring + 1); // the last one in the middle
    for (std::size_t i = 0; i < ring; ++i) {
        touching[i] = {(i + 1) % ring, (i + ring - 1) % ring, ring};
        touching[ring].push_back(i);
    }
    const auto looks = report::firm_looks(touching, touching);
    for (std::size_t i = 0; i < ring; ++i) {
        CHECK_FALSE(looks[i] == looks[ring]);
        CHECK_FALSE(looks[i] == looks[(i + 1) % ring]);
    }
}

TEST_CASE("few firms get colours alone, neighbours different ones", "[report][map]") {
    const Neighbours none(report::firm_colours.size());
    for (const auto& look : report::firm_looks(none, none)) {
        CHECK(look.hatch == 0);
    }
    Neighbours all(report::firm_colours.size());
    for (std::size_t i = 0; i < all.size(); ++i) {
        for (std::size_t k = 0; k < all.size(); ++k) {
            if (i != k) {
                all[i].push_back(k);
            }
        }
    }
    std::set<std::size_t> colours;
    for (const auto& look : report::firm_looks(all, all)) {
        colours.insert(look.colour);
    }
    CHECK(colours.size() == all.size());
}
