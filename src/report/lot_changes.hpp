#pragma once
// Land and lots of two lots layers against each other.

#include "report/plan_diff.hpp"

namespace sandan::report {

/// The classes of land, and what happened to each lot. A null layer has no lots. `noise_m2`: land
/// below it is survey noise, no change of a lot (it is counted in the areas all the same).
struct LandDiff {
    AreaChange areas;
    std::vector<LotChange> lots;
};

[[nodiscard]] LandDiff compare_lots(const model::Layer* before, const model::Layer* now,
                                    double noise_m2, unsigned threads);

} // namespace sandan::report
