#include <sandan/siting/score.hpp>

#include "siting_case.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace sandan;
using siting::Verdict;

namespace {

std::vector<std::string> ids(const std::vector<rules::Site>& sites) {
    std::vector<std::string> all;
    for (const auto& site : sites) {
        all.push_back(site.id);
    }
    return all;
}

} // namespace

TEST_CASE("candidate sites are contiguous saleable lots of one phase, small ones first",
          "[siting]") {
    const test::SitingCase plan{test::row_with_river().project()};
    CHECK(ids(siting::candidate_sites(plan.context(), 1)) ==
          std::vector<std::string>{"L1", "L2", "L3", "L4", "L5"});
    CHECK(ids(siting::candidate_sites(plan.context(), 4)) ==
          std::vector<std::string>{"L1", "L2", "L3", "L4", "L5", "L1+L2", "L2+L3", "L1+L2+L3"});
    CHECK(siting::candidate_sites(plan.context(), 0).empty());
}

TEST_CASE("lots that are kept or given free of charge are not on offer", "[siting]") {
    test::ProjectBuilder builder;
    builder.complex("A", 100000)
        .parameter("PD-10", "min_contact", 1)
        .layer("lots", {"id", "complex", "use", "tenure"})
        .feature(test::rectangle(0, 0, 50, 50), {"sale", "A", "IND", "sale"})
        .feature(test::rectangle(50, 0, 50, 50), {"kept", "A", "IND", "kept"})
        .feature(test::rectangle(100, 0, 50, 50), {"free", "A", "IND", "free"})
        .feature(test::rectangle(0, 50, 50, 50), {"silent", "A", "IND", {}});
    const test::SitingCase plan{builder.project()};
    CHECK(ids(siting::candidate_sites(plan.context(), 2)) ==
          std::vector<std::string>{"sale", "silent", "sale+silent"});
}

TEST_CASE("lots that meet in less than a metre are not joined", "[siting]") {
    const auto joined = [](double overlap) {
        test::ProjectBuilder builder;
        builder.complex("A", 100000)
            .parameter("PD-10", "min_contact", 1)
            .layer("lots", {"id", "complex", "use"})
            .feature(test::rectangle(0, 0, 50, 50), {"L1", "A", "IND"})
            .feature(test::rectangle(50, 50 - overlap, 50, 50), {"L2", "A", "IND"});
        const test::SitingCase plan{builder.project()};
        return siting::candidate_sites(plan.context(), 2).size() == 3;
    };
    CHECK_FALSE(joined(0.9));
    CHECK(joined(1.1));
}

TEST_CASE("a verdict follows the worst statement", "[siting]") {
    auto builder = test::row_with_river();
    builder.firm(test::wanting("F1", 1500, 2500, 2026)).firm(test::wanting("F2", 1500, 2500, 2028));
    const test::SitingCase plan{builder.project()};
    const auto matrix = siting::feasibility(plan.context(), 2, 2);
    CHECK(test::cell(matrix, 0, "L2").verdict == Verdict::feasible);
    CHECK(test::cell(matrix, 0, "L1").verdict == Verdict::infeasible);
    CHECK(test::cell(matrix, 0, "L4").verdict == Verdict::infeasible);
    CHECK(test::cell(matrix, 1, "L4").verdict == Verdict::feasible);
    CHECK(test::cell(matrix, 0, "L5").verdict == Verdict::conditional);
    REQUIRE(test::cell(matrix, 0, "L1").reasons.size() == 1);
    CHECK(test::cell(matrix, 0, "L1").reasons.front().rule == "SI-06");
    CHECK(test::cell(matrix, 0, "L1").reasons.front().hard);
}

TEST_CASE("missing data makes a site unknown, and a refusal still refuses it", "[siting]") {
    auto builder = test::row_with_river();
    auto& layers = builder.project().layers;
    layers.erase(layers.begin() + 1);
    builder.firm(test::wanting("F1", 1500, 2500, 2026));
    const test::SitingCase plan{builder.project()};
    const auto matrix = siting::feasibility(plan.context(), 1, 1);
    CHECK(test::cell(matrix, 0, "L2").verdict == Verdict::unknown);
    CHECK(test::cell(matrix, 0, "L1").verdict == Verdict::infeasible);
}

TEST_CASE("a waiver of one rule for one firm on one site opens it", "[siting]") {
    auto builder = test::row_with_river();
    builder.firm(test::wanting("F1", 1500, 2500, 2026));
    model::Waiver waiver;
    waiver.rule = "SI-06";
    waiver.subject = "F1@L1";
    builder.project().plan.waivers.push_back(waiver);
    const test::SitingCase plan{builder.project()};
    const auto matrix = siting::feasibility(plan.context(), 1, 1);
    CHECK(test::cell(matrix, 0, "L1").verdict == Verdict::feasible);
}

TEST_CASE("every refusal names its rule and says why in both languages", "[siting]") {
    auto builder = test::row_with_river();
    builder.firm(test::wanting("F1", 1500, 2500, 2026))
        .firm(test::wanting("F2", 90000, 95000, 2020));
    const test::SitingCase plan{builder.project()};
    for (const auto& one : siting::feasibility(plan.context(), 3, 2).cells) {
        if (one.verdict == Verdict::infeasible) {
            CHECK(std::any_of(one.reasons.begin(), one.reasons.end(),
                              [](const siting::Reason& reason) { return reason.hard; }));
        }
        for (const auto& reason : one.reasons) {
            CHECK_FALSE(reason.rule.empty());
            CHECK_FALSE(reason.outcome.evidence.message.ko.empty());
            CHECK_FALSE(reason.outcome.evidence.message.en.empty());
        }
    }
}

TEST_CASE("the matrix is the same for any number of threads", "[siting]") {
    auto builder = test::row_with_river();
    for (int i = 0; i < 5; ++i) {
        builder.firm(test::wanting("F" + std::to_string(i), 1000 + 500 * i, 3000 + 500 * i, 2026));
    }
    const test::SitingCase plan{builder.project()};
    const auto one = siting::feasibility(plan.context(), 3, 1);
    const auto four = siting::feasibility(plan.context(), 3, 4);
    REQUIRE(one.cells.size() == four.cells.size());
    for (std::size_t i = 0; i < one.cells.size(); ++i) {
        CHECK(one.cells[i].verdict == four.cells[i].verdict);
        CHECK(one.cells[i].score == four.cells[i].score);
        CHECK(one.cells[i].site == four.cells[i].site);
    }
}

TEST_CASE("the score falls with surplus land, lots and conditions", "[siting]") {
    const test::SitingCase plan{test::row_with_river().project()};
    const auto context = plan.context();
    const auto firm = test::wanting("F", 1000, 5000, 2026);
    const auto at = [&](std::vector<std::size_t> lots) {
        return rules::make_site(plan.project, plan.analysis.lots, std::move(lots));
    };
    const auto exact = siting::score(context, firm, at({0}), {});
    CHECK(exact == Approx(40 + 10 + 15 + 0 + 10));
    CHECK(siting::score(context, firm, at({1}), {}) == Approx(40 * 1000.0 / 1500 + 35));
    CHECK(siting::score(context, firm, at({0, 1}), {}) == Approx(40 * 1000.0 / 2500 + 30));
    const std::vector<siting::Reason> conditions(2);
    CHECK(siting::score(context, firm, at({0}), conditions) == Approx(exact - 10));
    CHECK(siting::score(context, firm, at({0}), std::vector<siting::Reason>(9)) ==
          Approx(exact - 20));
}
