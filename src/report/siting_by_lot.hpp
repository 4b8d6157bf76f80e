#pragma once
// The siting matrix seen from the lots: of all candidate sites that hold a lot, the best one
// counts.

#include <sandan/siting/feasibility.hpp>

#include <string>
#include <vector>

namespace sandan::report {

/// The firm could settle there: feasible or conditional.
[[nodiscard]] bool usable(siting::Verdict verdict);

/// By lot: the firm's best site that holds it – the best verdict, then the fewest lots; null = in
/// no candidate site.
[[nodiscard]] std::vector<const siting::FirmSite*> best_by_lot(const siting::Matrix& matrix,
                                                               std::size_t firm, std::size_t lots);

/// By lot: how many firms could take a site that holds it. −1 = in no candidate site.
[[nodiscard]] std::vector<int> firms_by_lot(const siting::Matrix& matrix, std::size_t firms,
                                            std::size_t lots);

/// The rule that says most: a hard one first; empty when nothing speaks against the site.
[[nodiscard]] std::string main_reason(const siting::FirmSite& cell);

} // namespace sandan::report
