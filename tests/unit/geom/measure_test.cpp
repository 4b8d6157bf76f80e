#include <sandan/core/error.hpp>
#include <sandan/geom/measure.hpp>

#include "parcel_grid.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>

using namespace sandan;
using geom::Point;

namespace {

geom::Ring rectangle(double x, double y, double width, double height) {
    return {{x, y}, {x + width, y}, {x + width, y + height}, {x, y + height}, {x, y}};
}

geom::MultiPolygon turned(geom::MultiPolygon shape, double angle, Point to) {
    for (auto& polygon : shape) {
        for (auto& p : polygon.outer) {
            p = {to.x + std::cos(angle) * p.x - std::sin(angle) * p.y,
                 to.y + std::sin(angle) * p.x + std::cos(angle) * p.y};
        }
    }
    return shape;
}

} // namespace

TEST_CASE("area subtracts holes, whatever the orientation of the rings", "[geom]") {
    geom::MultiPolygon shape{{rectangle(0, 0, 10, 10), {rectangle(2, 2, 3, 3)}}};
    CHECK(geom::area(shape) == 91);
    CHECK(geom::perimeter(shape) == 52);
    std::reverse(shape[0].outer.begin(), shape[0].outer.end());
    CHECK(geom::area(shape) == 91);
    std::reverse(shape[0].holes[0].begin(), shape[0].holes[0].end());
    CHECK(geom::area(shape) == 91);
    CHECK(geom::area(geom::MultiPolygon{}) == 0);
    CHECK(geom::thinness({}) == 0);
}

TEST_CASE("large coordinates cost the area no digits", "[geom]") {
    // exact in binary, so the shoelace at the origin is the truth
    const geom::MultiPolygon lot{{rectangle(0, 0, 0.125, 0.25), {}}};
    const geom::MultiPolygon far{{rectangle(1048576.5, 4194304.25, 0.125, 0.25), {}}};
    CHECK(geom::area(far) == 0.03125);
    CHECK(geom::area(far) == geom::area(lot));
}

TEST_CASE("the centroid is weighted by area", "[geom]") {
    const geom::MultiPolygon lot{{rectangle(200000, 360000, 4, 2), {}}};
    CHECK(geom::centroid(lot).x == Approx(200002).margin(1e-9));
    CHECK(geom::centroid(lot).y == Approx(360001).margin(1e-9));
    const geom::MultiPolygon with_hole{{rectangle(0, 0, 4, 4), {rectangle(2, 0.5, 1, 3)}}};
    CHECK(geom::centroid(with_hole).x == Approx((16 * 2 - 3 * 2.5) / 13));
    CHECK(geom::centroid(with_hole).y == Approx(2));
    CHECK(geom::centroid({}) == Point{});
}

TEST_CASE("a label lies inside even where the centroid does not", "[geom]") {
    const auto u_shape = test::parcel_grid(10, R"(
        U . U
        U . U
        U U U )")['U'];
    CHECK_FALSE(geom::covers(u_shape, geom::centroid(u_shape)));
    CHECK(geom::covers(u_shape, geom::label_point(u_shape)));
    CHECK_THROWS_AS(geom::label_point({}), Error);

    const auto sliver = turned({{rectangle(0, 0, 40, 0.0005), {}}}, 0.7, {205000, 361000});
    const auto at = geom::label_point(sliver);
    CHECK(geom::distance({sliver, {}, {}}, {{}, {}, {at}}) < 1e-6);
}

TEST_CASE("the width of a rectangle is its short side, down to slivers", "[geom]") {
    for (const double width : {20.0, 5.0, 1.0, 0.1, 0.001}) {
        CAPTURE(width);
        const auto strip = turned({{rectangle(0, 0, 30, width), {}}}, 0.3, {205000, 361000});
        CHECK(geom::max_width(strip) == Approx(width).epsilon(0.02));
    }
    const geom::MultiPolygon triangle{{{{0, 0}, {3, 0}, {0, 4}, {0, 0}}, {}}};
    CHECK(geom::max_width(triangle) == Approx(2).epsilon(0.02)); // inradius 1
    CHECK(geom::max_width({}) == 0);
}

TEST_CASE("a sliver of rounding along an axis takes no time and no memory", "[geom]") {
    const geom::MultiPolygon rounding{{rectangle(205000, 361000, 1000, 1e-9), {}}};
    CHECK(geom::max_width(rounding) < 1e-7);
    CHECK(geom::distance({rounding, {}, {}}, {{}, {}, {geom::label_point(rounding)}}) < 1e-6);
    const geom::MultiPolygon speck{{rectangle(205000, 361000, 1e-8, 1e-8), {}}};
    CHECK(geom::max_width(speck) < 1e-7);
    CHECK(geom::distance({speck, {}, {}}, {{}, {}, {geom::label_point(speck)}}) < 1e-6);
}

