#include "pair_rules.hpp"

#include <catch2/catch.hpp>

using namespace sandan;
using test::ask;
using test::Kind;

namespace {

model::Firm handling(std::vector<std::string> hazards) {
    auto firm = test::firm("F");
    firm.hazards = std::move(hazards);
    return firm;
}

rules::Site at(double school, double housing) {
    auto site = test::site_of_area(5000);
    site.facts.school_site_m = school;
    site.facts.housing_m = housing;
    return site;
}

model::Project gas() {
    test::ProjectBuilder builder;
    builder.parameter("SI-19", "concerns", 1, "hp_gas")
        .parameter("SI-19", "min_distance", 17, "1종", 0)
        .parameter("SI-19", "min_distance", 21, "1종", 10000)
        .parameter("SI-19", "min_distance", 30, "1종", 40000)
        .parameter("SI-19", "min_distance", 12, "2종", 0)
        .parameter("SI-19", "min_distance", 14, "2종", 10000)
        .parameter("SI-19", "min_distance", 20, "2종", 40000);
    return builder.project();
}

/// A lot, the limits of SI-21, and a cell near by that does not say its residents.
test::ProjectBuilder silent_neighbours() {
    test::ProjectBuilder builder;
    builder.complex("A", 10000)
        .parameter("SI-21", "concerns", 1, "특정대기유해물질")
        .parameter("SI-21", "radius", 1000)
        .parameter("SI-21", "max_population", 20000)
        .parameter("SI-21", "max_emission_one", 10)
        .parameter("SI-21", "max_emission_several", 25)
        .layer("lots", {"id", "complex", "use"})
        .feature(test::rectangle(0, 0, 100, 100), {"L", "A", "IND"})
        .layer("population", {"id", "persons"})
        .feature(test::rectangle(0, 200, 100, 100), {"silent", {}});
    return builder;
}

} // namespace

TEST_CASE("R24: the distance from gas grows with capacity, and a band ends with its number",
          "[rules]") {
    const auto project = gas();
    const auto answer = [&](const char* amount, double school, double housing) {
        return ask(project, "SI-19", handling({"hp_gas", amount}), at(school, housing)).kind;
    };
    CHECK(answer("hp_gas_m3:10000", 17, 12) == Kind::pass); // 1만 이하
    CHECK(answer("hp_gas_m3:10000", 16.99, 12) == Kind::breach);
    CHECK(answer("hp_gas_m3:10000.1", 17, 14) == Kind::breach);
    CHECK(answer("hp_gas_m3:10000.1", 21, 13.99) == Kind::breach);
    CHECK(answer("hp_gas_m3:10000.1", 21, 14) == Kind::pass);
}

TEST_CASE("an unknown capacity passes only beyond the widest distance", "[rules]") {
    const auto project = gas();
    CHECK(ask(project, "SI-19", handling({"hp_gas"}), at(30, 20)).kind == Kind::pass);
    const auto near = ask(project, "SI-19", handling({"hp_gas"}), at(29, 20));
    CHECK(near.missing == std::vector<std::string>{"firms.hazards hp_gas_m3:N"});
    CHECK(ask(project, "SI-19", handling({"hazmat"}), at(0, 0)).kind == Kind::not_applicable);
    CHECK(ask(project, "SI-19", handling({"hp_gas"}), test::site_of_area(1)).kind == Kind::unknown);
}

