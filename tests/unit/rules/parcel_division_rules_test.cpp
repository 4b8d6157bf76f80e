#include "pair_rules.hpp"
#include "rules/lot_shape.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <limits>

using namespace sandan;
using test::Kind;
using test::rectangle;
using test::run_rule;

namespace {

using Ids = std::vector<std::string>;

test::ProjectBuilder lots(std::vector<std::string> fields) {
    test::ProjectBuilder builder;
    builder.complex("A", 100000).complex("U", 100000, "도시첨단산업단지");
    builder.layer("lots", std::move(fields));
    return builder;
}

} // namespace

TEST_CASE("a planned industrial lot has 900 m², or a reason for less", "[rules]") {
    auto builder = lots({"id", "complex", "use", "reason"});
    builder.parameter("PD-01", "min_area", 900)
        .feature(rectangle(0, 0, 30, 30), {"even", "A", "IND", {}})
        .feature(rectangle(100, 0, 30, 29.9), {"small", "A", "IND", {}})
        .feature(rectangle(200, 0, 30, 20), {"excused", "A", "IND", "수요조사"})
        .feature(rectangle(300, 0, 10, 10), {"park", "A", "PARK", {}});
    const auto found = run_rule(builder.project(), "PD-01");
    CHECK(found.breaches() == Ids{"small"});
    CHECK(found.passes() == Ids{"even", "excused"});
}

TEST_CASE("a divided lot has 1,650 m², 900 with an exception, any size by the guideline",
          "[rules]") {
    auto builder = lots({"id", "complex", "use", "parent", "lease", "reason"});
    builder.parameter("PD-02", "min_area", 1650)
        .parameter("PD-02", "min_area_exception", 900)
        .feature(rectangle(0, 0, 33, 50), {"limit", "A", "IND", "P", "0", {}})
        .feature(rectangle(100, 0, 33, 49.9), {"below", "A", "IND", "P", "0", {}})
        .feature(rectangle(200, 0, 30, 30), {"lease", "A", "IND", "P", "1", {}})
        .feature(rectangle(300, 0, 30, 29.9), {"tiny", "A", "IND", "P", "1", {}})
        .feature(rectangle(400, 0, 30, 30), {"urban", "U", "IND", "P", "0", {}})
        .feature(rectangle(500, 0, 30, 30), {"first", "A", "IND", "P", "0", "1호"})
        .feature(rectangle(600, 0, 10, 10), {"fourth", "A", "IND", "P", "0", "4호"})
        .feature(rectangle(700, 0, 10, 10), {"whole", "A", "IND", {}, "0", {}});
    const auto found = run_rule(builder.project(), "PD-02");
    CHECK(found.breaches() == Ids{"below", "tiny"});
    CHECK(found.passes() == Ids{"limit", "lease", "urban", "first", "fourth"});
    CHECK(found.ids(Kind::not_applicable) == Ids{"whole"});
}

TEST_CASE("a site needs 2 m of road, a factory of 3,000 m² 4 m of a road 6 m wide", "[rules]") {
    test::ProjectBuilder builder;
    builder.parameter("PD-04", "min_frontage", 2)
        .parameter("PD-04", "large_floor_area", 3000)
        .parameter("PD-04", "min_frontage_large", 4)
        .parameter("PD-04", "min_road_width_large", 6);
    const auto answer = [&](double floor, double frontage, double width) {
        auto firm = test::firm("F");
        firm.floor_area_m2 = floor;
        auto site = test::site_of_area(5000);
        site.facts.frontage_m = frontage;
        site.facts.road_width_m = width;
        return test::ask(builder.project(), "PD-04", firm, site).kind;
    };
    CHECK(answer(2999, 2.0, 3) == Kind::pass);
    CHECK(answer(2999, 1.99, 8) == Kind::breach);
    CHECK(answer(3000, 4.0, 6) == Kind::pass);
    CHECK(answer(3000, 3.99, 6) == Kind::breach);
    CHECK(answer(3000, 4.0, 5.99) == Kind::breach);
    CHECK(test::ask(builder.project(), "PD-04", test::firm("F"), test::site_of_area(1)).missing ==
          Ids{"layer roads"});
}

