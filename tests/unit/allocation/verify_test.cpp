#include <sandan/allocation/verify.hpp>
#include <sandan/core/error.hpp>
#include <sandan/report/allocation.hpp>

#include "row_of_lots.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace sandan;

namespace {

/// Six lots, three firms with a link, one capacity; sites judged by the plan's (no) rules.
struct Certified {
    test::RowOfLots plan{6};
    allocation::Options options = test::all_terms();
    allocation::Claim claim;

    Certified() {
        plan.firm("A", 3, 3, 100).power_kw = 30.0;
        plan.firm("B", 2, 2, 50).power_kw = 30.0;
        plan.firm("C", 1, 1, 10);
        plan.project().links.push_back({.from = "A", .to = "B", .weight = 1, .kind = {}});
        plan.project().capacities.push_back({.complex = "c",
                                             .year = 2028,
                                             .water_m3d = {},
                                             .power_kw = 60.0,
                                             .wastewater_m3d = {},
                                             .source = {}});
        const auto context = plan.context();
        auto& matrix = plan.matrix();
        for (auto& cell : matrix.cells) {
            if (cell.verdict == siting::Verdict::feasible) {
                const auto judged = siting::judge(context, plan.project().firms[cell.firm],
                                                  matrix.sites[cell.site]);
                cell.verdict = judged.verdict;
                cell.score = judged.score;
            }
        }
        const auto result = plan.allocate(options);
        claim = report::read_certificate(report::allocation_certificate(
            result, {.inputs_sha256 = "abc", .as_of = "2024-06-26"}));
    }

    std::vector<Text> faults() {
        return allocation::verify(plan.context(), claim, "abc", options).faults;
    }
};

std::string first_fault(Certified& certified) {
    const auto faults = certified.faults();
    return faults.empty() ? "" : faults.front().en;
}

} // namespace

TEST_CASE("a true certificate verifies, and says what was checked", "[allocation]") {
    Certified certified;
    REQUIRE(certified.claim.assignments.size() == 3);
    const auto result =
        allocation::verify(certified.plan.context(), certified.claim, "abc", certified.options);
    for (const auto& fault : result.faults) {
        UNSCOPED_INFO(fault.en);
    }
    CHECK(result.faults.empty());
    CHECK(result.checked.size() >= 8);
}

TEST_CASE("a certificate of other inputs or another day fails", "[allocation]") {
    Certified certified;
    certified.claim.inputs_sha256 = "abd";
    CHECK_THAT(first_fault(certified), Catch::Contains("inputs"));
    certified.claim.inputs_sha256 = "abc";
    certified.claim.as_of = "2025-01-01";
    CHECK_THAT(first_fault(certified), Catch::Contains("as of"));
}

TEST_CASE("a certificate with tampered lots fails", "[allocation]") {
    Certified certified;
    auto& sites = certified.claim.assignments;
    SECTION("one lot for two firms") {
        sites[2].lots = {sites[1].lots[0]};
        CHECK_THAT(first_fault(certified), Catch::Contains("both"));
    }
    SECTION("a firm twice") {
        sites[2].firm = sites[1].firm;
        CHECK_THAT(first_fault(certified), Catch::Contains("twice"));
    }
    SECTION("a lot that is not there") {
        sites[2].lots = {"L99"};
        CHECK_THAT(first_fault(certified), Catch::Contains("L99"));
    }
    SECTION("a firm that is not there") {
        sites[2].firm = "Z";
        CHECK_FALSE(certified.faults().empty());
    }
    SECTION("lots that do not touch") {
        sites.erase(sites.begin() + 2);
        sites.erase(sites.begin());
        sites[0].lots = {"L1", "L4"};
        CHECK_THAT(first_fault(certified), Catch::Contains("contiguous"));
    }
    SECTION("too little land") {
        sites[0].lots.pop_back();
        CHECK_THAT(first_fault(certified), Catch::Contains("window"));
    }
}

