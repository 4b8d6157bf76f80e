#include <sandan/allocation/verify.hpp>
#include <sandan/core/error.hpp>
#include <sandan/report/allocation.hpp>

#include "allocation/random.hpp"
#include "allocation/value.hpp"
#include "row_of_lots.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace sandan;
using test::RowOfLots;

namespace {

using Points = std::vector<std::int64_t>; ///< By term.

/// Tries every assignment, one firm after the other, and keeps the lexicographic best.
class EveryPlan {
public:
    EveryPlan(RowOfLots& plan, std::vector<std::string> terms)
        : m_plan{plan},
          m_terms{std::move(terms)},
          m_best(m_terms.size(), 0),
          m_power{plan.project().capacities.empty()
                      ? 1e9
                      : plan.project().capacities.front().power_kw.value_or(1e9)} {
        visit(0, 0, 0, Points(m_terms.size(), 0), 0);
    }

    [[nodiscard]] const Points& best() const { return m_best; }

private:
    void visit(std::size_t firm, unsigned taken, unsigned placed, const Points& points,
               double power) {
        const auto& project = m_plan.project();
        if (firm == project.firms.size()) {
            m_best = std::max(m_best, with_links(points, placed));
            return;
        }
        visit(firm + 1, taken, placed, points, power);
        const auto& matrix = m_plan.matrix();
        for (std::size_t s = 0; s < matrix.sites.size(); ++s) {
            unsigned lots = 0;
            for (const auto lot : matrix.sites[s].lots) {
                lots |= 1U << lot;
            }
            const double more = power + project.firms[firm].power_kw.value_or(0);
            if (matrix.at(firm, s).verdict == siting::Verdict::feasible && (lots & taken) == 0 &&
                more <= m_power) {
                visit(firm + 1, taken | lots, placed | (1U << firm), added(points, firm, s), more);
            }
        }
    }

    [[nodiscard]] Points added(Points points, std::size_t firm, std::size_t s) const {
        const auto& project = m_plan.project();
        const auto compact =
            allocation::compactness_of(m_plan.context(), m_plan.matrix().sites[s].lots);
        for (std::size_t t = 0; t < m_terms.size(); ++t) {
            points[t] += allocation::points_of(
                project.firms[firm], m_plan.matrix().at(firm, s).score, compact,
                allocation::weights_of({m_terms[t]}), allocation::totals_of(project));
        }
        return points;
    }

    /// All lots are in one block: whatever is placed is as near as can be.
    [[nodiscard]] Points with_links(Points points, unsigned placed) const {
        const auto& firms = m_plan.project().firms;
        const auto in = [&](const std::string& id) {
            const auto at = std::find_if(firms.begin(), firms.end(),
                                         [&](const auto& firm) { return firm.id == id; });
            return ((placed >> (at - firms.begin())) & 1U) != 0;
        };
        const auto totals = allocation::totals_of(m_plan.project());
        for (std::size_t t = 0; t < m_terms.size(); ++t) {
            for (const auto& link : m_plan.project().links) {
                if (m_terms[t] == "proximity" && in(link.from) && in(link.to)) {
                    points[t] += 100 * allocation::link_points(
                                           link, allocation::weights_of({"proximity"}), totals);
                }
            }
        }
        return points;
    }

    RowOfLots& m_plan;
    std::vector<std::string> m_terms;
    Points m_best;
    double m_power;
};

/// Firms of random size, jobs, investment and demand on a short row; scores as the sites deserve.
RowOfLots random_row(allocation::Random& random) {
    const auto lots = 2 + random.below(3);
    RowOfLots plan{lots};
    const auto firms = 2 + random.below(3);
    for (std::size_t f = 0; f < firms; ++f) {
        const auto least = 1 + random.below(2);
        auto& firm =
            plan.firm(std::string(1, static_cast<char>('A' + f)), static_cast<double>(least),
                      static_cast<double>(least + random.below(2)),
                      10.0 * static_cast<double>(1 + random.below(3)));
        firm.investment_100m_krw = static_cast<double>(random.below(4));
        firm.power_kw = static_cast<double>(10 * random.below(4));
        firm.mandatory = random.below(8) == 0;
    }
    if (random.below(2) == 0) {
        plan.project().capacities.push_back({.complex = "c",
                                             .year = 2028,
                                             .water_m3d = {},
                                             .power_kw = 40.0,
                                             .wastewater_m3d = {},
                                             .source = {}});
    }
    plan.project().links.push_back({.from = "A", .to = "B", .weight = 1, .kind = {}});
    const auto context = plan.context();
    for (auto& cell : plan.matrix().cells) {
        const auto& site = plan.matrix().sites[cell.site];
        cell.score = siting::judge(context, plan.project().firms[cell.firm], site).score;
    }
    return plan;
}

Points points_of(const allocation::Allocation& result) {
    Points points;
    for (const auto& stage : result.stages) {
        points.push_back(stage.objective);
    }
    points.push_back(result.objective);
    return points;
}

allocation::Options strict(std::vector<std::string> terms) {
    auto options = test::all_terms();
    options.objective = std::move(terms);
    options.objective.insert(options.objective.begin(), "lexicographic");
    return options;
}

std::vector<Text> faults_of(RowOfLots& plan, const allocation::Claim& claim,
                            const allocation::Options& options) {
    return allocation::verify(plan.context(), claim, "abc", options).faults;
}

allocation::Claim claim_of(const allocation::Allocation& result) {
    return report::read_certificate(
        report::allocation_certificate(result, {.inputs_sha256 = "abc", .as_of = "2024-06-26"}));
}

} // namespace

