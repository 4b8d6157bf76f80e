#pragma once

#include <sandan/overlay/overlap.hpp>
#include <sandan/rules/site.hpp>

#include <optional>
#include <vector>

namespace sandan::rules {

/// What the siting rules ask of every lot, parallel to the lots layer (empty without one). Legal
/// limits are those in force on `date`; `lots_zoning` is lots × zoning (zone_limits.hpp turns it
/// into BCR and FAR). Same result for any number of threads.
[[nodiscard]] std::vector<LotFacts>
lot_facts(const model::Project& project, const std::optional<overlay::OverlapTable>& lots_zoning,
          const Date& date, unsigned threads);

} // namespace sandan::rules
