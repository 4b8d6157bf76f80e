#include <sandan/siting/relaxation.hpp>
#include <sandan/siting/score.hpp>

#include "pair_rules.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace sandan;
using siting::Verdict;

namespace {

/// Four lots in a row, the last of another phase, and one beyond a gap.
test::ProjectBuilder row_of_lots() {
    test::ProjectBuilder builder;
    builder.complex("A", 100000)
        .rule("SI-06")
        .parameter("PD-10", "min_contact", 1)
        .rule("PC-06")
        .rule("SI-13")
        .parameter("SI-13", "max_overlap", 1)
        .layer("lots", {"id", "complex", "use", "management", "phase", "available_year"})
        .feature(test::rectangle(0, 0, 20, 50), {"L1", "A", "IND", "MI", 1.0, 2026.0})
        .feature(test::rectangle(20, 0, 30, 50), {"L2", "A", "IND", "MI", 1.0, 2026.0})
        .feature(test::rectangle(50, 0, 40, 50), {"L3", "A", "IND", "MI", 1.0, 2026.0})
        .feature(test::rectangle(90, 0, 40, 50), {"L4", "A", "IND", "MI", 2.0, 2028.0})
        .feature(test::rectangle(150, 0, 40, 50), {"L5", "A", "IND", "MI", 1.0, 2026.0})
        .feature(test::rectangle(0, 50, 20, 50), {"P1", "A", "PARK", "MP", 1.0, 2026.0})
        .layer("rivers", {"id"})
        .feature(test::rectangle(150, 0, 10, 50), {"R"});
    return builder;
}

model::Firm wanting(std::string id, double least, double most, int year) {
    auto firm = test::firm(std::move(id));
    firm.area_min_m2 = least;
    firm.area_max_m2 = most;
    firm.year = year;
    return firm;
}

struct Case {
    model::Project project;
    rules::Analysis analysis;

    explicit Case(model::Project made)
        : project{std::move(made)}, analysis{rules::analyse(project, test::today, 2)} {}

    [[nodiscard]] rules::Context context() const { return {project, analysis, test::today}; }
};

std::vector<std::string> ids(const std::vector<rules::Site>& sites) {
    std::vector<std::string> all;
    for (const auto& site : sites) {
        all.push_back(site.id);
    }
    return all;
}

const siting::FirmSite& cell(const siting::Matrix& matrix, std::size_t firm,
                             std::string_view site) {
    const auto found = std::find_if(matrix.sites.begin(), matrix.sites.end(),
                                    [&](const rules::Site& s) { return s.id == site; });
    REQUIRE(found != matrix.sites.end());
    return matrix.at(firm, static_cast<std::size_t>(found - matrix.sites.begin()));
}

} // namespace

TEST_CASE("candidate sites are contiguous saleable lots of one phase, small ones first",
          "[siting]") {
    const Case plan{row_of_lots().project()};
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
    const Case plan{builder.project()};
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
        const Case plan{builder.project()};
        return siting::candidate_sites(plan.context(), 2).size() == 3;
    };
    CHECK_FALSE(joined(0.9));
    CHECK(joined(1.1));
}

TEST_CASE("a verdict follows the worst statement", "[siting]") {
    auto builder = row_of_lots();
    builder.firm(wanting("F1", 1500, 2500, 2026)).firm(wanting("F2", 1500, 2500, 2028));
    const Case plan{builder.project()};
    const auto matrix = siting::feasibility(plan.context(), 2, 2);
    CHECK(cell(matrix, 0, "L2").verdict == Verdict::feasible);
    CHECK(cell(matrix, 0, "L1").verdict == Verdict::infeasible);
    CHECK(cell(matrix, 0, "L4").verdict == Verdict::infeasible);
    CHECK(cell(matrix, 1, "L4").verdict == Verdict::feasible);
    CHECK(cell(matrix, 0, "L5").verdict == Verdict::conditional);
    REQUIRE(cell(matrix, 0, "L1").reasons.size() == 1);
    CHECK(cell(matrix, 0, "L1").reasons.front().rule == "SI-06");
    CHECK(cell(matrix, 0, "L1").reasons.front().hard);
}

