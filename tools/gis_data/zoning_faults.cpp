// ZO, GT-09, DI-14: faults of zoning and management zones.

#include "faulty.hpp"

namespace gis_data {

void seed_zoning_faults(Faulty& plan) {
    plan.patch_zoning(plan.inside("G-B38-01", 20, 20, 20, 20), "");
    plan.expect("hole of 400 m² in the zoning", {{"GT-09", "G-B38-01"}});

    plan.patch_zoning(plan.inside("G-B39-01", 10, 20, 40, 0.25), "UQA330");
    plan.expect("zone of 0.25 m width across a lot", {{"ZO-08", "G-B39-01"}});

    const std::string umbrella =
        plan.patch_zoning(plan.inside("G-B40-01", 15, 15, 30, 30), "UQA300");
    plan.expect("zone without a subdivision (UQA300)", {{"ZO-10", umbrella}});

    const std::string planned =
        plan.patch_zoning(plan.inside("G-B36-02", 10, 15, 30, 30), "UQA330", "20250101");
    plan.expect("zone notified after the reference date", {{"ZO-09", planned}});

    const Ring again = plan.inside("G-B43-01", 10, 20, 30, 30);
    const std::string name = "LSMD_CONT_UQ111_52113";
    const std::string below = std::to_string(plan.record_at(name, again.front()));
    const std::string above = std::to_string(plan.layer(name).records.size());
    plan.layer(name).add(
        {again}, {"52113UQA3307999", "준공업지역", "", "20220301", "7999", "52113", "UQA330"});
    plan.expect("two zones on 900 m² of land",
                {{"DI-13", below < above ? below + "|" + above : above + "|" + below}});

    plan.set("lots", "G-B37-01", "MNG_CD", "MG");
    plan.expect("industrial lot in a green management zone", {{"ZO-05", "G-B37-01"}});

    plan.set("lots", "S-B05-02", "UQ_CODE", "UQA430");
    plan.expect("mixed lot planned as natural green", {{"ZO-06", "S-B05-02"}});
}

} // namespace gis_data
