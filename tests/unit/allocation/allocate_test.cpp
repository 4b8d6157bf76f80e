#include <sandan/core/error.hpp>

#include "row_of_lots.hpp"

#include <catch2/catch.hpp>

using namespace sandan;
using allocation::Status;
using test::all_terms;
using test::RowOfLots;

TEST_CASE("firms that fit beside each other are all placed, on lots of their size",
          "[allocation]") {
    RowOfLots plan{6};
    plan.firm("A", 3, 3, 100);
    plan.firm("B", 2, 2, 50);
    plan.firm("C", 1, 1, 10);
    const auto result = plan.allocate(all_terms());
    CHECK(result.status == Status::optimal);
    CHECK(result.gap_scope == "full");
    CHECK(result.bound == Approx(static_cast<double>(result.objective)));
    std::size_t lots = 0;
    for (const auto& placement : result.placements) {
        CHECK(placement.placed);
        CHECK(placement.area_m2 == 2500.0 * static_cast<double>(placement.lots.size()));
        lots += placement.lots.size();
    }
    CHECK(lots == 6);
}

TEST_CASE("the firm with more jobs wins a contested lot; the other one is told by whom",
          "[allocation]") {
    RowOfLots plan{1};
    plan.firm("A", 1, 1, 10);
    plan.firm("B", 1, 1, 100);
    const auto result = plan.allocate(all_terms());
    CHECK(result.placements[1].placed);
    REQUIRE_FALSE(result.placements[0].placed);
    CHECK_THAT(result.placements[0].reason.en, Catch::Contains("displaced on L1 by B firm B"));
    CHECK_THAT(result.placements[0].reason.ko, Catch::Contains("밀려남"));
}

TEST_CASE("a firm without a feasible site is told the rules and how often they fail",
          "[allocation]") {
    RowOfLots plan{3};
    plan.firm("A", 9, 9, 10);
    const auto result = plan.allocate(all_terms());
    CHECK(result.status == Status::optimal);
    CHECK(result.objective == 0);
    CHECK_THAT(result.placements[0].reason.en,
               Catch::Contains("no feasible site among 6") && Catch::Contains("SI-02 (6 sites)"));
}

TEST_CASE("a site on which something is unknown is no candidate, and what is missing is named",
          "[allocation]") {
    RowOfLots plan{1};
    plan.firm("A", 1, 1, 10);
    auto& cell = plan.matrix().cells[0];
    cell.verdict = siting::Verdict::unknown;
    cell.reasons.push_back({"SI-20", rules::unknown({"firms.emits"}), false});
    const auto result = plan.allocate(all_terms());
    CHECK_FALSE(result.placements[0].placed);
    CHECK_THAT(result.placements[0].reason.en, Catch::Contains("missing: firms.emits"));
}

TEST_CASE("a capacity keeps the lesser firm out and is named", "[allocation]") {
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
    CHECK(result.placements[0].placed);
    CHECK_FALSE(result.placements[1].placed);
    CHECK_THAT(result.placements[1].reason.en,
               Catch::Contains("capacity exhausted") && Catch::Contains("power"));
    REQUIRE(result.capacities.size() == 1);
    CHECK(result.capacities[0].used == 60.0);
    CHECK(result.capacities[0].capacity == 100.0);

    plan.project().capacities[0].power_kw = 110.0;
    CHECK(plan.allocate(all_terms()).placements[1].placed);
}

TEST_CASE("an earlier phase counts only the firms that start by then", "[allocation]") {
    RowOfLots plan{2};
    auto& a = plan.firm("A", 1, 1, 100);
    a.power_kw = 60.0;
    a.year = 2026;
    auto& b = plan.firm("B", 1, 1, 50);
    b.power_kw = 50.0;
    b.year = 2028;
    for (const auto& [year, power] : {std::pair{2026, 60.0}, std::pair{2028, 110.0}}) {
        plan.project().capacities.push_back({.complex = "c",
                                             .year = year,
                                             .water_m3d = {},
                                             .power_kw = power,
                                             .wastewater_m3d = {},
                                             .source = {}});
    }
    const auto result = plan.allocate(all_terms());
    CHECK(result.placements[0].placed);
    CHECK(result.placements[1].placed);
    plan.project().firms[1].year = 2026;
    CHECK_FALSE(plan.allocate(all_terms()).placements[1].placed);
}

