// DI: faults of the data themselves.

#include "faulty.hpp"

namespace gis_data {

void seed_data_faults(Faulty& plan) {
    const std::string unknown_zone =
        plan.patch_zoning(plan.inside("G-B31-02", 10, 15, 30, 30), "UQA999");
    plan.expect("zone with a code of no table", {{"DI-14", unknown_zone}});
}

} // namespace gis_data
