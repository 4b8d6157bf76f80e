// Nearest shapes and shapes within a distance against GEOSDistance, pair by pair.
#include <sandan/core/error.hpp>
#include <sandan/geom/measure.hpp>
#include <sandan/geom/nearest.hpp>

#include "cases.hpp"
#include "random_shapes.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>
#include <random>
#include <vector>

using namespace sandan;
using geom::Neighbour;
using geom::Point;
using geom::Shape;
using test::jeonju;

namespace {

constexpr int cases = 10000;
constexpr double close_m = 1e-9;

std::vector<const Shape*> pointers(const std::vector<Shape>& shapes) {
    std::vector<const Shape*> all;
    for (const auto& shape : shapes) {
        all.push_back(&shape);
    }
    return all;
}

Point somewhere(std::mt19937& random) {
    std::uniform_real_distribution<double> place{-120, 120};
    Point p{place(random), place(random)};
    if (random() % 2 == 0) { // on the grid of the shapes: touching and equal distances
        p = {5 * std::round(p.x / 5), 5 * std::round(p.y / 5)};
    }
    return {jeonju.x + p.x, jeonju.y + p.y};
}

geom::MultiPolygon polygon_somewhere(std::mt19937& random) {
    const auto to = somewhere(random);
    return test::changed(test::random_shape(random, static_cast<int>(random() % 2)), [&](Point p) {
        return Point{p.x + to.x - jeonju.x, p.y + to.y - jeonju.y};
    });
}

/// Polygons, lines and points, of one or several parts or kinds.
Shape any_shape(std::mt19937& random) {
    Shape shape;
    const auto kinds = random() % 8;
    if (kinds < 4 || kinds == 6) {
        while (shape.polygons.empty()) { // cut away altogether
            shape.polygons = polygon_somewhere(random);
        }
    }
    if (kinds == 4 || kinds == 6 || kinds == 7) {
        for (auto parts = 1 + random() % 2; parts > 0; --parts) {
            geom::Line line;
            for (auto corners = 2 + random() % 40; corners > 0; --corners) {
                line.push_back(somewhere(random));
            }
            shape.lines.push_back(std::move(line));
        }
    }
    if (kinds == 5 || kinds == 7) {
        for (auto points = 1 + random() % 3; points > 0; --points) {
            shape.points.push_back(somewhere(random));
        }
    }
    return shape;
}

std::vector<Shape> any_shapes(std::mt19937& random, std::size_t count) {
    std::vector<Shape> shapes(count);
    std::generate(shapes.begin(), shapes.end(), [&] { return any_shape(random); });
    return shapes;
}

std::vector<double> by_geos(const Shape& from, const std::vector<Shape>& others) {
    std::vector<double> distances(others.size());
    std::transform(others.begin(), others.end(), distances.begin(),
                   [&](const Shape& other) { return geom::distance(from, other); });
    return distances;
}

Shape polygon(geom::MultiPolygon polygons) {
    return {std::move(polygons), {}, {}};
}

Shape point(double x, double y) {
    return {{}, {}, {{x, y}}};
}

} // namespace

TEST_CASE("the nearest is the one that GEOS finds among all", "[geom]") {
    std::mt19937 random{71};
    std::size_t touching = 0;
    for (int round = 0; round < cases; ++round) {
        const auto others = any_shapes(random, 1 + random() % 8);
        const auto from = any_shape(random);
        const auto distances = by_geos(from, others);
        const double least = *std::min_element(distances.begin(), distances.end());
        const auto found = geom::NearestShapes{pointers(others)}.nearest(from);
        CAPTURE(round, distances);
        REQUIRE(found);
        REQUIRE(found->distance == Approx(least).margin(close_m));
        REQUIRE(distances[found->other] == Approx(least).margin(close_m));
        if (found->distance == 0) { // the first of several
            ++touching;
            const auto first = std::find_if(distances.begin(), distances.end(),
                                            [](double d) { return d < close_m; });
            REQUIRE(first - distances.begin() == static_cast<std::ptrdiff_t>(found->other));
        }
    }
    CHECK(touching > 1000);
    CHECK(touching < 9000);
}

