// Shells and holes of polygons with thousands of rings, by closed forms.
#include <sandan/geom/measure.hpp>

#include "io/shp_rings.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <random>

using namespace sandan;

namespace {

geom::Ring square(double x, double y, double side, bool clockwise) {
    geom::Ring ring{{x, y}, {x, y + side}, {x + side, y + side}, {x + side, y}, {x, y}};
    if (!clockwise) {
        std::reverse(ring.begin(), ring.end());
    }
    return ring;
}

} // namespace

TEST_CASE("a polygon with thousands of holes, and land in them, is read as it is", "[io]") {
    const auto count = GENERATE(5, 8, 9, 110); // squared: on both sides of what an index is for
    std::vector<geom::Ring> rings{square(0, 0, 3 * count + 10, true)};
    for (int i = 0; i < count; ++i) {
        for (int k = 0; k < count; ++k) {
            rings.push_back(square(3 * i + 1, 3 * k + 1, 2, false));
            if ((i + k) % 3 == 0) {
                rings.push_back(square(3 * i + 1.5, 3 * k + 1.5, 1, true));
            }
        }
    }
    const auto islands = static_cast<double>(rings.size()) - 1 - count * count;
    std::mt19937 random{7};
    std::shuffle(rings.begin(), rings.end(), random);
    const auto reading = io::read_rings(rings);
    const double area = (3.0 * count + 10) * (3.0 * count + 10) - 4.0 * count * count + islands;
    CHECK_FALSE(reading.unchecked);
    CHECK_FALSE(reading.ambiguous);
    CHECK(reading.by_orientation == Approx(area));
    CHECK(geom::area(reading.polygons) == Approx(area));
    CHECK(reading.polygons.size() == 1 + static_cast<std::size_t>(islands));
    const auto holes = std::max_element(
        reading.polygons.begin(), reading.polygons.end(),
        [](const auto& a, const auto& b) { return a.holes.size() < b.holes.size(); });
    CHECK(holes->holes.size() == static_cast<std::size_t>(count) * static_cast<std::size_t>(count));
}

TEST_CASE("rings around each other are compared up to a limit, and beyond it none is", "[io]") {
    std::vector<geom::Ring> rings;
    double area = 0;
    for (int i = 0; i < 300; ++i) { // 44,850 pairs
        const double side = 2000 - 2 * i;
        rings.push_back(square(i, i, side, i % 2 == 0));
        area += (i % 2 == 0 ? 1 : -1) * side * side;
    }
    const auto whole = io::read_rings(rings);
    CHECK_FALSE(whole.unchecked);
    CHECK(geom::area(whole.polygons) == Approx(area));
    CHECK(whole.polygons.size() == 150);
    CHECK_FALSE(io::read_rings(rings, std::size_t{5} * 44'850).unchecked);
    const auto cut_short = io::read_rings(rings, std::size_t{5} * 44'850 - 1);
    CHECK(cut_short.unchecked);
    CHECK_FALSE(cut_short.ambiguous);
    CHECK(cut_short.polygons.size() == 300); // nothing is made of what is half known
}