TEST_CASE("thinness is one for a disc", "[geom]") {
    geom::Ring disc;
    for (int i = 0; i <= 720; ++i) {
        const double angle = std::numbers::pi * (i % 720) / 360;
        disc.push_back({std::cos(angle), std::sin(angle)});
    }
    CHECK(geom::thinness({{disc, {}}}) == Approx(1).epsilon(1e-4));
    CHECK(geom::thinness({{rectangle(0, 0, 1, 1), {}}}) == Approx(std::numbers::pi / 4));
}

TEST_CASE("a point on the border is covered, one in a hole is not", "[geom]") {
    const geom::MultiPolygon shape{{rectangle(0, 0, 10, 10), {rectangle(4, 4, 2, 2)}}};
    CHECK(geom::covers(shape, {1, 1}));
    CHECK(geom::covers(shape, {0, 5}));
    CHECK(geom::covers(shape, {10, 10}));
    CHECK(geom::covers(shape, {4, 5})); // border of the hole
    CHECK_FALSE(geom::covers(shape, {5, 5}));
    CHECK_FALSE(geom::covers(shape, {-1, 10}));
    CHECK_FALSE(geom::covers(shape, {11, 5}));
}

TEST_CASE("distance is zero inside and infinite to nothing", "[geom]") {
    const geom::Shape lot{{{rectangle(0, 0, 10, 10), {rectangle(4, 4, 2, 2)}}}, {}, {}};
    const auto to_point = [&](Point p) {
        return geom::distance(lot, {{}, {}, {p}});
    };
    CHECK(to_point({1, 1}) == 0);
    CHECK(to_point({10, 3}) == 0);
    CHECK(to_point({5, 5}) == Approx(1)); // in the hole
    CHECK(to_point({13, 14}) == Approx(5));
    CHECK(geom::distance(lot, {{}, {{{-3, 20}, {20, 20}}}, {}}) == Approx(10));
    CHECK(geom::distance({{}, {{{0, 0}, {1, 0}}}, {}}, {{}, {{{0, 2}, {1, 2}}}, {}}) == Approx(2));
    CHECK(geom::distance(lot, {{{rectangle(1, 1, 1, 1), {}}}, {}, {}}) == 0);
    CHECK(std::isinf(geom::distance(lot, {})));
}

TEST_CASE("V21: a school gate 50.000 m away is within 50 m, one at 50.001 m is not", "[geom]") {
    const geom::Shape lot{{{rectangle(205000, 361000, 60, 40), {}}}, {}, {}};
    CHECK(geom::distance(lot, {{}, {}, {{205110, 361020}}}) <= 50.000);
    CHECK(geom::distance(lot, {{}, {}, {{205110.001, 361020}}}) > 50.000);
    CHECK(geom::distance(lot, {{}, {}, {{205090, 361080}}}) <= 50.000); // 30-40-50 from the corner
}

TEST_CASE("the envelope holds everything", "[geom]") {
    const geom::Shape shape{{{rectangle(0, 0, 1, 1), {}}}, {{{5, -2}, {6, 0}}}, {{-3, 9}}};
    CHECK(geom::envelope(shape) == geom::Box{{-3, -2}, {6, 9}});
    CHECK(geom::envelope(geom::Shape{}).empty());
    CHECK(geom::length({{0, 0}, {3, 4}, {3, 5}}) == 6);
}

TEST_CASE("specks and needles far from the origin have a label point and a width in no time",
          "[geom]") {
    const double x = 350'000;
    const double y = 4'120'000;
    const double ulp = 4.66e-10; // what a northing of 4e6 m resolves
    const geom::MultiPolygon speck{
        {.outer = {{x, y}, {x + 2 * ulp, y}, {x, y + 2 * ulp}, {x, y}}, .holes = {}}};
    CHECK(geom::max_width(speck) < 1e-8);
    CHECK(geom::label_point(speck).x == Approx(x));

    const geom::MultiPolygon needle{
        {.outer = {{x, y}, {x + 1000, y}, {x + 1000, y + 1e-6}, {x, y + 1e-6}, {x, y}},
         .holes = {}}};
    const auto label = geom::label_point(needle);
    CHECK((label.x > x && label.x < x + 1000));
    CHECK(geom::max_width(needle) == Approx(1e-6).epsilon(0.05));
}
