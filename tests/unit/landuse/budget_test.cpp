#include <sandan/geom/measure.hpp>
#include <sandan/landuse/budget.hpp>

#include "project_builder.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <numeric>
#include <random>

using namespace sandan;
using landuse::ComplexBudget;
using landuse::land_use_budget;

namespace {

const std::vector<std::string> fields{"id", "complex", "use", "tenure", "industrial_share"};

double rounded_sum(const ComplexBudget& budget) {
    return std::accumulate(budget.uses.begin(), budget.uses.end(), 0.0,
                           [](double sum, const auto& row) { return sum + row.rounded_m2; });
}

/// In tenths of a percent, so that sums of decimals are whole.
long tenths(const ComplexBudget& budget) {
    return std::accumulate(
        budget.uses.begin(), budget.uses.end(), 0L,
        [](long sum, const auto& row) { return sum + std::lround(row.percent * 10); });
}

} // namespace

TEST_CASE("land is counted by use, by who pays and by what counts as road or green", "[landuse]") {
    test::ProjectBuilder builder;
    builder.complex("C", 10000)
        .layer("lots", fields)
        .feature(test::rectangle(0, 0, 40, 100), {"a", "C", "IND", "sale", {}})
        .feature(test::rectangle(40, 0, 10, 100), {"b", "C", "MIX", "sale", 60.0})
        .feature(test::rectangle(50, 0, 5, 100), {"c", "C", "MIX", "sale", 49.9})
        .feature(test::rectangle(55, 0, 5, 100), {"d", "C", "MIX", "sale", {}})
        .feature(test::rectangle(60, 0, 10, 100), {"e", "C", "SUP", "kept", {}})
        .feature(test::rectangle(70, 0, 20, 100), {"f", "C", "ROAD", "free", {}})
        .feature(test::rectangle(90, 0, 10, 100), {"g", "C", "GREEN", "free", {}});
    const auto budget = land_use_budget(builder.project(), {500, 50}).complexes.at(0);
    CHECK(budget.measured_m2 == Approx(10000));
    CHECK(budget.industrial_m2 == Approx(4000));
    CHECK(budget.mixed_counted_m2 == Approx(1000));
    CHECK(budget.mixed_other_m2 == Approx(500));
    CHECK(budget.mixed_unknown_m2 == Approx(500));
    CHECK(budget.paid_m2 == Approx(6000)); // existing support land is kept, not sold
    CHECK(budget.road_m2 == Approx(2000));
    CHECK(budget.green_m2 == Approx(1000));
    REQUIRE(budget.uses.size() == 5);
    CHECK(budget.uses[0].use == "IND");
    CHECK(budget.uses[1].lots == 3);
    CHECK(budget.uses[4].use == "GREEN");
}

TEST_CASE("green counts in patches of neighbours, not lot by lot", "[landuse]") {
    test::ProjectBuilder builder;
    builder.complex("C", 10000)
        .layer("lots", fields)
        .feature(test::rectangle(0, 0, 10, 30), {"a", "C", "GREEN", {}, {}})
        .feature(test::rectangle(10, 0, 10, 20), {"b", "C", "GREEN", {}, {}})
        .feature(test::rectangle(20, 20, 10, 30), {"corner", "C", "GREEN", {}, {}})
        .feature(test::rectangle(50, 0, 10, 49.99), {"alone", "C", "GREEN", {}, {}});
    const auto budget = land_use_budget(builder.project(), {500, 50}).complexes.at(0);
    REQUIRE(budget.green_patches.size() == 3);
    CHECK(budget.green_patches[0].lots == std::vector<std::size_t>{0, 1});
    CHECK(budget.green_patches[0].counted); // 300 + 200 = exactly 500 m²
    CHECK(budget.green_m2 == Approx(500));
    CHECK(budget.green_small_m2 == Approx(300 + 499.9));
}

TEST_CASE("lots without a known complex or use are set aside, not lost", "[landuse]") {
    test::ProjectBuilder builder;
    builder.complex("C", 10000)
        .layer("lots", fields)
        .feature(test::rectangle(0, 0, 10, 10), {"a", "C", "IND", {}, {}})
        .feature(test::rectangle(10, 0, 10, 10), {"b", "X", "IND", {}, {}})
        .feature(test::rectangle(20, 0, 10, 10), {"c", "C", "???", {}, {}})
        .feature(test::rectangle(30, 0, 10, 10), {"d", "C", {}, {}, {}});
    const auto budget = land_use_budget(builder.project(), {});
    CHECK(budget.unassigned == std::vector<std::size_t>{1, 2, 3});
    CHECK(budget.complexes[0].measured_m2 == Approx(100));
}

TEST_CASE("a plan without lots has empty budgets with their designated areas", "[landuse]") {
    test::ProjectBuilder builder;
    builder.complex("A", 100).complex("B", 50);
    const auto budget = land_use_budget(builder.project(), {});
    CHECK(budget.pooled.designated_m2 == 150);
    CHECK(budget.complexes[1].uses.empty());
}

TEST_CASE("rows close and equal a plain sum, whatever the areas", "[landuse]") {
    const char* const uses[] = {"IND", "MIX", "SUP", "RES", "ROAD", "GREEN", "PARK"};
    std::mt19937 random{42};
    std::uniform_real_distribution<double> side{1, 80};
    for (int round = 0; round < 50; ++round) {
        test::ProjectBuilder builder;
        builder.complex("A", 1).complex("B", 1).layer("lots", fields);
        std::map<std::string, double> sums;
        double x = 0;
        for (int i = 0; i < 40; ++i) {
            const std::string use = uses[random() % 7];
            const std::string complex = i % 3 == 0 ? "A" : "B";
            const double width = side(random);
            const double height = side(random);
            builder.feature(test::rectangle(x, 0, width, height),
                            {std::to_string(i), complex, use, {}, {}});
            sums[complex + use] += width * height;
            x += width;
        }
        const auto budget = land_use_budget(builder.project(), {500, 50});
        for (const auto& complex : budget.complexes) {
            CHECK(rounded_sum(complex) == std::round(complex.measured_m2));
            CHECK(tenths(complex) == 1000);
            for (const auto& row : complex.uses) {
                CHECK(row.area_m2 == Approx(sums.at(complex.complex + row.use)));
                CHECK(std::abs(row.rounded_m2 - row.area_m2) < 1);
                CHECK(std::abs(row.percent - 100 * row.area_m2 / complex.measured_m2) < 0.1);
            }
        }
        CHECK(tenths(budget.pooled) == 1000);
        CHECK(budget.pooled.measured_m2 ==
              Approx(budget.complexes[0].measured_m2 + budget.complexes[1].measured_m2));
    }
}
