#include "pair_rules.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <limits>

using namespace sandan;
using test::ask;
using test::Kind;

namespace {

model::Project schools() {
    test::ProjectBuilder builder;
    builder.complex("A", 100000)
        .rule("SI-08")
        .parameter("SI-08", "min_distance", 50)
        .parameter("SI-08", "banned", 1, "hp_gas")
        .rule("SI-09")
        .parameter("SI-09", "min_distance", 200)
        .parameter("SI-09", "banned", 1, "hp_gas");
    return builder.project();
}

model::Firm gas_firm() {
    auto firm = test::firm("F", "25123");
    firm.hazards = {"hp_gas"};
    return firm;
}

rules::Site near_school(double gate_m, double boundary_m) {
    auto site = test::site_of_area(5000);
    site.facts.school_gate_m = gate_m;
    site.facts.school_site_m = boundary_m;
    return site;
}

} // namespace

TEST_CASE("V21: a gate at 50.000 m is inside the absolute zone, at 50.001 m only in the relative",
          "[rules]") {
    const auto project = schools();
    const auto on_limit = near_school(50.0, 50.0);
    CHECK(ask(project, "SI-08", gas_firm(), on_limit).kind == Kind::breach);
    const auto beyond = near_school(50.001, 50.001);
    CHECK(ask(project, "SI-08", gas_firm(), beyond).kind == Kind::pass);
    const auto relative = ask(project, "SI-09", gas_firm(), beyond);
    CHECK(relative.kind == Kind::breach);
    CHECK(relative.evidence.advisory);
    CHECK(ask(project, "SI-09", gas_firm(), near_school(300, 200.0)).kind == Kind::breach);
    CHECK(ask(project, "SI-09", gas_firm(), near_school(300, 200.001)).kind == Kind::pass);
}

TEST_CASE("a firm without a banned facility is not the education law's business", "[rules]") {
    const auto project = schools();
    CHECK(ask(project, "SI-08", test::firm("F"), near_school(10, 10)).kind == Kind::not_applicable);
}

TEST_CASE("unknown emissions matter only inside the zone", "[rules]") {
    const auto project = schools();
    auto silent = test::firm("F");
    silent.emits_known = false;
    const auto inside = ask(project, "SI-08", silent, near_school(10, 10));
    CHECK(inside.kind == Kind::unknown);
    CHECK(inside.missing == std::vector<std::string>{"firms.emits"});
    CHECK(ask(project, "SI-08", silent, near_school(51, 51)).kind == Kind::pass);
}

TEST_CASE("a missing school layer is unknown and named, never a pass", "[rules]") {
    const auto project = schools();
    const auto outcome = ask(project, "SI-08", gas_firm(), test::site_of_area(5000));
    CHECK(outcome.kind == Kind::unknown);
    CHECK(outcome.missing == std::vector<std::string>{"layer school_gates"});
}

TEST_CASE("a message gives distance and limit with the decimals that tell them apart", "[rules]") {
    const auto project = schools();
    const auto outcome = ask(project, "SI-08", gas_firm(), near_school(49.9996, 60));
    CHECK_THAT(outcome.evidence.message.en, Catch::Contains("49.9996 m"));
    CHECK_THAT(outcome.evidence.message.en, Catch::Contains("50 m"));
    CHECK_FALSE(outcome.evidence.message.ko.empty());
}

TEST_CASE("distances of heritage, railway and power line count exactly on the limit", "[rules]") {
    test::ProjectBuilder builder;
    builder.complex("A", 100000)
        .parameter("SI-10", "min_distance", 500)
        .parameter("SI-12", "min_distance", 30)
        .parameter("SI-24", "corridor", 13, "345");
    const auto& project = builder.project();
    const auto firm = test::firm("F");
    auto site = test::site_of_area(5000);
    site.facts.heritage_m = 500.0;
    site.facts.railway_m = 30.0;
    site.facts.power_line_m = 13.0;
    for (const auto fact : {&rules::LotFacts::power_line_500_m, &rules::LotFacts::power_line_765_m,
                            &rules::LotFacts::substation_m, &rules::LotFacts::substation_500_m,
                            &rules::LotFacts::substation_765_m}) {
        site.facts.*fact = std::numeric_limits<double>::infinity();
    }
    for (const auto* const rule : {"SI-10", "SI-12", "SI-24"}) {
        CHECK(ask(project, rule, firm, site).kind == Kind::breach);
    }
    site.facts.heritage_m = 500.001;
    site.facts.railway_m = 30.001;
    site.facts.power_line_m = 13.001;
    for (const auto* const rule : {"SI-10", "SI-12", "SI-24"}) {
        CHECK(ask(project, rule, firm, site).kind == Kind::pass);
    }
}