TEST_CASE("the aspect ratio of a turned rectangle is that of its sides", "[rules]") {
    for (const double angle : {0.0, 0.3, 1.1, 2.9}) {
        const double c = std::cos(angle);
        const double s = std::sin(angle);
        const auto at = [&](double x, double y) {
            return geom::Point{200000 + c * x - s * y, 360000 + s * x + c * y};
        };
        const geom::MultiPolygon turned{
            {.outer = {at(0, 0), at(80, 0), at(80, 20), at(0, 20), at(0, 0)}, .holes = {}}};
        CHECK(rules::aspect_ratio(turned) == Approx(4));
    }
    CHECK(rules::aspect_ratio({}) == 0);
    CHECK(rules::aspect_ratio(rectangle(0, 0, 10, 10)) == Approx(1));
}

TEST_CASE("a lot is neither ragged, long nor narrow", "[rules]") {
    auto builder = lots({"id", "complex", "use"});
    builder.parameter("PD-06", "min_compactness", 0.4)
        .parameter("PD-06", "max_aspect", 4)
        .parameter("PD-06", "min_width", 20)
        .feature(rectangle(0, 0, 80, 22), {"good", "A", "IND"})
        .feature(rectangle(0, 100, 95, 23), {"long", "A", "IND"})
        .feature(rectangle(0, 200, 60, 19), {"narrow", "A", "IND"});
    const auto found = run_rule(builder.project(), "PD-06");
    CHECK(found.passes() == Ids{"good"});
    CHECK(found.breaches() == Ids{"long", "narrow"});
}

TEST_CASE("a lot without a pipe or line is a breach, one that does not say is unknown", "[rules]") {
    auto builder = lots({"id", "complex", "use", "water", "sewer", "power", "gas", "telecom"});
    builder.rule("PD-07")
        .feature(rectangle(0, 0, 50, 50), {"served", "A", "IND", "1", "1", "1", "1", "1"})
        .feature(rectangle(50, 0, 50, 50), {"dry", "A", "IND", "0", "1", "1", "1", "1"})
        .feature(rectangle(100, 0, 50, 50), {"silent", "A", "IND", "1", "1", "1", {}, "1"})
        .feature(rectangle(0, 50, 50, 50), {"behind", "A", "IND", "1", "1", "1", "1", "1"})
        .layer("roads", {"id", "width_m"})
        .feature(rectangle(0, -8, 150, 8), {"R", 8.0});
    const auto found = run_rule(builder.project(), "PD-07");
    CHECK(found.passes() == Ids{"served"});
    CHECK(found.breaches() == Ids{"dry", "behind"});
    CHECK(found.unknowns() == Ids{"silent"});
}

TEST_CASE("merged lots adjoin and agree in complex, zone and phase", "[rules]") {
    auto builder = lots({"id", "complex", "use", "management", "phase"});
    builder.parameter("PD-10", "min_contact", 1)
        .feature(rectangle(0, 0, 50, 50), {"a", "A", "IND", "MI", 1.0})
        .feature(rectangle(50, 0, 50, 50), {"b", "A", "IND", "MI", 1.0})
        .feature(rectangle(100, 0, 50, 50), {"c", "A", "IND", "MI", 1.0})
        .feature(rectangle(150, 0, 50, 50), {"d", "A", "IND", "MI", 2.0})
        .feature(rectangle(200, 0, 50, 50), {"e", "A", "IND", "MC", 2.0});
    const auto answer = [&](std::vector<std::size_t> lots) {
        return test::ask_lots(builder.project(), "PD-10", test::firm("F"), std::move(lots)).kind;
    };
    CHECK(answer({0}) == Kind::pass);
    CHECK(answer({0, 1, 2}) == Kind::pass);
    CHECK(answer({0, 2}) == Kind::breach);
    CHECK(answer({2, 3}) == Kind::breach);
    CHECK(answer({3, 4}) == Kind::breach);
}

