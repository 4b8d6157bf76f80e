#pragma once

#include "allocation/relaxation.hpp"

namespace sandan::allocation {

/// A feasible choice: the LP's columns by descending weight as far as they fit, then the firms
/// left over by best score.
[[nodiscard]] Choice round_up(const Problem& problem, const Relaxation& relaxation);

struct Annealing {
    std::size_t moves = 1'000'000;
    std::uint64_t seed = 1;
    std::size_t columns_per_firm = 200; ///< Best by score.
    double cpu_until = 1e9;             ///< Emergency stop.
};

struct Annealed {
    Choice choice;
    bool stopped = false; ///< The emergency stop was used.
};

/// Simulated annealing over ejection moves: give a firm another site, throw out whoever is in the
/// way. Never returns anything worse than `start`; always feasible.
[[nodiscard]] Annealed anneal(const Problem& problem, const Relaxation& relaxation,
                              const Choice& start, const Annealing& options);

} // namespace sandan::allocation
