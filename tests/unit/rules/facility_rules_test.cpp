#include "project_builder.hpp"

#include <catch2/catch.hpp>

using namespace sandan;
using test::ProjectBuilder;
using test::rectangle;
using test::run_rule;
using Ids = std::vector<std::string>;
using Kind = rules::Outcome::Kind;

namespace {

/// A complex and the three shares that LB-17 asks for.
ProjectBuilder parking_shares() {
    ProjectBuilder builder;
    builder.complex("C", 100'000)
        .parameter("LB-17", "min_share", 0.6)
        .parameter("LB-17", "min_eco", 5)
        .parameter("LB-17", "min_eco_and_compact", 10);
    return builder;
}

} // namespace

TEST_CASE("LB-08: arterial roads are 15 m wide, except in small complexes", "[rules]") {
    const auto run = [](double designated, const char* road_class, model::Value width) {
        ProjectBuilder builder;
        builder.complex("C", designated)
            .parameter("LB-08", "min_width", 15)
            .parameter("LB-08", "min_complex_area", 30'000)
            .layer("roads", {"id", "complex", "class", "width_m"})
            .feature(rectangle(0, 0, 15, 100), {"R", "C", road_class, std::move(width)});
        return run_rule(builder.project(), "LB-08").all.at(0).second.kind;
    };
    CHECK(run(30'000, "arterial", 15.0) == Kind::pass);
    CHECK(run(30'000, "간선", 14.9) == Kind::breach);
    CHECK(run(29'999, "arterial", 12.0) == Kind::not_applicable);
    CHECK(run(30'000, "local", 6.0) == Kind::not_applicable);
    CHECK(run(30'000, "arterial", {}) == Kind::unknown);
}

TEST_CASE("V9: a belt as wide as fills the green limit is enough away from housing", "[rules]") {
    // 400 × 250 m: A = 100,000 m², P = 1,300 m, 7.5 % → w_min = 5.77 m
    const auto run = [](double width, double housing) {
        ProjectBuilder builder;
        builder.complex("C", 100'000)
            .parameter("LB-05", "max_share", 7.5)
            .parameter("LB-15", "min_width", 10)
            .parameter("LB-15", "min_width_remote", 5)
            .layer("boundary", {"complex"})
            .feature(rectangle(0, 0, 400, 250), {"C"})
            .layer("belts", {"id", "complex", "width_m", "touches_housing"})
            .feature(rectangle(0, 0, 6, 250), {"B", "C", width, housing});
        return run_rule(builder.project(), "LB-15").all.at(0).second;
    };
    CHECK(run(5.77, 0).kind == Kind::pass);
    const auto narrow = run(5.76, 0);
    CHECK(narrow.kind == Kind::breach);
    CHECK(narrow.evidence.advisory); // at least 5 m: there may be reasons
    CHECK(*narrow.evidence.threshold == Approx(5.769).margin(0.001));
    CHECK_FALSE(run(4.9, 0).evidence.advisory);
    CHECK(run(10, 1).kind == Kind::pass);
    CHECK(run(9.9, 1).kind == Kind::breach);
    CHECK_FALSE(run(9.9, 1).evidence.advisory);
}

TEST_CASE("LB-15 names only what is missing", "[rules]") {
    ProjectBuilder builder;
    builder.complex("C", 100'000)
        .parameter("LB-05", "max_share", 7.5)
        .parameter("LB-15", "min_width", 10)
        .parameter("LB-15", "min_width_remote", 5)
        .layer("belts", {"id", "complex", "width_m", "touches_housing"})
        .feature(rectangle(0, 0, 6, 250), {"B", "C", 6.0, 0.0});
    CHECK(run_rule(builder.project(), "LB-15").all.at(0).second.missing == Ids{"layer boundary"});
}

TEST_CASE("LB-17 asks for land, then for clean and compact spaces", "[rules]") {
    const auto run = [](double width, double eco, double compact) {
        ProjectBuilder builder;
        builder.complex("C", 100'000)
            .parameter("LB-17", "min_share", 0.6, {}, 0, false)
            .parameter("LB-17", "min_eco", 5)
            .parameter("LB-17", "min_eco_and_compact", 10)
            .layer("parking", {"id", "complex", "spaces", "eco_spaces", "compact_spaces"})
            .feature(rectangle(0, 0, width, 10), {"P", "C", 100.0, eco, compact});
        return run_rule(builder.project(), "LB-17").all.at(0).second;
    };
    CHECK(run(60, 5, 5).kind == Kind::pass);
    CHECK(run(59, 5, 5).kind == Kind::breach);
    CHECK_THAT(run(60, 4, 6).evidence.message.en, Catch::StartsWith("spaces for clean cars"));
    CHECK_THAT(run(60, 5, 4).evidence.message.en, Catch::StartsWith("spaces for compact and"));
}

TEST_CASE("facility rules name the layer they miss", "[rules]") {
    ProjectBuilder builder;
    builder.complex("C", 100'000);
    CHECK(run_rule(builder.project(), "LB-08").all[0].second.missing == Ids{"layer roads"});
    CHECK(run_rule(builder.project(), "LB-15").all[0].second.missing == Ids{"layer belts"});
    CHECK(run_rule(builder.project(), "LB-17").all[0].second.missing == Ids{"layer parking"});
}

TEST_CASE(
    "LB-15 names the one field of a belt that is missing, and fails what is too narrow anyway",
    "[rules]") {
    const auto run = [](model::Value complex, model::Value width, model::Value housing) {
        ProjectBuilder builder;
        builder.complex("C", 100'000)
            .parameter("LB-05", "max_share", 7.5)
            .parameter("LB-15", "min_width", 10)
            .parameter("LB-15", "min_width_remote", 5)
            .layer("boundary", {"complex"})
            .feature(rectangle(0, 0, 400, 250), {"C"})
            .layer("belts", {"id", "complex", "width_m", "touches_housing"})
            .feature(rectangle(0, 0, 6, 250),
                     {"B", std::move(complex), std::move(width), std::move(housing)});
        return run_rule(builder.project(), "LB-15").all.at(0).second;
    };
    CHECK(run("C", {}, 0.0).missing == Ids{"belts.width_m"});
    CHECK(run("C", 8.0, {}).missing == Ids{"belts.touches_housing"});
    CHECK(run({}, 8.0, 0.0).missing == Ids{"belts.complex"});
    CHECK(run({}, {}, 1.0).missing == Ids{"belts.width_m"});
    CHECK(run({}, 9.9, 1.0).kind == Kind::breach); // beside housing, in whatever complex
    CHECK(run({}, 4.9, {}).kind == Kind::breach);
}

TEST_CASE("LB-17: car parks that do not say their spaces are unknown, not enough", "[rules]") {
    const auto run = [](model::Value all, model::Value eco, model::Value compact) {
        auto builder = parking_shares();
        builder.layer("parking", {"id", "complex", "spaces", "eco_spaces", "compact_spaces"})
            .feature(rectangle(0, 0, 60, 10),
                     {"P", "C", std::move(all), std::move(eco), std::move(compact)});
        return run_rule(builder.project(), "LB-17").all.at(0).second;
    };
    CHECK(run({}, {}, {}).missing ==
          Ids{"parking.spaces", "parking.eco_spaces", "parking.compact_spaces"});
    CHECK(run(100.0, 5.0, {}).missing == Ids{"parking.compact_spaces"});
    CHECK(run(100.0, 4.0, {}).kind == Kind::breach); // too few, whatever the compact ones are
    CHECK(run(0.0, {}, {}).kind == Kind::pass);      // no spaces, no shares
}

TEST_CASE("LB-17: a car park of no named complex may be of any, one without geometry of any size",
          "[rules]") {
    const auto run = [](double of_c, double unplaced) {
        auto builder = parking_shares();
        builder.layer("parking", {"id", "complex", "spaces", "eco_spaces", "compact_spaces"})
            .feature(rectangle(0, 0, of_c, 10), {"P", "C", 100.0, 5.0, 5.0})
            .feature(rectangle(0, 50, unplaced, 10), {"Q", {}, 100.0, 0.0, 0.0});
        return builder;
    };
    const auto judge = [](ProjectBuilder builder) {
        return run_rule(builder.project(), "LB-17").all.at(0).second;
    };
    CHECK(judge(run(30, 30)).missing == Ids{"parking.complex"});
    const auto proven = judge(run(30, 29)); // too little land even with the open one
    CHECK(proven.kind == Kind::breach);
    CHECK(*proven.evidence.measured == Approx(0.3));
    CHECK(judge(run(60, 10)).missing == Ids{"parking.complex"}); // 5 of 200 spaces are clean
    auto bare = run(30, 10);
    bare.project().layers[0].features[1].shape = {};
    CHECK(judge(bare).missing == Ids{"parking.complex", "parking.geometry"});
    bare.project().layers[0].features[1].values[1] = "C";
    CHECK(judge(bare).missing == Ids{"parking.geometry"});
    bare.project().layers[0].features[1].values[1] = "D";
    CHECK(judge(bare).kind == Kind::breach); // another complex's
}

TEST_CASE("LB-17 adds up the car parks of every file of the role", "[rules]") {
    auto builder = parking_shares();
    for (const double y : {0.0, 50.0}) {
        builder.layer("parking", {"id", "complex", "spaces", "eco_spaces", "compact_spaces"})
            .feature(rectangle(0, y, 30, 10), {"P", "C", 100.0, 5.0, 5.0});
    }
    CHECK(run_rule(builder.project(), "LB-17").all.at(0).second.kind == Kind::pass);
}
