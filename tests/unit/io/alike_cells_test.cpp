// Cells that look alike are counted together, and only after enough of them were looked at.
#include "io/alike_cells.hpp"

#include <catch2/catch.hpp>

#include <map>
#include <random>
#include <string>

using sandan::io::AlikeCells;

namespace {

/// A row of one column between others.
std::string row_of(const std::string& cell) {
    return "??" + cell + "!!";
}

std::string with_zeros(std::string cell) {
    for (auto& c : cell) {
        c = c >= '0' && c <= '9' ? '0' : c;
    }
    return cell;
}

} // namespace

TEST_CASE("cells are told apart by all their bytes and by no others", "[io]") {
    for (const bool digits_alike : {false, true}) {
        for (std::size_t width = 1; width <= AlikeCells::widest; ++width) {
            AlikeCells cells{width, 1};
            std::string cell(width, 'x');
            cells.see(cells.look_of(row_of(cell), 2, digits_alike));
            CHECK(cells.count(cells.look_of("ab" + cell + std::string(40, 'z'), 2, digits_alike)));
            for (std::size_t i = 0; i < width; ++i) {
                auto other = cell;
                other[i] = 'y';
                CHECK_FALSE(cells.count(cells.look_of(row_of(other), 2, digits_alike)));
            }
            CHECK(cells.counted().size() == 1);
            CHECK(cells.counted().front().more == 1);
            CHECK(cells.counted().front().look.cell(width) == cell);
        }
    }
}

TEST_CASE("digits stand for each other, and nothing else does", "[io]") {
    AlikeCells cells{6, 1};
    cells.see(cells.look_of(row_of("A12-3 "), 2, true));
    CHECK(cells.count(cells.look_of(row_of("A98-7 "), 2, true)));
    CHECK(cells.count(cells.look_of(row_of("A00-0 "), 2, true)));
    CHECK_FALSE(cells.count(cells.look_of(row_of("A1/-3 "), 2, true))); // beside the digits
    CHECK_FALSE(cells.count(cells.look_of(row_of("A1:-3 "), 2, true)));
    CHECK_FALSE(cells.count(cells.look_of(row_of("A1\xB2-3 "), 2, true)));
    CHECK_FALSE(cells.count(cells.look_of(row_of("A12-3 "), 2, false)));
}

TEST_CASE("what was looked at and what was counted are all there were", "[io]") {
    constexpr std::size_t enough = 5;
    std::mt19937 random{3};
    AlikeCells cells{4, enough};
    std::map<std::string, std::size_t> seen;
    std::map<std::string, std::size_t> all;
    for (int i = 0; i < 20'000; ++i) {
        std::string cell(4, ' ');
        for (auto& c : cell) {
            c = "ab1 2"[random() % 5];
        }
        const auto look = cells.look_of(row_of(cell), 2, true);
        const auto key = with_zeros(cell);
        ++all[key];
        if (!cells.count(look)) {
            cells.see(look);
            ++seen[key];
            continue;
        }
        CHECK(seen[key] >= enough);
    }
    for (const auto& [look, more] : cells.counted()) {
        seen[std::string{look.cell(4)}] += more;
    }
    CHECK(seen == all);
}
