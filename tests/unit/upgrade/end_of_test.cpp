#include <sandan/geom/measure.hpp>
#include <sandan/geom/overlay.hpp>

#include "project_builder.hpp"
#include "upgrade/end_of.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace sandan;
using sandan::test::rectangle;

namespace {

geom::MultiPolygon turned(const geom::MultiPolygon& shape, double angle) {
    auto result = shape;
    for (auto& polygon : result) {
        for (auto& point : polygon.outer) {
            point = {point.x * std::cos(angle) - point.y * std::sin(angle) + 200'000,
                     point.x * std::sin(angle) + point.y * std::cos(angle) + 260'000};
        }
    }
    return result;
}

} // namespace

TEST_CASE("An end of a rectangle is cut across its longer side, in the west or south",
          "[upgrade]") {
    auto end = upgrade::end_of(rectangle(0, 0, 100, 40), 400);
    auto box = geom::envelope(end);
    CHECK(box.max.x == Approx(10));
    CHECK(box.max.y == Approx(40));
    end = upgrade::end_of(rectangle(0, 0, 40, 100), 400);
    box = geom::envelope(end);
    CHECK(box.max.x == Approx(40));
    CHECK(box.max.y == Approx(10));
}

TEST_CASE("An end has the area asked for, however the land lies, and is part of it", "[upgrade]") {
    const geom::MultiPolygon bent{
        {.outer = {{0, 0}, {90, 0}, {90, 30}, {40, 35}, {40, 80}, {0, 80}, {0, 0}}, .holes = {}}};
    const double whole = geom::area(bent);
    for (int i = 0; i < 24; ++i) {
        const auto land = turned(bent, 0.27 * i);
        for (const double share : {0.001, 0.05, 0.5, 0.97}) {
            const auto end = upgrade::end_of(land, share * whole);
            INFO("turn " << i << ", share " << share);
            CHECK(geom::area(end) == Approx(share * whole).margin(1e-4));
            CHECK(geom::intersection_area(end, land) == Approx(geom::area(end)).margin(1e-4));
        }
    }
    CHECK(upgrade::end_of(bent, 0).empty());
    CHECK(upgrade::end_of(bent, whole + 1) == bent);
}
