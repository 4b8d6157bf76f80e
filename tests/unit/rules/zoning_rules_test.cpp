#include "project_builder.hpp"

#include <catch2/catch.hpp>

#include <optional>

using namespace sandan;
using test::ProjectBuilder;
using test::rectangle;
using test::run_rule;
using Ids = std::vector<std::string>;
using Kind = rules::Outcome::Kind;

namespace {

/// Limits of Jeonju, as far as these tests need them.
ProjectBuilder jeonju() {
    ProjectBuilder builder;
    builder.complex("C", 20'000)
        .parameter("ZO-01", "max_percent", 60, "UQA320")
        .parameter("ZO-01", "max_percent", 80, "UQA320@complex")
        .parameter("ZO-01", "max_percent", 20, "UQA430")
        .parameter("ZO-02", "max_percent", 350, "UQA320")
        .parameter("ZO-02", "max_percent", 100, "UQA430")
        .parameter("ZO-03", "max_small_part", 330)
        .parameter("ZO-03", "max_small_part_strip", 660)
        .parameter("ZO-06", "allowed", 1, "UQA330")
        .parameter("ZO-06", "allowed", 1, "UQA320")
        .parameter("ZO-08", "min_area", 1)
        .parameter("ZO-08", "min_width", 0.5);
    return builder;
}

const std::vector<std::string> lot_fields{"id", "complex", "use", "management", "zoning"};

} // namespace

TEST_CASE("ZO-01 and ZO-02 sum the buildings of a lot against its limit", "[rules]") {
    const auto run = [](const char* rule, model::Value footprint, model::Value floors) {
        auto builder = jeonju();
        builder.layer("lots", lot_fields)
            .feature(rectangle(0, 0, 100, 100), {"P1", "C", "IND", {}, {}})
            .layer("zoning", {"code"})
            .feature(rectangle(0, 0, 100, 100), {"UQA320"})
            .layer("buildings", {"id", "pnu", "building_area_m2", "floor_area_m2"})
            .feature(rectangle(0, 0, 50, 50), {"b1", "P1", 6000.0, 30'000.0})
            .feature(rectangle(50, 0, 50, 50),
                     {"b2", "P1", std::move(footprint), std::move(floors)});
        return run_rule(builder.project(), rule).all.at(0).second.kind;
    };
    CHECK(run("ZO-01", 2000.0, 5000.0) == Kind::pass); // exactly 80 %
    CHECK(run("ZO-01", 2001.0, 5000.0) == Kind::breach);
    CHECK(run("ZO-01", {}, {}) == Kind::unknown);      // null is not 0
    CHECK(run("ZO-02", 2000.0, 5000.0) == Kind::pass); // exactly 350 %
    CHECK(run("ZO-02", 2000.0, 5001.0) == Kind::breach);
}

TEST_CASE("ZO-01 tells of buildings whose lot is not there, and needs buildings at all",
          "[rules]") {
    auto builder = jeonju();
    builder.layer("lots", lot_fields)
        .feature(rectangle(0, 0, 100, 100), {"P1", "C", "IND", {}, {}})
        .layer("zoning", {"code"})
        .feature(rectangle(0, 0, 100, 100), {"UQA320"});
    const auto missing = [&] {
        return run_rule(builder.project(), "ZO-01").all.at(0).second.missing;
    };
    CHECK(missing() == Ids{"layer buildings"}); // which does not say that nothing is built
    builder.layer("buildings", {"id", "pnu", "building_area_m2"})
        .feature(rectangle(0, 0, 5, 5), {"b", "P9", 10.0});
    CHECK(run_rule(builder.project(), "ZO-01").unknowns() == Ids{"pnu"});
    std::erase_if(builder.project().layers,
                  [](const model::Layer& layer) { return layer.role == "zoning"; });
    CHECK(missing() == Ids{"layer zoning"});
}

TEST_CASE("ZO-03 decides the limits of split lots only", "[rules]") {
    auto builder = jeonju();
    builder.layer("lots", lot_fields)
        .feature(rectangle(0, 0, 100, 100), {"split", "C", "IND", {}, {}})
        .feature(rectangle(100, 0, 100, 100), {"green", "C", "IND", {}, {}})
        .layer("zoning", {"code"})
        .feature(rectangle(0, 0, 97, 100), {"UQA320"})
        .feature(rectangle(97, 0, 103, 100), {"UQA430"});
    const auto found = run_rule(builder.project(), "ZO-03");
    REQUIRE(found.passes() == Ids{"split"});
    CHECK(*found.all[0].second.evidence.measured == Approx(78.2)); // V13
    CHECK_THAT(found.all[0].second.evidence.message.en, Catch::Contains("BCR 78.2 %, FAR 342.5 %"));
    CHECK(found.all.size() == 1);
}

TEST_CASE("ZO-04 tells how much zoning the management plan supersedes, and fails nothing",
          "[rules]") {
    auto builder = jeonju();
    builder.layer("lots", lot_fields)
        .feature(rectangle(0, 0, 100, 100), {"A", "C", "IND", {}, {}})
        .feature(rectangle(100, 0, 100, 100), {"B", "C", "IND", {}, {}})
        .layer("zoning", {"code"})
        .feature(rectangle(0, 0, 100, 100), {"UQA430"})
        .feature(rectangle(100, 0, 100, 100), {"UQA320"})
        .layer("management", {"code"})
        .feature(rectangle(0, 0, 200, 100), {"MI"});
    const auto found = run_rule(builder.project(), "ZO-04");
    REQUIRE(found.passes() == Ids{"C"});
    CHECK(*found.all[0].second.evidence.measured == Approx(10'000));
}

TEST_CASE("ZO-05: a use lies in a management zone that takes it, by field and by map", "[rules]") {
    const auto run = [](model::Value own, const char* drawn) {
        auto builder = jeonju();
        builder.layer("lots", lot_fields)
            .feature(rectangle(0, 0, 100, 100), {"A", "C", "IND", std::move(own), {}});
        if (drawn != nullptr) {
            builder.layer("management", {"code"}).feature(rectangle(0, 0, 100, 100), {drawn});
        }
        return run_rule(builder.project(), "ZO-05").all.at(0).second.kind;
    };
    CHECK(run("MI", "MI") == Kind::pass);
    CHECK(run("MC", nullptr) == Kind::pass);
    CHECK(run({}, "MC") == Kind::pass);
    CHECK(run("MS", nullptr) == Kind::breach);
    CHECK(run("MI", "MG") == Kind::breach);
    CHECK(run({}, nullptr) == Kind::unknown);
}

TEST_CASE("ZO-05 does not take land outside every management zone", "[rules]") {
    auto builder = jeonju();
    builder.layer("lots", lot_fields)
        .feature(rectangle(0, 0, 100, 100), {"A", "C", "IND", "MI", {}})
        .layer("management", {"code"})
        .feature(rectangle(0, 0, 60, 100), {"MI"});
    CHECK(run_rule(builder.project(), "ZO-05").breaches() == Ids{"A"});
}

TEST_CASE("ZO-06 asks the zone of mixed land, planned before notified", "[rules]") {
    const auto run = [](model::Value planned, const char* notified) {
        auto builder = jeonju();
        builder.layer("lots", lot_fields)
            .feature(rectangle(0, 0, 100, 100), {"A", "C", "MIX", {}, std::move(planned)});
        if (notified != nullptr) {
            builder.layer("zoning", {"code"}).feature(rectangle(0, 0, 100, 100), {notified});
        }
        return run_rule(builder.project(), "ZO-06").all.at(0).second.kind;
    };
    CHECK(run("UQA330", "UQA430") == Kind::pass);
    CHECK(run({}, "UQA320") == Kind::pass);
    CHECK(run({}, "UQA430") == Kind::breach);
    CHECK(run("UQA430", "UQA320") == Kind::breach);
    CHECK(run({}, nullptr) == Kind::unknown);
}

TEST_CASE("ZO-07 never passes a layer that is not there", "[rules]") {
    ProjectBuilder builder;
    builder.layer("roads", {"id"}).project().plan.required_layers = {"roads", "heritage"};
    const auto found = run_rule(builder.project(), "ZO-07");
    CHECK(found.passes() == Ids{"roads"});
    CHECK(found.unknowns() == Ids{"heritage"});
}

TEST_CASE("ZO-08 lists slivers by the limits of the pack", "[rules]") {
    const auto run = [](double width) {
        auto builder = jeonju();
        builder.layer("lots", lot_fields)
            .feature(rectangle(0, 0, 100, 100), {"A", "C", "IND", {}, {}})
            .layer("zoning", {"code"})
            .feature(rectangle(0, 0, 100 - width, 100), {"UQA320"})
            .feature(rectangle(100 - width, 0, 50, 100), {"UQA430"});
        return run_rule(builder.project(), "ZO-08");
    };
    const auto thin = run(0.4);
    REQUIRE(thin.breaches() == Ids{"A"});
    CHECK(*thin.all[0].second.evidence.measured == Approx(40));
    CHECK(run(0.6).passes() == Ids{"A"});
    CHECK(run(0).passes() == Ids{"A"});
}

TEST_CASE("ZO-09: a notice of the day itself is in force, one of tomorrow is planned", "[rules]") {
    ProjectBuilder builder;
    builder.layer("zoning", {"id", "code", "notice_date"})
        .feature(rectangle(0, 0, 1, 1), {"today", "UQA320", "20240626"})
        .feature(rectangle(1, 0, 1, 1), {"tomorrow", "UQA320", "2024-06-27"})
        .feature(rectangle(2, 0, 1, 1), {"never", "UQA320", "00000000"});
    const auto found = run_rule(builder.project(), "ZO-09");
    CHECK(found.passes() == Ids{"today"});
    CHECK(found.breaches() == Ids{"tomorrow"});
    CHECK(found.unknowns() == Ids{"never"});
}

TEST_CASE("ZO-10 lists umbrella codes", "[rules]") {
    ProjectBuilder builder;
    builder.layer("zoning", {"id", "code"})
        .feature(rectangle(0, 0, 1, 1), {"a", "UQA320"})
        .feature(rectangle(1, 0, 1, 1), {"b", "UQA300"});
    const auto found = run_rule(builder.project(), "ZO-10");
    CHECK(found.passes() == Ids{"a"});
    CHECK(found.breaches() == Ids{"b"});
}

TEST_CASE("zoning rules without a zoning layer name it", "[rules]") {
    ProjectBuilder builder;
    builder.complex("C", 100).layer("lots", lot_fields);
    for (const auto* rule : {"ZO-03", "ZO-04", "ZO-08", "ZO-09", "ZO-10", "GT-09"}) {
        INFO(rule);
        CHECK(run_rule(builder.project(), rule).all.at(0).second.missing == Ids{"layer zoning"});
    }
}

TEST_CASE("ZO-01: a building without PNU counts where it lies, on several lots nobody knows",
          "[rules]") {
    auto builder = jeonju();
    builder.layer("lots", lot_fields)
        .feature(rectangle(0, 0, 100, 100), {"full", "C", "IND", {}, {}})
        .feature(rectangle(100, 0, 100, 100), {"left", "C", "IND", {}, {}})
        .feature(rectangle(200, 0, 100, 100), {"right", "C", "IND", {}, {}})
        .layer("zoning", {"code"})
        .feature(rectangle(0, 0, 300, 100), {"UQA320"})
        .layer("buildings", {"id", "pnu", "building_area_m2", "floor_area_m2"})
        .feature(rectangle(0, 0, 90, 90), {"b1", {}, 8100.0, 8100.0})
        .feature(rectangle(150, 0, 100, 50), {"b2", "", 8001.0, 5000.0})
        .feature(rectangle(210, 60, 10, 10), {"b3", "right", 8001.0, 100.0});
    const auto found = run_rule(builder.project(), "ZO-01");
    CHECK(found.breaches() == Ids{"full", "right"}); // 81 %, and 80.01 % without b2
    CHECK(found.unknowns() == Ids{"left"});
    CHECK(found.all.at(1).second.missing == Ids{"buildings.pnu"});
}

TEST_CASE("ZO-01: a building that mostly stands elsewhere is perhaps the lot's", "[rules]") {
    const auto run = [](double own, double grazing) {
        auto builder = jeonju();
        builder.layer("lots", lot_fields)
            .feature(rectangle(0, 0, 100, 100), {"A", "C", "IND", {}, {}})
            .layer("zoning", {"code"})
            .feature(rectangle(0, 0, 300, 100), {"UQA320"})
            .layer("buildings", {"id", "pnu", "building_area_m2", "floor_area_m2"})
            .feature(rectangle(0, 0, 90, 80), {"own", "A", own, own})
            .layer("buildings", {"id", "pnu", "building_area_m2", "floor_area_m2"}) // a second file
            .feature(rectangle(99, 0, 40, 50), {"next", {}, grazing, grazing});
        return run_rule(builder.project(), "ZO-01").all.at(0).second;
    };
    CHECK(run(7'500, 500).kind == Kind::pass); // 80 % whosever it is
    CHECK(run(7'500, 501).missing == Ids{"buildings.pnu"});
    CHECK(run(8'001, 0).kind == Kind::breach);
}

TEST_CASE("ZO-01 counts the buildings of every file, and tells those that stand nowhere",
          "[rules]") {
    auto builder = jeonju();
    builder.layer("lots", lot_fields)
        .feature(rectangle(0, 0, 100, 100), {"A", "C", "IND", {}, {}})
        .layer("zoning", {"code"})
        .feature(rectangle(0, 0, 100, 100), {"UQA320"})
        .layer("buildings", {"id", "pnu", "building_area_m2", "floor_area_m2"})
        .feature(rectangle(0, 0, 50, 80), {"b1", "A", 4000.0, 4000.0})
        .layer("buildings", {"id", "pnu", "building_area_m2", "floor_area_m2"})
        .feature(rectangle(50, 0, 50, 81), {"b2", "A", 4050.0, 4050.0})
        .feature(geom::Shape{}, {"b3", {}, 1.0, 1.0});
    const auto found = run_rule(builder.project(), "ZO-01");
    CHECK(found.breaches() == Ids{"A"});
    CHECK(found.unknowns() == Ids{"geometry"});
}

TEST_CASE("ZO-06 cannot tell the zone of mixed land that no zone covers", "[rules]") {
    auto builder = jeonju();
    builder.layer("lots", lot_fields)
        .feature(rectangle(0, 0, 100, 100), {"bare", "C", "MIX", {}, {}})
        .feature(rectangle(200, 0, 100, 100), {"half", "C", "MIX", {}, {}})
        .feature(rectangle(400, 0, 100, 100), {"wrong", "C", "MIX", {}, {}})
        .layer("zoning", {"code"})
        .feature(rectangle(200, 0, 50, 100), {"UQA330"})
        .feature(rectangle(400, 0, 50, 100), {"UQA430"});
    const auto found = run_rule(builder.project(), "ZO-06");
    CHECK(found.unknowns() == Ids{"bare", "half"});
    CHECK(found.breaches() == Ids{"wrong"}); // whatever the rest is
    CHECK(found.all.front().second.missing == Ids{"layer zoning", "lots.zoning"});
}

TEST_CASE("ZO-01 judges each part of a lot whose zones keep their own limits", "[rules]") {
    const auto run = [](double x) {
        auto builder = jeonju();
        builder.layer("lots", lot_fields)
            .feature(rectangle(0, 0, 100, 100), {"A", "C", "IND", {}, {}})
            .layer("zoning", {"code"})
            .feature(rectangle(0, 0, 50, 100), {"UQA320"})
            .feature(rectangle(50, 0, 50, 100), {"UQA430"})
            .layer("buildings", {"id", "pnu", "building_area_m2", "floor_area_m2"})
            .feature(rectangle(x, 10, 25, 60), {"b", "A", 1500.0, 1500.0});
        return run_rule(builder.project(), "ZO-01").all.at(0).second;
    };
    CHECK(run(10).kind == rules::Outcome::Kind::pass); // 30 % of a part that may have 80
    const auto green = run(60);
    CHECK(green.kind == rules::Outcome::Kind::breach); // 15 % of the lot, 30 % of the green part
    CHECK(*green.evidence.measured == Approx(30));
    CHECK(*green.evidence.threshold == Approx(20));
    CHECK(run(40).kind == rules::Outcome::Kind::pass);    // 900 of 1,500 m² on it: 18 %
    CHECK(run(200).missing == Ids{"buildings.geometry"}); // drawn beside its lot
    CHECK(run(33).kind == rules::Outcome::Kind::pass);    // 480 m² on it
}

TEST_CASE("ZO-01: a rural complex has 80 % only with its infrastructure", "[rules]") {
    std::optional<bool> served;
    double second_zone = 0; // width of the lot's land in another zone of the same limits
    const auto run = [&](const char* kind, double built) {
        ProjectBuilder builder;
        builder.complex("C", 10'000, kind)
            .parameter("ZO-01", "max_percent", 60, "UQA330@농공단지")
            .parameter("ZO-01", "max_percent_served", 70, "UQA330@농공단지")
            .parameter("ZO-02", "max_percent", 400, "UQA330")
            .parameter("ZO-03", "max_small_part", 330)
            .parameter("ZO-03", "max_small_part_strip", 660)
            .parameter("ZO-01", "max_percent", 70, "UQA320")
            .parameter("ZO-01", "max_percent", 80, "UQA320@complex")
            .parameter("ZO-01", "max_percent", 70, "UQA320@농공단지")
            .parameter("ZO-01", "max_percent_served", 80, "UQA320@농공단지")
            .parameter("ZO-02", "max_percent", 350, "UQA320")
            .layer("lots", lot_fields)
            .feature(rectangle(0, 0, 100, 100), {"A", "C", "IND", {}, {}})
            .layer("zoning", {"code"})
            .feature(rectangle(0, 0, 100 - second_zone, 100), {"UQA320"})
            .feature(rectangle(100 - second_zone, 0, second_zone, 100), {"UQA330"})
            .layer("buildings", {"id", "pnu", "building_area_m2", "floor_area_m2"})
            .feature(rectangle(0, 0, 90, 90), {"b", "A", built, built});
        if (!(second_zone > 0)) {
            builder.project().layers[1].features.pop_back();
        }
        builder.project().plan.complexes.front().infrastructure = served;
        return run_rule(builder.project(), "ZO-01").all.at(0).second;
    };
    CHECK(run("일반산업단지", 7'500).kind == Kind::pass);
    CHECK(run("농공단지", 7'000).kind == Kind::pass);
    CHECK(run("농공단지", 7'500).missing == Ids{"complex.infrastructure"});
    CHECK(run("농공단지", 8'001).kind == Kind::breach);
    served = true;
    CHECK(run("농공단지", 8'000).kind == Kind::pass);
    served = false;
    CHECK(run("농공단지", 7'001).kind == Kind::breach);
    served = std::nullopt;
    second_zone = 3; // averaged: 69.7 %, served 79.7 %
    CHECK(run("농공단지", 6'970).kind == Kind::pass);
    CHECK(run("농공단지", 7'970).missing == Ids{"complex.infrastructure"});
    CHECK(run("농공단지", 7'971).kind == Kind::breach);
}

TEST_CASE("ZO-02: housing in a semi-industrial zone has a limit of its own", "[rules]") {
    const auto run = [](model::Value use, double floors) {
        ProjectBuilder builder;
        builder.complex("C", 10'000)
            .parameter("ZO-01", "max_percent", 60, "UQA330")
            .parameter("ZO-02", "max_percent", 400, "UQA330")
            .parameter("ZO-02", "max_percent", 200, "UQA330@apartments")
            .layer("lots", lot_fields)
            .feature(rectangle(0, 0, 100, 100), {"A", "C", "IND", {}, {}})
            .layer("zoning", {"code"})
            .feature(rectangle(0, 0, 100, 100), {"UQA330"})
            .layer("buildings", {"id", "pnu", "building_area_m2", "floor_area_m2", "use_name"})
            .feature(rectangle(0, 0, 50, 50), {"b", "A", 2'500.0, floors, std::move(use)});
        return run_rule(builder.project(), "ZO-02").all.at(0).second.kind;
    };
    CHECK(run("공동주택", 20'000) == Kind::pass);
    CHECK(run("공동주택", 20'001) == Kind::breach);
    CHECK(run("공장", 40'000) == Kind::pass);
    CHECK(run({}, 20'000) == Kind::pass); // within both
    CHECK(run({}, 20'001) == Kind::unknown);
    CHECK(run({}, 40'001) == Kind::breach); // above both
}
