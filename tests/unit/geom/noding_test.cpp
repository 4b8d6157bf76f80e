// What snap rounding promises, held against exact arithmetic on every pair of edges.
#include <sandan/core/error.hpp>

#include "geom/noding.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <map>
#include <random>
#include <vector>

using namespace sandan;
using geom::GridEdge;
using geom::GridPoint;

namespace {

constexpr std::int64_t far = std::int64_t{1} << 50;

GridEdge edge(GridPoint a, GridPoint b) {
    return a < b ? GridEdge{a, b, {1, 0}} : GridEdge{b, a, {-1, 0}};
}

/// A closed walk over random corners: over a small board, where nearly everything is degenerate, or
/// over the whole grid, where corners are mostly a step or two beside a line through it.
std::vector<GridEdge> random_walk(std::mt19937& random, bool small) {
    std::vector<GridPoint> corners;
    const auto count = 3 + random() % 9;
    for (std::size_t i = 0; i < count; ++i) {
        if (small) {
            corners.push_back({static_cast<std::int64_t>(random() % 12),
                               static_cast<std::int64_t>(random() % 12)});
        } else {
            const auto x = std::uniform_int_distribution<std::int64_t>{0, far}(random);
            corners.push_back({x, x / 3 * 2 + static_cast<std::int64_t>(random() % 5)});
        }
    }
    std::vector<GridEdge> edges;
    for (std::size_t i = 0; i < count; ++i) {
        edges.push_back(edge(corners[i], corners[(i + 1) % count]));
    }
    return edges;
}

bool lies_inside(const GridPoint& p, const GridEdge& e) {
    return p != e.a && p != e.b && e.a < p && p < e.b && geom::turn(e.a, e.b, p) == 0;
}

} // namespace

TEST_CASE("edges that were cut neither cross nor run over each other, and borders stay closed",
          "[geom]") {
    std::mt19937 random{1906};
    for (int round = 0; round < 10000; ++round) {
        auto edges = random_walk(random, round % 2 == 0);
        const auto more = random_walk(random, round % 2 == 0);
        edges.insert(edges.end(), more.begin(), more.end());
        const auto cut = geom::noded(edges);
        CAPTURE(round);
        bool apart = true;
        std::map<GridPoint, int> balance;
        for (std::size_t i = 0; i < cut.size(); ++i) {
            balance[cut[i].a] += cut[i].step.shapes;
            balance[cut[i].b] -= cut[i].step.shapes;
            for (std::size_t k = 0; k < cut.size(); ++k) {
                apart = apart && !lies_inside(cut[k].a, cut[i]) && !lies_inside(cut[k].b, cut[i]) &&
                        !geom::cross_inside(cut[i].a, cut[i].b, cut[k].a, cut[k].b);
            }
        }
        REQUIRE(apart);
        for (const auto& [node, sum] : balance) {
            REQUIRE(sum == 0);
        }
    }
}

TEST_CASE("a crossing is at most half a step from where the lines cross", "[geom]") {
    std::mt19937 random{52};
    std::uniform_int_distribution<std::int64_t> place{0, 1'000'000};
    for (int round = 0; round < 10000; ++round) {
        const GridPoint a{place(random), place(random)};
        const GridPoint b{place(random), place(random)};
        const GridPoint c{place(random), place(random)};
        const GridPoint d{place(random), place(random)};
        if (!geom::cross_inside(a, b, c, d)) {
            continue;
        }
        const auto p = geom::crossing(a, b, c, d);
        const auto from = static_cast<double>(geom::turn(c, d, a));
        const double share = from / (from - static_cast<double>(geom::turn(c, d, b)));
        const double x = static_cast<double>(a.x) + share * static_cast<double>(b.x - a.x);
        const double y = static_cast<double>(a.y) + share * static_cast<double>(b.y - a.y);
        REQUIRE(std::abs(static_cast<double>(p.x) - x) <= 0.5 + 1e-6);
        REQUIRE(std::abs(static_cast<double>(p.y) - y) <= 0.5 + 1e-6);
        REQUIRE(geom::runs_through(a, b, p));
        REQUIRE(geom::runs_through(d, c, p));
    }
}

TEST_CASE("a cell has its left and lower side, not the others", "[geom]") {
    const GridPoint p{10, 10};
    CHECK(geom::runs_through({0, 10}, {20, 10}, p));
    CHECK(geom::runs_through({10, 0}, {10, 20}, p));
    CHECK(geom::runs_through({0, 0}, {20, 20}, p));
    CHECK_FALSE(geom::runs_through({0, 0}, {9, 9}, p));
    CHECK_FALSE(geom::runs_through({0, 9}, {20, 9}, p));
    CHECK(geom::runs_through({0, 9}, {20, 10}, {10, 10}));        // 9.5 there: the lower side
    CHECK(geom::runs_through({9, 10}, {10, 9}, {9, 9}) == false); // its upper right corner
    CHECK(geom::runs_through({9, 10}, {10, 9}, {10, 10}));        // its lower left one
}

TEST_CASE("lines that cross all too often end in a limit before their pieces fill the memory",
          "[geom]") {
    const auto lattice = [](std::int64_t lines) {
        std::vector<GridEdge> edges;
        for (std::int64_t i = 0; i < lines; ++i) {
            edges.push_back(edge({2 * i + 1, 0}, {2 * i + 1, 2 * lines}));
            edges.push_back(edge({0, 2 * i + 1}, {2 * lines, 2 * i + 1}));
        }
        return edges;
    };
    CHECK(geom::noded(lattice(100)).size() == std::size_t{2} * 100 * 101);
    try {
        (void)geom::noded(lattice(500)); // 250,000 places, where 210,000 may be
        FAIL("no limit");
    } catch (const Error& e) {
        CHECK(e.kind() == ErrorKind::budget);
        CHECK_THAT(e.message().en, Catch::StartsWith("borders cross others more than 20 times"));
    }
}
