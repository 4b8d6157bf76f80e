// DI: faults of the data themselves.

#include "faulty.hpp"

#include <cmath>

namespace gis_data {

namespace {

const std::string cadastre = "LSMD_CONT_LDREG_52113_5186";

/// A parcel south of all complexes, so that no acquisition hangs on it.
std::size_t parcel(const Faulty& plan, std::int64_t east) {
    return plan.record_at(cadastre, {east * 1000, 362'850'000});
}

void parcel_numbers(Faulty& plan) {
    Layer& parcels = plan.layer(cadastre);
    std::string& broken = parcels.value(parcel(plan, 205'500), "PNU");
    broken[14] = 'O';
    plan.expect("letter in a PNU", {{"DI-01", broken}});

    const std::size_t original = parcel(plan, 205'700);
    const std::size_t copy = parcel(plan, 206'300);
    parcels.value(copy, "PNU") = parcels.value(original, "PNU");
    parcels.value(copy, "JIBUN") = parcels.value(original, "JIBUN");
    plan.expect("two parcels of one PNU", {{"DI-02", parcels.value(original, "PNU")}});

    const std::size_t wrong = parcel(plan, 205'900);
    parcels.value(wrong, "JIBUN") = "9999-1답";
    plan.expect("lot number of another parcel", {{"DI-03", parcels.value(wrong, "PNU")}});

    const std::size_t unknown = parcel(plan, 206'100);
    std::string& jibun = parcels.value(unknown, "JIBUN");
    jibun.replace(jibun.size() - 3, 3, "갑"); // the mark is one syllable of three bytes
    plan.expect("land category that is none of the 28", {{"DI-04", parcels.value(unknown, "PNU")}});

    parcels.value(parcel(plan, 206'500), "PNU").replace(0, 5, "45113");
    plan.expect("parcel with the district code of before 2024-01-18", {{"DI-06", "45113"}});
}

/// 토지조서 against the cadastre: three parcels inside the general complex.
void acquisition(Faulty& plan) {
    const Layer& parcels = plan.layer(cadastre);
    const auto pnu_at = [&](double x, double y) {
        const Point place = plan.frame("G").place(at(x, y));
        return parcels.value(plan.record_at(cadastre, place), "PNU");
    };
    const std::string missing = pnu_at(700, 300);
    plan.drop_row("acquisition.csv", missing);
    plan.expect("parcel inside a complex not on the acquisition list", {{"DI-17", missing}});

    const std::string wrong = pnu_at(900, 700);
    plan.set_cell("acquisition.csv", wrong, "taken_area_m2", "100.00");
    plan.expect("taken area of 100 m² for a whole parcel", {{"DI-17", wrong}});

    plan.append("acquisition.csv", "5211310300199990000,9999답,1000,1000.00,SYNTHETIC\n");
    plan.expect("listed parcel that is not on the map", {{"DI-17", "5211310300199990000"}});
}

void layers(Faulty& plan) {
    // what 5181 coordinates look like in a 5186 layer
    Layer& sites = plan.layer("sensitive");
    for (Point& point : sites.records[sites.find("SITE_ID", "HS-1")].rings.front()) {
        point.y -= 100'000'000;
    }
    plan.expect("site 100 km too far south (EPSG:5181 coordinates)", {{"DI-09", "sensitive"}});

    // what 2097 coordinates look like in a 5174 layer: 10.405″ of longitude
    for (Record& parcel : plan.layer("LSMD_CONT_LDREG_52113_5174").records) {
        for (Ring& ring : parcel.rings) {
            for (Point& point : ring) {
                point.x += 261'000;
            }
        }
    }
    plan.expect("reference parcels 261 m too far east (EPSG:2097 for 5174)",
                {{"DI-10", "position"}});

    plan.set("roads", "G-R47", "WIDTH_M", "");
    plan.expect("road without a width", {{"DI-11", "G-R47"}});

    plan.replace("plan.toml", "vintage = 2024-04-30", "vintage = 2020-04-30");
    plan.expect("zoning four years older than the other layers", {{"DI-12", "plan"}});

    const std::string unknown_zone =
        plan.patch_zoning(plan.inside("G-B31-02", 10, 15, 30, 30), "UQA999");
    plan.expect("zone with a code of no table", {{"DI-14", unknown_zone}});

    Layer& lots = plan.layer("lots");
    std::string& area = lots.value(lots.find("LOT_ID", "G-B26-01"), "PLAN_M2");
    area = std::to_string(std::lround(std::stod(area) * 121 / 400));
    plan.expect("planned area written in 평", {{"DI-15", "G-B26-01"}});
}

} // namespace

void seed_data_faults(Faulty& plan) {
    parcel_numbers(plan);
    acquisition(plan);
    layers(plan);
}

} // namespace gis_data
