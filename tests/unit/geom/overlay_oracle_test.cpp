// Overlays against other algorithms: half-plane clipping of convex shapes, Boost.Geometry in
// general position (where its overlay is sound), inclusion and exclusion, cadastres with noise.
#include <sandan/geom/measure.hpp>
#include <sandan/geom/overlay.hpp>

#include <boost/geometry.hpp>
#include <boost/geometry/geometries/multi_polygon.hpp>
#include <boost/geometry/geometries/point_xy.hpp>
#include <boost/geometry/geometries/polygon.hpp>
#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>

using namespace sandan;
using geom::Point;

namespace {

/// Counter-clockwise around `centre`, `radius(i)` away at even angles.
template <typename Radius>
geom::Ring ring_around(Point centre, std::size_t corners, const Radius& radius) {
    geom::Ring ring;
    for (std::size_t i = 0; i < corners; ++i) {
        const double angle =
            2 * std::numbers::pi * static_cast<double>(i) / static_cast<double>(corners);
        const double r = radius(i);
        ring.push_back({centre.x + r * std::cos(angle), centre.y + r * std::sin(angle)});
    }
    ring.push_back(ring.front());
    return ring;
}

Point random_centre(std::mt19937& random) {
    std::uniform_real_distribution<double> place{-40, 40};
    return {205000 + place(random), 361000 + place(random)};
}

/// Sutherland and Hodgman 1974: a convex ring cut by the left side of each edge of another.
geom::Ring clip(geom::Ring subject, const geom::Ring& window) {
    for (std::size_t k = 1; k < window.size(); ++k) {
        const auto a = window[k - 1];
        const auto b = window[k];
        const auto left = [&](Point p) {
            return (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x);
        };
        geom::Ring kept;
        for (std::size_t i = 1; i < subject.size(); ++i) {
            const auto p = subject[i - 1];
            const auto q = subject[i];
            if (left(p) >= 0) {
                kept.push_back(p);
            }
            if ((left(p) >= 0) != (left(q) >= 0)) {
                const double t = left(p) / (left(p) - left(q));
                kept.push_back({p.x + t * (q.x - p.x), p.y + t * (q.y - p.y)});
            }
        }
        if (kept.empty()) {
            return {};
        }
        kept.push_back(kept.front());
        subject = std::move(kept);
    }
    return subject;
}

namespace bg = boost::geometry;
using BoostPolygon = bg::model::polygon<bg::model::d2::point_xy<double>>;

BoostPolygon to_boost(const geom::Ring& ring) {
    BoostPolygon polygon;
    for (const auto& p : ring) {
        bg::append(polygon.outer(),
                   bg::make<bg::model::d2::point_xy<double>>(p.x - 205000, p.y - 361000));
    }
    bg::correct(polygon);
    return polygon;
}

} // namespace

TEST_CASE("convex shapes intersect as half-plane clipping says", "[geom]") {
    std::mt19937 random{31};
    for (int round = 0; round < 300; ++round) {
        const auto a =
            ring_around(random_centre(random), 3 + random() % 9, [](auto) { return 30; });
        const auto b =
            ring_around(random_centre(random), 3 + random() % 9, [](auto) { return 25; });
        const double expected = geom::area(geom::Polygon{clip(a, b), {}});
        CHECK(geom::intersection_area({{a, {}}}, {{b, {}}}) ==
              Approx(expected).epsilon(1e-8).margin(1e-7));
        const auto cut = geom::Cutter{{{a, {}}}}.cut({{b, {}}});
        CHECK(geom::area(cut) == Approx(expected).epsilon(1e-8).margin(1e-7));
    }
}

TEST_CASE("stars intersect, subtract and join as Boost.Geometry and arithmetic say", "[geom]") {
    std::mt19937 random{74};
    std::uniform_real_distribution<double> radius{8, 40};
    for (int round = 0; round < 100; ++round) {
        const auto star = [&] {
            return ring_around(random_centre(random), 8 + random() % 40,
                               [&](auto) { return radius(random); });
        };
        const auto a = star();
        const auto b = star();
        std::vector<BoostPolygon> common;
        bg::intersection(to_boost(a), to_boost(b), common);
        double expected = 0;
        for (const auto& polygon : common) {
            expected += bg::area(polygon);
        }
        const geom::MultiPolygon first{{a, {}}};
        const geom::MultiPolygon second{{b, {}}};
        const double both = geom::area(geom::intersection(first, second));
        CHECK(both == Approx(expected).margin(5e-4)); // Boost 1.74 rescales to integers
        CHECK(geom::area(geom::difference(first, second)) ==
              Approx(geom::area(first) - both).epsilon(1e-9).margin(1e-6));
        CHECK(geom::area(geom::dissolve({first, second})) ==
              Approx(geom::area(first) + geom::area(second) - both).epsilon(1e-9));
    }
}