TEST_CASE("R23: the target that falls short the most says where the unit may stand", "[rules]") {
    test::ProjectBuilder builder;
    builder.parameter("SI-18", "concerns", 1, "hazmat")
        .parameter("SI-18", "min_distance", 10, "housing")
        .parameter("SI-18", "min_distance", 30, "school")
        .parameter("SI-18", "min_distance", 50, "heritage")
        .parameter("SI-18", "min_distance", 20, "high_pressure_gas")
        .parameter("SI-18", "min_distance", 3, "line_7_35_kv")
        .parameter("SI-18", "min_distance", 5, "line_over_35_kv");
    auto site = at(30, 10);
    site.facts.heritage_m = 50;
    site.facts.gas_facility_m = 20;
    site.facts.line_7_35_kv_m = 3;
    site.facts.line_over_35_kv_m = 5;
    CHECK(ask(builder.project(), "SI-18", handling({"hazmat"}), site).kind == Kind::pass);
    site.facts.school_site_m = 24;
    site.facts.gas_facility_m = 11;
    const auto near = ask(builder.project(), "SI-18", handling({"hazmat"}), site);
    CHECK(near.kind == Kind::breach);
    CHECK(near.evidence.advisory);
    CHECK(*near.evidence.threshold == 20); // 9 m short of gas, 6 m of the school
    CHECK(near.evidence.message.en.find("9 m or more inside") != std::string::npos);
    site.facts = {};
    CHECK(ask(builder.project(), "SI-18", handling({"hazmat"}), site).missing.size() == 6);
}

TEST_CASE("R25: an unverified distance from chemicals warns", "[rules]") {
    test::ProjectBuilder builder;
    builder.parameter("SI-20", "concerns", 1, "chemical")
        .parameter("SI-20", "min_distance", 30, {}, 0, false);
    CHECK(ask(builder.project(), "SI-20", handling({"chemical"}), at(30, 30)).kind == Kind::pass);
    const auto near = ask(builder.project(), "SI-20", handling({"chemical"}), at(30, 29.9));
    CHECK(rules::result_of(*builder.project().rules.rule("SI-20"), near) == Result::warn);
}

TEST_CASE("R13: toxic emissions count where 20,000 people live within 1 km", "[rules]") {
    test::ProjectBuilder builder;
    builder.parameter("SI-21", "concerns", 1, "특정대기유해물질")
        .parameter("SI-21", "max_population", 20000)
        .parameter("SI-21", "max_emission_one", 10)
        .parameter("SI-21", "max_emission_several", 25);
    const auto answer = [&](std::vector<std::string> emits, std::optional<double> people) {
        auto firm = test::firm("F");
        firm.emits = std::move(emits);
        auto site = test::site_of_area(5000);
        site.facts.people = people;
        return ask(builder.project(), "SI-21", firm, site).kind;
    };
    const std::string toxic = "특정대기유해물질";
    CHECK(answer({toxic, "toxic_air_t:10"}, 20000) == Kind::breach);
    CHECK(answer({toxic, "toxic_air_t:9.9"}, 20000) == Kind::pass);
    CHECK(answer({toxic, "toxic_air_t:10"}, 19999) == Kind::pass);
    CHECK(answer({toxic, "toxic_air_t:9", "toxic_air_t:9", "toxic_air_t:7"}, 20000) ==
          Kind::breach); // 25 t/y of three
    CHECK(answer({toxic, "toxic_air_t:9", "toxic_air_t:9", "toxic_air_t:6.9"}, 20000) ==
          Kind::pass);
    CHECK(answer({toxic}, 20000) == Kind::unknown);
    CHECK(answer({toxic}, 100) == Kind::pass); // too few people, whatever it emits
    CHECK(answer({toxic}, std::nullopt) == Kind::unknown);
    CHECK(answer({"악취"}, 90000) == Kind::not_applicable);
}

TEST_CASE("residents are counted in whole cells within the radius of the lot", "[rules]") {
    test::ProjectBuilder builder;
    builder.complex("A", 10000)
        .parameter("SI-21", "radius", 1000)
        .layer("lots", {"id", "complex", "use"})
        .feature(test::rectangle(0, 0, 100, 100), {"L", "A", "IND"})
        .layer("population", {"id", "persons"})
        .feature(test::rectangle(1100, 0, 500, 500), {"touching", 70.0})
        .feature(test::rectangle(-2000, 0, 999, 500), {"beyond", 400.0})
        .feature(test::rectangle(0, 200, 100, 100), {"near", 5.0});
    const auto analysis = rules::analyse(builder.project(), test::today, 1);
    CHECK(*analysis.lots[0].people == 75);
}