TEST_CASE("a certificate with tampered numbers fails", "[allocation]") {
    Certified certified;
    SECTION("value") {
        ++certified.claim.assignments[0].value;
        CHECK_THAT(first_fault(certified), Catch::Contains("points"));
    }
    SECTION("objective") {
        ++certified.claim.objective;
        CHECK_THAT(first_fault(certified), Catch::Contains("objective"));
    }
    SECTION("bound below the objective") {
        certified.claim.bound -= 10;
        CHECK_THAT(first_fault(certified), Catch::Contains("gap"));
    }
    SECTION("status without the gap for it") {
        certified.claim.bound += 50'000;
        certified.claim.gap = 50'000 / static_cast<double>(certified.claim.objective);
        CHECK_THAT(first_fault(certified), Catch::Contains("status"));
    }
    SECTION("links left out") {
        certified.claim.quadratic = false;
        CHECK_THAT(first_fault(certified), Catch::Contains("objective"));
    }
    SECTION("a capacity that has shrunk") {
        certified.plan.project().capacities[0].power_kw = 59.9;
        CHECK_THAT(first_fault(certified), Catch::Contains("exceeds capacity"));
    }
}

TEST_CASE("the bound is recomputed from the prices alone", "[allocation]") {
    // One lot for two firms: it has a price.
    test::RowOfLots plan{1};
    plan.firm("A", 1, 1, 100);
    plan.firm("B", 1, 1, 50);
    const auto context = plan.context();
    for (auto& cell : plan.matrix().cells) {
        const auto& site = plan.matrix().sites[cell.site];
        cell.score = siting::judge(context, plan.project().firms[cell.firm], site).score;
    }
    const auto options = test::all_terms();
    const auto result = plan.allocate(options);
    auto claim = report::read_certificate(
        report::allocation_certificate(result, {.inputs_sha256 = "abc", .as_of = "2024-06-26"}));
    const auto first = [&] {
        const auto faults = allocation::verify(context, claim, "abc", options).faults;
        return faults.empty() ? std::string{} : faults.front().en;
    };
    auto& proof = claim.proof;
    CHECK(proof.by_duality);
    REQUIRE(proof.lots.size() == 1);
    REQUIRE(first().empty());
    SECTION("a price made up") {
        proof.lots.front().second += 1e7;
        CHECK_THAT(first(), Catch::Contains("its prices prove the bound"));
    }
    SECTION("a price below nothing") {
        proof.lots.front().second = -1;
        CHECK_THAT(first(), Catch::Contains("price -1"));
    }
    SECTION("a price of a lot that is not there") {
        proof.lots.front().first = "L99";
        CHECK_THAT(first(), Catch::Contains("no lot L99"));
    }
    SECTION("a bound that duality does not prove") {
        // Without a price both firms have the lot.
        proof.lots.clear();
        const auto words = first();
        const auto at = words.find("recomputed ");
        REQUIRE(at != std::string::npos);
        proof.lp_bound = std::stod(words.substr(at + 11));
        CHECK(proof.lp_bound > claim.bound + 1000);
        CHECK_THAT(first(), Catch::Contains("by duality, which proves"));
        proof.by_duality = false;
        CHECK(first().empty());
    }
}

TEST_CASE("links need their prices", "[allocation]") {
    Certified certified;
    certified.claim.proof.links.clear();
    const auto faults = certified.faults();
    CHECK(std::any_of(faults.begin(), faults.end(), [](const Text& fault) {
        return fault.en.find("no prices of the link A - B") != std::string::npos;
    }));
}