TEST_CASE("a mandatory firm is placed before any number of better ones", "[allocation]") {
    RowOfLots plan{3};
    plan.firm("A", 1, 1, 1000);
    plan.firm("B", 1, 1, 1000);
    plan.firm("C", 3, 3, 1).mandatory = true;
    const auto result = plan.allocate(all_terms());
    CHECK(result.status == Status::optimal);
    CHECK(result.placements[2].placed);
    CHECK_FALSE(result.placements[0].placed);
    CHECK(result.objective == result.placements[2].value);
    CHECK(result.bound == Approx(static_cast<double>(result.objective)));
}

TEST_CASE("a mandatory firm without a site makes the plan infeasible, explained", "[allocation]") {
    RowOfLots plan{2};
    plan.firm("A", 1, 1, 10);
    plan.firm("B", 9, 9, 10).mandatory = true;
    const auto result = plan.allocate(all_terms());
    CHECK(result.status == Status::infeasible);
    REQUIRE(result.conflicts.size() == 1);
    CHECK_THAT(result.conflicts[0].en,
               Catch::Contains("B must be placed") && Catch::Contains("SI-02"));
}

TEST_CASE("locks are kept; contradictory ones are named", "[allocation]") {
    RowOfLots plan{3};
    plan.firm("A", 1, 1, 100);
    plan.firm("B", 1, 1, 50);
    auto options = all_terms();
    options.locks = {{.firm = "B", .lots = {"L2"}, .forbid = false},
                     {.firm = "*", .lots = {"L1"}, .forbid = true}};
    const auto kept = plan.allocate(options);
    CHECK(kept.status == Status::optimal);
    CHECK(kept.placements[1].lots == std::vector<std::string>{"L2"});
    CHECK(kept.placements[0].lots == std::vector<std::string>{"L3"});

    options.locks = {{.firm = "A", .lots = {"L2"}, .forbid = false},
                     {.firm = "B", .lots = {"L2"}, .forbid = false}};
    const auto clash = plan.allocate(options);
    CHECK(clash.status == Status::infeasible);
    REQUIRE_FALSE(clash.conflicts.empty());
    CHECK_THAT(clash.conflicts[0].en, Catch::Contains("lot L2 is locked to both A and B"));

    options.locks = {{.firm = "A", .lots = {"L1", "L3"}, .forbid = false}};
    CHECK(plan.allocate(options).status == Status::infeasible);
    options.locks = {{.firm = "X", .lots = {"L1"}, .forbid = false}};
    CHECK_THROWS_AS(plan.allocate(options), Error);
    options.locks = {{.firm = "A", .lots = {"L9"}, .forbid = false}};
    CHECK_THROWS_WITH(plan.allocate(options), Catch::Contains("L9"));
}

TEST_CASE("a cap on lots narrows the scope and says so", "[allocation]") {
    RowOfLots plan{4};
    plan.firm("A", 3, 3, 10);
    plan.firm("B", 1, 1, 10);
    auto options = all_terms();
    options.max_parcels = 2;
    const auto result = plan.allocate(options);
    CHECK(result.status == Status::optimal_in_pool);
    CHECK(result.gap_scope == "pool");
    CHECK(result.max_parcels == 2);
    CHECK_FALSE(result.placements[0].placed);
}

