#include "project_builder.hpp"

#include <catch2/catch.hpp>

using namespace sandan;
using test::rectangle;
using Kind = rules::Outcome::Kind;

namespace {

model::Fact fact(std::string rule, std::string id, double total, std::vector<double> parts,
                 std::string unit = "m²") {
    return {std::move(id), std::move(rule), std::move(unit), total, std::move(parts), "test"};
}

rules::Outcome judge(test::ProjectBuilder& builder, model::Fact given) {
    const auto rule = given.rule;
    builder.project().plan.facts = {std::move(given)};
    return test::run_rule(builder.project(), rule).all.front().second;
}

/// 10,000 m² for sale at 115,000 KRW/m².
test::ProjectBuilder sold() {
    test::ProjectBuilder builder;
    builder.complex("A", 20000)
        .parameter("LB-16", "max_profit", 15)
        .layer("lots", {"id", "complex", "use", "price_krw_m2"})
        .feature(rectangle(0, 0, 100, 100), {"a", "A", "IND", 115000.0});
    return builder;
}

} // namespace

TEST_CASE("industrial lots are sold at cost plus 15 % at most", "[rules]") {
    auto builder = sold();
    // 10 억원 / 10,000 m² = 100,000 KRW/m²
    CHECK(judge(builder, fact("LB-16", "A", 10, {6, 4}, "억원")).kind == Kind::pass);
    const auto dear = judge(builder, fact("LB-16", "A", 9.99, {6, 3.99}, "억원"));
    CHECK(dear.kind == Kind::breach);
    CHECK(*dear.evidence.measured == Approx(115000 / 99900.0 * 100 - 100));
    CHECK(judge(builder, fact("LB-16", "A", 10, {6, 3}, "억원")).kind == Kind::breach);
    CHECK(judge(builder, fact("LB-16", "A", 10, {}, "KRW")).kind == Kind::unknown);
}

TEST_CASE("a cost sheet nobody gave is unknown, of a completed complex not asked", "[rules]") {
    auto builder = sold();
    CHECK(test::run_rule(builder.project(), "LB-16").unknowns() == std::vector<std::string>{"A"});
    builder.project().plan.complexes[0].completed = test::today;
    CHECK(test::run_rule(builder.project(), "LB-16").unknowns().empty());
}

TEST_CASE("no designation from 30 % unsold on", "[rules]") {
    test::ProjectBuilder builder;
    builder.complex("A", 1000).parameter("LB-18", "max_unsold", 30, "일반산업단지");
    CHECK(judge(builder, fact("LB-18", "일반산업단지", 1000, {299.9})).kind == Kind::pass);
    CHECK(judge(builder, fact("LB-18", "일반산업단지", 1000, {300})).kind == Kind::breach);
    CHECK(judge(builder, fact("LB-18", "국가산업단지", 1000, {300})).kind == Kind::unknown);
    builder.project().plan.complexes[0].kind = "농공단지";
    CHECK(judge(builder, fact("LB-18", "농공단지", 1000, {900})).kind == Kind::not_applicable);
}

TEST_CASE("supply is ten years of demand at most", "[rules]") {
    test::ProjectBuilder builder;
    builder.complex("A", 1000).parameter("LB-19", "max_years_of_demand", 10);
    CHECK(judge(builder, fact("LB-19", "s", 100, {700, 300})).kind == Kind::pass);
    CHECK(judge(builder, fact("LB-19", "s", 100, {700, 301})).kind == Kind::breach);
    CHECK(judge(builder, fact("LB-19", "s", 0, {700})).kind == Kind::unknown);
}

TEST_CASE("agreements fit into the industry's area", "[rules]") {
    test::ProjectBuilder builder;
    builder.rule("PC-08", Severity::warning);
    CHECK(judge(builder, fact("PC-08", "C23", 1000, {600, 400})).kind == Kind::pass);
    CHECK(judge(builder, fact("PC-08", "C23", 1000, {600, 401})).kind == Kind::breach);
}

TEST_CASE("of a project's profit a share is reinvested, of a land-price gain half is given",
          "[rules]") {
    test::ProjectBuilder builder;
    builder.parameter("UG-15", "min_reinvestment", 12.5).parameter("UG-15", "min_gain_share", 50);
    CHECK(judge(builder, fact("UG-15", "사업이익", 80, {10})).kind == Kind::pass);
    CHECK(judge(builder, fact("UG-15", "사업이익", 80, {9.9})).kind == Kind::breach);
    CHECK(judge(builder, fact("UG-15", "지가차액 1", 80, {40})).kind == Kind::pass);
    CHECK(judge(builder, fact("UG-15", "지가차액 1", 80, {39.9})).kind == Kind::breach);
}
