#include "project_builder.hpp"

#include <catch2/catch.hpp>

using namespace sandan;
using test::rectangle;
using test::run_rule;
using Ids = std::vector<std::string>;

TEST_CASE("only listed kinds of areas can be linked", "[rules]") {
    test::ProjectBuilder builder;
    builder.layer("district", {"id", "kind"})
        .feature(rectangle(0, 0, 1, 1), {"a", "연계:산업단지"})
        .feature(rectangle(1, 0, 1, 1), {"b", "연계:관광지"})
        .feature(rectangle(2, 0, 1, 1), {"c", "재생사업지구"})
        .rule("UG-03");
    CHECK(run_rule(builder.project(), "UG-03").unknowns() == Ids{"a", "b"}); // no list in force
    builder.parameter("UG-03", "allowed", 1, "산업단지");
    CHECK(run_rule(builder.project(), "UG-03").passes() == Ids{"a"});
    CHECK(run_rule(builder.project(), "UG-03").breaches() == Ids{"b"});
}

TEST_CASE("a partial renewal takes less than half of the complex, or changes no use", "[rules]") {
    const auto answer = [](double width, const char* partial, const char* change) {
        test::ProjectBuilder builder;
        builder.complex("A", 10000)
            .parameter("UG-08", "max_share", 50)
            .layer("district", {"id", "kind", "partial", "use_change"})
            .feature(rectangle(0, 0, width, 100), {"d", "재생사업지구", partial, change});
        return run_rule(builder.project(), "UG-08").all.front().second.kind;
    };
    CHECK(answer(49.9, "1", "1") == rules::Outcome::Kind::pass);
    CHECK(answer(50, "1", "1") == rules::Outcome::Kind::breach); // 미만
    CHECK(answer(90, "1", "0") == rules::Outcome::Kind::pass);
    CHECK(answer(90, "0", "1") == rules::Outcome::Kind::not_applicable);
}

TEST_CASE("a completed complex is told how far it is from today's minima", "[rules]") {
    test::ProjectBuilder builder;
    builder.complex("A", 10000)
        .parameter("LB-07", "min_share", 8)
        .parameter("LB-04", "min_share", 5)
        .parameter("LB-17", "min_share", 0.6)
        .rule("UG-13", Severity::information)
        .layer("lots", {"id", "complex", "use"})
        .feature(rectangle(0, 0, 93, 100), {"i", "A", "IND"})
        .feature(rectangle(93, 0, 7, 100), {"r", "A", "ROAD"})
        .layer("parking", {"id", "complex"})
        .feature(rectangle(0, 0, 8, 8), {"p", "A"});
    CHECK(run_rule(builder.project(), "UG-13").breaches().empty()); // still a plan
    builder.project().plan.complexes[0].completed = test::today;
    const auto found = run_rule(builder.project(), "UG-13");
    CHECK(found.breaches() == Ids{"A"});
    CHECK(found.all[0].second.evidence.message.en ==
          "roads 7.0 < 8.0 %, green 0.0 < 5.0 %, car parks 0.6 ≥ 0.6 %");
}

TEST_CASE("in an activation district the floor area may rise to the national ceiling", "[rules]") {
    test::ProjectBuilder builder;
    builder.complex("A", 10000)
        .parameter("ZO-01", "max_percent", 70, "UQA320")
        .parameter("ZO-02", "max_percent", 350, "UQA320");
    builder.project().rules.packs.push_back({"city", "", "1", "", "", false, false, {}});
    auto city = *builder.project().rules.parameter("ZO-02", "max_percent", test::today, "UQA320");
    city.jurisdiction = "city";
    city.value = 300;
    for (auto& rule : builder.project().rules.rules) {
        if (rule.id == "ZO-02") {
            rule.parameters.push_back(city);
        }
    }
    builder.layer("lots", {"id", "complex", "use"})
        .feature(rectangle(0, 0, 100, 100), {"a", "A", "IND"})
        .layer("zoning", {"code"})
        .feature(rectangle(-1, -1, 300, 300), {"UQA320"})
        .layer("district", {"id", "kind"})
        .feature(rectangle(0, 0, 50, 100), {"d", "활성화구역"});
    const auto found = run_rule(builder.project(), "UG-14");
    CHECK(found.all[0].second.evidence.message.en ==
          "floor area allowed: 15,000 m², up to the national ceiling 17,500 m²");
}

TEST_CASE("a partial renewal is a share of its own complex", "[rules]") {
    test::ProjectBuilder builder;
    builder.complex("A", 10'000)
        .complex("huge", 10'000'000)
        .parameter("UG-08", "max_share", 50)
        .layer("boundary", {"complex"})
        .feature(rectangle(0, 0, 100, 100), {"A"})
        .layer("district", {"id", "kind", "partial", "use_change"})
        .feature(rectangle(0, 0, 60, 100), {"d", "재생사업지구", "1", "1"})
        .feature(rectangle(500, 0, 60, 100), {"nowhere", "재생사업지구", "1", "1"});
    const auto found = run_rule(builder.project(), "UG-08");
    CHECK(found.breaches() == Ids{"d"});
    CHECK(found.unknowns() == Ids{"nowhere"});
}