TEST_CASE("results have counter-clockwise outer rings and clockwise holes", "[geom]") {
    const auto frame = geom::difference({{ring_around({0, 0}, 4, [](auto) { return 10; }), {}}},
                                        {{ring_around({0, 0}, 4, [](auto) { return 5; }), {}}});
    REQUIRE(frame.size() == 1);
    REQUIRE(frame[0].holes.size() == 1);
    const auto turn = [](const geom::Ring& ring) {
        double twice = 0;
        for (std::size_t i = 1; i < ring.size(); ++i) {
            twice += ring[i - 1].x * ring[i].y - ring[i].x * ring[i - 1].y;
        }
        return twice;
    };
    CHECK(turn(frame[0].outer) > 0);
    CHECK(turn(frame[0].holes[0]) < 0);
}

TEST_CASE("a cadastre dissolves into one piece without losing a square centimetre", "[geom]") {
    std::mt19937 random{2500};
    for (const double noise : {0.0, 0.001}) {
        std::uniform_real_distribution<double> error{-noise, noise};
        std::vector<geom::MultiPolygon> parcels;
        double sum = 0;
        for (int i = 0; i < 25; ++i) {
            for (int k = 0; k < 25; ++k) {
                const auto corner = [&](int column, int row) {
                    const double x = 30.0 * column;
                    const double y = 50.0 * row;
                    return Point{210000.123 + 0.96 * x - 0.28 * y + error(random),
                                 357000.456 + 0.28 * x + 0.96 * y + error(random)};
                };
                const auto first = corner(i, k);
                parcels.push_back(
                    {{{first, corner(i + 1, k), corner(i + 1, k + 1), corner(i, k + 1), first},
                      {}}});
                sum += geom::area(parcels.back());
            }
        }
        const auto all = geom::dissolve(parcels);
        // noise opens gaps and overlaps of at most its width along 62 km of borders
        CHECK(geom::area(all) == Approx(sum).margin(noise == 0.0 ? 1e-4 : 40.0));
        if (noise == 0.0) {
            CHECK(all.size() == 1);
            CHECK(geom::perimeter(all) == Approx(2 * (750 + 1250)).margin(1e-6));
        }
    }
}

TEST_CASE("a buffer has the area of Steiner's formula", "[geom]") {
    const geom::MultiPolygon square{{{{0, 0}, {40, 0}, {40, 40}, {0, 40}, {0, 0}}, {}}};
    const double grown = geom::area(geom::buffer({square, {}, {}}, 10));
    CHECK(grown == Approx(1600 + 10 * 160 + 100 * std::numbers::pi).epsilon(2e-4));
    CHECK(geom::area(geom::buffer({square, {}, {}}, -5)) == Approx(900));
    CHECK(geom::buffer({square, {}, {}}, -21).empty());
    CHECK(geom::area(geom::buffer({{}, {}, {{0, 0}}}, 50)) ==
          Approx(2500 * std::numbers::pi).epsilon(2e-3));
}

TEST_CASE("the length of a line inside counts the border", "[geom]") {
    const geom::MultiPolygon lot{{{{0, 0}, {10, 0}, {10, 10}, {0, 10}, {0, 0}}, {}}};
    CHECK(geom::length_inside({{-5, 5}, {15, 5}}, lot) == Approx(10));
    CHECK(geom::length_inside({{0, 0}, {10, 0}}, lot) == Approx(10));
    CHECK(geom::length_inside({{-5, 20}, {15, 20}}, lot) == 0);
    CHECK(geom::length_inside({{1, 1}}, lot) == 0);
    CHECK(geom::length_inside({{1, 1}, {2, 1}}, {}) == 0);
}

TEST_CASE("a cutter leaves what lies inside as it is", "[geom]") {
    const geom::MultiPolygon zone{{{{0, 0}, {10, 0}, {10, 10}, {0, 10}, {0, 0}}, {}}};
    const geom::MultiPolygon lot{{{{1, 1}, {2, 1}, {2, 2}, {1, 1}}, {}}};
    const geom::Cutter cutter{zone};
    CHECK(cutter.cut(lot) == lot);
    CHECK(cutter.covers(lot));
    CHECK_FALSE(cutter.covers({{{{9, 9}, {11, 9}, {11, 11}, {9, 9}}, {}}}));
    CHECK(cutter.cut({{{{20, 20}, {21, 20}, {21, 21}, {20, 20}}, {}}}).empty());
    CHECK(cutter.cut({{{{10, 0}, {20, 0}, {20, 10}, {10, 10}, {10, 0}}, {}}}).empty()); // touches
    CHECK(cutter.within({{{{12, 0}, {13, 0}, {13, 1}, {12, 0}}, {}}}, 2));
    CHECK_FALSE(cutter.within({{{{12, 0}, {13, 0}, {13, 1}, {12, 0}}, {}}}, 1.99));
}
