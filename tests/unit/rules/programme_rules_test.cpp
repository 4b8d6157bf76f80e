#include <sandan/model/area.hpp>

#include "pair_rules.hpp"

#include <catch2/catch.hpp>

using namespace sandan;
using test::Kind;
using test::run_rule;

namespace {

using Ids = std::vector<std::string>;

model::Project with_fact(std::string rule, double total, std::vector<double> parts,
                         std::string id = "fact") {
    test::ProjectBuilder builder;
    builder.rule(rule, Severity::warning);
    builder.project().plan.facts = {
        {std::move(id), std::move(rule), "억원", total, std::move(parts), "test"}};
    return builder.project();
}

} // namespace

TEST_CASE("V18: funding of 1,519 + 354 + 980 is 2,853 and not the published 2,843", "[rules]") {
    const auto found = run_rule(with_fact("PC-09", 2843, {1519, 354, 980}), "PC-09");
    REQUIRE(found.all.size() == 1);
    CHECK(found.all.front().second.kind == Kind::breach);
    CHECK(*found.all.front().second.evidence.measured == 2853);
    CHECK(*found.all.front().second.evidence.threshold == 2843);
    CHECK(run_rule(with_fact("PC-09", 2853, {1519, 354, 980}), "PC-09").breaches().empty());
}

TEST_CASE("V17: 30만평 is 991,735.5 m² and 88만평 2,909,090.9 m²", "[rules]") {
    CHECK(300000 * model::square_metres_per_pyeong == Approx(991735.5).margin(0.05));
    CHECK(880000 * model::square_metres_per_pyeong == Approx(2909090.9).margin(0.05));
}

TEST_CASE("a drawn zone may differ from its notice by the tolerance", "[rules]") {
    const auto kind = [](double side) {
        test::ProjectBuilder builder;
        builder.parameter("PC-02", "tolerance", 1)
            .layer("special_zone", {"id", "area_m2"})
            .feature(test::rectangle(0, 0, side, 100), {"Z", 10000.0});
        return run_rule(builder.project(), "PC-02").all.front().second.kind;
    };
    CHECK(kind(101) == Kind::pass);
    CHECK(kind(101.01) == Kind::breach);
    CHECK(kind(98.99) == Kind::breach);
}

TEST_CASE("the polygons of one notice have its area together", "[rules]") {
    test::ProjectBuilder builder;
    builder.parameter("PC-02", "tolerance", 1)
        .parameter("PC-02", "notice_area", 20000)
        .layer("special_zone", {"id", "notice_id", "area_m2"})
        .feature(test::rectangle(0, 0, 100, 100), {"Z1", "2024-1", {}})
        .feature(test::rectangle(500, 0, 100, 100), {"Z2", "2024-1", {}})
        .feature(test::rectangle(900, 0, 100, 100), {"Z3", "2024-2", 10000.0});
    CHECK(run_rule(builder.project(), "PC-02").passes() == Ids{"Z1", "Z3"});
    builder.project().layers.back().features[1].shape =
        test::polygon_shape(test::rectangle(500, 0, 103, 100));
    CHECK(run_rule(builder.project(), "PC-02").breaches() == Ids{"Z1"});
}

TEST_CASE("PC-05: what the listed firms leave of the published total is told", "[rules]") {
    const auto judge = [](std::vector<double> parts) {
        return run_rule(with_fact("PC-05", 8072, std::move(parts)), "PC-05").all.front().second;
    };
    CHECK(judge({6950, 1122}).kind == Kind::pass);
    const auto rest = judge({6950});
    CHECK(rest.kind == Kind::breach);
    CHECK(*rest.evidence.measured == 6950);
    CHECK(*rest.evidence.threshold == 8072);
    CHECK_THAT(rest.evidence.message.en, Catch::EndsWith("; 1,122 억원 unallocated"));
    CHECK_THAT(judge({8080}).evidence.message.en, Catch::EndsWith("; 8 억원 too much"));
    CHECK(run_rule(with_fact("PC-09", 1, {1}), "PC-05").all.front().second.kind ==
          Kind::not_applicable);
}

TEST_CASE("a zone carries the number and day of its notice", "[rules]") {
    test::ProjectBuilder builder;
    builder.rule("PC-03")
        .layer("special_zone", {"id", "notice_id", "notice_date"})
        .feature(test::rectangle(0, 0, 10, 10), {"good", "2024-101", "20240620"})
        .feature(test::rectangle(0, 0, 10, 10), {"none", {}, "20240620"})
        .feature(test::rectangle(0, 0, 10, 10), {"later", "2024-999", "20240627"});
    const auto found = run_rule(builder.project(), "PC-03");
    CHECK(found.passes() == Ids{"good"});
    CHECK(found.breaches() == Ids{"none", "later"});
    CHECK(found.all[2].second.evidence.advisory);
}

