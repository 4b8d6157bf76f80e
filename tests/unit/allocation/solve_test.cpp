#include "allocation/local_search.hpp"
#include "allocation/pricing.hpp"
#include "allocation/solve.hpp"
#include "random_problem.hpp"

#include <catch2/catch.hpp>

using namespace sandan;
using allocation::solve;

namespace {

constexpr allocation::SolveOptions exact{.gap = 0, .time_limit_s = 1e6};

} // namespace

TEST_CASE("the solver finds what trying everything finds, and its bound is one", "[allocation]") {
    allocation::Random random{20};
    for (int round = 0; round < 1000; ++round) {
        CAPTURE(round);
        const auto problem = test::random_problem(random, false);
        const auto best = test::brute_force(problem);
        const auto solved = solve(problem, exact);
        REQUIRE(allocation::is_feasible(problem, solved.choice));
        REQUIRE(allocation::worth(problem, solved.choice) == solved.worth);
        REQUIRE(solved.worth == best);
        REQUIRE(solved.bound == Approx(static_cast<double>(best)));
        REQUIRE_FALSE(solved.stopped);
    }
}

TEST_CASE("the bound holds when a plan within a gap is good enough", "[allocation]") {
    allocation::Random random{21};
    std::size_t apart = 0;
    for (int round = 0; round < 1000; ++round) {
        CAPTURE(round);
        const auto problem = test::random_problem(random, false);
        const auto best = static_cast<double>(test::brute_force(problem));
        const auto solved = solve(problem, {.gap = 0.2, .time_limit_s = 1e6});
        REQUIRE(solved.bound >= best);
        apart += static_cast<double>(solved.worth) < best ? 1U : 0U;
    }
    CHECK(apart > 0);
}

TEST_CASE("with links the solver finds what trying everything finds", "[allocation]") {
    allocation::Random random{21};
    for (int round = 0; round < 500; ++round) {
        CAPTURE(round);
        const auto problem = test::random_problem(random, true);
        const auto best = test::brute_force(problem);
        const auto solved = solve(problem, exact);
        REQUIRE(allocation::is_feasible(problem, solved.choice));
        REQUIRE(solved.worth == best);
        REQUIRE(solved.bound == Approx(static_cast<double>(best)));
    }
}

TEST_CASE("the relaxation's bound holds at any prices", "[allocation]") {
    allocation::Random random{22};
    for (int round = 0; round < 500; ++round) {
        const auto problem = test::random_problem(random, true);
        allocation::Prices prices;
        const auto draw = [&](std::size_t n) {
            std::vector<double> drawn(n);
            for (auto& x : drawn) {
                x = random.below(2) == 0 ? 0 : 60 * random.uniform();
            }
            return drawn;
        };
        std::vector<allocation::Cut> cuts;
        if (problem.lots > 3) {
            cuts.push_back({{0, 2, 3}});
            cuts.push_back({{1, 2, static_cast<std::uint32_t>(problem.lots)}});
        }
        prices.lot = draw(problem.lots);
        prices.capacity = draw(problem.capacity.size());
        prices.link = draw(problem.links.size() * 2 * problem.clusters);
        prices.cut = draw(cuts.size());
        allocation::Relaxation relaxation;
        allocation::price(problem, cuts, prices, relaxation);
        REQUIRE(relaxation.bound >= static_cast<double>(test::brute_force(problem)) - 1e-6);
        const auto relaxed = allocation::relax(problem, {});
        REQUIRE(relaxed.bound >= static_cast<double>(test::brute_force(problem)) - 1e-6);
    }
}

TEST_CASE("annealing keeps plans feasible and never loses the start", "[allocation]") {
    allocation::Random random{23};
    for (int round = 0; round < 200; ++round) {
        const auto problem = test::random_problem(random, true);
        const auto relaxation = allocation::relax(problem, {});
        const auto start = allocation::round_up(problem, relaxation);
        REQUIRE(allocation::is_feasible(problem, start));
        const auto annealed = allocation::anneal(
            problem, allocation::short_lists(problem, relaxation, 50), start, {.moves = 2000});
        REQUIRE(allocation::is_feasible(problem, annealed.choice));
        REQUIRE(allocation::worth(problem, annealed.choice) >= allocation::worth(problem, start));
    }
}

TEST_CASE("more capacity never worsens the best plan", "[allocation]") {
    allocation::Random random{24};
    for (int round = 0; round < 200; ++round) {
        auto problem = test::random_problem(random, false);
        const auto before = solve(problem, exact).worth;
        problem.capacity[random.below(2)] += 1 + static_cast<std::int64_t>(random.below(20));
        REQUIRE(solve(problem, exact).worth >= before);
    }
}

