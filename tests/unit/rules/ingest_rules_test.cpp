#include "project_builder.hpp"

#include <catch2/catch.hpp>

using namespace sandan;
using test::ProjectBuilder;
using test::rectangle;
using test::run_rule;
using Ids = std::vector<std::string>;
using Kind = rules::Outcome::Kind;

TEST_CASE("DI-07 counts undecodable text and unreadable lot numbers", "[rules]") {
    const auto run = [](int good, int bad) {
        ProjectBuilder builder;
        builder.parameter("DI-07", "min_parsed_share", 99).layer("parcels", {"id", "jibun"});
        for (int i = 0; i < good + bad; ++i) {
            builder.feature(rectangle(i, 0, 1, 1),
                            {std::to_string(i), i < good ? "12-3임" : "12-3\xC2\xB5\xC3\x80"});
        }
        return run_rule(builder.project(), "DI-07").all.at(0).second.kind;
    };
    CHECK(run(99, 1) == Kind::pass);
    CHECK(run(98, 2) == Kind::breach);

    ProjectBuilder builder;
    builder.layer("lots", {"id"}).feature(rectangle(0, 0, 1, 1), {"가\xEF\xBF\xBD"});
    CHECK(run_rule(builder.project(), "DI-07").breaches() == Ids{"lots"});
}

TEST_CASE("DI-08 wants a declared system and a known accuracy", "[rules]") {
    const auto run = [](const char* name, double accuracy, bool identity, bool ballpark) {
        ProjectBuilder builder;
        builder.layer("lots", {"id"}).feature(rectangle(0, 0, 1, 1), {"A"});
        auto& provenance = builder.project().layers[0].provenance;
        provenance.crs.name = name;
        provenance.operation = {"op", accuracy, ballpark, identity};
        return run_rule(builder.project(), "DI-08").all.at(0).second.kind;
    };
    CHECK(run("Korea 2000", 0, true, false) == Kind::pass);
    CHECK(run("Korean 1985", 1, false, false) == Kind::pass);
    CHECK(run("", 0, true, false) == Kind::breach);
    CHECK(run("unknown", -1, false, false) == Kind::breach);
    CHECK(run("unknown", 1, false, true) == Kind::breach);
}

TEST_CASE("DI-09 holds layers inside the study box, its border included", "[rules]") {
    const auto run = [](double x, const char* crs) {
        ProjectBuilder builder;
        builder.parameter("DI-09", "west", 100, "EPSG:5186")
            .parameter("DI-09", "east", 200, "EPSG:5186")
            .parameter("DI-09", "south", 0, "EPSG:5186")
            .parameter("DI-09", "north", 50, "EPSG:5186")
            .layer("lots", {"id"})
            .feature(rectangle(x, 0, 10, 10), {"A"})
            .project()
            .plan.crs = crs;
        return run_rule(builder.project(), "DI-09").all.at(0).second.kind;
    };
    CHECK(run(190, "EPSG:5186") == Kind::pass);
    CHECK(run(191, "EPSG:5186") == Kind::breach);
    CHECK(run(190, "EPSG:5187") == Kind::unknown);
}

TEST_CASE("DI-11 finds absent fields by layer and empty values by record", "[rules]") {
    ProjectBuilder builder;
    model::LayerRole role;
    role.role = "lots";
    role.geometry = "polygon";
    role.required = {"id", "use"};
    builder.project().codes.roles.push_back(role);
    builder.layer("lots", {"id"}).feature(rectangle(0, 0, 1, 1), {"A"});
    CHECK(run_rule(builder.project(), "DI-11").breaches() == Ids{"lots"});

    builder.project().layers.clear();
    builder.layer("lots", {"id", "use"})
        .feature(rectangle(0, 0, 1, 1), {"A", "IND"})
        .feature(rectangle(1, 0, 1, 1), {"B", {}});
    const auto found = run_rule(builder.project(), "DI-11");
    CHECK(found.passes() == Ids{"A"});
    CHECK(found.breaches() == Ids{"B"});
}

TEST_CASE("DI-12 compares the oldest and the newest data", "[rules]") {
    const auto run = [](const char* first, const char* second) {
        ProjectBuilder builder;
        builder.parameter("DI-12", "max_spread", 12).layer("lots", {"id"}).layer("roads", {"id"});
        builder.project().layers[0].provenance.vintage = first;
        builder.project().layers[1].provenance.vintage = second;
        return run_rule(builder.project(), "DI-12");
    };
    CHECK(run("2023-06-01", "2024-05-31").passes() == Ids{"plan"});
    CHECK(run("2023-06-01", "2024-07-01").breaches() == Ids{"plan"});
    CHECK(run("2023-06-01", "").unknowns() == Ids{"roads"});
}

