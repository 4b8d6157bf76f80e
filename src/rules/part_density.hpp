#pragma once
// A lot in several zones that keep their own limits (국토계획법 §84③): each part for itself.

#include <sandan/rules/context.hpp>

#include "rules/building_lots.hpp"
#include "rules/zone_limits.hpp"

#include <optional>
#include <string>
#include <vector>

namespace sandan::rules {

/// What is built on a part of a lot, against the limit of the part's zone.
struct PartDensity {
    std::string zone;
    double used_percent = 0; ///< At least so much.
    ZonePart limits;
    /// Fields without which a part may be above its limit, too.
    std::vector<std::string> missing;
};

/// The part that is furthest above its own `limit`, or nearest to it. `field` of the buildings is
/// shared out by where their footprints lie; what lies off the lot may be of any part. Nothing if
/// the parts cannot be drawn.
[[nodiscard]] std::optional<PartDensity> densest_part(const Context& context, std::size_t lot,
                                                      const LotLimits& limits,
                                                      const std::vector<LotBuilding>& buildings,
                                                      const char* field, double ZonePart::*limit);

} // namespace sandan::rules