TEST_CASE("any prices prove a bound, and locks and kept firms do not break it", "[allocation]") {
    test::RowOfLots plan{5};
    plan.firm("A", 1, 2, 100);
    plan.firm("B", 1, 2, 50);
    plan.firm("C", 2, 2, 30).mandatory = true;
    plan.firm("D", 1, 3, 20);
    auto options = test::all_terms();
    options.links = false;
    options.locks = {{.firm = "D", .lots = {"L2"}, .forbid = false},
                     {.firm = "*", .lots = {"L5"}, .forbid = true}};
    options.previous = {{"A", {"L1"}}};
    const auto context = plan.context();
    for (auto& cell : plan.matrix().cells) {
        const auto& site = plan.matrix().sites[cell.site];
        cell.score = siting::judge(context, plan.project().firms[cell.firm], site).score;
    }
    const auto result = plan.allocate(options);
    auto claim = report::read_certificate(
        report::allocation_certificate(result, {.inputs_sha256 = "abc", .as_of = "2024-06-26"}));
    const auto faults = [&] {
        return allocation::verify(context, claim, "abc", options).faults;
    };
    for (const auto& fault : faults()) {
        UNSCOPED_INFO(fault.en);
    }
    CHECK(faults().empty());
    claim.locks[0].lots = {"L3"};
    CHECK_FALSE(faults().empty());
}

TEST_CASE("what a certificate tells beside its assignments is recomputed", "[allocation]") {
    Certified certified;
    auto& claim = certified.claim;
    REQUIRE(certified.faults().empty());
    SECTION("use of a capacity") {
        claim.capacities.at(0).used -= 1;
        CHECK_THAT(first_fault(certified), Catch::Contains("c 2028 power_kw used"));
    }
    SECTION("area of a firm") {
        claim.firms.at(1).area_m2 += 1;
        CHECK_THAT(first_fault(certified), Catch::Contains("B area_m2"));
    }
    SECTION("score of a firm") {
        claim.firms.at(1).score += 1;
        CHECK_THAT(first_fault(certified), Catch::Contains("B score"));
    }
    SECTION("a firm that is placed") {
        claim.firms.at(2).placed = false;
        CHECK_THAT(first_fault(certified), Catch::Contains("C unplaced"));
    }
    SECTION("a term of the objective") {
        REQUIRE(claim.terms->at(0).name == "jobs");
        CHECK(claim.terms->at(0).share == 1);
        CHECK(claim.terms->at(0).weight == Approx(16.0 / 31));
        claim.terms->at(0).share = 0.9;
        CHECK_THAT(first_fault(certified), Catch::Contains("jobs share"));
    }
    SECTION("terms that add up to the objective") {
        double sum = 0;
        for (const auto& term : *claim.terms) {
            sum += 1e6 * term.weight * term.share;
        }
        CHECK(sum == Approx(static_cast<double>(claim.objective)).margin(100));
    }
    SECTION("an alternative that is no plan") {
        claim.alternatives.push_back({.objective = claim.objective,
                                      .loss = 0,
                                      .distance = 1,
                                      .assignments = {{"A", {"L1", "L3", "L4"}}}});
        CHECK_THAT(first_fault(certified), Catch::Contains("alternative 1: A: L1+L3+L4 is not"));
    }
    SECTION("no lot at all") {
        claim.assignments.at(0).lots.clear();
        CHECK_THAT(first_fault(certified), Catch::Contains("A: placed on no lot"));
    }
}