TEST_CASE("a built lot divided off keeps the size of its zone and its access", "[rules]") {
    auto builder = lots({"id", "complex", "use", "parent", "zoning"});
    builder.parameter("PD-03", "min_area", 150, "industrial")
        .parameter("PD-03", "min_area", 200, "green")
        .parameter("PD-04", "min_frontage", 2)
        .feature(rectangle(0, 0, 15, 10), {"enough", "A", "IND", "P", "UQA320"})
        .feature(rectangle(15, 0, 14.9, 10), {"small", "A", "IND", "P", "UQA320"})
        .feature(rectangle(30, 0, 15, 10), {"green", "A", "IND", "P", "UQA430"})
        .feature(rectangle(0, 10, 30, 10), {"behind", "A", "IND", "P", "UQA320"})
        .feature(rectangle(0, 20, 2, 2), {"empty", "A", "IND", "P", "UQA320"})
        .feature(rectangle(9, 20, 2, 2), {"whole", "A", "IND", {}, "UQA320"})
        .layer("roads", {"id", "width_m"})
        .feature(rectangle(0, -8, 60, 8), {"R", 8.0});
    CHECK(run_rule(builder.project(), "PD-03").all[0].second.missing == Ids{"layer buildings"});
    builder.layer("buildings", {"id", "pnu"});
    for (const auto* const lot : {"enough", "small", "green", "behind", "whole"}) {
        builder.feature(rectangle(0, 0, 1, 1), {std::string{"b-"} + lot, lot});
    }
    const auto found = run_rule(builder.project(), "PD-03");
    CHECK(found.passes() == Ids{"enough"});
    CHECK(found.breaches() == Ids{"small", "green", "behind"});
    CHECK(found.unknowns().empty());
}

TEST_CASE("V8: after division the factories still reach 기준공장건축면적", "[rules]") {
    auto builder = lots({"id", "complex", "use", "parent"});
    builder.project().codes.factory_rates = {{"23995", 3}, {"30399", 12}};
    builder.rule("PD-08")
        .feature(rectangle(0, 0, 200, 100), {"mixed", "A", "IND", "P"})
        .feature(rectangle(200, 0, 200, 100), {"short", "A", "IND", "P"})
        .feature(rectangle(400, 0, 200, 100), {"closed", "A", "IND", "P"});
    CHECK(run_rule(builder.project(), "PD-08").all[0].second.missing == Ids{"layer register"});
    builder.layer("register", {"id", "pnu", "ksic", "status", "floor_area_m2"})
        .feature(geom::Shape{}, {"1", "mixed", "23995", "가동", 514.286})
        .feature(geom::Shape{}, {"2", "mixed", "30399", "가동", 342.858})
        .feature(geom::Shape{}, {"3", "short", "30399", "가동", 2399.0})
        .feature(geom::Shape{}, {"4", "closed", "30399", "폐업", 1.0});
    const auto found = run_rule(builder.project(), "PD-08");
    CHECK(found.passes() == Ids{"mixed"}); // 857.14 m² of 60 % 23995 and 40 % 30399
    CHECK(found.breaches() == Ids{"short"});
    CHECK(*found.all[0].second.evidence.threshold == Approx(857.14).epsilon(1e-4));
}

TEST_CASE("PD-09: green land outside a complex is divided into 990 m² at least", "[rules]") {
    const auto judge = [](double width, const char* zone, const char* complex, const char* parent) {
        test::ProjectBuilder builder;
        builder.complex("A", 1000)
            .parameter("PD-09", "min_area", 990)
            .layer("lots", {"id", "complex", "use", "parent"})
            .feature(test::rectangle(0, 0, width, 33),
                     {"L", test::text(complex), "IND", test::text(parent)})
            .layer("zoning", {"code"})
            .feature(test::rectangle(0, 0, 20, 33), {test::text(zone)})
            .feature(test::rectangle(20, 0, 980, 33), {"UQA320"});
        return test::run_rule(builder.project(), "PD-09").all.front().second;
    };
    CHECK(judge(30, "UQA430", "", "P").kind == Kind::pass); // 990 m², 660 of them green
    const auto small = judge(29.999, "UQA430", "", "P");
    CHECK(small.kind == Kind::breach);
    CHECK(*small.evidence.measured == Approx(989.967));
    CHECK(judge(29, "UQA430", "A", "P").kind == Kind::not_applicable); // inside a complex
    CHECK(judge(29, "UQA430", "", "").kind == Kind::not_applicable);   // not divided
    CHECK(judge(29, "UQA320", "", "P").kind == Kind::not_applicable);  // not green
}

