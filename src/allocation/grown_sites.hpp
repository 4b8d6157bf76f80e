#pragma once

#include <sandan/rules/context.hpp>

#include <cstddef>
#include <set>
#include <vector>

namespace sandan::allocation {

/// Every contiguous set of up to `most` lots on offer of one complex, management zone and phase
/// (borders of at least PD-10 `min_contact`), lots ascending. For `verify`: sets of one lot more
/// are grown from all sets of one lot less, unlike the optimiser's enumeration.
[[nodiscard]] std::set<std::vector<std::size_t>> grown_sites(const rules::Context& context,
                                                             int most);

} // namespace sandan::allocation
