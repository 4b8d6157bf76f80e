// The second opinion agrees with what the kernels find, and with nothing else.
#include <sandan/geom/adjacency.hpp>
#include <sandan/geom/measure.hpp>
#include <sandan/geom/second_opinion.hpp>

#include "geom/contact_sample.hpp"
#include "geom/survey_all.hpp"
#include "random_shapes.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <random>
#include <string>
#include <utility>
#include <vector>

using namespace sandan;
using Catch::Contains;
using Catch::StartsWith;
using geom::MultiPolygon;
using geom::Neighbour;
using geom::Shape;
using test::box;
using test::jeonju;

namespace {

constexpr double tolerance = 0.01;
constexpr double least = 0.01;

/// Boxes beside each other in a row, turned, with strips of up to 15 mm between some, and what lies
/// around on a grid.
geom::PolygonSet layer(std::mt19937& random) {
    geom::PolygonSet set;
    const double angle = 0.01 * static_cast<double>(random() % 200);
    double east = 0;
    for (int i = 0; i < 8; ++i) {
        east += 0.005 * static_cast<double>(random() % 4);
        const double width = 5 + static_cast<double>(random() % 10);
        set.add(test::changed(box(east, 0, width, 20), [&](geom::Point p) {
            return geom::Point{jeonju.x + p.x * std::cos(angle) - p.y * std::sin(angle),
                               jeonju.y + p.x * std::sin(angle) + p.y * std::cos(angle)};
        }));
        east += width;
    }
    for (int i = 0; i < 8; ++i) {
        set.add(test::random_shape(random, i));
    }
    return set;
}

/// Holds all pairs of a layer against GEOS, by way of `changed` contacts.
template <typename Change>
void check_borders(const geom::PolygonSet& set, const Change& change, double shortest = least,
                   double reach = tolerance) {
    std::map<std::pair<std::size_t, std::size_t>, double> lengths;
    for (const auto& contact : geom::contacts(set, shortest, reach)) {
        lengths[{contact.a, contact.b}] = change(contact.length);
    }
    for (std::size_t b = 0; b < set.size(); ++b) {
        for (std::size_t a = 0; a < b; ++a) {
            const auto found = lengths.find({a, b});
            geom::cross_check(set, {a, b, found == lengths.end() ? 0 : found->second}, shortest,
                              reach, [] {
                                  return Text{"경계", "border"};
                              });
        }
    }
}

Shape polygon(MultiPolygon shape) {
    return {std::move(shape), {}, {}};
}

} // namespace

TEST_CASE("GEOS agrees with shared borders, and with no others", "[geom]") {
    std::mt19937 random{1201};
    std::size_t pairs = 0;
    for (int round = 0; round < 300; ++round) {
        const auto set = layer(random);
        CAPTURE(round);
        REQUIRE_NOTHROW(check_borders(set, [](double length) { return length; }));
        REQUIRE_NOTHROW(check_borders(
            set, [](double length) { return length; }, 0, 0));
        pairs += geom::contacts(set, least, tolerance).size();
    }
    CHECK(pairs > 1000);
    const auto set = layer(random);
    const auto disagrees = StartsWith("ENGINES-DISAGREE: border: ");
    CHECK_THROWS_WITH(check_borders(set, [](double length) { return length + 100; }), disagrees);

    geom::PolygonSet beside;
    beside.add(box(0, 0, 10, 10));
    beside.add(box(10, 2, 10, 10));
    beside.add(box(0, 10.005, 10, 10)); // 5 mm north of the first
    const auto check = [&](std::size_t a, std::size_t b, double length) {
        geom::cross_check(beside, {a, b, length}, least, tolerance, [] {
            return Text{"경계", "border"};
        });
    };
    CHECK_NOTHROW(check(0, 1, 8));
    CHECK_NOTHROW(check(0, 1, 8.01)); // a border that reaches on by the tolerance
    CHECK_THROWS_WITH(check(0, 1, 8.05), disagrees);
    CHECK_THROWS_WITH(check(0, 1, 7.999), disagrees);
    CHECK_THROWS_WITH(check(0, 1, 0), Contains("GEOS 8 m"));
    CHECK_NOTHROW(check(0, 2, 10));
    CHECK_NOTHROW(check(0, 2, 0)); // what the tolerance makes is bounded from above
    CHECK_THROWS_WITH(check(0, 2, 10.1), disagrees);
    CHECK_THROWS_WITH(check(1, 2, 3), disagrees);
}