TEST_CASE("a lexicographic objective is the best of all plans term by term", "[allocation]") {
    allocation::Random random{9};
    const std::vector<std::vector<std::string>> orders{
        {"jobs", "investment", "fit", "proximity", "compactness"},
        {"compactness", "fit", "jobs"},
        {"proximity", "investment"},
        {"fit"},
        {"investment", "proximity", "compactness", "jobs"}};
    for (int round = 0; round < 120; ++round) {
        CAPTURE(round);
        auto plan = random_row(random);
        for (auto& firm : plan.project().firms) {
            firm.mandatory = false;
        }
        const auto& order = orders[static_cast<std::size_t>(round) % orders.size()];
        const auto options = strict(order);
        const auto result = plan.allocate(options);
        REQUIRE(points_of(result) == EveryPlan(plan, order).best());
        CHECK(result.status == allocation::Status::optimal);
        const auto faults = faults_of(plan, claim_of(result), options);
        for (const auto& fault : faults) {
            UNSCOPED_INFO(fault.en);
        }
        REQUIRE(faults.empty());
    }
}

TEST_CASE("firms that must be placed are, whatever term comes first", "[allocation]") {
    allocation::Random random{10};
    for (int round = 0; round < 40; ++round) {
        CAPTURE(round);
        auto plan = random_row(random);
        const auto options = strict({"investment", "jobs"});
        const auto result = plan.allocate(options);
        const bool all = std::all_of(
            result.placements.begin(), result.placements.end(),
            [](const auto& placement) { return placement.placed || !placement.mandatory; });
        CHECK(all == (result.status == allocation::Status::optimal));
        const auto faults = faults_of(plan, claim_of(result), options);
        for (const auto& fault : faults) {
            UNSCOPED_INFO(fault.en);
        }
        REQUIRE(faults.empty());
    }
}

TEST_CASE("the first term decides, however little it gains", "[allocation]") {
    // One lot: A brings one job more, B all of the investment.
    RowOfLots plan{1};
    plan.firm("A", 1, 1, 101).investment_100m_krw = 0;
    plan.firm("B", 1, 1, 100).investment_100m_krw = 900;
    CHECK(plan.allocate(strict({"jobs", "investment"})).placements[0].placed);
    CHECK(plan.allocate(strict({"investment", "jobs"})).placements[1].placed);
    auto weighted = test::all_terms();
    weighted.objective = {"jobs", "investment"};
    CHECK(plan.allocate(weighted).placements[1].placed);
    weighted.objective = {"jobs:1000", "investment:1"};
    CHECK(plan.allocate(weighted).placements[0].placed);
}

TEST_CASE("verify names the term of which a certificate is wrong", "[allocation]") {
    RowOfLots plan{2};
    plan.firm("A", 1, 1, 100).investment_100m_krw = 5;
    plan.firm("B", 1, 2, 50).investment_100m_krw = 7;
    plan.firm("C", 1, 1, 50).investment_100m_krw = 1;
    const auto context = plan.context();
    for (auto& cell : plan.matrix().cells) {
        const auto& site = plan.matrix().sites[cell.site];
        cell.score = siting::judge(context, plan.project().firms[cell.firm], site).score;
    }
    const auto options = strict({"jobs", "investment", "fit"});
    auto claim = claim_of(plan.allocate(options));
    REQUIRE(faults_of(plan, claim, options).empty());
    REQUIRE(claim.stages.size() == 2);
    std::string words;
    SECTION("its points") {
        claim.stages[1].objective -= 1;
        words = "investment: claims objective";
    }
    SECTION("its bound") {
        claim.stages[0].bound += 10;
        words = "jobs: claims gap";
    }
    SECTION("its prices") {
        claim.stages[0].proof.lp_bound -= 10;
        words = "jobs: claims that its prices prove";
    }
    SECTION("a floor above the plan") {
        claim.proof.floors.push_back({"jobs", claim.stages[0].objective + 1, 0});
        words = "the floor";
    }
    SECTION("another order") {
        std::swap(claim.stages[0], claim.stages[1]);
        words = "the terms of the objective are not those of the plan";
    }
    const auto faults = faults_of(plan, claim, options);
    CHECK(std::any_of(faults.begin(), faults.end(), [&](const Text& fault) {
        return fault.en.find(words) != std::string::npos;
    }));
}

TEST_CASE("losses are not told on a scale that a lexicographic objective has not", "[allocation]") {
    RowOfLots plan{1};
    plan.firm("A", 1, 1, 1);
    plan.firm("B", 1, 1, 2);
    auto options = strict({"jobs", "fit"});
    CHECK_FALSE(plan.allocate(options).placements[0].left_out->forced.has_value());
    options.alternatives = 1;
    CHECK_THROWS_AS(plan.allocate(options), Error);
    options.alternatives = 0;
    options.importance = true;
    CHECK_THROWS_AS(plan.allocate(options), Error);
}
