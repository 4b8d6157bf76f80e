#include <sandan/siting/relaxation.hpp>

#include "siting_case.hpp"

#include <catch2/catch.hpp>

using namespace sandan;
using siting::Change;
using siting::Verdict;
using test::cell;
using test::row_with_river;
using test::SitingCase;
using test::wanting;

namespace {

/// The firm and the site after the changes, made by hand.
Verdict after(const SitingCase& plan, const siting::Matrix& matrix, const siting::FirmSite& at,
              const siting::Relaxation& relaxation) {
    auto firm = plan.project.firms[at.firm];
    const auto& site = matrix.sites[at.site];
    auto area = site.area_m2;
    for (const auto& change : relaxation.changes) {
        switch (change.kind) {
        case Change::Kind::merge:
        case Change::Kind::leave_out: {
            area += change.kind == Change::Kind::merge ? change.amount : -change.amount;
            // Areas of sites that share a lot differ in this row: the area says which one is meant.
            for (const auto& other : matrix.sites) {
                const bool shares =
                    std::find_first_of(other.lots.begin(), other.lots.end(), site.lots.begin(),
                                       site.lots.end()) != other.lots.end();
                if (shares && std::abs(other.area_m2 - area) < 1e-6) {
                    return siting::judge(plan.context(), firm, other).verdict;
                }
            }
            return Verdict::infeasible;
        }
        case Change::Kind::area:
            (area < *firm.area_min_m2 ? firm.area_min_m2 : firm.area_max_m2) = area;
            break;
        case Change::Kind::lots:
            firm.max_lots = static_cast<int>(site.lots.size());
            break;
        case Change::Kind::wait:
            firm.year = *firm.year + static_cast<int>(change.amount);
            break;
        case Change::Kind::floor_area:
            firm.floor_area_m2 = *firm.floor_area_m2 + change.amount;
            break;
        default:
            FAIL("not expected in this row");
        }
    }
    return siting::judge(plan.context(), firm, site).verdict;
}

} // namespace

TEST_CASE("the cheapest relaxation merges, waits or bends a wish", "[siting]") {
    auto builder = row_with_river();
    builder.firm(wanting("F1", 2400, 2600, 2026)).firm(wanting("F2", 9000, 9500, 2028));
    const SitingCase plan{builder.project()};
    const auto context = plan.context();
    const auto matrix = siting::feasibility(context, 3, 1);
    const siting::Relaxations relaxations{context, matrix};
    const auto cheapest = [&](std::size_t firm, std::string_view site) {
        return relaxations.cheapest(cell(matrix, firm, site)).en;
    };
    CHECK(cheapest(0, "L1") == "merge with lot L2 (+1,500 m²)");
    CHECK(cheapest(0, "L1+L2").empty());
    CHECK(cheapest(0, "L2+L3") == "ask for 900 m² more");
    CHECK(cheapest(0, "L1+L2+L3") == "leave out lot L3 (-2,000 m²)");
    CHECK(cheapest(0, "L4") == "ask for 400 m² less; wait until 2028");
    CHECK(cheapest(1, "L4") == "ask for 7,000 m² less");
    CHECK_FALSE(relaxations.cheapest(cell(matrix, 1, "L4")).ko.empty());
}

TEST_CASE("one breach behind another is found, and what all changes come to is judged again",
          "[siting]") {
    auto builder = row_with_river();
    auto few = wanting("F1", 5000, 5200, 2024);
    few.max_lots = 1;
    builder.firm(few).firm(wanting("F2", 2400, 2600, 2026)).firm(wanting("F3", 100, 200, 2020));
    const SitingCase plan{builder.project()};
    const auto context = plan.context();
    const auto matrix = siting::feasibility(context, 3, 1);
    const siting::Relaxations relaxations{context, matrix};
    const auto found = relaxations.all(cell(matrix, 0, "L1+L2"));
    REQUIRE(found.size() == 1);
    CHECK(found[0].text().en == "ask for 2,500 m² less; allow 2 lots; wait until 2026");
    CHECK(found[0].changes[0].share == Approx(0.5));
    CHECK(found[0].changes[2].unit == "years");
    CHECK(found[0].changes[2].amount == 2);
    std::size_t checked = 0;
    for (const auto& at : matrix.cells) {
        for (const auto& relaxation : relaxations.all(at)) {
            CAPTURE(at.firm, matrix.sites[at.site].id, relaxation.text().en);
            const auto verdict = after(plan, matrix, at, relaxation);
            CHECK((verdict == Verdict::feasible || verdict == Verdict::conditional));
            ++checked;
        }
    }
    CHECK(checked > 10);
}

TEST_CASE("added land is priced where its price is known", "[siting]") {
    auto builder = row_with_river();
    auto& lots = builder.project().layers.front();
    lots.fields.emplace_back("price_krw_m2");
    for (auto& lot : lots.features) {
        lot.values.emplace_back(200'000.0);
    }
    auto thrifty = wanting("F1", 2400, 2600, 2026);
    thrifty.max_price_krw_m2 = 150'000;
    builder.firm(wanting("F0", 2400, 2600, 2026)).firm(thrifty);
    const SitingCase plan{builder.project()};
    const auto context = plan.context();
    const auto matrix = siting::feasibility(context, 3, 1);
    const siting::Relaxations relaxations{context, matrix};
    const auto merged = relaxations.all(cell(matrix, 0, "L1"));
    REQUIRE_FALSE(merged.empty());
    CHECK(merged[0].changes[0].krw == 1500.0 * 200'000);
    CHECK(merged[0].text().en == "merge with lot L2 (+1,500 m², 300,000,000 KRW)");
    const auto dearer = relaxations.all(cell(matrix, 1, "L1+L2"));
    REQUIRE(dearer.size() == 1);
    CHECK(dearer[0].changes[0].unit == "KRW");
    CHECK(dearer[0].changes[0].amount == Approx(50'000.0 * 2500));
}

TEST_CASE("a statutory prohibition is never relaxed", "[siting]") {
    auto builder = row_with_river();
    builder.firm(wanting("F1", 2000, 2600, 2026)).firm(wanting("F2", 3000, 3600, 2020));
    const SitingCase plan{builder.project()};
    const auto context = plan.context();
    const auto matrix = siting::feasibility(context, 1, 1);
    const siting::Relaxations relaxations{context, matrix};
    for (const std::size_t firm : {0U, 1U}) {
        const auto& in_river = cell(matrix, firm, "L5");
        CHECK(in_river.verdict == Verdict::infeasible);
        CHECK(relaxations.all(in_river).empty());
        CHECK(relaxations.cheapest(in_river).en.empty());
    }
}

TEST_CASE("a relaxation that keeps the wishes asks less than one that bends them", "[siting]") {
    const siting::Relaxation merge{
        {{.kind = Change::Kind::merge, .unit = {}, .share = 3, .text = {}}}};
    const siting::Relaxation bend{
        {{.kind = Change::Kind::area, .unit = {}, .share = 0.1, .text = {}}}};
    const siting::Relaxation bend_more{
        {{.kind = Change::Kind::price, .unit = {}, .share = 0.2, .text = {}}}};
    const siting::Relaxation two{
        {{.kind = Change::Kind::area, .unit = {}, .share = 0.01, .text = {}},
         {.kind = Change::Kind::wait, .unit = {}, .share = 0.01, .text = {}}}};
    CHECK(siting::asks_less(merge, bend));
    CHECK(siting::asks_less(bend, bend_more));
    CHECK(siting::asks_less(bend_more, two));
    CHECK_FALSE(siting::asks_less(bend, bend));
}