TEST_CASE("an unused firm and an unused lot change nothing", "[allocation]") {
    allocation::Random random{25};
    for (int round = 0; round < 100; ++round) {
        auto problem = test::random_problem(random, false);
        const auto before = solve(problem, exact).worth;
        ++problem.firms;
        ++problem.lots;
        problem.uses.resize(problem.firms * problem.places);
        REQUIRE(solve(problem, exact).worth == before);
    }
}

TEST_CASE("the same problem gives the same choice twice", "[allocation]") {
    allocation::Random random{26};
    for (int round = 0; round < 100; ++round) {
        const auto problem = test::random_problem(random, round % 2 == 0);
        REQUIRE(solve(problem, exact).choice == solve(problem, exact).choice);
    }
}

TEST_CASE("reversing the firms' order leaves the optimum", "[allocation]") {
    allocation::Random random{27};
    for (int round = 0; round < 200; ++round) {
        const auto problem = test::random_problem(random, false);
        auto mirrored = problem;
        const auto last = static_cast<std::uint32_t>(problem.firms - 1);
        for (auto& column : mirrored.columns) {
            column.firm = last - column.firm;
        }
        std::stable_sort(mirrored.columns.begin(), mirrored.columns.end(),
                         [](const auto& a, const auto& b) { return a.firm < b.firm; });
        for (std::size_t f = 0; f < problem.firms; ++f) {
            for (std::size_t p = 0; p < problem.places; ++p) {
                mirrored.uses[(last - f) * problem.places + p] =
                    problem.uses[f * problem.places + p];
            }
        }
        REQUIRE(solve(mirrored, exact).worth == solve(problem, exact).worth);
    }
}

TEST_CASE("a rank-1 cut cuts off no plan", "[allocation]") {
    allocation::Random random{28};
    for (int round = 0; round < 200; ++round) {
        const auto problem = test::random_problem(random, false);
        const auto choice = solve(problem, exact).choice;
        const auto items = problem.lots + problem.firms;
        for (int i = 0; i < 50 && items >= 5; ++i) {
            allocation::Cut cut{{}, {}, 2 + static_cast<int>(random.below(4))};
            std::vector<std::uint32_t> pool(items);
            std::iota(pool.begin(), pool.end(), 0U);
            for (std::size_t slot = 0; slot < cut.items.size(); ++slot) {
                std::swap(pool[slot], pool[slot + random.below(items - slot)]);
                cut.items[slot] = pool[slot];
                cut.weights[slot] = static_cast<std::uint8_t>(random.below(4));
            }
            int held = 0;
            for (const auto at : choice) {
                held += at == allocation::unplaced
                            ? 0
                            : allocation::times_held(
                                  problem, problem.columns[static_cast<std::size_t>(at)], cut);
            }
            REQUIRE(held <= cut.most());
        }
    }
}

TEST_CASE("cuts that are separated are broken by the fractional plan", "[allocation]") {
    // Three firms, three lots, each firm on any two of them: the LP places one and a half.
    allocation::Problem problem;
    problem.firms = 3;
    problem.lots = 3;
    problem.uses.resize(3);
    std::vector<std::pair<std::uint32_t, double>> halves;
    for (std::uint32_t f = 0; f < 3; ++f) {
        const std::array<std::uint32_t, 2> lots{std::min(f, (f + 1) % 3), std::max(f, (f + 1) % 3)};
        problem.columns.push_back({f, problem.add_set(lots, 0, 0), 10});
        halves.emplace_back(f, 0.5);
    }
    const auto cuts = allocation::separate(problem, halves);
    REQUIRE(cuts.size() == 1);
    REQUIRE(cuts.front().most() == 1);
    REQUIRE(allocation::relax(problem, {}).bound == Approx(10));
}

TEST_CASE("a pinned firm keeps a site", "[allocation]") {
    allocation::Problem problem; // one lot, wanted by a rich and a poor firm
    problem.firms = 2;
    problem.lots = 1;
    problem.uses.resize(2);
    const std::array<std::uint32_t, 1> lot{0};
    problem.columns = {{0, problem.add_set(lot, 0, 0), 100}, {1, problem.add_set(lot, 0, 0), 10}};
    const auto lists = allocation::short_lists(problem, allocation::relax(problem, {}), 5);
    const allocation::Choice start{0, allocation::unplaced};
    REQUIRE(allocation::anneal(problem, lists, start, {.moves = 500}).choice == start);
    const allocation::Choice poor{allocation::unplaced, 1};
    REQUIRE(allocation::anneal(problem, lists, start, {.moves = 500, .pinned = {1}}).choice ==
            poor);
}
