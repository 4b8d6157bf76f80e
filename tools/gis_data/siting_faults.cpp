// SI: faults of firms on the lots they are given, and of what lies around them.

#include "faulty.hpp"

namespace gis_data {

namespace {

constexpr const char* site_1 = "F01@G-B18-01+G-B18-02";
constexpr const char* site_2 = "F02@G-B24-01";
constexpr const char* site_3 = "F03@G-B24-02+G-B24-03";
constexpr const char* site_4 = "F04@G-B19-01+G-B19-02";
constexpr const char* site_5 = "F05@G-B19-03";
constexpr const char* site_6 = "F06@G-B19-04";
constexpr const char* site_7 = "F07@G-B25-01+G-B25-02";

void firms(Faulty& plan) {
    plan.set_cell("firms.csv", "F03", "ksic", "20111");
    plan.expect("firm of an industry the complex excepts", {{"SI-01", site_3}});

    plan.set("lots", "G-B19-04", "INDUSTRY", "C13");
    plan.expect("lot placed for another industry", {{"SI-04", site_6}});

    // 12 % of 17,475 m² would be 2,097 m²
    plan.set_cell("firms.csv", "F02", "floor_area_m2", "1000");
    plan.set_cell("firms.csv", "F02", "footprint_m2", "700");
    plan.expect("planned factory below 기준공장면적률", {{"SI-05", site_2}});

    plan.set_cell("firms.csv", "F04", "area_min_m2", "20000");
    plan.expect("site smaller than the firm's least", {{"SI-06", site_4}});

    plan.set_cell("utilities.csv", "general,2026", "power_kw", "1000");
    plan.expect("power for 1,000 kW only", {{"SI-07", "general 2026 power_kw"}});
}

/// New neighbours west of F01 and F02 (in the general complex's frame, metres). Lots of F01 begin
/// at x = 10 and end at y = 603, F02 has y = 633–708, F03 lies north of it.
void neighbours(Faulty& plan) {
    const Frame& frame = plan.frame("G");
    plan.set_cell("firms.csv", "F02", "hazards", "hp_gas");
    plan.layer("school_gates").add({frame.place(Ring{at(-20, 660)})}, {"SG-9", "가상분교 정문"});
    plan.expect("firm with high-pressure gas 30 m from a school gate", {{"SI-08", site_2}});

    plan.layer("school_sites")
        .add({frame.place(rectangle(-150, 600, -60, 700))}, {"SC-9", "가상분교"});
    plan.expect("the same firm 70 m from a school", {{"SI-09", site_2}});

    // 490 m to F01, 503 m to the lots north of y = 633
    plan.layer("heritage")
        .add({frame.place(rectangle(-500, 500, -480, 520))}, {"HE-9", "가상 석탑", "500"});
    plan.expect("heritage 490 m from a site", {{"SI-10", site_1}});

    // 15 m to F02, 32 m to F03, 33 m to F01
    plan.layer("railways")
        .add({frame.place(rectangle(-15, 633, -5, 680))}, {"RL-9", "가상 인입선"});
    plan.expect("railway 15 m from a site", {{"SI-12", site_2}});

    plan.layer("rivers").add({plan.inside("G-B19-03", 20, 20, 5, 10)},
                             {"RV-9", "가상 소하천", "소하천구역"});
    plan.expect("50 m² of a small river inside a site", {{"SI-13", site_5}});

    plan.layer("agricultural")
        .add({plan.inside("G-B25-01", 20, 20, 5, 10)}, {"AG-9", "농업진흥구역", "0"});
    plan.expect("50 m² of a farmland area not released inside a site", {{"SI-16", site_7}});
}

void processes(Faulty& plan) {
    plan.set_cell("firms.csv", "F05", "hazards", "hp_gas;hazmat");
    const Ring at = plan.inside("G-B19-03", -5, 20, 1, 1);
    plan.layer("hazards").add({Ring{at.front()}}, {"HZ-9", "high_pressure_gas"});
    plan.expect("hazardous material 5 m from a gas facility", {{"SI-18", site_5}});

    plan.set_cell("firms.csv", "F07", "emits", "특정대기유해물질;toxic_air_t:12");
    plan.layer("population").add({plan.inside("G-B25-01", -300, 0, 200, 200)}, {"PO-9", "25000"});
    plan.expect("12 t/y of toxic air pollutants beside 25,000 residents", {{"SI-21", site_7}});
}

} // namespace

void seed_siting_faults(Faulty& plan) {
    firms(plan);
    neighbours(plan);
    processes(plan);
}

} // namespace gis_data
