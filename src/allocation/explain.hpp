#pragma once
// Why a firm got no site, in planning words.

#include "allocation/plan_problem.hpp"

namespace sandan::allocation {

/// True for the verdicts that a firm may be placed on.
[[nodiscard]] bool usable(const siting::FirmSite& cell);

/// The rules that speak against one firm on one site, with ids and titles.
[[nodiscard]] Text reasons_of(const rules::Context& context, const siting::FirmSite& cell);

/// A rule's id and title.
[[nodiscard]] Text title_of(const rules::Context& context, const std::string& rule);

/// A capacity in words: complex, year and utility.
[[nodiscard]] Text name_of(const CapacityRow& row);

/// One named reason for a firm without a site: no feasible site (the rules that fail most often),
/// or displaced (by whom, or by which capacity, on the site with the fewest rivals).
[[nodiscard]] Text explain_unplaced(const rules::Context& context, const siting::Matrix& matrix,
                                    const PlanProblem& plan, const Choice& choice,
                                    std::size_t firm);

} // namespace sandan::allocation
