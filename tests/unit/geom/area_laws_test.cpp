// Laws that areas in common obey however shapes are written down, 10,000 cases each.
#include <sandan/geom/common_areas.hpp>
#include <sandan/geom/measure.hpp>

#include "random_shapes.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <numeric>
#include <random>
#include <vector>

using namespace sandan;
using geom::MultiPolygon;
using geom::Point;
using test::box;
using test::jeonju;
using test::random_shape;

namespace {

constexpr int cases = 10000;
constexpr double close_m2 = 1e-7;

double common(const MultiPolygon& a, const MultiPolygon& b) {
    const geom::PolygonSet set{std::vector<MultiPolygon>{a, b}};
    return geom::common_area(set, 0, 1);
}

/// The same ring from another corner on, in the other direction.
geom::Ring rewritten(geom::Ring ring, std::mt19937& random) {
    ring.pop_back();
    std::rotate(ring.begin(), ring.begin() + static_cast<std::ptrdiff_t>(random() % ring.size()),
                ring.end());
    if (random() % 2 == 0) {
        std::reverse(ring.begin(), ring.end());
    }
    ring.push_back(ring.front());
    return ring;
}

/// The same land with parts and holes in another order.
MultiPolygon rewritten(MultiPolygon shape, std::mt19937& random) {
    for (auto& polygon : shape) {
        polygon.outer = rewritten(polygon.outer, random);
        for (auto& hole : polygon.holes) {
            hole = rewritten(hole, random);
        }
        std::shuffle(polygon.holes.begin(), polygon.holes.end(), random);
    }
    std::shuffle(shape.begin(), shape.end(), random);
    return shape;
}

/// A shape beside another, 300 m to the east, as one multipart shape.
MultiPolygon two_parts(std::mt19937& random, int round) {
    auto shape = random_shape(random, round);
    const auto far = test::changed(random_shape(random, round / 2), [](Point p) {
        return Point{p.x + 300, p.y};
    });
    shape.insert(shape.end(), far.begin(), far.end());
    return shape;
}

/// A block of land, every second one with its corners on the grid of the shapes.
struct Block {
    double x;
    double y;
    double width;
    double height;

    [[nodiscard]] MultiPolygon shape() const { return box(x, y, width, height); }
};

Block random_block(std::mt19937& random) {
    std::uniform_real_distribution<double> place{-40, 40};
    std::uniform_real_distribution<double> size{5, 60};
    Block block{place(random), place(random), size(random), size(random)};
    if (random() % 2 == 0) {
        for (auto* const number : {&block.x, &block.y, &block.width, &block.height}) {
            *number = 5 * std::round(*number / 5);
        }
    }
    block.x += jeonju.x;
    block.y += jeonju.y;
    return block;
}

} // namespace

TEST_CASE("an area does not depend on how a shape is written down", "[geom]") {
    std::mt19937 random{1001};
    for (int round = 0; round < cases; ++round) {
        const auto a = two_parts(random, round);
        const auto b = two_parts(random, round + 1);
        CAPTURE(round);
        REQUIRE(common(rewritten(a, random), rewritten(b, random)) ==
                Approx(common(a, b)).margin(close_m2));
    }
}

TEST_CASE("the order of zones changes no bit of any area", "[geom]") {
    std::mt19937 random{1002};
    constexpr std::size_t count = 6;
    for (int round = 0; round < cases; ++round) {
        std::vector<MultiPolygon> zones;
        for (std::size_t i = 0; i < count; ++i) {
            zones.push_back(random_shape(random, round + static_cast<int>(i)));
        }
        std::vector<std::size_t> order(count);
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::shuffle(order.begin(), order.end(), random);
        geom::PolygonSet as_given;
        geom::PolygonSet shuffled;
        for (std::size_t i = 0; i < count; ++i) {
            as_given.add(zones[i]);
            shuffled.add(zones[order[i]]);
        }
        const geom::PolygonSet lot{std::vector<MultiPolygon>{random_shape(random, round)}};
        std::vector<double> first(count, 0);
        std::vector<double> second(count, 0);
        for (const auto& share : geom::CommonAreas{as_given}.of(lot, 0)) {
            first[share.other] = share.area;
        }
        for (const auto& share : geom::CommonAreas{shuffled}.of(lot, 0)) {
            second[order[share.other]] = share.area;
        }
        CAPTURE(round);
        REQUIRE(first == second);
    }
}

TEST_CASE("a zone drawn twice has its area twice, to the bit", "[geom]") {
    std::mt19937 random{1003};
    for (int round = 0; round < cases; ++round) {
        const auto zone = random_shape(random, round);
        const geom::PolygonSet zones{std::vector<MultiPolygon>{zone, zone}};
        const geom::PolygonSet lot{std::vector<MultiPolygon>{random_shape(random, round / 3)}};
        const auto shares = geom::CommonAreas{zones}.of(lot, 0);
        CAPTURE(round);
        REQUIRE(shares.size() % 2 == 0);
        if (!shares.empty()) {
            REQUIRE(shares[0].area == shares[1].area);
            REQUIRE(shares[0].whole == shares[1].whole);
        }
    }
}

TEST_CASE("a larger zone never covers less", "[geom]") {
    std::mt19937 random{1004};
    std::uniform_real_distribution<double> growth{0, 20};
    for (int round = 0; round < cases; ++round) {
        const auto lot = random_shape(random, round);
        const auto zone = random_block(random);
        auto larger = zone;
        larger.width += growth(random);
        larger.height += growth(random);
        const double before = common(lot, zone.shape());
        const double after = common(lot, larger.shape());
        CAPTURE(round);
        REQUIRE(after >= before - close_m2);
        REQUIRE(after <= geom::area(lot) + close_m2);
    }
}

TEST_CASE("a lot that is divided keeps its areas in sum, as does a site of several", "[geom]") {
    std::mt19937 random{1005};
    std::uniform_real_distribution<double> part{0.05, 0.95};
    for (int round = 0; round < cases; ++round) {
        const auto zone = random_shape(random, round);
        const auto lot = random_block(random);
        const double at = part(random) * lot.width;
        const double up = part(random) * lot.height;
        double sum = 0;
        for (const auto& piece :
             {Block{lot.x, lot.y, at, up}, Block{lot.x + at, lot.y, lot.width - at, up},
              Block{lot.x, lot.y + up, lot.width, lot.height - up}}) {
            sum += common(piece.shape(), zone);
        }
        CAPTURE(round);
        REQUIRE(sum == Approx(common(lot.shape(), zone)).margin(close_m2));
    }
}
