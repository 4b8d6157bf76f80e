#include "allocation/conflicts.hpp"
#include "allocation/random.hpp"
#include "row_of_lots.hpp"

#include <catch2/catch.hpp>

using namespace sandan;
using allocation::Obstacles;
using test::all_terms;
using test::RowOfLots;

namespace {

bool closes(const Obstacles& sites, const std::vector<std::uint32_t>& set) {
    return std::all_of(sites.begin(), sites.end(), [&](const auto& obstacles) {
        return std::any_of(obstacles.begin(), obstacles.end(), [&](auto at) {
            return std::find(set.begin(), set.end(), at) != set.end();
        });
    });
}

std::vector<std::string> ids(const std::vector<allocation::Constraint>& set) {
    std::vector<std::string> all;
    for (const auto& constraint : set) {
        all.push_back(constraint.id);
    }
    return all;
}

const allocation::LeftOut& why(const allocation::Allocation& result, std::size_t firm) {
    REQUIRE_FALSE(result.placements[firm].placed);
    REQUIRE(result.placements[firm].left_out.has_value());
    return *result.placements[firm].left_out;
}

} // namespace

TEST_CASE("a smallest conflict closes every site, and none of it can be left out", "[allocation]") {
    allocation::Random random{61};
    for (int round = 0; round < 2000; ++round) {
        CAPTURE(round);
        const std::size_t constraints = 1 + random.below(8);
        Obstacles sites(random.below(12));
        for (auto& obstacles : sites) {
            for (std::uint32_t at = 0; at < constraints; ++at) {
                if (random.below(3) == 0) {
                    obstacles.push_back(at);
                }
            }
        }
        const auto found = allocation::smallest_conflict(sites, constraints);
        const bool open = std::any_of(sites.begin(), sites.end(),
                                      [](const auto& obstacles) { return obstacles.empty(); });
        if (open || sites.empty()) {
            CHECK(found.empty());
            continue;
        }
        CHECK(closes(sites, found));
        for (const auto at : found) {
            auto less = found;
            std::erase(less, at);
            CHECK_FALSE(closes(sites, less));
        }
    }
}

TEST_CASE("a displaced firm is told by whom, and what placing it would cost", "[allocation]") {
    RowOfLots plan{1};
    plan.firm("A", 1, 1, 10);
    plan.firm("B", 1, 1, 100);
    const auto result = plan.allocate(all_terms());
    const auto& left_out = why(result, 0);
    CHECK(ids(left_out.fixed) == std::vector<std::string>{"B"});
    CHECK(left_out.free.empty());
    REQUIRE(left_out.forced.has_value());
    CHECK(left_out.forced->lots == std::vector<std::string>{"L1"});
    CHECK(left_out.forced->dropped == std::vector<std::string>{"B"});
    CHECK(left_out.forced->moved.empty());
    RowOfLots alone{1};
    alone.firm("A", 1, 1, 10);
    alone.firm("B", 2, 2, 100); // as many jobs in all, but no site for B
    CHECK(left_out.forced->loss == result.objective - alone.allocate(all_terms()).objective);
    CHECK_THAT(left_out.text().en, Catch::Contains("smallest conflict, other firms in place: B"));
    CHECK_FALSE(left_out.text().ko.empty());
}

TEST_CASE("a capacity is the conflict, and its shortage the cheapest change", "[allocation]") {
    RowOfLots plan{2};
    plan.firm("A", 1, 1, 100).power_kw = 60.0;
    plan.firm("B", 1, 1, 50).power_kw = 50.0;
    plan.project().capacities.push_back({.complex = "c",
                                         .year = 2028,
                                         .water_m3d = {},
                                         .power_kw = 100.0,
                                         .wastewater_m3d = {},
                                         .source = {}});
    const auto result = plan.allocate(all_terms());
    const auto& left_out = why(result, 1);
    CHECK(ids(left_out.fixed) == std::vector<std::string>{"c 2028 power_kw"});
    REQUIRE(left_out.remedy.has_value());
    CHECK(left_out.remedy->site == "L2");
    REQUIRE(left_out.remedy->changes.changes.size() == 1);
    CHECK(left_out.remedy->changes.changes[0].amount == 10);
    CHECK(left_out.remedy->changes.changes[0].unit == "kW");
    // What is advised works.
    plan.project().capacities[0].power_kw = 110.0;
    CHECK(plan.allocate(all_terms()).placements[1].placed);
}

TEST_CASE("firms that must be placed are in the conflict when the others are free",
          "[allocation]") {
    RowOfLots plan{3};
    plan.firm("A", 3, 3, 1000);
    plan.firm("B", 1, 1, 1).mandatory = true;
    plan.firm("C", 1, 1, 1);
    const auto result = plan.allocate(all_terms());
    const auto& left_out = why(result, 0);
    CHECK(ids(left_out.free) == std::vector<std::string>{"SI-02", "B"});
    CHECK(left_out.minimal);
    CHECK_FALSE(left_out.forced.has_value());
    // Without the one or the other it would be possible: the rule keeps it off single lots.
    plan.project().firms[1].mandatory = false;
    CHECK(plan.allocate(all_terms()).placements[0].placed);
}

TEST_CASE("a lock that keeps a firm out is named", "[allocation]") {
    RowOfLots plan{2};
    plan.firm("A", 1, 1, 10);
    auto options = all_terms();
    options.locks = {{.firm = "*", .lots = {"L1"}, .forbid = true},
                     {.firm = "A", .lots = {"L2"}, .forbid = true}};
    const auto result = plan.allocate(options);
    const auto& left_out = why(result, 0);
    CHECK(ids(left_out.free) == std::vector<std::string>{"forbid L1", "forbid L2"});
    CHECK_THAT(left_out.text().en, Catch::Contains("lot L1 forbidden, lot L2 forbidden"));
    CHECK_THAT(left_out.text().ko, Catch::Contains("금지 L1"));
}

TEST_CASE("a firm without a site is told a smallest set of rules", "[allocation]") {
    RowOfLots plan{2};
    plan.firm("A", 1, 1, 10);
    auto& cells = plan.matrix().cells;
    for (std::size_t s = 0; s < cells.size(); ++s) {
        cells[s].verdict = siting::Verdict::infeasible;
        cells[s].reasons = {{"SI-02", rules::breach({}), true}};
    }
    cells[1].reasons = {{"SI-20", rules::unknown({"firms.emits"}), false}};
    cells[1].verdict = siting::Verdict::unknown;
    const auto result = plan.allocate(all_terms());
    const auto& left_out = why(result, 0);
    CHECK(ids(left_out.fixed) == std::vector<std::string>{"SI-02", "firms.emits"});
    CHECK(ids(left_out.free) == ids(left_out.fixed));
    CHECK_FALSE(left_out.remedy.has_value());
}
