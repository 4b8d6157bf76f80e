#pragma once
// The objective of a plan, solved at once or term by term.

#include "allocation/plan_problem.hpp"
#include "allocation/solve.hpp"

#include <string>
#include <vector>

namespace sandan::allocation {

struct Staged {
    PlanProblem plan{}; ///< Of the last term, or of all where they are weighted.
    Solved solved{};    ///< The same.
    BoundProof proof{}; ///< The same.
    std::vector<Stage> before{};
    bool stopped = false; ///< The clock cut some search short.
    std::string log{};    ///< Of all searches.
};

/// Each term in turn, as long as `options.time_limit_s` of the process allows, the earlier ones
/// held as floors at what they reached. \throws as make_plan_problem().
[[nodiscard]] Staged solve_stages(const rules::Context& context, const siting::Matrix& matrix,
                                  const Options& options, double cpu_until);

/// The solver's gap is relative to a worth that holds bonuses and move prices too.
[[nodiscard]] double solver_gap(const PlanProblem& plan, const Options& options);

/// Worth of a choice without what is added for firms that must be placed or kept.
[[nodiscard]] std::int64_t objective(const PlanProblem& plan, const Choice& choice);

} // namespace sandan::allocation
