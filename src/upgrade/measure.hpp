#pragma once
// The parts of the survey: each fills its own indicators and limits.

#include "upgrade/join.hpp"

namespace sandan::upgrade {

/// What the parts read and write. `sites` of the survey stand parallel to `joined`.
struct Work {
    const rules::Context& context;
    const model::UpgradeInputs& inputs;
    Survey& survey;
    const std::vector<ParcelFacts>& facts; ///< Parallel to survey.parcels.
    const std::vector<Building>& buildings;
    const Sites& joined;
    unsigned threads = 1;
};

/// Effective limits of each site (§84 over all its zones), and the ceiling in activation areas.
void measure_limits(const Work& work);
/// footprint, narrow_road and land_price of parcels and sites.
void measure_land(const Work& work);
/// Age, coverage and floor area, idle and under-used land.
void measure_buildings(const Work& work);
/// factory_area, closed, leased, firms and fit, of the factory register.
void measure_register(const Work& work);

[[nodiscard]] std::vector<Deficit> deficits(const rules::Context& context);

} // namespace sandan::upgrade