TEST_CASE("R26: every voltage of power line and substation has a reach of its own", "[rules]") {
    struct Case {
        std::optional<double> rules::LotFacts::*fact;
        double reach_m;
        const char* to;
    };

    const auto at = GENERATE(
        values<Case>({{&rules::LotFacts::power_line_m, 13, "power line of 345 kV or more"},
                      {&rules::LotFacts::power_line_500_m, 20, "power line of 500 kV"},
                      {&rules::LotFacts::power_line_765_m, 33, "power line of 765 kV"},
                      {&rules::LotFacts::substation_m, 600, "substation of 345 kV or more"},
                      {&rules::LotFacts::substation_500_m, 800, "substation of 500 kV"},
                      {&rules::LotFacts::substation_765_m, 850, "substation of 765 kV"}}));
    test::ProjectBuilder builder;
    builder.complex("A", 100000)
        .parameter("SI-24", "corridor", 13, "345")
        .parameter("SI-24", "corridor", 20, "500")
        .parameter("SI-24", "corridor", 33, "765")
        .parameter("SI-24", "substation", 600, "345")
        .parameter("SI-24", "substation", 800, "500")
        .parameter("SI-24", "substation", 850, "765")
        .layer("power_lines", {"id", "kv", "kind"}); // none of any voltage
    auto site = test::site_of_area(5000);
    const auto judge = [&] {
        return ask(builder.project(), "SI-24", test::firm("F"), site);
    };
    CHECK(judge().missing == std::vector<std::string>{"layer power_lines"});
    for (const auto fact :
         {&rules::LotFacts::power_line_m, &rules::LotFacts::power_line_500_m,
          &rules::LotFacts::power_line_765_m, &rules::LotFacts::substation_m,
          &rules::LotFacts::substation_500_m, &rules::LotFacts::substation_765_m}) {
        site.facts.*fact = std::numeric_limits<double>::infinity();
    }
    CHECK(judge().kind == Kind::pass);
    site.facts.*at.fact = at.reach_m;
    CHECK(judge().kind == Kind::breach);
    CHECK_THAT(judge().evidence.message.en, Catch::Contains(std::string{"nearest "} + at.to));
    site.facts.*at.fact = at.reach_m + 0.001;
    CHECK(judge().kind == Kind::pass);
}

TEST_CASE("a power line's distance is measured by its voltage, a substation's apart", "[rules]") {
    test::ProjectBuilder builder;
    builder.complex("A", 100)
        .layer("lots", {"id", "complex", "use"})
        .feature(test::rectangle(0, 0, 10, 10), {"L", "A", "IND"})
        .layer("power_lines", {"id", "kv", "kind"})
        .feature(geom::Shape{.polygons = {}, .lines = {{{0, 40}, {10, 40}}}, .points = {}},
                 {"765", 765.0, {}})
        .feature(geom::Shape{.polygons = {}, .lines = {{{0, 30}, {10, 30}}}, .points = {}},
                 {"345", 345.0, {}})
        .feature(test::point_shape(5, -490), {"S", 500.0, "substation"});
    const auto& project = builder.project();
    const auto facts = rules::analyse(project, test::today, 1).lots.front();
    CHECK(*facts.power_line_m == Approx(20));
    CHECK(*facts.power_line_500_m == Approx(30));
    CHECK(*facts.power_line_765_m == Approx(30));
    CHECK(*facts.substation_m == Approx(490));
    CHECK(*facts.substation_500_m == Approx(490));
    CHECK(std::isinf(*facts.substation_765_m));
    CHECK(std::isinf(*facts.line_7_35_kv_m));
}