TEST_CASE("DI-13 lists zones on the same land and which came last", "[rules]") {
    ProjectBuilder builder;
    builder.parameter("ZO-08", "min_area", 1)
        .parameter("ZO-08", "min_width", 0.5)
        .layer("zoning", {"id", "code", "notice_date"})
        .feature(rectangle(0, 0, 100, 100), {"old", "UQA320", "20100101"})
        .feature(rectangle(90, 0, 100, 100), {"new", "UQA430", "20200101"})
        .feature(rectangle(189.8, 0, 100, 100), {"sliver", "UQA430", "20200101"});
    const auto found = run_rule(builder.project(), "DI-13");
    REQUIRE(found.breaches() == Ids{"new|old"});
    CHECK(*found.all[0].second.evidence.measured == Approx(1000));
    CHECK_THAT(found.all[0].second.evidence.message.en, Catch::Contains("notified last: new"));
}

TEST_CASE("DI-14 knows complexes, uses, zones and five-digit industries", "[rules]") {
    ProjectBuilder builder;
    builder.complex("C", 100)
        .layer("lots", {"id", "complex", "use", "management", "zoning"})
        .feature(rectangle(0, 0, 1, 1), {"good", "C", "IND", "MI", "UQA320"})
        .feature(rectangle(1, 0, 1, 1), {"use", "C", "FACTORY", "MI", "UQA320"})
        .feature(rectangle(2, 0, 1, 1), {"complex", "D", "IND", "MI", {}})
        .feature(rectangle(3, 0, 1, 1), {"zone", "C", "IND", "MI", "UQA999"})
        .layer("zoning", {"id", "code"})
        .feature(rectangle(0, 0, 1, 1), {"z", "UQA999"});
    model::Firm firm;
    firm.id = "F1";
    firm.industries = {{"239", 1}};
    builder.firm(firm);
    auto found = run_rule(builder.project(), "DI-14").breaches();
    CHECK(found == Ids{"use", "zone", "complex", "z", "F1"});
    CHECK(run_rule(builder.project(), "DI-14").breaches().size() == 5);
}

TEST_CASE("DI-15 tells another unit from another area", "[rules]") {
    const auto run = [](double written) {
        ProjectBuilder builder;
        builder.parameter("DI-15", "max_difference", 5)
            .layer("lots", {"id", "area_plan_m2"})
            .feature(rectangle(0, 0, 100, 100), {"A", written});
        return run_rule(builder.project(), "DI-15").all.at(0).second;
    };
    CHECK(run(10'500).kind == Kind::pass);
    CHECK(run(10'501).kind == Kind::breach);
    const auto pyeong = run(3'025); // 10,000 m² in 평
    CHECK(pyeong.kind == Kind::breach);
    CHECK_THAT(pyeong.evidence.message.en, Catch::Contains("looks like 평"));
    CHECK_THAT(run(20'000).evidence.message.en, !Catch::Contains("평"));
}

TEST_CASE("DI-16 counts zeros where nothing is known, nulls are told", "[rules]") {
    ProjectBuilder builder;
    builder
        .layer("buildings",
               {"id", "height_m", "floors", "floor_area_m2", "building_area_m2", "approval_date"})
        .feature(rectangle(0, 0, 1, 1), {"a", {}, 2.0, 100.0, 50.0, "2010-05-03"})
        .feature(rectangle(1, 0, 1, 1), {"b", 0.0, {}, 100.0, 50.0, "0000-00-00"});
    const auto found = run_rule(builder.project(), "DI-16");
    CHECK(found.breaches() == Ids{"height_m", "approval_date"});
    CHECK_THAT(found.all[1].second.evidence.message.en, Catch::Contains("1 missing (50.0 %)"));
    CHECK(run_rule(ProjectBuilder{}.project(), "DI-16").all[0].second.missing ==
          Ids{"layer buildings"});
}

TEST_CASE("DI-17 reconciles the acquisition list with the parcels inside the project", "[rules]") {
    ProjectBuilder builder;
    builder.parameter("GT-05", "default_scale", 1200, "land")
        .parameter("ZO-08", "min_area", 1)
        .layer("boundary", {"complex"})
        .feature(rectangle(0, 0, 250, 100), {"C"})
        .layer("parcels", {"id"})
        .feature(rectangle(0, 0, 100, 100), {"whole"})
        .feature(rectangle(100, 0, 100, 100), {"unlisted"})
        .feature(rectangle(200, 0, 100, 100), {"half"})
        .feature(rectangle(300, 0, 100, 100), {"outside"})
        .feature(rectangle(0, 100, 100, 100), {"neighbour"})
        .layer("acquisition", {"id", "taken_area_m2"})
        .feature(geom::Shape{}, {"whole", 10'081.0}) // 0.026²·1200·√10,000 = 81.1 m²
        .feature(geom::Shape{}, {"half", 5'000.0})
        .feature(geom::Shape{}, {"outside", 100.0})
        .feature(geom::Shape{}, {"ghost", 100.0});
    const auto found = run_rule(builder.project(), "DI-17");
    CHECK(found.passes() == Ids{"half", "whole"});
    CHECK(found.breaches() == Ids{"ghost", "outside", "unlisted"});
    CHECK(run_rule(ProjectBuilder{}.project(), "DI-17").all[0].second.missing ==
          Ids{"layer acquisition"});
}
