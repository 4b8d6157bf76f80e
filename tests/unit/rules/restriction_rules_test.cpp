#include "project_builder.hpp"

#include <catch2/catch.hpp>

using namespace sandan;
using test::rectangle;
using test::run_rule;
using Ids = std::vector<std::string>;

namespace {

test::ProjectBuilder along(const char* road_class, bool built) {
    test::ProjectBuilder builder;
    builder.complex("A", 10000)
        .parameter("SI-11", "band_road", 1, "일반국도")
        .parameter("SI-11", "band_road", 1, "고속국도")
        .parameter("SI-11", "band_width", 5)
        .parameter("SI-11", "band_width", 30, "고속국도")
        .layer("lots", {"id", "complex", "use"})
        .feature(rectangle(0, 4, 100, 50), {"near", "A", "IND"})
        .feature(rectangle(0, 54, 100, 50), {"far", "A", "IND"})
        .layer("roads", {"id", "width_m", "class"})
        .feature(rectangle(0, -20, 100, 20), {"R", 20.0, road_class});
    if (built) {
        builder.layer("buildings", {"id"}).feature(rectangle(20, 4.5, 10, 10), {"B"});
    }
    return builder;
}

} // namespace

TEST_CASE("R5: a lot in the road-side band is warned, a building in it breaks the law", "[rules]") {
    const auto lots = run_rule(along("일반국도", false).project(), "SI-11");
    CHECK(lots.breaches() == Ids{"near"});
    CHECK(lots.passes() == Ids{"far"});
    CHECK(lots.unknowns() == Ids{"buildings"}); // there may be one in the band
    CHECK(lots.all.front().second.evidence.advisory);
    CHECK(*lots.all.front().second.evidence.measured == Approx(100).margin(0.1)); // 100 m × 1 m
    const auto built = run_rule(along("일반국도", true).project(), "SI-11");
    CHECK(built.breaches() == Ids{"near", "B"});
    CHECK_FALSE(built.all.back().second.evidence.advisory);
    CHECK(run_rule(along("고속국도", false).project(), "SI-11").breaches() == Ids{"near"});
}

TEST_CASE("streets of the complex have no band; a road that does not say is unknown", "[rules]") {
    const auto street = run_rule(along("collector", true).project(), "SI-11");
    CHECK(street.breaches().empty());
    CHECK(street.unknowns().empty());
    CHECK(run_rule(along("", true).project(), "SI-11").unknowns() == Ids{"roads"});
}

TEST_CASE("R29: a building's top stays below the obstacle surface, to the centimetre", "[rules]") {
    const auto answer = [](model::Value height, bool ground) {
        test::ProjectBuilder builder;
        builder.rule("SI-25")
            .layer("buildings", {"id", "height_m"})
            .feature(rectangle(10, 10, 10, 10), {"B", std::move(height)})
            .layer("obstacle_surfaces", {"id", "elevation_m"})
            .feature(rectangle(0, 0, 50, 50), {"S", 60.0});
        if (ground) {
            builder.project().dem =
                model::Raster{"dem.tif", 1, 1, {0, 50}, 50, std::vector<double>{45.0}};
        }
        return run_rule(builder.project(), "SI-25").all.front().second;
    };
    CHECK(answer(15.0, true).kind == rules::Outcome::Kind::pass);
    CHECK(answer(15.01, true).kind == rules::Outcome::Kind::breach);
    CHECK(answer({}, false).missing == Ids{"buildings.height_m", "layer dem"});
    test::ProjectBuilder bare;
    bare.rule("SI-25").layer("obstacle_surfaces", {"id", "elevation_m"});
    CHECK(run_rule(bare.project(), "SI-25").all.front().second.missing == Ids{"layer buildings"});
}

TEST_CASE("R28: within a kind's distance of a military site one consults", "[rules]") {
    test::ProjectBuilder builder;
    builder.complex("A", 1)
        .parameter("SI-26", "distance", 300, "control")
        .layer("lots", {"id", "complex", "use"})
        .feature(rectangle(300, 0, 50, 50), {"on", "A", "IND"})
        .feature(rectangle(300.01, 100, 50, 50), {"beyond", "A", "IND"})
        .layer("military", {"id", "kind"})
        .feature(rectangle(-100, -100, 100, 300), {"M", "control"})
        .feature(rectangle(9000, 0, 1, 1), {"X", "radar"});
    const auto found = run_rule(builder.project(), "SI-26");
    CHECK(found.breaches() == Ids{"on"});
    CHECK(found.unknowns() == Ids{"X", "beyond"}); // how far a radar reaches is not in the pack
    CHECK(found.all.front().second.missing == Ids{"parameter SI-26 distance radar"});
    auto& sites = builder.project().layers.back().features;
    sites.back().values[1] = {};
    const auto silent = run_rule(builder.project(), "SI-26");
    CHECK(silent.all.front().second.missing == Ids{"military.kind"});
    CHECK(silent.breaches() == Ids{"on"});
    CHECK(silent.passes() == Ids{"beyond"}); // no kind reaches so far
    sites.back().shape = test::polygon_shape(rectangle(650.01, 100, 1, 1));
    const auto near = run_rule(builder.project(), "SI-26"); // 300 m away
    CHECK(near.unknowns() == Ids{"X", "beyond"});
    CHECK(near.all.back().second.missing == Ids{"military.kind"});
    sites.pop_back();
    CHECK(run_rule(builder.project(), "SI-26").passes() == Ids{"beyond"});
}

TEST_CASE("R29: a surface that is cleared does not hide one of unknown height", "[rules]") {
    const auto answer = [](model::Value first, model::Value second) {
        test::ProjectBuilder builder;
        builder.rule("SI-25")
            .layer("buildings", {"id", "height_m"})
            .feature(rectangle(10, 10, 10, 10), {"B", 15.0})
            .layer("obstacle_surfaces", {"id", "elevation_m"})
            .feature(rectangle(0, 0, 50, 50), {"S", std::move(first)})
            .feature(rectangle(0, 0, 50, 50), {"T", std::move(second)});
        builder.project().dem =
            model::Raster{"dem.tif", 1, 1, {0, 50}, 50, std::vector<double>{45.0}};
        return run_rule(builder.project(), "SI-25").all.front().second;
    };
    CHECK(answer({}, 60.0).missing == Ids{"obstacle_surfaces.elevation_m"});
    CHECK(answer(60.0, {}).missing == Ids{"obstacle_surfaces.elevation_m"});
    CHECK(answer({}, 59.0).kind == rules::Outcome::Kind::breach);
    CHECK(answer(59.0, {}).kind == rules::Outcome::Kind::breach);
}
