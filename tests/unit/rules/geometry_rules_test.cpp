#include "project_builder.hpp"

#include <catch2/catch.hpp>

using namespace sandan;
using test::ProjectBuilder;
using test::rectangle;
using test::run_rule;
using Ids = std::vector<std::string>;
using Kind = rules::Outcome::Kind;

namespace {

/// Two lots of 100 × 100 m in a boundary of 200 × 100 m; the second starts at `x`.
ProjectBuilder two_lots(double x, double width = 100) {
    ProjectBuilder builder;
    builder.complex("C", 20'000)
        .parameter("GT-02", "min_overlap_area", 0.01)
        .parameter("GT-03", "min_gap_area", 0.01)
        .parameter("GT-05", "default_scale", 1200, "land")
        .parameter("GT-07", "max_difference", 1)
        .layer("lots", {"id", "complex", "use", "scale"})
        .feature(rectangle(0, 0, 100, 100), {"A", "C", "IND", 500.0})
        .feature(rectangle(x, 0, width, 100), {"B", "C", "IND", 500.0})
        .layer("boundary", {"complex"})
        .feature(rectangle(0, 0, 200, 100), {"C"});
    return builder;
}

} // namespace

TEST_CASE("lots that fill the boundary break no partition rule", "[rules]") {
    auto builder = two_lots(100);
    for (const auto* rule : {"GT-02", "GT-03", "GT-04", "GT-07"}) {
        INFO(rule);
        CHECK(run_rule(builder.project(), rule).breaches().empty());
        CHECK_FALSE(run_rule(builder.project(), rule).passes().empty());
    }
}

TEST_CASE("one overlap is one finding: GT-02 speaks, GT-03, GT-04 and GT-07 do not", "[rules]") {
    auto builder = two_lots(99, 101); // B reaches 1 m into A
    const auto found = run_rule(builder.project(), "GT-02");
    REQUIRE(found.breaches() == Ids{"A|B"});
    const auto& evidence = found.all[0].second.evidence;
    CHECK(*evidence.measured == Approx(100));
    CHECK_FALSE(evidence.advisory); // 0.026²·500·√10,000 = 33.8 m²
    CHECK(evidence.location->x == Approx(99.5).margin(0.5));
    for (const auto* rule : {"GT-03", "GT-04", "GT-07"}) {
        INFO(rule);
        CHECK(run_rule(builder.project(), rule).breaches().empty());
    }
}

TEST_CASE("an overlap below survey noise is advisory, dust is none", "[rules]") {
    const auto noisy = run_rule(two_lots(99.7, 100.3).project(), "GT-02"); // 30 m²
    REQUIRE(noisy.breaches() == Ids{"A|B"});
    CHECK(noisy.all[0].second.evidence.advisory);
    CHECK(run_rule(two_lots(99.9999, 100.0001).project(), "GT-02").breaches().empty()); // 0.01 m²
}

TEST_CASE("one gap is one finding, named by its neighbours", "[rules]") {
    auto builder = two_lots(100.25, 99.75);
    builder.parameter("GT-03", "digitising_width", 0.5);
    const auto found = run_rule(builder.project(), "GT-03");
    REQUIRE(found.breaches() == Ids{"A|B"});
    CHECK(*found.all[0].second.evidence.measured == Approx(25));
    for (const auto* rule : {"GT-02", "GT-04", "GT-07"}) {
        INFO(rule);
        CHECK(run_rule(builder.project(), rule).breaches().empty());
    }
}

TEST_CASE("land without a lot, wider than drawing errs, is missing from the total", "[rules]") {
    auto builder = two_lots(100.6, 99.4);
    builder.parameter("GT-03", "digitising_width", 0.5);
    const auto found = run_rule(builder.project(), "GT-07");
    REQUIRE(found.breaches() == Ids{"C"});
    CHECK(*found.all[0].second.evidence.measured == Approx(60)); // 100 m × 0.6 m
}

TEST_CASE("land beyond the boundary breaks GT-04, and the total with it", "[rules]") {
    auto builder = two_lots(100, 101);
    const auto found = run_rule(builder.project(), "GT-04");
    REQUIRE(found.breaches() == Ids{"B"});
    CHECK(*found.all[0].second.evidence.measured == Approx(100));
    CHECK(run_rule(builder.project(), "GT-07").breaches() == Ids{"C"});
    CHECK(run_rule(builder.project(), "GT-02").breaches().empty());
}

TEST_CASE("GT-07 finds a designated area that the lots do not make", "[rules]") {
    const auto run = [](double designated) {
        auto builder = two_lots(100);
        builder.project().plan.complexes[0].designated_area_m2 = designated;
        return run_rule(builder.project(), "GT-07").all.at(0).second.kind;
    };
    CHECK(run(20'001) == Kind::pass);
    CHECK(run(19'999) == Kind::pass);
    CHECK(run(20'001.01) == Kind::breach);
}

TEST_CASE("GT-04 without a boundary is unknown", "[rules]") {
    ProjectBuilder builder;
    builder.complex("C", 100)
        .layer("lots", {"id", "complex", "use"})
        .feature(rectangle(0, 0, 10, 10), {"A", "C", "IND"});
    CHECK(run_rule(builder.project(), "GT-04").all.at(0).second.missing == Ids{"layer boundary"});
}

TEST_CASE("GT-01 fails a repair that moved land, warns of one that did not", "[rules]") {
    auto builder = two_lots(100);
    builder.parameter("GT-01", "max_repair_area", 0.01);
    auto& lots = builder.project().layers[0];
    const auto repair = [](std::int64_t fid, double before, double after) {
        model::Repair made;
        made.fid = fid;
        made.reason = {"자기 교차", "Self-intersection"};
        made.area_before = before;
        made.area_after = after;
        made.rejected = after <= 0;
        return made;
    };
    lots.repairs = {repair(0, 10'000, 10'000.005), repair(1, 10'000, 10'001), repair(7, 50, 0)};
    const auto found = run_rule(builder.project(), "GT-01");
    REQUIRE(found.breaches() == Ids{"A", "B", "7"});
    CHECK(found.all[0].second.evidence.advisory);
    CHECK_FALSE(found.all[1].second.evidence.advisory);
    CHECK_FALSE(found.all[2].second.evidence.advisory);
    const auto& words = found.all[2].second.evidence.message;
    CHECK(words.ko.find("자기 교차 – 제외됨") != std::string::npos);
    CHECK(words.en.find("Self-intersection – rejected") != std::string::npos);
    CHECK(found.passes() == Ids{"boundary"});
}

TEST_CASE("GT-05 compares ledger and map within 0.026²·M·√F", "[rules]") {
    const auto run = [](model::Value ledger, model::Value scale) {
        ProjectBuilder builder;
        builder.parameter("GT-05", "default_scale", 1200, "land")
            .parameter("GT-05", "default_scale", 6000, "forest")
            .parameter("DI-15", "max_difference", 5)
            .layer("parcels", {"id", "ledger_area_m2", "scale"})
            .feature(rectangle(0, 0, 100, 100),
                     {"5211310300100010000", std::move(ledger), std::move(scale)});
        return run_rule(builder.project(), "GT-05").all.at(0).second;
    };
    CHECK(run(10'000.0, 500.0).kind == Kind::pass);
    CHECK(run(10'033.7, 500.0).kind == Kind::pass); // tolerance 33.856 m² of F = 10,033.7
    CHECK(run(10'034.0, 500.0).kind == Kind::breach);
    CHECK(run(10'034.0, {}).kind == Kind::pass); // 1:1200 assumed: 81 m²
    CHECK(run({}, 500.0).missing == Ids{"parcels.ledger_area_m2"});
    CHECK(run(3'025.0, 500.0).kind == Kind::not_applicable); // 평: DI-15 tells
}

TEST_CASE("GT-06 sums the parts of a divided parcel, drawn and decided", "[rules]") {
    const auto run = [](double parent, double first, double second) {
        ProjectBuilder builder;
        builder
            .layer("lots",
                   {"id", "complex", "use", "parent", "parent_area_m2", "area_plan_m2", "scale"})
            .feature(rectangle(0, 0, 100, 100), {"A", "C", "IND", "P", parent, first, 500.0})
            .feature(rectangle(100, 0, 100, 100), {"B", "C", "IND", "P", parent, second, 500.0});
        return run_rule(builder.project(), "GT-06").all.at(0).second.kind;
    };
    CHECK(run(20'000, 10'000, 10'000) == Kind::pass);
    CHECK(run(20'047, 10'023, 10'024) == Kind::pass); // 0.026²·500·√20,047 = 47.86
    CHECK(run(20'048, 10'024, 10'024) == Kind::breach);
    CHECK(run(20'000, 10'000, 10'001) == Kind::breach); // decided areas must sum exactly
}

TEST_CASE("GT-06: a parent has one area, whichever of its children says it", "[rules]") {
    for (const bool first : {true, false}) {
        ProjectBuilder builder;
        builder.layer("lots", {"id", "complex", "use", "parent", "parent_area_m2", "scale"})
            .feature(rectangle(0, 0, 100, 100),
                     {"A", "C", "IND", "P", first ? 30'000.0 : 20'000.0, 500.0})
            .feature(rectangle(100, 0, 100, 100),
                     {"B", "C", "IND", "P", first ? 20'000.0 : 30'000.0, 500.0});
        const auto found = run_rule(builder.project(), "GT-06");
        REQUIRE(found.breaches() == Ids{"P"});
        CHECK_THAT(found.all[0].second.evidence.message.en,
                   Catch::Contains("30,000 m²") && Catch::Contains("20,000 m²"));
    }
}

TEST_CASE("GT-06: children lie in their parent, as far as survey noise goes", "[rules]") {
    const auto run = [](double east) {
        ProjectBuilder builder;
        builder.layer("lots", {"id", "complex", "use", "parent", "parent_area_m2", "scale"})
            .feature(rectangle(east, 0, 100, 100), {"A", "C", "IND", "P", 20'000.0, 500.0})
            .feature(rectangle(100 + east, 0, 100, 100), {"B", "C", "IND", "P", 20'000.0, 500.0})
            .layer("parcels", {"id"})
            .feature(rectangle(0, 0, 120, 100), {"P"})
            .feature(rectangle(120, 0, 80, 100), {"P"}); // in two pieces
        return run_rule(builder.project(), "GT-06").all.at(0).second;
    };
    CHECK(run(0).kind == Kind::pass);
    CHECK(run(0.459).kind == Kind::pass); // 0.026²·500·√20,000 = 47.8 m²
    CHECK(run(0.478).kind == Kind::pass);
    const auto out = run(0.479);
    CHECK(out.kind == Kind::breach);
    CHECK_THAT(out.evidence.message.en, Catch::Contains("lot B: 47.90 m² outside its parent"));
}

TEST_CASE("GT-06 does not apply where no parcel is divided", "[rules]") {
    CHECK(run_rule(two_lots(100).project(), "GT-06").all.at(0).second.kind == Kind::not_applicable);
}

TEST_CASE("GT-08 and GT-09: the overlay closes, uncovered land is told", "[rules]") {
    auto builder = two_lots(100);
    builder.parameter("GT-08", "max_relative_error", 1e-6)
        .layer("zoning", {"code"})
        .feature(rectangle(0, 0, 150, 100), {"UQA320"});
    CHECK(run_rule(builder.project(), "GT-08").passes() == Ids{"A", "B"});
    const auto found = run_rule(builder.project(), "GT-09");
    CHECK(found.passes() == Ids{"A"});
    REQUIRE(found.breaches() == Ids{"B"});
    CHECK(*found.all[1].second.evidence.measured == Approx(5000));
}

TEST_CASE("GT-08 and GT-09 name the layer that is not there", "[rules]") {
    test::ProjectBuilder zones;
    zones.parameter("GT-08", "max_relative_error", 1e-6)
        .layer("zoning", {"code"})
        .feature(rectangle(0, 0, 150, 100), {"UQA320"});
    auto lots = two_lots(100);
    lots.parameter("GT-08", "max_relative_error", 1e-6);
    for (const auto* const rule : {"GT-08", "GT-09"}) {
        CHECK(run_rule(zones.project(), rule).all.front().second.missing == Ids{"layer lots"});
        CHECK(run_rule(lots.project(), rule).all.front().second.missing == Ids{"layer zoning"});
    }
}

TEST_CASE("GT-11 refuses to measure in a distorting system", "[rules]") {
    const auto run = [](const char* crs) {
        ProjectBuilder builder;
        builder.parameter("GT-11", "allowed", 1, "EPSG:5186").project().plan.crs = crs;
        return run_rule(builder.project(), "GT-11").all.at(0).second.kind;
    };
    CHECK(run("EPSG:5186") == Kind::pass);
    CHECK(run("EPSG:5179") == Kind::breach);
    CHECK(run("EPSG:3857") == Kind::breach);
}

TEST_CASE("GT-12: land for sale borders a road along 2 m", "[rules]") {
    const auto run = [](double shared) {
        ProjectBuilder builder;
        builder.complex("C", 1000)
            .parameter("GT-12", "min_frontage", 2)
            .layer("lots", {"id", "complex", "use"})
            .feature(rectangle(0, 0, 100, 100), {"A", "C", "IND"})
            .feature(rectangle(100, 100 - shared, 10, 200), {"R", "C", "ROAD"})
            .feature(rectangle(0, 100, 50, 50), {"G", "C", "GREEN"});
        return run_rule(builder.project(), "GT-12");
    };
    CHECK(run(2).passes() == Ids{"A"});
    CHECK(run(1.9).breaches() == Ids{"A"});
    CHECK(run(2).all.size() == 1); // neither the road nor the park needs a road
}