TEST_CASE("every pair with a shape of the sample is held against GEOS", "[geom]") {
    constexpr std::size_t side = 30;
    geom::PolygonSet set;
    for (std::size_t i = 0; i < side * side; ++i) {
        set.add(box(10.0 * static_cast<double>(i % side), 10.0 * static_cast<double>(i / side), 10,
                    10));
    }
    geom::ContactSurvey survey{least, tolerance};
    geom::survey_all(set, survey, 1);
    (void)survey.doubtful();
    std::vector<std::size_t> all(set.size());
    std::iota(all.begin(), all.end(), std::size_t{0});
    survey.measure(set, all, 1);

    const auto step = GENERATE(as<std::size_t>{}, 1, 7, 64);
    std::vector<geom::Box> sampled;
    for (std::size_t i = 0; i < set.size(); i += step) {
        sampled.push_back(set.box(i));
    }
    const auto check = [&](std::size_t moved) {
        const auto read = [&](std::span<const std::size_t> numbers, const geom::HilbertTree&) {
            geom::NumberedShapes near;
            for (const auto number : numbers) {
                near.numbers.push_back(number);
                const double by = number == moved ? 0.5 : 0; // along the row
                near.shapes.add(test::changed(set.shape(number), [&](geom::Point p) {
                    return geom::Point{p.x + by, p.y};
                }));
            }
            return near;
        };
        const auto name = [](std::size_t a, std::size_t b) {
            const auto pair = std::to_string(a) + " and " + std::to_string(b);
            return Text{pair, pair};
        };
        geom::cross_check_sample(survey, sampled, step, read, name, 2, 50);
    };
    CHECK_NOTHROW(check(set.size()));
    // A shape that is not what was surveyed disagrees if it, or a neighbour, is of the sample.
    CHECK_THROWS_WITH(check(8 * step), StartsWith("ENGINES-DISAGREE: "));
    CHECK_THROWS_WITH(check(step + 1), StartsWith("ENGINES-DISAGREE: "));
    if (step == 64) {
        CHECK_NOTHROW(check(15 * side + 12)); // far from 448 and 512
    }
}

TEST_CASE("GEOS agrees with statistics of cells, and with no others", "[geom]") {
    std::mt19937 random{1202};
    std::uniform_real_distribution<double> height{-3, 250};
    const geom::Grid grid{{jeonju.x - 60, jeonju.y + 60}, 4.3, 5.1, 26, 22};
    for (int round = 0; round < 200; ++round) {
        std::vector<double> values(grid.columns * grid.rows);
        for (auto& value : values) {
            value = random() % 20 == 0 ? std::numeric_limits<double>::quiet_NaN() : height(random);
        }
        const geom::PolygonSet set{std::vector<MultiPolygon>{test::random_shape(random, round)}};
        geom::ZonalStatistics zonal{set, grid};
        const auto window = zonal.window();
        std::vector<double> cells;
        for (auto row = window.first_row; row < window.end_row; ++row) {
            for (auto column = window.first_column; column < window.end_column; ++column) {
                cells.push_back(values[row * grid.columns + column]);
            }
        }
        zonal.add_rows(window.first_row, cells);
        geom::CutCells second{set.shape(0), grid};
        second.add(window, cells);
        const auto found = zonal.values()[0];
        CAPTURE(round);
        REQUIRE_NOTHROW(second.cross_check(found, {"구역", "zone"}));

        const auto wrong = [&](const auto& change) {
            auto other = found;
            change(other);
            CHECK_THROWS_WITH(second.cross_check(other, {"구역", "zone"}),
                              StartsWith("ENGINES-DISAGREE: zone: "));
        };
        wrong([](geom::ZonalValues& v) { v.count += 1e-5; });
        wrong([](geom::ZonalValues& v) { v.nodata += 1e-5; });
        wrong([](geom::ZonalValues& v) { v.sum *= 1 + 1e-5; });
        wrong([](geom::ZonalValues& v) { v.min -= 1e-9; });
        wrong([](geom::ZonalValues& v) { v.max = v.min; });
    }
}

