// What a ring is seen to be from its middle, against all pairs of its edges, one by one.
#include "geom/few_edges.hpp"
#include "geom/narrow_places.hpp"
#include "geom/star_shape.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <numbers>
#include <random>
#include <set>
#include <utility>
#include <vector>

using namespace sandan;
using geom::Point;
using geom::Ring;

namespace {

/// Corners around a middle, `turns` times; some of them out of order.
Ring ring_around(std::mt19937& random, const Point& middle, std::size_t corners, int turns,
                 double disorder) {
    std::uniform_real_distribution<double> share{0, 1};
    Ring ring;
    for (std::size_t i = 0; i < corners; ++i) {
        const double place = static_cast<double>(i) + disorder * (share(random) - 0.5);
        const double angle = 2 * std::numbers::pi * turns * place / static_cast<double>(corners);
        const double radius = 5 + 30 * share(random);
        ring.push_back(
            {middle.x + 3 * radius * std::cos(angle), middle.y + radius * std::sin(angle)});
    }
    if (random() % 2 == 0) {
        std::reverse(ring.begin(), ring.end());
    }
    ring.push_back(ring.front());
    return ring;
}

double distance(const Point& p, const Point& a, const Point& b) {
    const double dx = b.x - a.x;
    const double dy = b.y - a.y;
    const double t =
        std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / (dx * dx + dy * dy), 0.0, 1.0);
    return std::hypot(a.x + t * dx - p.x, a.y + t * dy - p.y);
}

bool proper_crossing(const Point& a, const Point& b, const Point& c, const Point& d) {
    const auto side = [](const Point& p, const Point& q, const Point& r) {
        return (q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x);
    };
    return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
}

/// The least distance between two edges that do not follow each other; 0 if some cross.
double least_distance(const Ring& ring) {
    double least = std::numeric_limits<double>::infinity();
    const auto count = ring.size() - 1;
    for (std::size_t i = 0; i < count; ++i) {
        for (std::size_t k = i + 2; k < count; ++k) {
            if (i == 0 && k == count - 1) {
                continue;
            }
            if (proper_crossing(ring[i], ring[i + 1], ring[k], ring[k + 1])) {
                return 0;
            }
            least = std::min({least, distance(ring[i], ring[k], ring[k + 1]),
                              distance(ring[i + 1], ring[k], ring[k + 1]),
                              distance(ring[k], ring[i], ring[i + 1]),
                              distance(ring[k + 1], ring[i], ring[i + 1])});
        }
    }
    return least;
}

/// The smallest angle between an edge and the next one, on whichever side, in degrees.
double sharpest(const Ring& ring) {
    double least = 360;
    const auto count = ring.size() - 1;
    for (std::size_t i = 0; i < count; ++i) {
        const auto& a = ring[i];
        const auto& b = ring[i + 1];
        const auto& c = ring[i + 2 <= count ? i + 2 : 1];
        const double cross = (a.x - b.x) * (c.y - b.y) - (a.y - b.y) * (c.x - b.x);
        const double dot = (a.x - b.x) * (c.x - b.x) + (a.y - b.y) * (c.y - b.y);
        least = std::min(least, std::abs(std::atan2(cross, dot)) * 180 / std::numbers::pi);
    }
    return least;
}

} // namespace

TEST_CASE("a ring seen to be star-shaped is as far from itself, and as blunt, as is said",
          "[geom]") {
    std::mt19937 random{31};
    std::size_t sure = 0;
    std::size_t blunt = 0;
    std::size_t crossing = 0;
    for (int round = 0; round < 20000; ++round) {
        const Point middle{round % 2 == 0 ? 0.0 : 205'000.25, round % 2 == 0 ? 0.0 : 361'000.75};
        const auto ring = ring_around(random, middle, 3 + random() % 20,
                                      1 + (round % 7 == 0 ? 1 : 0), round % 3 == 0 ? 4 : 0.9);
        const geom::StarShape star{ring};
        CAPTURE(round, ring.size());
        const double least = least_distance(ring);
        crossing += least == 0 ? 1U : 0U;
        if (!star.sure()) {
            continue;
        }
        ++sure;
        REQUIRE(least > 0);
        REQUIRE(star.apart() <= least * (1 + 1e-9));
        double shortest = std::numeric_limits<double>::infinity();
        for (std::size_t i = 1; i < ring.size(); ++i) {
            shortest = std::min(shortest,
                                std::hypot(ring[i].x - ring[i - 1].x, ring[i].y - ring[i - 1].y));
        }
        REQUIRE(std::sqrt(star.shortest2()) == Approx(shortest));
        if (star.blunt()) {
            ++blunt;
            REQUIRE(sharpest(ring) > 20);
        }
    }
    CHECK(sure > 5000);
    CHECK(blunt > 100);
    CHECK(crossing > 2000);
}

