#include "project_builder.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <numbers>

using namespace sandan;
using test::rectangle;

namespace {

/// A lot whose corner of `angle` degrees lies at the origin between two roads; `cut` metres of both
/// edges are cut off.
rules::Outcome corner(double angle, double cut, model::Value width_a, model::Value width_b) {
    const double a = angle * std::numbers::pi / 180;
    const auto on = [&](double along, double away) { // along the second road, away from the lot
        return geom::Point{along * std::cos(a) - away * std::sin(a),
                           along * std::sin(a) + away * std::cos(a)};
    };
    const geom::Point far_a{60, 0};
    const auto far_b = on(60, 0);
    geom::Ring lot{{cut, 0}, far_a, far_b};
    if (cut > 0) {
        lot.push_back(on(cut, 0));
    } else {
        lot.front() = {0, 0};
    }
    lot.push_back(lot.front());
    test::ProjectBuilder builder;
    builder.complex("A", 10000)
        .parameter("PD-05", "cutback", 4, "below_90:6-8x6-8")
        .parameter("PD-05", "cutback", 3, "below_90:6-8x4-6")
        .parameter("PD-05", "cutback", 2, "below_90:4-6x4-6")
        .parameter("PD-05", "cutback", 3, "below_120:6-8x6-8")
        .parameter("PD-05", "cutback", 2, "below_120:6-8x4-6")
        .parameter("PD-05", "cutback", 2, "below_120:4-6x4-6")
        .layer("lots", {"id", "complex", "use"})
        .feature({{.outer = lot, .holes = {}}}, {"L", "A", "IND"})
        .layer("roads", {"id", "width_m"})
        .feature(rectangle(-20, -6, 100, 6), {"a", std::move(width_a)})
        .feature(
            {{.outer = {on(-20, 0), on(80, 0), on(80, 6), on(-20, 6), on(-20, 0)}, .holes = {}}},
            {"b", std::move(width_b)});
    return test::run_rule(builder.project(), "PD-05").all.front().second;
}

using Kind = rules::Outcome::Kind;

} // namespace

TEST_CASE("R21: the corner between two roads below 8 m is cut back as the decree's table says",
          "[rules]") {
    CHECK(corner(60, 4, 6.0, 7.9).kind == Kind::pass);
    CHECK(corner(60, 3.9, 6.0, 7.9).kind == Kind::breach);
    CHECK(corner(60, 3, 6.0, 5.9).kind == Kind::pass);
    CHECK(corner(60, 2.9, 4.0, 6.0).kind == Kind::breach);
    CHECK(corner(60, 2, 4.0, 5.9).kind == Kind::pass);
    CHECK(corner(60, 1.9, 4.0, 5.9).kind == Kind::breach);
    CHECK(corner(90, 3, 7.0, 7.0).kind == Kind::pass); // 90° belongs to the wider angles
    CHECK(corner(90, 2.9, 7.0, 7.0).kind == Kind::breach);
    CHECK(corner(110, 2, 7.0, 5.0).kind == Kind::pass);
    CHECK(corner(110, 0, 5.0, 5.0).kind == Kind::breach);
    CHECK(*corner(110, 0, 5.0, 5.0).evidence.measured == Approx(0).margin(1e-6));
}

TEST_CASE("R21: wide roads, lanes below 4 m and flat angles ask for nothing", "[rules]") {
    CHECK(corner(60, 0, 8.0, 7.0).kind == Kind::not_applicable);
    CHECK(corner(60, 0, 3.9, 7.0).kind == Kind::not_applicable);
    CHECK(corner(120, 0, 7.0, 7.0).kind == Kind::not_applicable);
    CHECK(corner(60, 0, {}, 7.0).kind == Kind::unknown);
}

TEST_CASE("R21: a corner too short is one, whatever the width of a third road is", "[rules]") {
    test::ProjectBuilder builder;
    builder.complex("A", 10000)
        .parameter("PD-05", "cutback", 3, "below_120:6-8x6-8")
        .layer("lots", {"id", "complex", "use"})
        .feature(rectangle(0, 0, 60, 60), {"L", "A", "IND"})
        .layer("roads", {"id", "width_m"})
        .feature(rectangle(-7, 60, 74, 7), {"north", {}})
        .feature(rectangle(0, -7, 60, 7), {"south", 7.0})
        .feature(rectangle(-7, 0, 7, 60), {"west", 7.0});
    CHECK(test::run_rule(builder.project(), "PD-05").all.front().second.kind == Kind::breach);
}
