#pragma once

#include "allocation/relaxation.hpp"

namespace sandan::allocation {

/// A feasible choice: the LP's columns by descending weight as far as they fit, then the firms
/// left over by best score.
[[nodiscard]] Choice round_up(const Problem& problem, const Relaxation& relaxation);

/// Per firm its columns of best score, at most `count`, best first.
using ShortLists = std::vector<std::vector<std::uint32_t>>;

[[nodiscard]] ShortLists short_lists(const Problem& problem, const Relaxation& relaxation,
                                     std::size_t count);

struct Annealing {
    std::size_t moves = 1'000'000;
    std::uint64_t seed = 1;
    double hot = 0.1;                    ///< First temperature, in mean best values of a firm.
    std::vector<std::uint32_t> pinned{}; ///< Firms that get their best site first and keep one.
    double cpu_until = 1e9;              ///< Emergency stop.
};

struct Annealed {
    Choice choice;
    bool stopped = false; ///< The emergency stop was used.
};

/// Simulated annealing over ejection moves with repair: give a firm another site, throw out whoever
/// is in the way, let those thrown out and a few unplaced firms take the best site still free.
/// Sites are those of the lists and of `start`.
/// Always feasible; without pinned firms never worse than `start`.
[[nodiscard]] Annealed anneal(const Problem& problem, const ShortLists& lists, const Choice& start,
                              const Annealing& options);

} // namespace sandan::allocation