TEST_CASE("what is no star, or only touches itself, is not sure", "[geom]") {
    const auto sure = [](const Ring& ring) {
        return geom::StarShape{ring}.sure();
    };
    CHECK(sure({{0, 0}, {10, 0}, {10, 10}, {0, 10}, {0, 0}}));
    CHECK(sure({{0, 0}, {0, 10}, {10, 10}, {10, 0}, {0, 0}}));
    CHECK(sure({{0, 0}, {10, 0}, {0, 10}, {0, 0}}));
    CHECK_FALSE(sure({{0, 0}, {10, 10}, {10, 0}, {0, 10}, {0, 0}}));           // a bow tie
    CHECK_FALSE(sure({{0, 0}, {10, 0}, {10, 10}, {10, 10}, {0, 10}, {0, 0}})); // a point twice
    CHECK_FALSE(sure({{0, 0}, {10, 0}, {20, 0}, {10, 0}, {0, 10}, {0, 0}}));   // a spike
    CHECK_FALSE(sure({{0, 0}, {10, 0}, {20, 0}, {0, 0}}));                     // no land
    CHECK_FALSE(sure({{0, 0}, {10, 0}, {std::nan(""), 5}, {0, 10}, {0, 0}}));
    constexpr double far = std::numeric_limits<double>::infinity();
    CHECK_FALSE(sure({{0, 0}, {10, 0}, {far, far}, {0, 10}, {0, 0}}));
    Ring pentagram; // goes around twice, always to the left
    for (int i = 0; i < 5; ++i) {
        const double angle = 4 * std::numbers::pi * i / 5;
        pentagram.push_back({std::cos(angle), std::sin(angle)});
    }
    pentagram.push_back(pentagram.front());
    CHECK_FALSE(sure(pentagram));
}

TEST_CASE("pairs of edges whose boxes touch come by, those that follow each other do not",
          "[geom]") {
    std::mt19937 random{32};
    std::size_t touching = 0;
    for (int round = 0; round < 2000; ++round) {
        const auto corners = round % 2 == 0 ? 3 + random() % 8 : 3 + random() % 62;
        const double margin = round % 3 == 0 ? 0 : 0.01;
        const auto ring = ring_around(random, {205'000, 361'000}, corners, 1, 2);
        geom::FewEdges edges;
        edges.take(ring);
        REQUIRE(edges.size() == corners);
        REQUIRE(edges.round_boxes(margin));
        std::set<std::pair<std::size_t, std::size_t>> seen;
        CHECK_FALSE(edges.any_pair([&](std::size_t i, std::size_t k) {
            seen.insert(std::minmax(i, k));
            return false;
        }));
        for (const auto& [i, k] : seen) {
            REQUIRE(k < corners);
            REQUIRE(k - i > 1);
            REQUIRE_FALSE((i == 0 && k == corners - 1));
        }
        const auto apart = [&](double Point::*at, std::size_t i, std::size_t k) {
            const auto [low, high] = std::minmax(ring[i].*at, ring[i + 1].*at);
            const auto [least, most] = std::minmax(ring[k].*at, ring[k + 1].*at);
            return high + margin < least || most + margin < low;
        };
        for (std::size_t i = 0; i < corners; ++i) {
            for (auto k = i + 2; k < corners; ++k) {
                if ((i != 0 || k != corners - 1) && !apart(&Point::x, i, k) &&
                    !apart(&Point::y, i, k)) {
                    ++touching;
                    REQUIRE(seen.contains({i, k}));
                }
            }
        }
        if (!seen.empty()) {
            CHECK(edges.any_pair([](std::size_t, std::size_t) { return true; }));
        }
    }
    CHECK(touching > 10'000);
}

TEST_CASE("necks, sharp corners and short edges are found whatever else a lot is", "[geom]") {
    const auto places = [](const geom::MultiPolygon& shape, double reach) {
        std::vector<geom::Box> found;
        geom::add_narrow_places(geom::PolygonSet{std::vector<geom::MultiPolygon>{shape}}, 0, reach,
                                found);
        return found.size();
    };
    const Ring plain{{0, 0}, {30, 0}, {30, 20}, {0, 20}, {0, 0}};
    CHECK(places({{plain, {}}}, 0.01) == 0);
    const Ring neck{{0, 0},          {30, 0},      {30, 20}, {15.005, 20}, {15.005, 0.012},
                    {14.995, 0.012}, {14.995, 20}, {0, 20},  {0, 0}};
    CHECK(places({{neck, {}}}, 0.01) > 0);
    CHECK(places({{neck, {}}}, 0.001) == 0);
    const Ring short_edge{{0, 0}, {30, 0}, {30, 20}, {15.03, 20}, {15, 20}, {0, 20}, {0, 0}};
    CHECK(places({{short_edge, {}}}, 0.01) > 0);
    CHECK(places({{short_edge, {}}}, 0.001) == 0);
    const Ring sharp{{0, 0}, {60, 0}, {60, 20}, {0, 0}}; // 18°
    CHECK(places({{sharp, {}}}, 0.01) > 0);
    const Ring hole{{10, 19.995}, {12, 19.995}, {12, 10}, {10, 10}, {10, 19.995}};
    CHECK(places({{plain, {hole}}}, 0.01) > 0);
    CHECK(places({{plain, {hole}}}, 0.001) == 0);
}