TEST_CASE("a status goes with one gap, scope and set of placed firms only", "[allocation]") {
    Certified certified;
    auto& claim = certified.claim;
    SECTION("infeasible, though all who must be placed are") {
        claim.status = "infeasible";
        CHECK_THAT(first_fault(certified), Catch::Contains("status 'infeasible'"));
    }
    SECTION("feasible, though proven") {
        claim.status = "feasible";
        CHECK_THAT(first_fault(certified), Catch::Contains("status 'feasible'"));
    }
    SECTION("a scope that is none") {
        claim.gap_scope = "pool";
        claim.status = "optimal_in_pool";
        CHECK_THAT(first_fault(certified), Catch::Contains("scope 'pool' with 3 lots"));
    }
    SECTION("more lots than the plan allows") {
        claim.max_parcels = 9;
        CHECK_THAT(first_fault(certified), Catch::Contains("the plan allows up to 3"));
    }
    SECTION("a locked firm that has nothing") {
        claim.locks.push_back({.firm = "A", .lots = {"L1", "L2", "L3"}, .forbid = false});
        claim.assignments.erase(claim.assignments.begin());
        bool told = false;
        for (const auto& fault : certified.faults()) {
            told = told || fault.en == "A: locked to lots and not placed";
        }
        CHECK(told);
    }
    SECTION("a bound above what its prices prove") {
        claim.bound += 50'000;
        claim.gap = 50'000 / static_cast<double>(claim.objective);
        claim.status = "feasible";
        CHECK_THAT(first_fault(certified), Catch::Contains("above the"));
    }
    SECTION("a cut whose weights overflow") {
        claim.proof.cuts.push_back({.divisor = 1,
                                    .price = 1,
                                    .lots = {{"L1", 2'147'483'647}, {"L2", 2'147'483'647}},
                                    .firms = {}});
        CHECK_THAT(first_fault(certified), Catch::Contains("weight 2147483647 of L1"));
    }
}

TEST_CASE("that not all who must be placed can be is proven, too", "[allocation]") {
    test::RowOfLots plan{1};
    plan.firm("A", 1, 1, 100).mandatory = true;
    plan.firm("B", 1, 1, 50).mandatory = true;
    const auto context = plan.context();
    for (auto& cell : plan.matrix().cells) {
        const auto& site = plan.matrix().sites[cell.site];
        cell.score = siting::judge(context, plan.project().firms[cell.firm], site).score;
    }
    const auto options = test::all_terms();
    const auto result = plan.allocate(options);
    REQUIRE(result.status == allocation::Status::infeasible);
    const auto claim = report::read_certificate(
        report::allocation_certificate(result, {.inputs_sha256 = "abc", .as_of = "2024-06-26"}));
    const auto verified = allocation::verify(context, claim, "abc", options);
    for (const auto& fault : verified.faults) {
        UNSCOPED_INFO(fault.en);
    }
    CHECK(verified.faults.empty());
    CHECK(std::any_of(verified.checked.begin(), verified.checked.end(), [](const Text& line) {
        return line.en == "LP duality: the 2 firms that must be placed cannot all be";
    }));
}

TEST_CASE("what the plan file does not say is noted", "[allocation]") {
    test::RowOfLots plan{3};
    plan.firm("A", 1, 1, 100);
    plan.firm("B", 1, 1, 50);
    const auto context = plan.context();
    for (auto& cell : plan.matrix().cells) {
        const auto& site = plan.matrix().sites[cell.site];
        cell.score = siting::judge(context, plan.project().firms[cell.firm], site).score;
    }
    auto options = test::all_terms();
    options.locks = {{.firm = "*", .lots = {"L3"}, .forbid = true}};
    options.previous = {{"A", {"L2"}}};
    options.max_parcels = 1;
    const auto claim = report::read_certificate(report::allocation_certificate(
        plan.allocate(options), {.inputs_sha256 = "abc", .as_of = "2024-06-26"}));
    const auto verified = allocation::verify(context, claim, "abc", test::all_terms());
    CHECK(verified.faults.empty());
    REQUIRE(verified.notes.size() >= 3);
    std::string notes;
    for (const auto& note : verified.notes) {
        notes += note.en + "\n";
    }
    CHECK_THAT(notes, Catch::Contains("lock: * not on L3"));
    CHECK_THAT(notes, Catch::Contains("plan before, of 1 firms"));
    CHECK_THAT(notes, Catch::Contains("at most 1 lots a firm"));
}

TEST_CASE("a file that is no certificate is refused", "[allocation]") {
    CHECK_THROWS_AS(report::read_certificate("{}"), Error);
    CHECK_THROWS_AS(report::read_certificate("not json"), Error);
    CHECK_THROWS_AS(report::read_certificate(R"({"schema":"sandan.check/1"})"), Error);
}
