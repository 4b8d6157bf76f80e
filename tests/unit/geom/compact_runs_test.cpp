#include "geom/compact_runs.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <functional>
#include <random>
#include <vector>

using namespace sandan;
using Ends = std::vector<std::size_t>;

namespace {

/// Lots of 10 m from (x, y) on to the east.
void add_row(std::vector<geom::Box>& boxes, double x, double y, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
        const double west = x + 10 * static_cast<double>(i);
        boxes.push_back({{west, y}, {west + 10, y + 10}});
    }
}

} // namespace

TEST_CASE("shapes are cut where a row ends and the next begins far away", "[geom]") {
    std::vector<geom::Box> boxes;
    add_row(boxes, 90'000, 0, 100);
    add_row(boxes, 0, 30, 156);
    CHECK(geom::compact_runs(boxes, 0) == Ends{100, 256});
    add_row(boxes, 50'000, 70, 44);
    CHECK(geom::compact_runs(boxes, 0) == Ends{100, 256, 300});
    boxes.insert(boxes.begin() + 40, 5, geom::Box{}); // null shapes
    CHECK(geom::compact_runs(boxes, 0) == Ends{105, 261, 305});
    CHECK(geom::compact_runs(boxes, 1e9) == Ends{305});
}

TEST_CASE("shapes that lie together, or anywhere, are not cut", "[geom]") {
    std::vector<geom::Box> boxes;
    CHECK(geom::compact_runs(boxes, 0).empty());
    boxes.resize(3);
    CHECK(geom::compact_runs(boxes, 0) == Ends{3});
    boxes.clear();
    add_row(boxes, 0, 0, 100);
    add_row(boxes, 0, 10, 100);
    add_row(boxes, 0, 20, 100);
    CHECK(geom::compact_runs(boxes, 0) == Ends{300});
    std::shuffle(boxes.begin(), boxes.end(), std::mt19937{7});
    CHECK(geom::compact_runs(boxes, 0) == Ends{300});
}

TEST_CASE("there are four runs at most, that hold every shape once", "[geom]") {
    std::vector<geom::Box> boxes;
    std::mt19937 random{8};
    std::uniform_real_distribution<double> place{0, 1e6};
    for (int row = 0; row < 20; ++row) {
        const double x = place(random);
        add_row(boxes, x, place(random), 1 + random() % 9);
    }
    const auto ends = geom::compact_runs(boxes, 0);
    CHECK(ends.size() <= 4);
    CHECK(std::is_sorted(ends.begin(), ends.end(), std::less_equal<>{}));
    CHECK(ends.back() == boxes.size());
}
