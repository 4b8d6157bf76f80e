// Boxes that are spilled against boxes in memory.
#include "geom/boxes.hpp"
#include "geom/rough_boxes.hpp"
#include "temp_dir.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <random>
#include <vector>

using namespace sandan;

TEST_CASE("boxes tell the same shapes near places wherever they are kept", "[geom]") {
    const test::TempDir dir;
    constexpr std::size_t count =
        150'003; // three times what stays in memory; the last four are three
    std::mt19937 random{3};
    std::vector<geom::Box> boxes(count);
    for (auto& box : boxes) {
        if (random() % 50 != 0) { // null shapes have none
            const geom::Point p{static_cast<double>(random() % 100'000),
                                static_cast<double>(random() % 100'000)};
            box.extend(p);
            box.extend({p.x + 10, p.y + 10});
        }
    }
    std::vector<geom::Box> places;
    for (std::size_t i = 0; i < count; i += 997) {
        places.push_back(grown(boxes[i], 1));
    }
    places.push_back(boxes.back());
    geom::RoughBoxes spilled{{dir / "", "boxes"}};
    geom::RoughBoxes kept;
    for (std::size_t first = 0; first < count; first += 1001) {
        const auto some =
            std::span{boxes}.subspan(first, std::min<std::size_t>(1001, count - first));
        spilled.add(some);
        kept.add(some);
    }
    CHECK_FALSE(std::filesystem::is_empty(dir / ""));
    CHECK(spilled.size() == count);
    const geom::HilbertTree tree{places};
    const auto near = kept.near(tree, 2);
    CHECK(spilled.near(tree, 2) == near);
    for (std::size_t i = 0; i < count; ++i) {
        if (tree.any(grown(boxes[i], 2))) {
            REQUIRE(std::binary_search(near.begin(), near.end(), i));
        }
    }
}
