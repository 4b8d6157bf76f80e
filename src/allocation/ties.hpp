#pragma once

#include "allocation/replan.hpp"

#include <vector>

namespace sandan::allocation {

/// Sites that a placed firm could have instead at no loss, all others where they are; at most five
/// a firm, by lots. Ties of several firms at once show among the alternatives.
[[nodiscard]] std::vector<FirmLots> ties(const Finished& finished);

} // namespace sandan::allocation
