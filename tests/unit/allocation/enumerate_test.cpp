#include "allocation/enumerate.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <set>

using namespace sandan;

namespace {

struct Counter : allocation::SetVisitor {
    std::vector<std::size_t> by_size = std::vector<std::size_t>(16, 0);
    std::set<std::vector<std::uint32_t>> seen;
    bool twice = false;

    bool enter(std::span<const std::uint32_t> lots) override {
        ++by_size[lots.size()];
        std::vector<std::uint32_t> key(lots.begin(), lots.end());
        std::sort(key.begin(), key.end());
        twice = twice || !seen.insert(key).second;
        return true;
    }

    void leave() override {}
};

allocation::LotGraph grid(std::uint32_t side) {
    allocation::LotGraph graph(side * side);
    const auto join = [&](std::uint32_t a, std::uint32_t b) {
        graph[a].push_back({b, 1});
        graph[b].push_back({a, 1});
    };
    for (std::uint32_t y = 0; y < side; ++y) {
        for (std::uint32_t x = 0; x < side; ++x) {
            if (x + 1 < side) {
                join(y * side + x, y * side + x + 1);
            }
            if (y + 1 < side) {
                join(y * side + x, (y + 1) * side + x);
            }
        }
    }
    return graph;
}

/// Fixed polyominoes of n cells within a side × side square: Σ over shapes of the positions that
/// fit, from the published counts by bounding box. 1, 2, 6, 19 fixed shapes for n = 1…4.
std::size_t placements(std::uint32_t side, int n) {
    const auto fit = [&](std::size_t w, std::size_t h, std::size_t shapes) {
        return w > side || h > side ? 0 : shapes * (side - w + 1) * (side - h + 1);
    };
    switch (n) {
    case 1:
        return fit(1, 1, 1);
    case 2:
        return fit(1, 2, 1) + fit(2, 1, 1);
    case 3: // 2 lines, 4 corners
        return fit(1, 3, 1) + fit(3, 1, 1) + fit(2, 2, 4);
    default: // 2 lines, 1 square, 8 L + 4 S + 4 T = 16 in 2×3 and 3×2
        return fit(1, 4, 1) + fit(4, 1, 1) + fit(2, 2, 1) + fit(2, 3, 8) + fit(3, 2, 8);
    }
}

} // namespace

TEST_CASE("each connected set of a grid comes once: as many as there are polyominoes",
          "[allocation]") {
    for (const std::uint32_t side : {2U, 3U, 4U, 6U}) {
        Counter counter;
        allocation::enumerate_connected(grid(side), 4, counter);
        CHECK_FALSE(counter.twice);
        for (int n = 1; n <= 4; ++n) {
            CAPTURE(side, n);
            CHECK(counter.by_size[static_cast<std::size_t>(n)] == placements(side, n));
        }
    }
}

TEST_CASE("a path of n lots has n(n+1)/2 connected sets", "[allocation]") {
    allocation::LotGraph path(12);
    for (std::uint32_t i = 0; i + 1 < path.size(); ++i) {
        path[i].push_back({i + 1, 1});
        path[i + 1].push_back({i, 1});
    }
    Counter counter;
    allocation::enumerate_connected(path, 12, counter);
    CHECK(counter.seen.size() == 12 * 13 / 2);
}
