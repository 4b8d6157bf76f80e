#pragma once

#include <sandan/upgrade/scheme.hpp>

#include <vector>

namespace sandan::upgrade {

/// The knapsack with conflicts, as a plan problem of src/allocation: a candidate is a "firm" with
/// one column, sites and roads are the "lots", the budget is the one capacity. Solved and bounded
/// there. `sites`: how many sites there are.
[[nodiscard]] Portfolio choose(const std::vector<Candidate>& candidates, std::size_t sites,
                               std::int64_t budget_krw, const model::AllocationOptions& options);

/// Before and after, per complex, then of all (complex empty) where there are several.
[[nodiscard]] std::vector<Change> changes(const Survey& survey, const model::UpgradeInputs& inputs,
                                          const std::vector<Candidate>& candidates,
                                          const std::vector<std::size_t>& chosen);

} // namespace sandan::upgrade
