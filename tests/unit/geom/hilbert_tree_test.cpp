// The tree finds what comparing every box finds, to the last bit of their sides.
#include "geom/boxes.hpp"
#include "geom/hilbert_tree.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

using namespace sandan;
using geom::Box;
using geom::HilbertTree;
using geom::Point;

namespace {

std::vector<std::size_t> found(const HilbertTree& tree, const Box& box) {
    std::vector<std::size_t> all;
    tree.query(box, [&](std::size_t i) { all.push_back(i); });
    std::sort(all.begin(), all.end());
    return all;
}

std::vector<std::size_t> by_comparing(const std::vector<Box>& boxes, const Box& box) {
    std::vector<std::size_t> all;
    for (std::size_t i = 0; i < boxes.size(); ++i) {
        if (!boxes[i].empty() && geom::touch(boxes[i], box)) {
            all.push_back(i);
        }
    }
    return all;
}

double before(double x) {
    return std::nextafter(x, -std::numeric_limits<double>::infinity());
}

double after(double x) {
    return std::nextafter(x, std::numeric_limits<double>::infinity());
}

} // namespace

TEST_CASE("a tree finds the boxes that touch and no others", "[geom]") {
    std::mt19937 random{7};
    std::uniform_real_distribution<double> place{361'000.1, 362'000.7};
    std::uniform_real_distribution<double> size{0, 40};
    for (const std::size_t count : {0U, 1U, 15U, 16U, 17U, 300U, 5000U}) {
        std::vector<Box> boxes;
        for (std::size_t i = 0; i < count; ++i) {
            const Point corner{place(random), place(random)};
            boxes.push_back({corner, {corner.x + size(random), corner.y + size(random)}});
            if (i % 11 == 5) {
                boxes.back() = {};
            }
        }
        const HilbertTree tree{boxes};
        for (int k = 0; k < 200; ++k) {
            const Point corner{place(random), place(random)};
            const Box box{corner, {corner.x + size(random), corner.y + size(random)}};
            const auto expected = by_comparing(boxes, box);
            CHECK(found(tree, box) == expected);
            CHECK(tree.any(box) == !expected.empty());
        }
        CHECK(found(tree, Box{}).empty());
    }
}

TEST_CASE("sides that differ in the last bit touch or do not", "[geom]") {
    std::mt19937 random{8};
    std::uniform_real_distribution<double> place{200'000, 600'000};
    for (int k = 0; k < 2000; ++k) {
        const Point corner{place(random), place(random)};
        const Box box{corner, {corner.x + 3, corner.y + 2}};
        const HilbertTree tree{std::vector<Box>{box}};
        const Box right{{box.max.x, box.min.y}, {box.max.x + 1, box.max.y}};
        CHECK(tree.any(right));
        CHECK_FALSE(tree.any(Box{{after(box.max.x), right.min.y}, right.max}));
        const Box below{{box.min.x, box.min.y - 1}, {box.max.x, box.min.y}};
        CHECK(tree.any(below));
        CHECK_FALSE(tree.any(Box{below.min, {below.max.x, before(box.min.y)}}));
    }
}
