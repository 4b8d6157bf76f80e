#include "pair_rules.hpp"

#include <catch2/catch.hpp>

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