TEST_CASE("a special zone is only missed when a firm is bound to it", "[rules]") {
    test::ProjectBuilder builder;
    builder.rule("PC-03").firm(test::firm("F"));
    CHECK(run_rule(builder.project(), "PC-03").all.front().second.kind == Kind::not_applicable);
    builder.project().firms.front().programme = true;
    CHECK(run_rule(builder.project(), "PC-03").all.front().second.missing ==
          Ids{"layer special_zone"});
}

TEST_CASE("a programme firm lies in the special zone but for a sliver", "[rules]") {
    test::ProjectBuilder builder;
    builder.parameter("PC-01", "max_outside_area", 1);
    auto firm = test::firm("F");
    auto site = test::site_of_area(5000);
    const auto kind = [&] {
        return test::ask(builder.project(), "PC-01", firm, site).kind;
    };
    CHECK(kind() == Kind::not_applicable);
    firm.programme = true;
    CHECK(kind() == Kind::unknown);
    site.facts.outside_special_zone_m2 = 1.0;
    CHECK(kind() == Kind::pass);
    site.facts.outside_special_zone_m2 = 1.001;
    CHECK(kind() == Kind::breach);
}

TEST_CASE("a lot is ready in the firm's year at the latest", "[rules]") {
    test::ProjectBuilder builder;
    builder.rule("PC-06");
    auto firm = test::firm("F");
    auto site = test::site_of_area(5000);
    const auto kind = [&] {
        return test::ask(builder.project(), "PC-06", firm, site).kind;
    };
    CHECK(kind() == Kind::not_applicable);
    firm.year = 2026;
    CHECK(kind() == Kind::unknown);
    site.available_year = 2026;
    CHECK(kind() == Kind::pass);
    site.available_year = 2027;
    CHECK(kind() == Kind::breach);
}

TEST_CASE("PC-06: a lot is of no use before water and power are there", "[rules]") {
    test::ProjectBuilder builder;
    builder.complex("A", 100'000).rule("PC-06");
    auto& project = builder.project();
    project.capacities = {
        {"A", 2028, 1, 1, 1, "", 1}, {"A", 2027, 1, 1, 1, "", 2}, {"B", 2020, 1, 1, 1, "", 3}};
    auto firm = test::firm("F");
    auto site = test::site_of_area(5000);
    site.available_year = 2026;
    const auto ask = [&](int year) {
        firm.year = year;
        return test::ask(project, "PC-06", firm, site);
    };
    CHECK(ask(2026).kind == Kind::breach);
    CHECK(ask(2026).evidence.message.en == "served in 2027, needed in 2026");
    CHECK(ask(2027).kind == Kind::pass);
    project.plan.complexes[0].completed = test::today; // built long since: it has them
    CHECK(ask(2026).kind == Kind::pass);
}

TEST_CASE("a roster has as many firms as were published", "[rules]") {
    auto project = with_fact("PC-04", 2, {}, "roster");
    auto member = test::firm("F1");
    member.rosters = {"roster", "other"};
    project.firms = {member, test::firm("F2")};
    CHECK(run_rule(project, "PC-04").breaches() == Ids{"roster"});
    project.firms[1].rosters = {"roster"};
    CHECK(run_rule(project, "PC-04").passes() == Ids{"roster"});
    project.firms.clear();
    CHECK(run_rule(project, "PC-04").unknowns() == Ids{"roster"});
}

TEST_CASE("a project of 500억 needs a feasibility study", "[rules]") {
    const auto kind = [](double total) {
        auto project = with_fact("PC-10", total, {});
        test::ProjectBuilder builder;
        builder.parameter("PC-10", "study_from", 500);
        project.rules = builder.project().rules;
        return run_rule(project, "PC-10").all.front().second.kind;
    };
    CHECK(kind(500) == Kind::breach);
    CHECK(kind(499.9) == Kind::pass);
}

TEST_CASE("a lot goes to one firm", "[rules]") {
    test::ProjectBuilder builder;
    builder.rule("PC-11");
    builder.project().assignments = {{"F1", {"L1", "L2"}, 2}, {"F2", {"L2"}, 3}};
    const auto found = run_rule(builder.project(), "PC-11");
    CHECK(found.breaches() == Ids{"L2"});
    CHECK(found.passes() == Ids{"L1"});
}