TEST_CASE("river land in a site bars it, unless the rest is as large as the firm needs",
          "[rules]") {
    test::ProjectBuilder builder;
    builder.parameter("SI-13", "max_overlap", 1);
    const auto& project = builder.project();
    auto firm = test::firm("F");
    firm.area_min_m2 = 4000;
    auto site = test::site_of_area(5000);
    site.facts.river_m2 = 1.0;
    CHECK(ask(project, "SI-13", firm, site).kind == Kind::pass);
    site.facts.river_m2 = 1000.0;
    const auto avoidable = ask(project, "SI-13", firm, site);
    CHECK(avoidable.kind == Kind::breach);
    CHECK(avoidable.evidence.advisory);
    site.facts.river_m2 = 1000.1;
    CHECK_FALSE(ask(project, "SI-13", firm, site).evidence.advisory);
}

TEST_CASE("farmland under protection bars a site, however much is left, unless it is released",
          "[rules]") {
    test::ProjectBuilder builder;
    builder.complex("A", 5000)
        .parameter("SI-16", "max_overlap", 1)
        .layer("lots", {"id", "complex", "use"})
        .feature(test::rectangle(0, 0, 100, 50), {"L", "A", "IND"});
    auto firm = test::firm("F");
    firm.area_min_m2 = 4000;
    const auto judge = [&] {
        return test::ask_lots(builder.project(), "SI-16", firm, {0});
    };
    CHECK(judge().missing == std::vector<std::string>{"layer agricultural"});
    builder.layer("agricultural", {"id", "released"})
        .feature(test::rectangle(-100, 0, 100.02, 50), {"G", "0"});
    CHECK(judge().kind == Kind::pass); // 1 m²: on the limit
    auto& land = builder.project().layers.back().features.front();
    land.shape = test::polygon_shape(test::rectangle(-100, 0, 120, 50));
    CHECK(judge().kind == Kind::breach);    // 1,000 m²
    CHECK_FALSE(judge().evidence.advisory); // the 4,000 m² that are left change nothing
    land.shape = test::polygon_shape(test::rectangle(-100, 0, 121, 50));
    CHECK(*judge().evidence.measured == Approx(1050));
    CHECK_FALSE(judge().evidence.advisory);
    land.values[1] = test::text("1");
    CHECK(judge().kind == Kind::pass); // released (해제)
}

TEST_CASE("slope and noise rules speak only of land outside a complex", "[rules]") {
    test::ProjectBuilder builder;
    builder.complex("A", 100000)
        .parameter("SI-17", "max_slope", 15)
        .parameter("SI-17", "max_slope_with_committee", 17)
        .parameter("SI-22", "distance", 50);
    const auto& project = builder.project();
    const auto firm = test::firm("F");
    auto site = test::site_of_area(5000);
    site.facts.slope_deg = 20;
    site.facts.housing_m = 10;
    CHECK(ask(project, "SI-17", firm, site).kind == Kind::not_applicable);
    CHECK(ask(project, "SI-22", firm, site).kind == Kind::not_applicable);
    site.complex.clear();
    CHECK(ask(project, "SI-22", firm, site).kind == Kind::breach);
    CHECK_FALSE(ask(project, "SI-17", firm, site).evidence.advisory);
    site.facts.slope_deg = 17;
    CHECK(ask(project, "SI-17", firm, site).evidence.advisory);
    site.facts.slope_deg = 15;
    CHECK(ask(project, "SI-17", firm, site).kind == Kind::breach);
    site.facts.slope_deg = 14.999;
    CHECK(ask(project, "SI-17", firm, site).kind == Kind::pass);
}

