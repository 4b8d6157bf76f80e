#include <sandan/feasibility/finance.hpp>

#include <catch2/catch.hpp>

#include <cmath>

using namespace sandan::feasibility;

namespace {

/// The same amount at the end of each of `count` years from `first` on.
Flows annuity(int first, int count, double amount) {
    Flows flows;
    for (int i = 0; i < count; ++i) {
        flows[first + i] = amount;
    }
    return flows;
}

} // namespace

TEST_CASE("The present value of an annuity is its closed form", "[feasibility]") {
    for (const double rate : {0.01, 0.045, 0.2}) {
        for (const int years : {1, 10, 30}) {
            const double closed = 100 * (1 - std::pow(1 + rate, -years)) / rate;
            CHECK(present_value(annuity(2025, years, 100), rate, 2024) == Approx(closed));
        }
    }
    CHECK(present_value(annuity(2025, 7, 100), 0, 2024) == Approx(700));
    CHECK(present_value({{2020, 100}}, 0.1, 2022) == Approx(121)); // the past grows
}

TEST_CASE("The internal rate of a bond is its coupon, of a single payment the root of growth",
          "[feasibility]") {
    auto bond = annuity(2025, 12, 7);
    bond[2036] += 100;
    bond[2024] = -100;
    CHECK(*internal_rate(bond) == Approx(0.07).margin(1e-10));
    CHECK(*internal_rate({{2024, -100}, {2034, 200}}) ==
          Approx(std::pow(2.0, 0.1) - 1).margin(1e-10));
    CHECK(*internal_rate({{2024, -100}, {2025, 50}}) == Approx(-0.5).margin(1e-10));
    // at its own internal rate a project is worth nothing
    const Flows project{{2024, -300}, {2025, -200}, {2026, 150}, {2027, 250}, {2030, 400}};
    CHECK(present_value(project, *internal_rate(project), 2024) == Approx(0).margin(1e-6));
}

TEST_CASE("Flows that change sign twice or never have no internal rate", "[feasibility]") {
    CHECK_FALSE(internal_rate({{2024, -100}, {2025, 230}, {2026, -132}})); // 10 % and 20 %
    CHECK_FALSE(internal_rate({{2024, 100}, {2025, 230}}));
    CHECK_FALSE(internal_rate({}));
}

TEST_CASE("Benefits over costs are a ratio of present values", "[feasibility]") {
    const Flows cost{{2024, 100}};
    CHECK(*value_ratio({{2025, 110}}, cost, 0.1, 2024) == Approx(1));
    CHECK(*value_ratio({{2025, 132}}, cost, 0.1, 2024) == Approx(1.2));
    // the base year moves values, not their ratio
    CHECK(*value_ratio({{2025, 132}}, cost, 0.1, 2000) == Approx(1.2));
    CHECK_FALSE(value_ratio({{2025, 132}}, {}, 0.1, 2024));
}

TEST_CASE("Capital cost compounds yearly on what is not recovered", "[feasibility]") {
    // X left alone for n years costs X((1 + r)^n − 1)
    const auto alone = capital_cost({{2024, 1'000}}, {}, 0.05, 2030);
    CHECK(alone.at(2024) == 0);
    CHECK(alone.at(2025) == Approx(50));
    CHECK(alone.at(2026) == Approx(52.5));
    CHECK(total(alone) == Approx(1'000 * (std::pow(1.05, 6) - 1)));
    // an annuity of outlays: A((1 + r)^n − 1)/r is owed after n years
    const auto steady = capital_cost(annuity(2024, 8, 100), {}, 0.05, 2031);
    CHECK(total(steady) == Approx(100 * (std::pow(1.05, 8) - 1) / 0.05 - 800));
    // paid back with interest after a year, nothing more is owed; gains earn no interest
    const auto repaid = capital_cost({{2024, 1'000}}, {{2025, 1'550}}, 0.05, 2030);
    CHECK(total(repaid) == Approx(50));
    CHECK(repaid.size() == 7);
}

TEST_CASE("Net flows are differences year by year", "[feasibility]") {
    const auto flows = net({{2024, 10}, {2026, 5}}, {{2024, 4}, {2025, 1}});
    CHECK(flows == Flows{{2024, 6}, {2025, -1}, {2026, 5}});
    CHECK(total(scaled(flows, 1.2)) == Approx(12));
}
