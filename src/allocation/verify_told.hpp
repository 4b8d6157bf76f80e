#pragma once

#include "allocation/verify_plan.hpp"

namespace sandan::allocation {

/// What a certificate tells beside its assignments, from the plan alone: each firm's line, use of
/// capacities, terms of the objective, the alternatives (each checked like a plan of its own), and
/// how the plan differs from the one before. `plan` has read its sites.
void check_told(const Basis& basis, const PlanCheck& plan, Verification& result);

} // namespace sandan::allocation
