#include "allocation/cases.hpp"
#include "allocation/relaxation.hpp"
#include "random_problem.hpp"

#include <catch2/catch.hpp>

using namespace sandan::allocation;
namespace test = sandan::test;

namespace {

/// A random feasible choice: each firm in turn tries one of its columns.
Choice random_choice(const Problem& problem, Random& random) {
    const auto starts = firm_starts(problem);
    Choice choice(problem.firms, unplaced);
    for (std::size_t f = 0; f < problem.firms; ++f) {
        const auto many = starts[f + 1] - starts[f];
        if (many > 0) {
            choice[f] = static_cast<std::int32_t>(starts[f] + random.below(many));
            choice[f] = is_feasible(problem, choice) ? choice[f] : unplaced;
        }
    }
    return choice;
}

} // namespace

TEST_CASE("cases only lower the bound, and never below the best plan", "[allocation]") {
    Random random{7};
    std::size_t splits = 0;
    for (int round = 0; round < 1000; ++round) {
        const auto problem = test::random_problem(random, true);
        const auto best = test::brute_force(problem);
        Cases cases{problem, relax(problem, {})};
        double before = cases.bound();
        for (int i = 0; i < 20 && cases.split(1e9); ++i, ++splits) {
            REQUIRE(cases.bound() <= before);
            REQUIRE(cases.bound() >= static_cast<double>(best) - 1e-6);
            REQUIRE(is_feasible(problem, cases.hint()));
            REQUIRE(worth(problem, cases.hint()) <= best);
            before = cases.bound();
        }
    }
    CHECK(splits > 100); // the relaxations left something to ask
}

TEST_CASE("the best plan lies in one of the two parts of a case", "[allocation]") {
    Random random{8};
    for (int round = 0; round < 1000; ++round) {
        const auto problem = test::random_problem(random, true);
        const Whereabouts here{static_cast<std::uint32_t>(random.below(problem.firms)),
                               static_cast<std::uint32_t>(random.below(problem.clusters))};
        const auto inside = only_in(problem, {here});
        const auto outside = only_in(problem, {{here.firm, here.cluster, false}});
        CHECK(std::max(test::brute_force(inside.problem), test::brute_force(outside.problem)) ==
              test::brute_force(problem));
    }
}

TEST_CASE("without links a plan is worth what it is with them, if nobody moves", "[allocation]") {
    Random random{9};
    for (int round = 0; round < 1000; ++round) {
        const auto problem = test::random_problem(random, true);
        const auto choice = random_choice(problem, random);
        // One firm stays; no link joins two that stay, so each gain is counted once.
        std::vector<bool> stays(problem.firms, false);
        stays[random.below(problem.firms)] = true;
        const auto sub = condition(problem, choice, stays);
        CHECK(sub.problem.links.empty());
        const auto here = sub.from(choice);
        CHECK(sub.back(here) == choice);
        const auto lost = worth(problem, choice) - worth(sub.problem, here);
        CHECK(lost >= 0); // halves are rounded down
        CHECK(lost <= static_cast<std::int64_t>(problem.links.size()));
    }
}
