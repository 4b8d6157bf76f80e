#include <sandan/core/error.hpp>

#include "allocation/value.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace sandan;

TEST_CASE("each term counts twice the next one, and all together one", "[allocation]") {
    const auto weights = allocation::weights_of({"fit", "jobs", "compactness"});
    CHECK(weights.fit == Approx(4.0 / 7));
    CHECK(weights.jobs == Approx(2.0 / 7));
    CHECK(weights.compactness == Approx(1.0 / 7));
    CHECK(weights.investment == 0);
    CHECK(weights.proximity == 0);
    CHECK_THROWS_AS(allocation::weights_of({"jobs", "profit"}), Error);
    CHECK_THROWS_AS(allocation::weights_of({"jobs", "jobs"}), Error);
}

TEST_CASE("weights that the plan names count, and a strict order has no weights", "[allocation]") {
    const auto named = allocation::weights_of({"fit:3", "jobs:1"});
    CHECK(named.fit == 0.75);
    CHECK(named.jobs == 0.25);
    CHECK(allocation::stages_of({"fit:3", "jobs:1"}, true).empty());
    const std::vector<std::string> strict{"lexicographic", "jobs", "proximity", "fit"};
    CHECK(allocation::weights_of(strict).fit == 1);
    CHECK(allocation::stages_of(strict, true) ==
          std::vector<std::string>{"jobs", "proximity", "fit"});
    CHECK(allocation::stages_of(strict, false) == std::vector<std::string>{"jobs", "fit"});
    CHECK_THROWS_AS(allocation::weights_of({"fit:3", "jobs"}), Error);
}

TEST_CASE("a perfect plan earns all points, a worthless firm still one", "[allocation]") {
    const auto weights = allocation::weights_of({"jobs", "fit", "compactness"});
    const allocation::Totals totals{.jobs = 40, .investment = 0, .firms = 2, .links = 0};
    model::Firm firm;
    firm.jobs = 40;
    // jobs whole, fit and compactness one firm of two
    CHECK(allocation::points_of(firm, 100, 1, weights, totals) ==
          std::llround(1e6 * (4.0 + 1.0 + 0.5) / 7));
    CHECK(allocation::points_of({}, 0, 0, weights, totals) == 1);
}

TEST_CASE("nearness falls from 100 to 0 over 1500 m", "[allocation]") {
    CHECK(allocation::nearness_at(0, 1500) == 100);
    CHECK(allocation::nearness_at(750, 1500) == 50);
    CHECK(allocation::nearness_at(1500, 1500) == 0);
    CHECK(allocation::nearness_at(9000, 1500) == 0);
}
