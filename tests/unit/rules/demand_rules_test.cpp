#include "pair_rules.hpp"

#include <catch2/catch.hpp>

using namespace sandan;
using test::ask;
using test::Kind;

namespace {

model::Project with_rates() {
    test::ProjectBuilder builder;
    builder.parameter("SI-05", "table_revision", 11, {}, 0, false);
    builder.project().codes.factory_rates = {{"23995", 3}, {"303", 12}};
    return builder.project();
}

rules::Outcome factory_area(std::vector<model::Industry> industries, double planned_m2) {
    auto firm = test::firm("F");
    firm.industries = std::move(industries);
    firm.floor_area_m2 = planned_m2;
    return ask(with_rates(), "SI-05", firm, test::site_of_area(20000));
}

} // namespace

TEST_CASE("V8: the standard factory area of 20,000 m² is 600, 2,400 and, mixed, 857.14 m²",
          "[rules]") {
    CHECK(factory_area({{"23995", 1}}, 600).kind == Kind::pass);
    CHECK(factory_area({{"30399", 1}}, 2400).kind == Kind::pass);
    CHECK(factory_area({{"30399", 1}}, 2399.99).kind == Kind::breach);
    const auto mixed = factory_area({{"23995", 0.6}, {"30399", 0.4}}, 857.14);
    CHECK(mixed.kind == Kind::breach);
    CHECK(*mixed.evidence.threshold == Approx(20000 / (0.6 / 0.03 + 0.4 / 0.12)));
    CHECK(factory_area({{"23995", 0.6}, {"30399", 0.4}}, 857.15).kind == Kind::pass);
}

TEST_CASE("the standard factory area needs a planned area and a rate", "[rules]") {
    auto firm = test::firm("F");
    CHECK(ask(with_rates(), "SI-05", firm, test::site_of_area(20000)).missing ==
          std::vector<std::string>{"firms.floor_area_m2"});
    CHECK(factory_area({{"10110", 1}}, 600).missing ==
          std::vector<std::string>{"factory area rate 10110"});
}

TEST_CASE("a site serves a firm from its smallest to its largest area, limits included",
          "[rules]") {
    const test::ProjectBuilder builder;
    auto firm = test::firm("F");
    firm.area_min_m2 = 3000;
    firm.area_max_m2 = 5000;
    const auto project = test::ProjectBuilder{}.project();
    CHECK(ask(project, "SI-06", firm, test::site_of_area(2999.9)).kind == Kind::breach);
    CHECK(ask(project, "SI-06", firm, test::site_of_area(3000)).kind == Kind::pass);
    CHECK(ask(project, "SI-06", firm, test::site_of_area(5000)).kind == Kind::pass);
    CHECK(ask(project, "SI-06", firm, test::site_of_area(5000.1)).kind == Kind::breach);
}

TEST_CASE("a site must be large enough for the planned buildings under its limits", "[rules]") {
    const auto project = test::ProjectBuilder{}.project();
    auto firm = test::firm("F");
    firm.area_min_m2 = 1000;
    firm.footprint_m2 = 2400;
    auto site = test::site_of_area(3000);
    CHECK(ask(project, "SI-06", firm, site).missing == std::vector<std::string>{"layer zoning"});
    site.facts.bcr_percent = 80;
    CHECK(ask(project, "SI-06", firm, site).kind == Kind::pass);
    site.facts.bcr_percent = 79.9;
    const auto tight = ask(project, "SI-06", firm, site);
    CHECK(tight.kind == Kind::breach);
    CHECK(*tight.evidence.threshold == Approx(2400 / 0.799));
}

TEST_CASE("the planned building fits into the site as a rectangle, its setback kept", "[rules]") {
    test::ProjectBuilder builder;
    builder.complex("A", 100000)
        .rule("SI-06")
        .layer("lots", {"id", "complex", "use"})
        .feature(test::rectangle(0, 0, 50, 80), {"L1", "A", "IND"})
        .feature(test::rectangle(50, 0, 50, 80), {"L2", "A", "IND"});
    const auto& project = builder.project();
    auto firm = test::firm("F");
    firm.area_min_m2 = 1000;
    firm.building_aspect = 2;
    firm.setback_m = 5;
    const auto fits = [&](double footprint, std::vector<std::size_t> lots) {
        firm.footprint_m2 = footprint;
        rules::Analysis analysis;
        analysis.lots.resize(2);
        for (auto& lot : analysis.lots) {
            lot.area_m2 = 4000;
            lot.bcr_percent = 100;
        }
        const rules::Context context{project, analysis, test::today};
        return rules::find_rule("SI-06")->pair(
            context, firm, rules::make_site(project, analysis.lots, std::move(lots)));
    };
    // One lot leaves 40 m × 70 m: 2:1 is 35 m × 70 m. Both leave 90 m × 70 m: 45 m × 90 m.
    CHECK(fits(35 * 70 * 0.98, {0}).kind == Kind::pass);
    const auto small = fits(35 * 70 * 1.05, {0});
    CHECK(small.kind == Kind::breach);
    CHECK_FALSE(small.evidence.advisory);
    CHECK(*small.evidence.measured == Approx(35 * 70).epsilon(0.01));
    CHECK(fits(35 * 70 * 1.05, {0, 1}).kind == Kind::pass);
    CHECK(fits(45 * 90 * 1.05, {0, 1}).kind == Kind::breach);
    firm.setback_m.reset();
    CHECK(fits(100, {0}).missing == std::vector<std::string>{"firms.setback_m"});
    firm.building_aspect.reset();
    CHECK(fits(100, {0}).kind == Kind::pass);
}