TEST_CASE("a firm silent on what it handles is unknown where that would matter", "[rules]") {
    const auto project = gas();
    auto silent = test::firm("F");
    silent.hazards_known = false;
    CHECK(ask(project, "SI-19", silent, at(29, 20)).missing ==
          std::vector<std::string>{"firms.hazards"});
    CHECK(ask(project, "SI-19", silent, at(30, 20)).kind == Kind::pass);
    CHECK(ask(project, "SI-19", silent, test::site_of_area(1)).missing ==
          std::vector<std::string>{"layer school_sites", "layer sensitive", "firms.hazards"});
    test::ProjectBuilder others;
    others.parameter("SI-18", "concerns", 1, "hazmat")
        .parameter("SI-20", "concerns", 1, "chemical")
        .parameter("SI-20", "min_distance", 30);
    for (const auto* const rule : {"SI-18", "SI-20"}) {
        CHECK(ask(others.project(), rule, silent, at(1, 1)).missing.back() == "firms.hazards");
    }
}

TEST_CASE("R23: a line of unknown voltage is no line above 35 kV", "[rules]") {
    test::ProjectBuilder builder;
    builder.complex("A", 100)
        .parameter("SI-18", "concerns", 1, "hazmat")
        .layer("lots", {"id", "complex", "use"})
        .feature(test::rectangle(0, 0, 10, 10), {"L", "A", "IND"});
    for (const auto* const role : {"sensitive", "school_sites", "heritage", "hazards"}) {
        builder.layer(role, {"id", "kind"});
    }
    for (const auto* const key : {"housing", "school", "heritage", "high_pressure_gas"}) {
        builder.parameter("SI-18", "min_distance", 10, key);
    }
    builder.parameter("SI-18", "min_distance", 3, "line_7_35_kv")
        .parameter("SI-18", "min_distance", 5, "line_over_35_kv")
        .layer("power_lines", {"id", "kv", "kind"})
        .feature(geom::Shape{.polygons = {}, .lines = {{{0, 14}, {10, 14}}}, .points = {}},
                 {"P", {}, {}});
    const auto judge = [&] {
        return test::ask_lots(builder.project(), "SI-18", handling({"hazmat"}), {0});
    };
    CHECK(judge().missing == std::vector<std::string>{"power_lines.kv"});
    builder.project().layers.back().features.front().values[1] = 22.9;
    CHECK(judge().kind == Kind::pass); // 4 m, 3 m asked
    builder.project().layers.back().features.front().values[1] = 154.0;
    CHECK(judge().kind == Kind::breach);
}

TEST_CASE("R13: cells without residents are named, unless the others are crowd enough", "[rules]") {
    auto builder = silent_neighbours();
    builder.feature(test::rectangle(0, 300, 100, 100), {"told", 19999.0});
    auto firm = test::firm("F");
    firm.emits = {"특정대기유해물질", "toxic_air_t:12"};
    const auto judge = [&] {
        return test::ask_lots(builder.project(), "SI-21", firm, {0});
    };
    CHECK(judge().missing == std::vector<std::string>{"population.persons"});
    builder.project().layers.back().features.back().values[1] = 20000.0;
    CHECK(judge().kind == Kind::breach);
    builder.project().layers.pop_back();
    CHECK(judge().missing == std::vector<std::string>{"layer population"});
}

TEST_CASE("R13: residents and emissions that are both missing are both named", "[rules]") {
    auto builder = silent_neighbours();
    auto firm = test::firm("F");
    firm.emits_known = false;
    const auto judge = [&] {
        return test::ask_lots(builder.project(), "SI-21", firm, {0});
    };
    using Ids = std::vector<std::string>;
    CHECK(judge().missing == Ids{"population.persons", "firms.emits"});
    firm.emits = {"특정대기유해물질"};
    CHECK(judge().missing == Ids{"population.persons", "firms.emits toxic_air_t:N"});
    firm.emits.emplace_back("toxic_air_t:9");
    CHECK(judge().kind == Kind::pass); // too little, however many live there
    builder.project().layers.pop_back();
    firm.emits = {};
    CHECK(judge().missing == Ids{"layer population", "firms.emits"});
}