TEST_CASE("only industries of the pollution class keep their distance from housing", "[rules]") {
    test::ProjectBuilder builder;
    builder.complex("A", 100000)
        .parameter("SI-23", "pollution_class", 1, "38")
        .parameter("SI-23", "min_distance", 10, {}, 0, false);
    const auto& project = builder.project();
    auto site = test::site_of_area(5000);
    site.facts.housing_m = 10;
    CHECK(ask(project, "SI-23", test::firm("F", "23995"), site).kind == Kind::not_applicable);
    CHECK(ask(project, "SI-23", test::firm("F", "38322"), site).kind == Kind::breach);
    site.facts.housing_m = 10.01;
    CHECK(ask(project, "SI-23", test::firm("F", "38322"), site).kind == Kind::pass);
}

TEST_CASE("heritage with a narrower distance of its own asks for consultation only within it",
          "[rules]") {
    const auto answer = [](model::Value own, double away) {
        test::ProjectBuilder builder;
        builder.complex("A", 10000)
            .parameter("SI-10", "min_distance", 500)
            .layer("lots", {"id", "complex", "use"})
            .feature(test::rectangle(0, 0, 100, 100), {"L", "A", "IND"})
            .layer("heritage", {"id", "distance_m"})
            .feature(test::rectangle(100 + away, 0, 10, 10), {"H", std::move(own)});
        return test::ask_lots(builder.project(), "SI-10", test::firm("F"), {0}).kind;
    };
    CHECK(answer({}, 500) == Kind::breach);
    CHECK(answer({}, 500.001) == Kind::pass);
    CHECK(answer(200.0, 200) == Kind::breach);
    CHECK(answer(200.0, 200.001) == Kind::pass);
    CHECK(answer(900.0, 600) == Kind::pass); // the ordinance's 500 m is the most
}

TEST_CASE("a firm silent on what it handles may be one of the education law's", "[rules]") {
    const auto project = schools();
    auto silent = test::firm("F");
    silent.hazards_known = false;
    CHECK(ask(project, "SI-08", silent, near_school(10, 10)).missing ==
          std::vector<std::string>{"firms.hazards"});
    CHECK(ask(project, "SI-09", silent, near_school(10, 10)).missing ==
          std::vector<std::string>{"firms.hazards"});
    CHECK(ask(project, "SI-09", silent, near_school(201, 201)).kind == Kind::pass);
    silent.emits_known = false;
    CHECK(ask(project, "SI-08", silent, near_school(10, 10)).missing ==
          std::vector<std::string>{"firms.emits", "firms.hazards"});
    silent.emits = {"hp_gas"};
    CHECK(ask(project, "SI-08", silent, near_school(10, 10)).kind == Kind::breach);
}

TEST_CASE("R26: a line of unknown voltage is of none, and near it nobody knows", "[rules]") {
    test::ProjectBuilder builder;
    builder.complex("A", 100)
        .parameter("SI-24", "corridor", 13, "345")
        .parameter("SI-24", "corridor", 20, "500")
        .parameter("SI-24", "corridor", 33, "765")
        .parameter("SI-24", "substation", 600, "345")
        .parameter("SI-24", "substation", 700, "500")
        .parameter("SI-24", "substation", 850, "765")
        .layer("lots", {"id", "complex", "use"})
        .feature(test::rectangle(0, 0, 10, 10), {"L", "A", "IND"})
        .layer("power_lines", {"id", "kv", "kind"})
        .feature(geom::Shape{.polygons = {}, .lines = {{{0, 43}, {10, 43}}}, .points = {}},
                 {"silent", {}, {}});
    const auto judge = [&] {
        return test::ask_lots(builder.project(), "SI-24", test::firm("F"), {0});
    };
    CHECK(judge().missing == std::vector<std::string>{"power_lines.kv"});
    auto& line = builder.project().layers.back().features.front().shape.lines.front();
    line = {{0, 43.01}, {10, 43.01}};
    CHECK(judge().kind == Kind::pass);
    builder.feature(geom::Shape{.polygons = {}, .lines = {{{0, 20}, {10, 20}}}, .points = {}},
                    {"345", 345.0, {}});
    CHECK(judge().kind == Kind::breach);
}
