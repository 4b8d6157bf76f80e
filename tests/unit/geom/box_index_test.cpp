#include <sandan/geom/box_index.hpp>

#include <catch2/catch.hpp>

#include <random>

using namespace sandan;
using geom::Box;

TEST_CASE("the index finds what a search through all boxes finds", "[geom]") {
    std::mt19937 random{7};
    std::uniform_real_distribution<double> place{0, 100};
    std::uniform_real_distribution<double> size{0, 8};
    const auto random_box = [&] {
        Box box;
        const double x = place(random);
        const double y = place(random);
        box.extend({x, y});
        box.extend({x + size(random), y + size(random)});
        return box;
    };
    std::vector<Box> boxes(500);
    for (auto& box : boxes) {
        box = random_box();
    }
    boxes[17] = Box{}; // empty
    const geom::BoxIndex index{boxes};
    for (int i = 0; i < 200; ++i) {
        const auto wanted = random_box();
        std::vector<std::size_t> expected;
        for (std::size_t k = 0; k < boxes.size(); ++k) {
            const auto& b = boxes[k];
            if (b.min.x <= wanted.max.x && wanted.min.x <= b.max.x && b.min.y <= wanted.max.y &&
                wanted.min.y <= b.max.y) {
                expected.push_back(k);
            }
        }
        CHECK(index.query(wanted) == expected);
    }
    CHECK(index.query({}).empty());
}

TEST_CASE("boxes that only touch are found", "[geom]") {
    const std::vector<Box> boxes{{{0, 0}, {1, 1}}, {{1, 1}, {2, 2}}, {{2.1, 0}, {3, 1}}};
    const geom::BoxIndex index{boxes};
    CHECK(index.query({{0, 0}, {1, 1}}) == std::vector<std::size_t>{0, 1});
    CHECK(geom::BoxIndex{std::vector<Box>{}}.query({{0, 0}, {1, 1}}).empty());
}
