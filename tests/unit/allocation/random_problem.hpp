#pragma once
// Tiny random allocation problems and the answer by trying everything.

#include "allocation/problem.hpp"
#include "allocation/random.hpp"

#include <algorithm>
#include <limits>

namespace sandan::test {

using allocation::Choice;
using allocation::Problem;
using allocation::Random;

inline std::vector<std::uint32_t> random_lots(Random& random, std::size_t lots) {
    std::vector<std::uint32_t> chosen;
    const auto first = random.below(lots);
    const auto last = std::min(lots, first + 1 + random.below(3));
    for (auto lot = first; lot < last; ++lot) {
        chosen.push_back(static_cast<std::uint32_t>(lot));
    }
    if (random.below(3) == 0 && last < lots) { // not only intervals: those have integral LPs
        chosen.push_back(static_cast<std::uint32_t>(last + random.below(lots - last)));
    }
    return chosen;
}

/// Up to 10 lots, 4 firms, 2 places with 1 capacity row each, 3 clusters, up to 3 links.
inline Problem random_problem(Random& random, bool links) {
    Problem problem;
    problem.firms = 1 + random.below(4);
    problem.lots = 1 + random.below(10);
    problem.places = 2;
    problem.clusters = 3;
    for (int row = 0; row < 2; ++row) {
        problem.capacity.push_back(static_cast<std::int64_t>(random.below(30)));
    }
    for (std::uint32_t f = 0; f < problem.firms; ++f) {
        const auto demand = static_cast<std::int64_t>(random.below(15));
        problem.uses.push_back({{0, demand}});
        problem.uses.push_back({{1, demand}});
        const auto columns = random.below(7);
        for (std::size_t c = 0; c < columns; ++c) {
            const auto set = problem.add_set(random_lots(random, problem.lots),
                                             static_cast<std::uint16_t>(random.below(2)),
                                             static_cast<std::uint32_t>(random.below(3)));
            problem.columns.push_back({f, set, 1 + static_cast<std::int64_t>(random.below(100))});
        }
    }
    if (links && problem.firms > 1) {
        problem.proximity = {100, 40, 0, 40, 100, 70, 0, 70, 100};
        for (std::size_t e = 0; e < 3; ++e) {
            const auto a = static_cast<std::uint32_t>(random.below(problem.firms - 1));
            const auto b = a + 1 + static_cast<std::uint32_t>(random.below(problem.firms - 1 - a));
            problem.links.push_back({a, b, static_cast<std::int64_t>(random.below(3))});
        }
    }
    return problem;
}

/// The greatest worth over every assignment.
inline std::int64_t brute_force(const Problem& problem) {
    const auto starts = allocation::firm_starts(problem);
    Choice choice(problem.firms, allocation::unplaced);
    std::int64_t best = 0;
    const auto next = [&](auto& self, std::size_t firm) -> void {
        if (firm == problem.firms) {
            if (allocation::is_feasible(problem, choice)) {
                best = std::max(best, allocation::worth(problem, choice));
            }
            return;
        }
        choice[firm] = allocation::unplaced;
        self(self, firm + 1);
        for (auto c = starts[firm]; c < starts[firm + 1]; ++c) {
            choice[firm] = static_cast<std::int32_t>(c);
            self(self, firm + 1);
        }
        choice[firm] = allocation::unplaced;
    };
    next(next, 0);
    return best;
}

} // namespace sandan::test