TEST_CASE("sums that overflow agree, and so do cells of a shape far wider than its raster",
          "[geom]") {
    const double value = GENERATE(std::numeric_limits<double>::infinity(), 1e308, 1.0);
    const geom::Grid grid{{0, 40}, 10, 10, 4, 4};
    const double half = GENERATE(17.5, 5e6);
    const geom::PolygonSet set{
        std::vector<MultiPolygon>{box(20 - half, 20 - half, 2 * half, 2 * half)}};
    geom::ZonalStatistics zonal{set, grid};
    const auto window = zonal.window();
    const std::vector<double> cells(window.columns() * window.rows(), value);
    zonal.add_rows(window.first_row, cells);
    geom::CutCells second{set.shape(0), grid};
    second.add(window, cells);
    CHECK_NOTHROW(second.cross_check(zonal.values()[0], {"구역", "zone"}));
}

TEST_CASE("GEOS agrees with distances, and with no others", "[geom]") {
    std::mt19937 random{1203};
    std::uniform_real_distribution<double> place{-150, 150};
    const auto somewhere = [&] {
        const double x = place(random);
        const double y = place(random);
        return polygon(test::changed(test::random_shape(random, 1), [&](geom::Point p) {
            return geom::Point{p.x + x, p.y + y};
        }));
    };
    for (int round = 0; round < 200; ++round) {
        std::vector<Shape> others{{}, {{}, {}, {{jeonju.x, jeonju.y}}}};
        while (others.size() < 12) {
            others.push_back(somewhere());
        }
        std::vector<const Shape*> pointers;
        for (const auto& other : others) {
            pointers.push_back(&other);
        }
        const geom::NearestShapes index{pointers};
        const geom::SecondDistances second{pointers};
        const auto from = somewhere();
        const Text name{"레코드", "record"};
        const auto disagrees = StartsWith("ENGINES-DISAGREE: record: ");
        const auto nearest = index.nearest(from);
        CAPTURE(round);
        REQUIRE(nearest);
        REQUIRE_NOTHROW(second.cross_check(from, nearest, name));
        CHECK_THROWS_WITH(second.cross_check(from, std::nullopt, name), disagrees);
        CHECK_THROWS_WITH(
            second.cross_check(from, Neighbour{nearest->other, nearest->distance + 1e-5}, name),
            disagrees);

        const auto near = index.within(from, 80);
        REQUIRE_NOTHROW(second.cross_check(from, 80, near, name));
        for (std::size_t i = 0; i < near.size(); ++i) {
            auto fewer = near;
            fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
            CHECK_THROWS_WITH(second.cross_check(from, 80, fewer, name), disagrees);
        }
        auto more = near;
        more.push_back({others.size() + 1, 1.0});
        CHECK_THROWS_WITH(second.cross_check(from, 80, more, name), disagrees);
        if (const auto all = index.within(from, 1000); all.size() > near.size()) {
            CHECK_THROWS_WITH(second.cross_check(from, 80, all, name), disagrees);
        }
    }
    const Shape nothing;
    const auto* const empty = &nothing;
    const geom::SecondDistances none{{&empty, 1}};
    CHECK_NOTHROW(none.cross_check(somewhere(), std::nullopt, {"레코드", "record"}));
    CHECK_NOTHROW(none.cross_check(nothing, std::nullopt, {"레코드", "record"}));
    CHECK_NOTHROW(none.cross_check(nothing, 10, {}, {"레코드", "record"}));
}
