// LB: faults of the land-use budget.

#include "faulty.hpp"

#include <algorithm>

namespace gis_data {

namespace {

/// Gives a lot another use and moves it to a management zone that fits, so that only its area
/// counts elsewhere.
void change_use(Faulty& plan, const std::string& lot, const std::string& use,
                const std::string& zone) {
    plan.layer("management").value(plan.management_of(lot), "MNG_CD") = zone;
    plan.set("lots", lot, "USE_CD", use);
    plan.set("lots", lot, "MNG_CD", zone);
}

template <typename Change>
void for_lots(Faulty& plan, const std::string& complex, Change change) {
    Layer& lots = plan.layer("lots");
    for (std::size_t i = 0; i < lots.records.size(); ++i) {
        if (lots.value(i, "CPLX") == complex) {
            change(lots, i);
        }
    }
}

void shares(Faulty& plan) {
    for (const char* const lot : {"W-B01-01", "W-B01-02", "W-B02-01", "W-B02-02"}) {
        change_use(plan, lot, "SUP", "MS");
    }
    plan.expect("24,680 of 51,760 m² industrial land made support land: 40.6 % industrial",
                {{"LB-01", "recycling"}});

    change_use(plan, "S-B07-01", "UTIL", "MP");
    plan.expect("the park of the smart complex given up: 2.5 % green", {{"LB-04", "smart"}});

    change_use(plan, "F-B04-03", "GREEN", "MG");
    plan.expect("a utility site of the film complex made green: 9.6 %", {{"LB-05", "film"}});

    Layer& roads = plan.layer("roads");
    const auto street =
        std::find_if(roads.records.begin(), roads.records.end(), [&](const Record& road) {
            return road.values[roads.column("CPLX")] == "recycling" &&
                   road.values[roads.column("CLASS")] == "arterial";
        });
    plan.set("lots", street->values[roads.column("ROAD_ID")], "USE_CD", "UTIL");
    roads.records.erase(street);
    // the lots that touch no side street lose their only road; W-B01-01 is for no firm any more
    plan.expect("the main street of the recycling complex given up for utilities: 6.6 % roads",
                {{"LB-07", "recycling"},
                 {"GT-12", "W-B01-01"},
                 {"GT-12", "W-B03-02"},
                 {"GT-12", "W-B03-03"},
                 {"GT-12", "W-B04-01"},
                 {"PD-07", "W-B03-02"},
                 {"PD-07", "W-B03-03"},
                 {"PD-07", "W-B04-01"}});

    for_lots(plan, "general", [](Layer& lots, std::size_t i) { lots.value(i, "LEASE") = "0"; });
    plan.expect("no land for lease", {{"LB-09", "general"}});

    for_lots(plan, "smart", [](Layer& lots, std::size_t i) {
        if (lots.value(i, "USE_CD") == "IND") {
            lots.value(i, "NEGATIVE") = "1";
        }
    });
    plan.expect("all industrial land of the smart complex under a negative list",
                {{"LB-10", "smart"}});
}

void single_lots(Faulty& plan) {
    plan.set("lots", "S-B05-01", "IND_SHARE", "40");
    plan.expect("mixed lot with 40 % industrial floor area", {{"LB-03", "S-B05-01"}});

    // 16 × 24 m of the car park, in a management zone of its own
    const std::size_t zone = plan.management_of("G-B46-01");
    plan.split("G-B46-01", 16, 24, "G-B46-91");
    plan.set("lots", "G-B46-91", "USE_CD", "GREEN");
    plan.set("lots", "G-B46-91", "MNG_CD", "MG");
    Layer& lots = plan.layer("lots");
    Layer& management = plan.layer("management");
    management.records[zone].rings = lots.records[lots.find("LOT_ID", "G-B46-01")].rings;
    management.records.push_back(management.records[zone]);
    management.records.back().rings = lots.records[lots.find("LOT_ID", "G-B46-91")].rings;
    management.value(management.records.size() - 1, "ZONE_ID") = "G-M991";
    management.value(management.records.size() - 1, "MNG_CD") = "MG";
    plan.expect("green patch of 384 m²", {{"LB-06", "G-B46-91"}});

    plan.set("lots", "G-B20-05", "TENURE", "sale");
    plan.expect("public car park marked for sale", {{"LB-11", "general"}});
}

void facilities(Faulty& plan) {
    Layer& roads = plan.layer("roads");
    for (std::size_t i = 0; i < roads.records.size(); ++i) {
        if (roads.value(i, "CPLX") == "film" && roads.value(i, "CLASS") == "arterial") {
            roads.value(i, "WIDTH_M") = "12.0";
            plan.expect("arterial street of 12 m", {{"LB-08", roads.value(i, "ROAD_ID")}});
        }
    }
    plan.set("belts", "S-N01", "WIDTH_M", "4.0");
    plan.expect("buffer belt of 4 m", {{"LB-15", "S-N01"}});

    Layer& parking = plan.layer("parking");
    parking.value(parking.find("CPLX", "film"), "ECO") = "0";
    plan.expect("car park without spaces for clean cars", {{"LB-17", "film"}});

    plan.replace("plan.toml",
                 "name = \"영화산업단지\"\nkind = \"일반산업단지\"\ndesignated_area_m2 = 100_000",
                 "name = \"영화산업단지\"\nkind = \"일반산업단지\"\ndesignated_area_m2 = 100_500");
    plan.expect("designated area 500 m² more than the lots", {{"GT-07", "film"}});
}

} // namespace

void seed_budget_faults(Faulty& plan) {
    shares(plan);
    single_lots(plan);
    facilities(plan);
    plan.replace("plan.toml", "total = 2_250_000", "total = 2_050_000");
    plan.expect("published total 205만㎡ against parts of 225만㎡", {{"LB-20", "programme area"}});
}

} // namespace gis_data