TEST_CASE("missing data makes a site unknown, and a refusal still refuses it", "[siting]") {
    auto builder = row_of_lots();
    auto& layers = builder.project().layers;
    layers.erase(layers.begin() + 1);
    builder.firm(wanting("F1", 1500, 2500, 2026));
    const Case plan{builder.project()};
    const auto matrix = siting::feasibility(plan.context(), 1, 1);
    CHECK(cell(matrix, 0, "L2").verdict == Verdict::unknown);
    CHECK(cell(matrix, 0, "L1").verdict == Verdict::infeasible);
}

TEST_CASE("a waiver of one rule for one firm on one site opens it", "[siting]") {
    auto builder = row_of_lots();
    builder.firm(wanting("F1", 1500, 2500, 2026));
    model::Waiver waiver;
    waiver.rule = "SI-06";
    waiver.subject = "F1@L1";
    builder.project().plan.waivers.push_back(waiver);
    const Case plan{builder.project()};
    const auto matrix = siting::feasibility(plan.context(), 1, 1);
    CHECK(cell(matrix, 0, "L1").verdict == Verdict::feasible);
}

TEST_CASE("every refusal names its rule and says why in both languages", "[siting]") {
    auto builder = row_of_lots();
    builder.firm(wanting("F1", 1500, 2500, 2026)).firm(wanting("F2", 90000, 95000, 2020));
    const Case plan{builder.project()};
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
    auto builder = row_of_lots();
    for (int i = 0; i < 5; ++i) {
        builder.firm(wanting("F" + std::to_string(i), 1000 + 500 * i, 3000 + 500 * i, 2026));
    }
    const Case plan{builder.project()};
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
    const Case plan{row_of_lots().project()};
    const auto context = plan.context();
    const auto firm = wanting("F", 1000, 5000, 2026);
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

TEST_CASE("the cheapest relaxation merges, waits or bends a wish", "[siting]") {
    auto builder = row_of_lots();
    builder.firm(wanting("F1", 2400, 2600, 2026)).firm(wanting("F2", 9000, 9500, 2028));
    const Case plan{builder.project()};
    const auto context = plan.context();
    const auto matrix = siting::feasibility(context, 3, 1);
    const siting::Relaxations relaxations{context, matrix};
    CHECK(relaxations.cheapest(cell(matrix, 0, "L1")).en == "merge with lot L2 (+1,500 m²)");
    CHECK(relaxations.cheapest(cell(matrix, 0, "L1+L2")).en.empty());
    CHECK(relaxations.cheapest(cell(matrix, 0, "L2+L3")).en == "ask for 900 m² more");
    CHECK(relaxations.cheapest(cell(matrix, 0, "L4")).en == "ask for 400 m² less; wait until 2028");
    CHECK(relaxations.cheapest(cell(matrix, 1, "L4")).en == "ask for 7,000 m² less");
    CHECK_FALSE(relaxations.cheapest(cell(matrix, 1, "L4")).ko.empty());
}

TEST_CASE("a statutory prohibition is never relaxed", "[siting]") {
    auto builder = row_of_lots();
    builder.firm(wanting("F1", 2000, 2600, 2026)).firm(wanting("F2", 3000, 3600, 2026));
    const Case plan{builder.project()};
    const auto context = plan.context();
    const auto matrix = siting::feasibility(context, 1, 1);
    const siting::Relaxations relaxations{context, matrix};
    for (std::size_t firm : {0U, 1U}) {
        const auto& in_river = cell(matrix, firm, "L5");
        CHECK(in_river.verdict == Verdict::infeasible);
        CHECK(relaxations.cheapest(in_river).en.empty());
    }
}