TEST_CASE("a wish about something the plan does not say is unknown", "[rules]") {
    const auto project = test::ProjectBuilder{}.project();
    auto firm = test::firm("F");
    firm.area_min_m2 = 1000;
    firm.min_frontage_m = 10;
    auto site = test::site_of_area(3000);
    CHECK(ask(project, "SI-06", firm, site).missing == std::vector<std::string>{"layer roads"});
    site.facts.frontage_m = 9.99;
    CHECK(ask(project, "SI-06", firm, site).kind == Kind::breach);
    site.facts.frontage_m = 10;
    CHECK(ask(project, "SI-06", firm, site).kind == Kind::pass);
    firm.area_min_m2.reset();
    CHECK(ask(project, "SI-06", firm, site).missing ==
          std::vector<std::string>{"firms.area_min_m2"});
}

TEST_CASE("SI-06 in a rural complex: coverage hangs on its infrastructure", "[rules]") {
    const model::Project project;
    auto firm = test::firm("F");
    firm.area_min_m2 = 1;
    firm.footprint_m2 = 7'500;
    auto site = test::site_of_area(10'000);
    site.facts.bcr_percent = 70;
    site.facts.bcr_served_percent = 80;
    CHECK(ask(project, "SI-06", firm, site).missing ==
          std::vector<std::string>{"complex.infrastructure"});
    firm.footprint_m2 = 8'001;
    CHECK(ask(project, "SI-06", firm, site).kind == Kind::breach);
    site.facts.bcr_percent.reset();
    site.facts.limits_missing = {"lots.roadside"};
    CHECK(ask(project, "SI-06", firm, site).missing == std::vector<std::string>{"lots.roadside"});
}

TEST_CASE("the firms of a complex share its utilities, phase by phase", "[rules]") {
    test::ProjectBuilder builder;
    builder.complex("A", 100000)
        .rule("SI-07")
        .layer("lots", {"id", "complex", "use"})
        .feature(test::rectangle(0, 0, 100, 100), {"L1", "A", "IND"})
        .feature(test::rectangle(100, 0, 100, 100), {"L2", "A", "IND"});
    auto early = test::firm("E");
    early.year = 2026;
    early.water_m3d = 60;
    auto late = test::firm("L");
    late.year = 2028;
    late.water_m3d = 40.1;
    builder.firm(early).firm(late);
    auto& project = builder.project();
    project.assignments = {{"E", {"L1"}, 2}, {"L", {"L2"}, 3}};
    project.capacities = {{"A", 2026, 60, std::nullopt, std::nullopt, "", 2},
                          {"A", 2028, 100, std::nullopt, std::nullopt, "", 3}};
    const auto collector = test::run_rule(project, "SI-07");
    CHECK(collector.passes() == std::vector<std::string>{"A 2026 water_m3d"});
    CHECK(collector.breaches() == std::vector<std::string>{"A 2028 water_m3d"});
    CHECK(collector.unknowns().size() == 4);
}

TEST_CASE("SI-07: a firm alone may ask for more than its complex can supply", "[rules]") {
    test::ProjectBuilder builder;
    builder.complex("A", 100000).rule("SI-07");
    auto& project = builder.project();
    project.capacities = {{"A", 2026, 60, std::nullopt, std::nullopt, "", 2},
                          {"A", 2028, 100, 500, std::nullopt, "", 3},
                          {"B", 2028, 1, 1, 1, "", 4}};
    auto firm = test::firm("F");
    auto site = test::site_of_area(1000);
    firm.power_kw = 500;
    firm.water_m3d = 60.5;
    const auto verdict = [&] {
        return ask(project, "SI-07", firm, site);
    };
    // The supply of 2026 counts firms that start by then, the last one all of them.
    firm.year = 2026;
    CHECK(verdict().kind == test::Kind::breach);
    CHECK(verdict().evidence.measured == 60.5);
    CHECK(verdict().evidence.threshold == 60.0);
    CHECK(verdict().evidence.unit == "m³/d");
    site.available_year = 2027;
    CHECK(verdict().kind == test::Kind::pass);
    firm.year = 2030;
    firm.power_kw = 501;
    CHECK(verdict().evidence.threshold == 500.0);
    firm.power_kw.reset();
    CHECK(verdict().missing == std::vector<std::string>{"firms.power_kw"});
    // What no row is about is the plan's question.
    site.complex = "C";
    CHECK(verdict().kind == test::Kind::pass);
}

TEST_CASE("SI-07: demand that no row of capacities covers is told", "[rules]") {
    test::ProjectBuilder builder;
    builder.complex("A", 100000)
        .complex("B", 100000)
        .rule("SI-07")
        .layer("lots", {"id", "complex", "use"})
        .feature(test::rectangle(0, 0, 100, 100), {"L1", "A", "IND"})
        .feature(test::rectangle(100, 0, 100, 100), {"L2", "A", "IND"})
        .feature(test::rectangle(200, 0, 100, 100), {"L3", "B", "IND"})
        .feature(test::rectangle(300, 0, 100, 100), {"L4", {}, "IND"});
    for (const auto* const id : {"early", "late", "other"}) {
        auto firm = test::firm(id);
        firm.year = std::string_view{id} == "late" ? 2030 : 2026;
        firm.water_m3d = 10;
        firm.power_kw = 0;
        firm.wastewater_m3d = 0;
        builder.firm(firm);
    }
    auto& project = builder.project();
    project.assignments = {{"early", {"L1"}, 2}};
    project.capacities = {{"A", 2026, 60, 60, 60, "", 2}};
    CHECK(test::run_rule(project, "SI-07").unknowns().empty());
    project.assignments = {{"early", {"L1"}, 2}, {"late", {"L2"}, 3}, {"other", {"L3"}, 4}};
    const auto found = test::run_rule(project, "SI-07");
    CHECK(found.passes().size() == 3);
    CHECK(found.unknowns() == std::vector<std::string>{"A 2030 water_m3d", "B 2026 water_m3d"});
    CHECK(found.all.back().second.missing ==
          std::vector<std::string>{"utilities.water_m3d B 2026"});
    project.assignments = {{"early", {"L4"}, 2}};
    CHECK(test::run_rule(project, "SI-07").all.back().second.missing ==
          std::vector<std::string>{"lots.complex"});
}

TEST_CASE("SI-07: a firm in no known complex may be in any, so that what it could exceed is open",
          "[rules]") {
    test::ProjectBuilder builder;
    builder.complex("A", 100000)
        .complex("B", 100000)
        .rule("SI-07")
        .layer("lots", {"id", "complex", "use"})
        .feature(test::rectangle(0, 0, 100, 100), {"L1", "A", "IND"})
        .feature(test::rectangle(100, 0, 100, 100), {"L2", {}, "IND"})
        .feature(test::rectangle(200, 0, 100, 100), {"L3", "A", "IND"});
    for (const auto* const id : {"here", "somewhere"}) {
        auto firm = test::firm(id);
        firm.water_m3d = 10;
        firm.power_kw = 10;
        firm.wastewater_m3d = 10;
        builder.firm(firm);
    }
    auto& project = builder.project();
    project.assignments = {{"here", {"L1"}, 2}, {"somewhere", {"L2"}, 3}};
    // in A: 10 are known and 20 possible; in B: none and 10
    project.capacities = {{"A", 2026, 19, 20, 9, "", 2}, {"B", 2026, 9, 10, 10, "", 3}};
    const auto found = test::run_rule(project, "SI-07");
    using Ids = std::vector<std::string>;
    CHECK(found.unknowns() == Ids{"A 2026 water_m3d", "B 2026 water_m3d", "assignments"});
    CHECK(found.all.front().second.missing == Ids{"lots.complex"});
    CHECK(found.breaches() == Ids{"A 2026 wastewater_m3d"}); // by the known demand alone
    CHECK(found.passes().size() == 3);
    project.firms[1].water_m3d = std::nullopt;
    project.capacities = {{"A", 2026, 1000, 20, 20, "", 2}};
    CHECK(test::run_rule(project, "SI-07").all.front().second.missing ==
          Ids{"lots.complex", "firms.water_m3d somewhere"});
    project.assignments[1].lots = {"L2", "L3"}; // one of its lots says where it is
    CHECK(test::run_rule(project, "SI-07").all.front().second.missing ==
          Ids{"firms.water_m3d somewhere"});
}