TEST_CASE("PD-09: without zones nobody knows whether the land is green", "[rules]") {
    test::ProjectBuilder builder;
    builder.parameter("PD-09", "min_area", 990)
        .layer("lots", {"id", "complex", "use", "parent"})
        .feature(test::rectangle(0, 0, 10, 10), {"L", "", "IND", "P"});
    CHECK(test::run_rule(builder.project(), "PD-09").all.front().second.missing ==
          std::vector<std::string>{"layer zoning"});
}

TEST_CASE("PD-04: a factory of unknown size passes where a large one would", "[rules]") {
    test::ProjectBuilder builder;
    builder.parameter("PD-04", "min_frontage", 2)
        .parameter("PD-04", "large_floor_area", 3000)
        .parameter("PD-04", "min_frontage_large", 4)
        .parameter("PD-04", "min_road_width_large", 6);
    const auto answer = [&](double frontage, std::optional<double> width) {
        auto site = test::site_of_area(5000);
        site.facts.frontage_m = frontage;
        site.facts.road_width_m = width;
        return test::ask(builder.project(), "PD-04", test::firm("F"), site);
    };
    CHECK(answer(4, 6).kind == Kind::pass);
    CHECK(answer(3.9, 6).missing == Ids{"firms.floor_area_m2"});
    CHECK(answer(4, 5.9).missing == Ids{"firms.floor_area_m2"});
    CHECK(answer(4, std::nullopt).missing == Ids{"roads.width_m", "firms.floor_area_m2"});
    CHECK(answer(1.9, 6).kind == Kind::breach); // too little for a small one, too
}

TEST_CASE("PD-10: lots that do not say their zone or phase are not known to agree", "[rules]") {
    auto builder = lots({"id", "complex", "use", "management", "phase"});
    builder.parameter("PD-10", "min_contact", 1)
        .feature(rectangle(0, 0, 50, 50), {"a", "A", "IND", {}, 1.0})
        .feature(rectangle(50, 0, 50, 50), {"b", "A", "IND", {}, 1.0})
        .feature(rectangle(100, 0, 50, 50), {"c", "A", "IND", {}, 2.0});
    const auto answer = [&](std::vector<std::size_t> lots) {
        return test::ask_lots(builder.project(), "PD-10", test::firm("F"), std::move(lots));
    };
    CHECK(answer({0, 1}).missing == Ids{"lots.management"});
    CHECK(answer({1, 2}).kind == Kind::breach); // phases differ
    builder.project().layers[0].fields = {"id", "complex", "use"};
    CHECK(answer({0, 1}).missing == Ids{"lots.management", "lots.phase"});
}

TEST_CASE("PD-03: a building without PNU stands where it lies", "[rules]") {
    auto builder = lots({"id", "complex", "use", "parent", "zoning"});
    builder.parameter("PD-03", "min_area", 150, "industrial")
        .parameter("PD-04", "min_frontage", 2)
        .feature(rectangle(0, 0, 14.9, 10), {"small", "A", "IND", "P", "UQA320"})
        .feature(rectangle(20, 0, 5, 10), {"left", "A", "IND", "P", "UQA320"})
        .feature(rectangle(25, 0, 5, 10), {"right", "A", "IND", "P", "UQA320"})
        .layer("roads", {"id", "width_m"})
        .feature(rectangle(0, -8, 60, 8), {"R", 8.0})
        .layer("buildings", {"id", "pnu"})
        .feature(rectangle(1, 1, 5, 5), {"on", {}})
        .feature(rectangle(23, 1, 4, 5), {"across", {}});
    const auto found = run_rule(builder.project(), "PD-03");
    CHECK(found.breaches() == Ids{"small"});
    CHECK(found.unknowns() == Ids{"left", "right"});
    CHECK(found.all.back().second.missing == Ids{"buildings.pnu"});
}
