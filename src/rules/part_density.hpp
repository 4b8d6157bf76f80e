#pragma once
// A lot in several zones that keep their own limits (국토계획법 §84③): each part for itself.

#include <sandan/rules/context.hpp>

#include "rules/zone_limits.hpp"

#include <optional>
#include <string>
#include <vector>

namespace sandan::rules {

/// What is built on a part of a lot, against the limit of the part's zone.
struct PartDensity {
    std::string zone;
    double used_percent = 0;
    double limit_percent = 0;
};

/// The part that is furthest above its own limit, or nearest to it. `field` of the buildings is
/// shared out by where their footprints lie. Nothing if a building has no footprint, or the parts
/// cannot be drawn.
[[nodiscard]] std::optional<PartDensity>
densest_part(const Context& context, std::size_t lot, const LotLimits& limits,
             const std::vector<const model::Feature*>& buildings, const char* field,
             double ZonePart::*limit);

} // namespace sandan::rules
