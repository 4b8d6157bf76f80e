#pragma once

#include "allocation/relaxation.hpp"

#include <string>

namespace sandan::allocation {

struct MasterLimits {
    double seconds = 10; ///< CPU
    double cutoff = 0;   ///< Worth of `start`; only better plans are looked for.
    double relative_gap = 0;
    /// Only a good plan is asked for: CBC preprocesses, which is quick but loses optima, so `bound`
    /// and `proven` mean nothing.
    bool only_plan = false;
};

struct MasterResult {
    Choice choice;          ///< Feasible, never worse than the start.
    double bound = 0;       ///< Of the columns given: as CBC states it, or what its ending proves.
    bool proven = false;    ///< CBC ended by itself, and no plan is a whole point better.
    bool timed_out = false; ///< Stopped by the clock: the result may differ between runs.
};

/// Solves the set-packing MIP over some columns (and the y between their clusters) by CBC.
/// `columns` ascending. \throws Error{solver} when CBC gives up.
[[nodiscard]] MasterResult solve_master(const Problem& problem, const Relaxation& relaxation,
                                        const std::vector<std::uint32_t>& columns,
                                        const Choice& start, const MasterLimits& limits);

/// "CBC 2.10.8"
[[nodiscard]] std::string solver_name();

} // namespace sandan::allocation
