#pragma once

#include "allocation/relaxation.hpp"

#include <string>

namespace sandan::allocation {

struct SolveOptions {
    double gap = 1e-6;        ///< Relative; good enough to stop.
    double time_limit_s = 30; ///< CPU seconds of the process.
    std::uint64_t seed = 1;
    Choice start{}; ///< A feasible choice to better, if not empty; needed where there are floors,
                    ///< which it reaches.
};

struct Solved {
    Choice choice;          ///< Feasible.
    std::int64_t worth = 0; ///< Of the choice, recomputed in integers.
    double bound = 0;       ///< No choice of the problem's columns is worth more.
    bool stopped = false;   ///< The clock cut the search short.
    double lp_bound = 0;    ///< Of the relaxation at `prices` and `cuts`: what duality proves.
    Prices prices{};
    std::vector<Cut> cuts{};
    std::string log{}; ///< What was done, a line a step; no times.
};

/// Relaxation with cuts → rounding → annealing → restricted master → reduced-cost fixing → CBC on
/// what is left. Each step is skipped once the gap is closed. Same result for the same input unless
/// `stopped`.
[[nodiscard]] Solved solve(const Problem& problem, const SolveOptions& options);

} // namespace sandan::allocation
