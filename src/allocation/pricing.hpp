#pragma once

#include "allocation/relaxation.hpp"

namespace sandan::allocation {

/// Fills score, best, link_best, link_dual and bound of `result` from prices.
void price(const Problem& problem, const std::vector<Cut>& cuts, const Prices& prices,
           Relaxation& result);

/// Share of a capacity row that a use takes.
[[nodiscard]] double share_of(const Problem& problem, const Use& use);

/// Clusters in which each firm has a column, ascending.
[[nodiscard]] std::vector<std::vector<std::uint32_t>> clusters_of_firms(const Problem& problem);

/// Cuts that the fractional solution violates by more than 0.04, over three items first, most
/// violated first, at most 150 and at most 6 on any item.
[[nodiscard]] std::vector<Cut>
separate(const Problem& problem, const std::vector<std::pair<std::uint32_t, double>>& primal);

} // namespace sandan::allocation