TEST_CASE("linked firms count as near in one block; without links they do not", "[allocation]") {
    RowOfLots plan{2};
    plan.firm("A", 1, 1, 10);
    plan.firm("B", 1, 1, 10);
    plan.project().links.push_back({.from = "A", .to = "B", .weight = 2, .kind = {}});
    auto options = all_terms();
    const auto with = plan.allocate(options);
    options.links = false;
    const auto without = plan.allocate(options);
    CHECK(with.quadratic);
    CHECK_FALSE(without.quadratic);
    // one link holds the whole proximity weight 2/31, in whole points per hundredth
    CHECK(with.objective - without.objective == 100 * 645);
    plan.project().links[0].weight = -1;
    options.links = true;
    CHECK_THROWS_AS(plan.allocate(options), Error);
}

TEST_CASE("the same plan gives the same answer, whatever the order of firms", "[allocation]") {
    RowOfLots plan{7};
    plan.firm("A", 2, 3, 70);
    plan.firm("B", 1, 2, 50);
    plan.firm("C", 3, 3, 90);
    plan.firm("D", 2, 2, 30);
    const auto first = plan.allocate(all_terms());
    const auto again = plan.allocate(all_terms());
    for (std::size_t f = 0; f < 4; ++f) {
        CHECK(first.placements[f].lots == again.placements[f].lots);
    }
    RowOfLots renamed{7};
    renamed.firm("D", 2, 2, 30);
    renamed.firm("C", 3, 3, 90);
    renamed.firm("B", 1, 2, 50);
    renamed.firm("A", 2, 3, 70);
    const auto mirrored = renamed.allocate(all_terms());
    CHECK(mirrored.objective == first.objective);
    for (std::size_t f = 0; f < 4; ++f) {
        CHECK(mirrored.placements[3 - f].placed == first.placements[f].placed);
    }
}

TEST_CASE("mandatory firms in a ring of links are placed, and demand of nothing needs no capacity",
          "[allocation]") {
    RowOfLots plan{3};
    for (const auto* const id : {"A", "B", "C"}) {
        auto& firm = plan.firm(id, 1, 1, 10);
        firm.mandatory = true;
        firm.power_kw = 0.0;
    }
    for (const auto& [from, to] : {std::pair{"A", "B"}, std::pair{"B", "C"}, std::pair{"C", "A"}}) {
        plan.project().links.push_back({.from = from, .to = to, .weight = 1, .kind = {}});
    }
    plan.project().capacities.push_back({.complex = "c",
                                         .year = 2028,
                                         .water_m3d = {},
                                         .power_kw = 0.0,
                                         .wastewater_m3d = {},
                                         .source = {}});
    const auto result = plan.allocate(all_terms());
    CHECK(result.status == allocation::Status::optimal);
    CHECK(result.conflicts.empty());
    // One more whose window no site meets: told, and nobody else is dropped in silence.
    plan.firm("D", 9, 9, 10).mandatory = true;
    const auto without = plan.allocate(all_terms());
    CHECK(without.status == allocation::Status::infeasible);
    REQUIRE(without.conflicts.size() == 1);
    CHECK_THAT(without.conflicts[0].en, Catch::Contains("D must be placed and is not"));
    CHECK(without.placements[2].placed);
}

TEST_CASE("a site that would be worth as much is told as a tie", "[allocation]") {
    RowOfLots plan{3};
    plan.firm("A", 1, 1, 10);
    plan.firm("B", 2, 2, 10);
    const auto result = plan.allocate(all_terms());
    REQUIRE(result.ties.empty()); // only both at once could change places
    RowOfLots roomy{3};
    roomy.firm("A", 1, 1, 10);
    const auto free = roomy.allocate(all_terms());
    REQUIRE(free.ties.size() == 2);
    for (const auto& tie : free.ties) {
        CHECK(tie.firm == "A");
        CHECK(tie.lots != free.placements[0].lots);
        auto options = all_terms();
        options.locks = {{.firm = "A", .lots = tie.lots, .forbid = false}};
        CHECK(roomy.allocate(options).objective == free.objective);
    }
}
