#pragma once

#include "allocation/plan_problem.hpp"
#include "allocation/solve.hpp"

namespace sandan::allocation {

/// The prices behind the bound, by the names of the plan.
[[nodiscard]] BoundProof proof_of(const rules::Context& context, const siting::Matrix& matrix,
                                  const PlanProblem& plan, const Solved& solved,
                                  const Options& options);

} // namespace sandan::allocation
