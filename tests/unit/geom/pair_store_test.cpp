// Pairs that are spilled against the same pairs in a map.
#include "geom/pair_store.hpp"
#include "temp_dir.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <map>
#include <random>
#include <tuple>
#include <vector>

using namespace sandan;

namespace {

constexpr std::uint32_t shapes = 5000; // the last group is not full
constexpr std::size_t most = 100;

struct Filled {
    std::map<std::size_t, std::vector<geom::Pair>> expected; ///< By group.
    std::size_t most_held = 0;
};

/// Pairs of neighbours in the file, or of any two shapes.
Filled fill(geom::PairStore& store, bool local) {
    Filled filled;
    std::mt19937 random{5};
    store.make_room(shapes);
    for (std::uint32_t b = 1; b < shapes; ++b) {
        const auto reach = local ? std::min<std::uint32_t>(b, 70) : b;
        const auto back = static_cast<std::uint32_t>(random() % reach);
        const geom::Pair pair{b - 1 - back, b, 0.1 * b};
        store.add(pair);
        filled.expected[pair.a / geom::PairStore::together].push_back(pair);
        filled.most_held = std::max(filled.most_held, store.held());
    }
    return filled;
}

void require_all(const geom::PairStore& store, const Filled& filled) {
    REQUIRE(store.groups() == 5);
    for (std::size_t group = 0; group < store.groups(); ++group) {
        const auto pairs = store.pairs(group);
        const auto& expected = filled.expected.at(group);
        REQUIRE(std::equal(pairs.begin(), pairs.end(), expected.begin(), expected.end(),
                           [](const auto& x, const auto& y) {
                               return std::tie(x.a, x.b, x.length) == std::tie(y.a, y.b, y.length);
                           }));
    }
}

} // namespace

TEST_CASE("however many pairs there are, a few are in memory", "[geom]") {
    const test::TempDir dir;
    geom::PairStore store{{dir / "", "pairs"}, most};
    const auto filled = fill(store, GENERATE(true, false));
    CHECK(filled.most_held < most);
    CHECK_FALSE(std::filesystem::is_empty(dir / ""));
    require_all(store, filled);
}

TEST_CASE("pairs that are few, or may go nowhere, stay in memory", "[geom]") {
    const test::TempDir dir;
    geom::PairStore few{{dir / "", "pairs"}};
    require_all(few, fill(few, true));
    CHECK(std::filesystem::is_empty(dir / ""));
    geom::PairStore many{{}, most};
    const auto filled = fill(many, true);
    CHECK(filled.most_held == shapes - 1);
    require_all(many, filled);
}
