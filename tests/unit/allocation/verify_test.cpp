#include <sandan/allocation/verify.hpp>
#include <sandan/core/error.hpp>
#include <sandan/report/allocation.hpp>

#include "row_of_lots.hpp"

#include <catch2/catch.hpp>

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

TEST_CASE("a file that is no certificate is refused", "[allocation]") {
    CHECK_THROWS_AS(report::read_certificate("{}"), Error);
    CHECK_THROWS_AS(report::read_certificate("not json"), Error);
    CHECK_THROWS_AS(report::read_certificate(R"({"schema":"sandan.check/1"})"), Error);
}
