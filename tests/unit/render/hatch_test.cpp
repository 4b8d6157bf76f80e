#include "render/hatch.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace sandan;

namespace {

const geom::Line square{{3, 7}, {203, 7}, {203, 207}, {3, 207}, {3, 7}};
const geom::Line hole{{53, 57}, {153, 57}, {153, 157}, {53, 157}, {53, 57}};

double length(const std::vector<geom::Line>& lines) {
    double sum = 0;
    for (const auto& line : lines) {
        sum += std::hypot(line[1].x - line[0].x, line[1].y - line[0].y);
    }
    return sum;
}

} // namespace

TEST_CASE("hatch lines at spacing d have the length area / d", "[render]") {
    for (const double angle : {0.0, 0.4, -0.785, 1.5}) {
        CHECK(length(render::hatch_lines({square}, angle, 0.5)) ==
              Approx(200 * 200 / 0.5).epsilon(0.005));
        CHECK(length(render::hatch_lines({square, hole}, angle, 0.5)) ==
              Approx((200 * 200 - 100 * 100) / 0.5).epsilon(0.01));
    }
}

TEST_CASE("hatches of neighbours continue one another", "[render]") {
    const geom::Line left{{0, 0}, {50, 0}, {50, 80}, {0, 80}, {0, 0}};
    const geom::Line right{{50, 0}, {90, 0}, {90, 80}, {50, 80}, {50, 0}};
    const geom::Line both{{0, 0}, {90, 0}, {90, 80}, {0, 80}, {0, 0}};
    const auto parts =
        length(render::hatch({left}, "cross")) + length(render::hatch({right}, "cross"));
    CHECK(parts == Approx(length(render::hatch({both}, "cross"))));
}

TEST_CASE("dots stand on a page-wide grid, one per cell", "[render]") {
    const auto dots = render::hatch({square}, "dots");
    CHECK(static_cast<double>(dots.size()) == Approx(200 * 200 / (4.5 * 4.5)).epsilon(0.05));
    CHECK(length(dots) == 0);
    CHECK(render::hatch({square}, "").empty());
}
