#include <sandan/report/allocation.hpp>

#include "row_of_lots.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>

using namespace sandan;
using test::all_terms;
using test::RowOfLots;

namespace {

/// Every site judged by SI-06, so that what a firm asks for decides.
void judge_all(RowOfLots& plan) {
    const auto context = plan.context();
    for (auto& cell : plan.matrix().cells) {
        const auto firm = cell.firm;
        const auto site = cell.site;
        cell = siting::judge(context, plan.project().firms[firm], plan.matrix().sites[site]);
        cell.firm = firm;
        cell.site = site;
    }
}

void add_wishes(RowOfLots& plan) {
    model::RuleInfo wishes;
    wishes.id = "SI-06";
    wishes.title = {wishes.id, wishes.id};
    wishes.severity = Severity::error;
    plan.project().rules.rules.push_back(wishes);
}

const allocation::Importance& entry(const allocation::Allocation& result, const std::string& who,
                                    double asks) {
    const auto found =
        std::find_if(result.importance.begin(), result.importance.end(), [&](const auto& one) {
            return one.firm && one.subject == who && one.asks == asks;
        });
    REQUIRE(found != result.importance.end());
    return *found;
}

} // namespace

TEST_CASE("regret is what keeping to the plan gives away when a firm asks for more or less",
          "[allocation]") {
    // Two lots: A may take one or two and has the one it wants, B the other.
    RowOfLots plan{2};
    plan.firm("A", 1, 1.9, 100);
    plan.firm("B", 1, 1.9, 50);
    add_wishes(plan);
    judge_all(plan);
    auto options = all_terms();
    options.importance = true;
    const auto result = plan.allocate(options);
    REQUIRE(result.placements[0].placed);
    REQUIRE(result.placements[1].placed);

    // The same world built by hand: A wants a fifth more, so that one lot is too small for it.
    RowOfLots other{2};
    other.firm("A", 1.2, 1.9 * 1.2, 100);
    other.firm("B", 1, 1.9, 50);
    add_wishes(other);
    judge_all(other);
    const auto anew = other.allocate(all_terms());
    REQUIRE(anew.placements[0].lots.size() == 2);
    const auto& more = entry(result, "A", 1.2);
    CHECK(more.exact);
    CHECK(more.loss == result.objective - anew.objective);
    // Kept to, the plan has only B left.
    CHECK(more.regret == anew.objective - result.placements[1].value);
    CHECK(entry(result, "A", 0.8).regret == 0);
    CHECK(entry(result, "B", 0).loss == result.placements[1].value);
}

TEST_CASE("what the plan before had and this one has not is told", "[allocation]") {
    RowOfLots plan{2};
    plan.firm("A", 1, 1, 10);
    auto options = all_terms();
    options.previous = {{"A", {"L2"}}, {"Z", {"L1", "L99"}}};
    const auto result = plan.allocate(options);
    REQUIRE(result.replanning.has_value());
    CHECK(result.placements[0].lots == std::vector<std::string>{"L2"});
    CHECK(result.replanning->kept == 1);
    CHECK(result.replanning->dropped == 1);
    CHECK(result.replanning->gone == std::vector<std::string>{"Z", "L99"});
    CHECK_THAT(report::allocation_text(result, Language::en),
               Catch::Contains("in the plan before, but not in this one: Z, L99"));
}

TEST_CASE("fewer alternatives than asked for are told", "[allocation]") {
    RowOfLots plan{1};
    plan.firm("A", 1, 1, 10);
    auto options = all_terms();
    options.alternatives = 3;
    const auto result = plan.allocate(options);
    CHECK(result.alternatives.empty());
    CHECK_THAT(report::allocation_text(result, Language::en),
               Catch::Contains("0 of 3 alternatives"));
    CHECK_THAT(report::allocation_text(result, Language::ko), Catch::Contains("3개 중 0개"));
    const auto json = nlohmann::json::parse(report::allocation_certificate(result, {}));
    CHECK(json.at("alternatives").empty());
    CHECK(json.at("alternatives_asked") == 3);
}
