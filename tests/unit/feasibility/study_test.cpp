#include <sandan/feasibility/study.hpp>
#include <sandan/model/area.hpp>

#include "project_builder.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>

using namespace sandan;
using feasibility::Study;
using sandan::test::ProjectBuilder;
using sandan::test::rectangle;
using sandan::test::text;

namespace {

/// Two industrial lots of 5 and 10 ha, one of support, and a road, in one complex.
ProjectBuilder complex_of_lots() {
    ProjectBuilder builder;
    builder.complex("A", 200'000);
    builder.parameter("SI-07", "unit_water", 7.11)
        .parameter("LB-16", "max_profit", 15)
        .parameter("SI-30", "min_area", 150'000, "environment")
        .parameter("SI-30", "min_area", 30'000, "heritage")
        .parameter("PC-10", "study_from", 500);
    builder.layer("lots", {"id", "complex", "use", "block", "industry", "phase", "available_year"});
    const auto add = [&](double x, double width, const char* id, const char* use,
                         const char* industry, double phase, double year) {
        builder.feature(rectangle(x, 0, width, 100),
                        {text(id), text("A"), text(use), text("B1"), text(industry), phase, year});
    };
    add(0, 500, "L1", "IND", "C23", 1, 2026);
    add(500, 1'000, "L2", "IND", "C25;C28-C31", 2, 2028);
    add(1'500, 100, "L3", "SUP", "", 1, 2026);
    add(1'600, 100, "L4", "ROAD", "", 1, 2026);
    return builder;
}

model::Firm firm(const char* id, const char* ksic, double area, int year) {
    model::Firm result;
    result.id = id;
    result.industries = {{ksic, 1}};
    result.area_min_m2 = area;
    result.year = year;
    return result;
}

/// Everything spent and sold in round numbers, at no interest.
model::FeasibilityInputs inputs() {
    model::FeasibilityInputs given;
    given.base_year = 2024;
    given.discount_rate = 10;
    given.capital_rate = 0;
    for (const auto item : model::cost_items) {
        given.costs.push_back({"A", std::string{item}, 2024, item == "land" ? 100.0 : 0.0, "test"});
    }
    given.sales = {{"A", "IND", 2025, 100, std::nullopt, "test"},
                   {"A", "SUP", 2025, 100, 100'000, "test"}};
    given.benefits = {{"A", "gain", 2025, 132, "test"}};
    return given;
}

Study study_of(const model::Project& project, const model::FeasibilityInputs& given = {}) {
    const auto analysis = rules::analyse(project, project.plan.reference_date, 2);
    return feasibility::study({project, analysis, project.plan.reference_date}, given);
}

bool requires_input(const Study& study, const std::string& word) {
    return std::any_of(study.required.begin(), study.required.end(),
                       [&](const auto& input) { return input.find(word) != std::string::npos; });
}

const feasibility::UtilityRow& utility(const Study& study, const std::string& name, int year) {
    return *std::find_if(study.utilities.begin(), study.utilities.end(),
                         [&](const auto& row) { return row.utility == name && row.year == year; });
}

} // namespace

TEST_CASE("Golden vectors V17 and V20: pyeong, and water for industrial land", "[feasibility]") {
    CHECK(300'000 * model::square_metres_per_pyeong == Approx(991'735.5).margin(0.05));
    CHECK(880'000 * model::square_metres_per_pyeong == Approx(2'909'090.9).margin(0.05));
    ProjectBuilder builder;
    builder.complex("A", 2'000'000).parameter("SI-07", "unit_water", 7.11);
    builder.layer("lots", {"id", "complex", "use", "available_year"});
    builder.feature(rectangle(0, 0, 1'350, 1'000), {text("L1"), text("A"), text("IND"), 2026.0});
    const auto study = study_of(builder.project());
    CHECK(*utility(study, "water", 2026).by_area == Approx(9'598.5));
}

TEST_CASE("What the plan does not give is asked for, and nothing is invented", "[feasibility]") {
    auto builder = complex_of_lots();
    const auto study = study_of(builder.project());
    for (const auto* input :
         {"[feasibility] base_year", "[feasibility] discount_rate", "[feasibility] capital_rate",
          "item = \"land\"", "item = \"other\"", "use = \"IND\"", "use = \"SUP\"",
          "[[feasibility.benefit]]", "[[feasibility.unit]] power", "[[feasibility.unit]] gas"}) {
        INFO(input);
        CHECK(requires_input(study, input));
    }
    CHECK_FALSE(requires_input(study, "unit]] water"));
    CHECK_FALSE(study.costs[0].total);
    CHECK_FALSE(study.costs[0].cost_krw_m2);
    CHECK(study.worth.empty());
    CHECK_FALSE(utility(study, "power", 2026).by_area);
}

TEST_CASE("One missing item of cost leaves the total unknown; a zero that is given does not",
          "[feasibility]") {
    auto builder = complex_of_lots();
    auto given = inputs();
    CHECK(*study_of(builder.project(), given).costs[0].total == Approx(100));
    given.costs.pop_back();
    const auto study = study_of(builder.project(), given);
    CHECK_FALSE(study.costs[0].total);
    CHECK(requires_input(study, "item = \"other\""));
}

TEST_CASE("Development cost is total cost over the land supplied for money", "[feasibility]") {
    auto builder = complex_of_lots();
    const auto study = study_of(builder.project(), inputs());
    const auto& sheet = study.costs[0];
    CHECK(sheet.paid_m2 == Approx(160'000));
    CHECK(*sheet.cost_krw_m2 == Approx(62'500)); // 100억 / 160,000 m²
    CHECK(*sheet.industrial_max_krw_m2 == Approx(62'500 * 1.15));
    // industrial land at cost, support land at its price
    CHECK(study.cash[0].income.at(2025) == Approx(1.5 * 62.5 + 10));
}

TEST_CASE("Capital cost joins the cost that the price at cost pays for", "[feasibility]") {
    auto builder = complex_of_lots();
    auto given = inputs();
    given.capital_rate = 5;
    const auto study = study_of(builder.project(), given);
    // 100 spent at the end of 2024, interest of 2025 on it: 5
    CHECK(*study.costs[0].capital == Approx(5));
    CHECK(*study.costs[0].total == Approx(105));
    // sold two years later instead, what is owed compounds, and the price follows
    for (auto& sale : given.sales) {
        sale.year = 2026;
    }
    const auto later = study_of(builder.project(), given);
    CHECK(*later.costs[0].capital == Approx(10.25));
    CHECK(*later.costs[0].cost_krw_m2 == Approx(110.25e8 / 160'000));
}

TEST_CASE("Price and capital cost meet at any rate and however early land is sold",
          "[feasibility]") {
    auto builder = complex_of_lots();
    auto given = inputs();
    given.capital_rate = 20;
    given.sales = {{"A", "IND", 2025, 50, std::nullopt, "test"},
                   {"A", "IND", 2044, 50, std::nullopt, "test"},
                   {"A", "SUP", 2025, 100, 0, "test"}};
    const auto study = study_of(builder.project(), given);
    // 15/16 of the paid land pays; what was spent in 2024 has grown to what all of it pays, with
    // the interest it saves, and what is left open: C·q²⁰ = 15/32·S·(q¹⁹ + 1) + S/16
    const double total = 100 * std::pow(1.2, 20) / (15.0 / 32 * (std::pow(1.2, 19) + 1) + 1.0 / 16);
    CHECK(*study.costs[0].total == Approx(total).epsilon(1e-12));
    CHECK(*study.costs[0].total == Approx(100 + *study.costs[0].capital).epsilon(1e-12));
}

TEST_CASE("Benefits are not held against half the cost", "[feasibility]") {
    auto builder = complex_of_lots();
    auto given = inputs();
    CHECK(study_of(builder.project(), given).worth.front().bc);
    given.costs.erase(given.costs.begin()); // the land, all that was spent
    given.costs.front().amount = 10;
    const auto study = study_of(builder.project(), given);
    for (const auto& row : study.worth) {
        INFO(row.complex << ": " << row.change);
        CHECK_FALSE(row.bc); // 132 / 1.1 / 10 would be 12
        CHECK_FALSE(row.npv);
    }
}

TEST_CASE("Sales of land that is not there and prices above the law are contradictions",
          "[feasibility]") {
    auto builder = complex_of_lots();
    auto given = inputs();
    given.sales[0].price_krw_m2 = 62'500 * 1.15; // the most the law allows
    CHECK(study_of(builder.project(), given).notes.empty());
    given.sales[0].price_krw_m2 = 72'000;
    given.sales.push_back({"A", "RES", 2026, 100, 500'000, "test"});
    CHECK(study_of(builder.project(), given).notes ==
          std::vector<std::string>{"[[feasibility.sale]] A RES 2026: 0 m²",
                                   "[[feasibility.sale]] A IND 2025: 72000 > 71875 KRW/m² LB-16"});
}

TEST_CASE("Worth is that of the flows, and sensitivity varies one thing by a fifth",
          "[feasibility]") {
    auto builder = complex_of_lots();
    const auto study = study_of(builder.project(), inputs());
    const auto row = [&](const std::string& change) {
        return *std::find_if(study.worth.begin(), study.worth.end(), [&](const auto& worth) {
            return worth.complex == "A" && worth.change == change;
        });
    };
    const double income = 1.5 * 62.5 + 10; // 억원, in 2025
    CHECK(*row("").npv == Approx(income / 1.1 - 100));
    CHECK(*row("").pi == Approx(income / 1.1 / 100));
    CHECK(*row("").irr == Approx(income - 100));
    CHECK(*row("").bc == Approx(1.2));
    CHECK(*row("cost +20 %").npv == Approx(income / 1.1 - 120));
    CHECK(*row("cost +20 %").bc == Approx(1.0));
    CHECK(*row("income -20 %").npv == Approx(0.8 * income / 1.1 - 100));
    CHECK(*row("income -20 %").bc == Approx(1.2));
    CHECK(*row("benefit -20 %").bc == Approx(0.96));
    CHECK(*row("discount rate +20 %").npv == Approx(income / 1.12 - 100));
    CHECK(study.worth.size() == 2 * 9); // the complex and all together
}

TEST_CASE("Land that is neither industrial nor priced has no income", "[feasibility]") {
    auto builder = complex_of_lots();
    auto given = inputs();
    given.sales[1].price_krw_m2.reset();
    const auto study = study_of(builder.project(), given);
    CHECK(requires_input(study, "use = \"SUP\": price_krw_m2"));
    CHECK_FALSE(study.costs[0].total);
    given.sales[1].price_krw_m2 = 100'000;
    given.sales[0].share = 90;
    CHECK(study_of(builder.project(), given).notes.size() == 1); // 90 % of it is ever sold
}

TEST_CASE("Utilities grow with the phases and are held against the capacity of the year",
          "[feasibility]") {
    auto builder = complex_of_lots();
    builder.project().capacities = {{"A", 2026, 400.0, {}, {}, "test", 1},
                                    {"A", 2028, 900.0, {}, {}, "test", 2}};
    auto given = inputs();
    given.units = {{"power", "", 10, "site", "mean", 2024, "test"},
                   {"power", "23", 40, "floor", "design", 2024, "test"}};
    builder.firm(firm("F1", "23995", 40'000, 2026));
    builder.project().firms[0].floor_area_m2 = 20'000;
    builder.project().firms[0].water_m3d = 333;
    builder.project().assignments = {{"F1", {"L1"}, 1}};
    const auto study = study_of(builder.project(), given);
    CHECK(*utility(study, "water", 2026).by_area == Approx(355.5));
    CHECK(*utility(study, "water", 2026).balance() == Approx(44.5));
    CHECK(*utility(study, "water", 2026).by_firms == Approx(333));
    CHECK(*utility(study, "water", 2028).by_area == Approx(1'066.5));
    CHECK(*utility(study, "water", 2028).balance() == Approx(-166.5));
    // the firm's own industry and floor area, the mean for land without a firm
    CHECK(*utility(study, "power", 2026).by_area == Approx(800));
    CHECK(*utility(study, "power", 2028).by_area == Approx(1'800));
    CHECK(utility(study, "power", 2026).firms_missing == 1);
}

TEST_CASE("Lots and complexes that say no year are in use from the beginning, and asked for it",
          "[feasibility]") {
    auto builder = complex_of_lots();
    auto& lots = builder.project().layers[0];
    lots.features[1].values[6] = {}; // of L2, 100,000 m²
    builder.complex("B", 50'000);
    builder.feature(rectangle(0, 200, 100, 100),
                    {text("L5"), text("B"), text("IND"), text("B2"), text("C23"), {}, {}});
    const auto study = study_of(builder.project());
    CHECK(utility(study, "water", 2026).undated_m2 == Approx(100'000));
    CHECK(utility(study, "water", 2026).land_m2 == Approx(150'000));
    CHECK(requires_input(study, "lots.available_year (A: 1)"));
    CHECK(requires_input(study, "lots.available_year (B: 1)"));
    // no complex falls out of the sum of all
    const auto pooled =
        *std::find_if(study.utilities.begin(), study.utilities.end(), [](const auto& row) {
            return row.complex.empty() && row.utility == "water";
        });
    CHECK(pooled.land_m2 == Approx(160'000));
    CHECK(*pooled.by_area == Approx(160 * 7.11));
    // neither year nor phase becomes 0
    const auto& last = study.placements.back();
    CHECK(last.complex == "B");
    CHECK_FALSE(last.phase);
    CHECK_FALSE(last.year);
}

TEST_CASE("A firm's demand counts once, where it is assigned or first admitted in time",
          "[feasibility]") {
    auto builder = complex_of_lots();
    builder.firm(firm("F1", "23995", 40'000, 2026)).firm(firm("F2", "25123", 30'000, 2030));
    builder.firm(firm("F3", "25123", 20'000, 2027)).firm(firm("F4", "10111", 10'000, 2030));
    builder.project().assignments = {{"F1", {"L2"}, 1}};
    const auto study = study_of(builder.project());
    REQUIRE(study.demand.size() == 3);
    CHECK(study.demand[0].demand_m2 == 0);
    CHECK(study.demand[1].industry == "C25;C28-C31");
    CHECK(study.demand[1].demand_m2 == Approx(70'000));
    CHECK(study.demand[1].supply_m2 == Approx(100'000));
    CHECK(study.demand[2].complex.empty()); // too early, and of no admitted industry
    CHECK(study.demand[2].demand_m2 == Approx(30'000));
    double rounded = 0;
    for (const auto& row : study.placements) {
        rounded += row.rounded_m2;
    }
    CHECK(rounded == 150'000);
}

TEST_CASE("Gates are due from their threshold on", "[feasibility]") {
    auto builder = complex_of_lots();
    const auto due = [&](double area, const std::string& what) {
        builder.project().plan.complexes[0].designated_area_m2 = area;
        for (const auto& gate : study_of(builder.project()).gates) {
            if (gate.what == what) {
                return gate.due();
            }
        }
        return std::optional<bool>{};
    };
    CHECK(due(150'000, "environment") == true);
    CHECK(due(149'999, "environment") == false);
    CHECK_FALSE(due(150'000, "traffic")); // no threshold in force: not known
    CHECK_FALSE(due(150'000, "study"));   // no total cost
}

TEST_CASE("Who designates, the state's aid and the special act go by the size of the complex",
          "[feasibility]") {
    auto builder = complex_of_lots();
    builder.parameter("SI-30", "province_from", 300'000, "일반산업단지")
        .parameter("SI-30", "aid_from", 300'000)
        .parameter("SI-30", "max_special_procedure", 10'000'000, "public")
        .parameter("SI-30", "max_special_procedure", 5'000'000, "private");
    auto& complex = builder.project().plan.complexes[0];
    const auto due = [&](double area, const std::string& what) {
        complex.designated_area_m2 = area;
        for (const auto& gate : study_of(builder.project()).gates) {
            if (gate.what == what) {
                return gate.due();
            }
        }
        return std::optional<bool>{};
    };
    complex.kind = "일반산업단지";
    CHECK(due(299'999, "province_designates") == false);
    CHECK(due(300'000, "province_designates") == true);
    CHECK(due(299'999, "state_aid") == false);
    CHECK(due(300'000, "state_aid") == true);
    complex.developer.clear();
    CHECK_FALSE(due(300'000, "ordinary_procedure")); // by whom is not said
    complex.developer = "private";
    CHECK(due(5'000'000, "ordinary_procedure") == false);
    CHECK(due(5'000'001, "ordinary_procedure") == true);
    complex.developer = "public";
    CHECK(due(10'000'000, "ordinary_procedure") == false);
    CHECK(due(10'000'001, "ordinary_procedure") == true);
    CHECK_FALSE(due(0, "environment")); // no area is not an area of 0
    complex.kind = "국가산업단지";      // the minister's
    CHECK_FALSE(due(300'000, "province_designates"));
}

TEST_CASE("Unsold land, supply and direct labour are gates of both sides", "[feasibility]") {
    auto builder = complex_of_lots();
    builder.parameter("LB-18", "max_unsold", 30, "일반산업단지")
        .parameter("LB-19", "max_years_of_demand", 10)
        .parameter("LB-16", "max_labour_share", 2);
    builder.project().plan.complexes[0].kind = "일반산업단지";
    const auto due = [&](const char* what, double unsold, double supply, double labour) {
        builder.project().plan.facts = {{"일반산업단지", "LB-18", "m²", 1'000, {unsold}, "a"},
                                        {"demand", "LB-19", "m²", 100, {supply}, "b"}};
        auto given = inputs();
        for (auto& cost : given.costs) {
            cost.amount = cost.item == "land" ? 100 - labour : cost.item == "labour" ? labour : 0;
        }
        for (const auto& gate : study_of(builder.project(), given).gates) {
            if (gate.what == what) {
                return gate.due();
            }
        }
        return std::optional<bool>{};
    };
    CHECK(due("unsold", 299, 0, 0) == false);
    CHECK(due("unsold", 300, 0, 0) == true); // less than 30 % is asked
    CHECK(due("supply", 0, 1'000, 0) == false);
    CHECK(due("supply", 0, 1'001, 0) == true);
    CHECK(due("labour", 0, 0, 2) == false);
    CHECK(due("labour", 0, 0, 2.1) == true);
}

TEST_CASE("The investment is reviewed by the largest body whose limit the cost reaches",
          "[feasibility]") {
    auto builder = complex_of_lots();
    builder.parameter("PC-10", "review_self_from", 20)
        .parameter("PC-10", "review_province_from", 60)
        .parameter("PC-10", "review_state_from", 200);
    const auto review = [&](double land_100m_krw) {
        auto given = inputs();
        for (auto& cost : given.costs) {
            cost.amount = cost.item == "land" ? land_100m_krw : 0;
        }
        for (const auto& gate : study_of(builder.project(), given).gates) {
            if (gate.complex == "A" && gate.what.starts_with("review_")) {
                return gate.what + (gate.due() == true ? " due" : " not due");
            }
        }
        return std::string{"none"};
    };
    CHECK(review(19.99) == "review_self not due");
    CHECK(review(20) == "review_self due");
    CHECK(review(59.99) == "review_self due");
    CHECK(review(60) == "review_province due");
    CHECK(review(199.99) == "review_province due");
    CHECK(review(200) == "review_state due");
    for (const auto& gate : study_of(builder.project()).gates) { // without costs nothing is known
        CHECK((!gate.what.starts_with("review_") || !gate.due()));
    }
}

TEST_CASE("Golden vector V18 and commitments: sums, remainders and scopes are kept apart",
          "[feasibility]") {
    auto builder = complex_of_lots();
    auto first = firm("F1", "23995", 40'000, 2026);
    first.rosters = {"jobs", "carbon"};
    first.investment_100m_krw = 3'600;
    first.anchor = true;
    auto second = firm("F2", "25123", 30'000, 2027);
    second.rosters = {"jobs"};
    second.investment_100m_krw = 820;
    builder.firm(first).firm(second);
    builder.project().assignments = {{"F1", {"L1"}, 1}, {"F2", {"L2"}, 2}};
    builder.project().plan.facts = {{"funding", "PC-09", "억원", 2'843, {1'519, 354, 980}, "a"},
                                    {"investment", "PC-05", "억원", 8'072, {3'600, 4'472}, "b"},
                                    {"agreement 2023", "PC-05", "억원", 1'026, {1'026}, "c"},
                                    {"jobs", "PC-04", "개사", 3, {}, "d"}};
    const auto study = study_of(builder.project());
    REQUIRE(study.promises.size() == 4);
    CHECK(*study.promises[0].listed == Approx(2'853));
    CHECK(*study.promises[0].remainder == Approx(-10));
    CHECK(study.notes == std::vector<std::string>{"funding: 1519 + 354 + 980 ≠ 2843 억원 (a)"});
    CHECK(*study.promises[1].remainder == Approx(8'072 - 4'420)); // a firm in two rosters once
    CHECK(*study.promises[2].remainder == 0);
    CHECK(*study.promises[3].listed == 2);
    REQUIRE(study.commitments.size() == 2);
    CHECK(study.commitments[1].needed == 2027);
    CHECK(study.commitments[1].ready == 2028);
    CHECK(study.commitments[1].anchor == "F1");
    CHECK(*study.commitments[1].to_anchor_m == Approx(0));
}