TEST_CASE("all within a distance are those that GEOS finds, in order", "[geom]") {
    std::mt19937 random{72};
    std::uniform_real_distribution<double> reach{0, 60};
    for (int round = 0; round < cases; ++round) {
        const auto others = any_shapes(random, 1 + random() % 8);
        const auto from = any_shape(random);
        const double limit = round % 5 == 0 ? 0 : reach(random);
        const auto distances = by_geos(from, others);
        const auto found = geom::NearestShapes{pointers(others)}.within(from, limit);
        CAPTURE(round, limit, distances);
        std::vector<std::size_t> positions;
        for (const auto& neighbour : found) {
            positions.push_back(neighbour.other);
            REQUIRE(neighbour.distance == Approx(distances[neighbour.other]).margin(close_m));
        }
        std::vector<std::size_t> expected;
        for (std::size_t i = 0; i < distances.size(); ++i) {
            if (distances[i] <= limit + close_m) {
                expected.push_back(i);
            }
        }
        REQUIRE(positions == expected);
    }
}

TEST_CASE("the order of the others changes no distance, and only equal ones the answer", "[geom]") {
    std::mt19937 random{73};
    for (int round = 0; round < cases; ++round) {
        auto others = any_shapes(random, 6);
        const auto from = any_shape(random);
        const auto before = geom::NearestShapes{pointers(others)}.nearest(from);
        std::vector<std::size_t> order(others.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::shuffle(order.begin(), order.end(), random);
        std::vector<const Shape*> shuffled;
        for (const auto i : order) {
            shuffled.push_back(&others[i]);
        }
        const geom::NearestShapes index{shuffled};
        const auto after = index.nearest(from);
        CAPTURE(round);
        REQUIRE(before->distance == after->distance);
        const auto all = index.within(from, after->distance);
        REQUIRE(std::any_of(all.begin(), all.end(), [&](const Neighbour& neighbour) {
            return order[neighbour.other] == before->other;
        }));
        REQUIRE(*after == all.front());
    }
}

TEST_CASE("features of a set have the distances of their shapes, to the bit", "[geom]") {
    std::mt19937 random{77};
    for (int round = 0; round < test::cases(1'000, 10'000); ++round) {
        const geom::NearestShapes index{pointers(any_shapes(random, 1 + random() % 8))};
        std::vector<Shape> lots(6);
        geom::PolygonSet set;
        for (auto& lot : lots) {
            for (auto parts = random() % 3; parts > 0; --parts) {
                const auto more = polygon_somewhere(random);
                lot.polygons.insert(lot.polygons.end(), more.begin(), more.end());
            }
            for (auto& part : lot.polygons) { // rings that the set turns, and rings that it keeps
                if (random() % 2 == 0) {
                    std::reverse(part.outer.begin(), part.outer.end());
                }
                for (auto& hole : part.holes) {
                    if (random() % 2 == 0) {
                        std::reverse(hole.begin(), hole.end());
                    }
                }
            }
            set.add(lot.polygons);
        }
        CAPTURE(round);
        REQUIRE(index.nearest_of_each(set) == index.nearest_of_each(pointers(lots)));
        for (std::size_t i = 0; i < lots.size(); ++i) {
            REQUIRE(index.within(set, i, 60) == index.within(lots[i], 60));
        }
    }
}

TEST_CASE("a distance is the same from both sides, and wherever the land lies", "[geom]") {
    std::mt19937 random{74};
    for (int round = 0; round < cases; ++round) {
        const auto a = any_shape(random);
        const auto b = any_shape(random);
        const auto distance = [](const Shape& from, const Shape& to) {
            const auto* const one = &to;
            return geom::NearestShapes{{&one, 1}}.nearest(from)->distance;
        };
        const double there = distance(a, b);
        CAPTURE(round);
        REQUIRE(distance(b, a) == Approx(there).margin(close_m));
        const auto moved = [](Shape shape) {
            const auto move = [](Point& p) {
                p = {p.x - 65536, p.y + 32768};
            };
            for (auto& line : shape.lines) {
                std::for_each(line.begin(), line.end(), move);
            }
            std::for_each(shape.points.begin(), shape.points.end(), move);
            shape.polygons = test::changed(shape.polygons, [&](Point p) {
                move(p);
                return p;
            });
            return shape;
        };
        REQUIRE(distance(moved(a), moved(b)) == Approx(there).margin(1e-8));
    }
}

TEST_CASE("many shapes at once give what each gives alone, for any number of threads", "[geom]") {
    std::mt19937 random{75};
    const auto others = any_shapes(random, 60);
    auto from = any_shapes(random, 3000);
    from[17] = {};
    const geom::NearestShapes index{pointers(others)};
    const auto all = index.nearest_of_each(pointers(from));
    CHECK_FALSE(all[17]);
    for (std::size_t i = 0; i < from.size(); ++i) {
        CAPTURE(i);
        REQUIRE(all[i] == index.nearest(from[i]));
    }
    CHECK(index.nearest_of_each(pointers(from), 2) == all);
    CHECK(index.nearest_of_each(pointers(from), 4) == all);
}

TEST_CASE("of several at the same distance the first is taken", "[geom]") {
    const auto lot = polygon(test::box(0, 0, 10, 10));
    const std::vector<Shape> gates{point(30, 5), point(5, -10), point(20, 5), point(5, 20)};
    const auto found = geom::NearestShapes{pointers(gates)}.nearest(lot);
    CHECK(*found == Neighbour{1, 10});
    const std::vector<Shape> touching{point(30, 5), polygon(test::box(10, 0, 10, 10)),
                                      polygon(test::box(-5, -5, 50, 50)), point(5, 5)};
    CHECK(*geom::NearestShapes{pointers(touching)}.nearest(lot) == Neighbour{1, 0});
    CHECK(geom::NearestShapes{pointers(touching)}.within(lot, 0) ==
          std::vector<Neighbour>{{1, 0}, {2, 0}, {3, 0}});
}

TEST_CASE("a hole keeps what lies in it apart from its polygon", "[geom]") {
    const auto frame =
        polygon(geom::difference(test::box(0, 0, 300, 300), test::box(100, 100, 100, 100)));
    const auto in_courtyard = polygon(test::box(140, 110, 20, 20));
    const auto in_land = polygon(test::box(20, 20, 10, 10));
    const auto one = [](const Shape& from, const Shape& to) {
        const auto* const other = &to;
        return geom::NearestShapes{{&other, 1}}.nearest(from)->distance;
    };
    CHECK(one(in_courtyard, frame) == 10);
    CHECK(one(frame, in_courtyard) == 10);
    CHECK(one(in_land, frame) == 0);
    CHECK(one(frame, in_land) == 0);
    // of several parts only the second is inside
    auto two = in_courtyard;
    two.polygons.push_back(in_land.polygons.front());
    CHECK(one(two, frame) == 0);
    CHECK(one(frame, two) == 0);
}

TEST_CASE("V21: a gate 50.100 m away is within 50.1 m, one at 50.101 m is not", "[geom]") {
    std::size_t rounded_up = 0;
    for (int i = 0; i < 100; ++i) { // hundredths of a metre are no binary numbers
        const double east = (20'506'000 + i) / 100.0;
        const double gate = (20'511'010 + i) / 100.0;
        rounded_up += gate - east > 50.1 ? 1U : 0U;
        const auto lot = polygon(test::box(east - 60, 361000, 60, 40));
        const std::vector<Shape> gates{point(gate, 361020), point(gate + 0.001, 361020)};
        const auto found = geom::NearestShapes{pointers(gates)}.within(lot, 50.1);
        CAPTURE(i);
        REQUIRE(found.size() == 1);
        REQUIRE(found[0].other == 0);
    }
    CHECK(rounded_up > 50);
}

TEST_CASE("a corner on a border that rounding has moved touches it", "[geom]") {
    const Shape street{{}, {{{205000.1, 361000.1}, {205030.4, 361017.3}}}, {}};
    const auto* const one = &street;
    const geom::NearestShapes index{{&one, 1}};
    std::size_t beside = 0;
    for (int i = 1; i < 1000; ++i) {
        const double t = i / 1000.0;
        const auto corner = point(205000.1 + t * 30.3, 361000.1 + t * 17.2);
        beside += geom::distance(corner, street) > 0 ? 1U : 0U;
        REQUIRE(index.nearest(corner)->distance == 0);
    }
    CHECK(beside > 100);
}

TEST_CASE("empty shapes are near to nothing, and nothing to them", "[geom]") {
    const std::vector<Shape> others{Shape{}, point(3, 4), polygon({geom::Polygon{}})};
    const geom::NearestShapes index{pointers(others)};
    CHECK(*index.nearest(point(0, 0)) == Neighbour{1, 5});
    CHECK_FALSE(index.nearest(Shape{}));
    CHECK(index.within(Shape{}, 10).empty());
    const std::vector<Shape> none(2);
    CHECK_FALSE(geom::NearestShapes{pointers(none)}.nearest(point(0, 0)));
    CHECK(geom::NearestShapes{{}}.within(point(0, 0), 1).empty());
}

TEST_CASE("lines and rings that repeat a point, and lines of one, are as near as their points",
          "[geom]") {
    const Shape line{{}, {{{0, 0}, {0, 0}, {10, 0}, {10, 0}}}, {}};
    const Shape dot{{}, {{{13, 4}, {13, 4}}}, {}};
    const auto* const one = &line;
    CHECK(geom::NearestShapes{{&one, 1}}.nearest(dot)->distance == 5);
}

TEST_CASE("a shore of a hundred thousand corners is as near as its circle", "[geom]") {
    constexpr int corners = 100000;
    constexpr double radius = 5000;
    geom::Ring shore;
    for (int i = 0; i <= corners; ++i) {
        const double angle = 2 * std::numbers::pi * (i % corners) / corners;
        shore.push_back({radius * std::cos(angle), radius * std::sin(angle)});
    }
    const auto lake = polygon({{shore, {}}});
    const auto* const one = &lake;
    const geom::NearestShapes index{{&one, 1}};
    std::mt19937 random{76};
    std::uniform_real_distribution<double> place{-20000, 20000};
    for (int round = 0; round < 2000; ++round) {
        const Point p{place(random), place(random)};
        const double expected = std::max(0.0, std::hypot(p.x, p.y) - radius);
        // a chord lies up to radius·(1 − cos(π/corners)) inside the circle
        REQUIRE(index.nearest(point(p.x, p.y))->distance == Approx(expected).margin(1e-5));
    }
}

TEST_CASE("of thousands of shapes on each other the first is near enough", "[geom]") {
    const std::vector<Shape> same(5000, polygon(test::box(205000, 361000, 20, 20)));
    const geom::NearestShapes index{pointers(same)};
    const auto all_are = [&](const geom::MultiPolygon& from, const Neighbour& expected) {
        const std::vector<Shape> some(200, polygon(from));
        const auto found = index.nearest_of_each(pointers(some));
        return std::all_of(found.begin(), found.end(),
                           [&](const auto& one) { return one == expected; });
    };
    CHECK(all_are(test::box(205000, 361000, 20, 20), {0, 0})); // begins on their corner
    CHECK(all_are(test::box(205005, 361005, 5, 5), {0, 0}));
    CHECK(all_are(test::box(205030, 361000, 20, 20), {0, 10}));
}

TEST_CASE("a list of all that lie on each other has a limit, which is told", "[geom]") {
    const std::vector<Shape> same(3000, polygon(test::box(205000, 361000, 20, 20)));
    const geom::NearestShapes index{pointers(same)};
    const auto list_all = [&] {
        std::size_t found = 0;
        for (const auto& shape : same) {
            found += index.within(shape, 1).size();
        }
        return found;
    };
    try {
        const auto found = list_all();
        FAIL("listed " << found);
    } catch (const Error& e) {
        CHECK(e.kind() == ErrorKind::budget);
        CHECK_THAT(e.what(), Catch::Contains("nearest: more than 20 pieces for each shape"));
    }
    // as many shapes beside each other are no trouble
    std::vector<Shape> row;
    for (int i = 0; i < 5000; ++i) {
        row.push_back(polygon(test::box(205000 + 20 * i, 361000, 20, 20)));
    }
    const geom::NearestShapes street{pointers(row)};
    std::size_t found = 0;
    for (const auto& shape : row) {
        found += street.within(shape, 1).size();
    }
    CHECK(found == 3 * row.size() - 2);
}
