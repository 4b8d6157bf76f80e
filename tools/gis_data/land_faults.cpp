// Faults of water, neighbours, built land and renewal districts, on lots that no other fault
// concerns. Lengths in metres of the general complex's frame: its northern lots end at y = 1,226,
// its western ones begin at x = 10.

#include "faulty.hpp"

#include <fmt/format.h>

namespace gis_data {

namespace {

/// Adds a layer to the folder and to the plan.
void add_layer(Faulty& plan, const std::string& name, Layer layer, std::string_view fields) {
    plan.add(name, std::move(layer));
    plan.append("plan.toml",
                fmt::format("\n[layers.{0}]\npath = \"{0}.shp\"\nvintage = 2024-05-31\n"
                            "source = \"SYNTHETIC\"\nfields = {{ {1} }}\n",
                            name, fields));
}

void water(Faulty& plan) {
    const Frame& frame = plan.frame("G");
    // 999.5 m to G-B44-01; the lots beside it begin 41.5 m to the side: 1,000.4 m
    plan.layer("intakes").add({frame.place(Ring{at(557.5, 2225.5)})},
                              {"IN-9", "groundwater", "500"});
    plan.expect("groundwater intake 999.5 m from a lot", {{"SI-14", "G-B44-01"}});

    plan.layer("reservoirs").add({plan.inside("G-B31-01", 20, 20, 20, 20)}, {"RS-9"});
    plan.expect("reservoir on a lot", {{"SI-15", "G-B31-01"}});
}

void neighbours(Faulty& plan) {
    const Frame& frame = plan.frame("G");
    // the band of 30 m ends 5 m inside G-B24-01, the only lot for firms beside it
    plan.layer("roads").add({frame.place(rectangle(-60, 640, -15, 650))},
                            {"G-R99", "", "고속국도", "45.0"});
    plan.expect("motorway 25 m from a lot", {{"SI-11", "G-B24-01"}});

    // 299.5 m to G-B42-01; the lot beside it begins 21.5 m to the side: 300.3 m
    plan.layer("military")
        .add({frame.place(rectangle(31.5, 1525.5, 41.5, 1535.5))}, {"ML-9", "control"});
    plan.expect("controlled military site 299.5 m from a lot", {{"SI-26", "G-B42-01"}});

    // 8 m to F02 (an industry of division 20), 48 m to F03 of that division
    plan.layer("sensitive").add({frame.place(rectangle(-6, 650, 2, 660))}, {"HS-9", "housing"});
    plan.set_cell("firms.csv", "F02", "hazards", "hp_gas;hp_gas_m3:20000;chemical");
    const std::string site = "F02@G-B24-01";
    plan.expect("firm with 20,000 m³ of high-pressure gas and chemicals 8 m from housing",
                {{"SI-19", site}, {"SI-20", site}, {"SI-23", site}});
}

void streets(Faulty& plan) {
    // S-B01-02 and the lots at its sides touch no other street than S-R03
    plan.set("roads", "S-R03", "WIDTH_M", "5.0");
    plan.set_cell("firms.csv", "F08", "floor_area_m2", "3200");
    plan.expect("factory of 3,200 m² on a street of 5 m", {{"PD-04", "F08@S-B01-02"}});

    plan.set("roads", "S-R01", "WIDTH_M", "7.0");
    plan.expect("uncut corner lots where streets of 7 and 5 m meet",
                {{"PD-05", "S-B01-03"}, {"PD-05", "S-B02-01"}});
}

void mixed_land(Faulty& plan) {
    Layer& lots = plan.layer("lots");
    for (std::size_t i = 0; i < lots.records.size(); ++i) {
        const std::string& block = lots.value(i, "BLOCK");
        if (block == "F-B01" || block == "F-B02") {
            const std::string lot = lots.value(i, "LOT_ID");
            plan.layer("management").value(plan.management_of(lot), "MNG_CD") = "MC";
            lots.value(i, "MNG_CD") = "MC";
            lots.value(i, "USE_CD") = "MIX";
            lots.value(i, "UQ_CODE") = "UQA330";
            lots.value(i, "IND_SHARE") = "60";
        }
    }
    // 14,880 + 24,700 of 66,540 m²
    plan.expect("59 % of the film complex's industrial land is mixed", {{"LB-02", "film"}});
}

void holders(Faulty& plan) {
    Layer& lots = plan.layer("lots");
    lots.fields.insert(lots.fields.end() - 1, {"OWNED", 'C', 10, 0});
    for (Record& record : lots.records) {
        record.values.insert(record.values.end() - 1, std::string{});
    }
    plan.replace("plan.toml", R"(telecom = "TELECOM" })",
                 R"(telecom = "TELECOM", owned_since = "OWNED" })");
    plan.set("lots", "G-B19-03", "OWNED", "2023-03-02");
    plan.expect("lot given away a year after it was bought", {{"SI-27", "F05@G-B19-03"}});
}

/// A lot for lease of 948.75 m², divided off, 20 m east of the general complex in natural green.
void green_land(Faulty& plan) {
    Layer& lots = plan.layer("lots");
    Record lot = lots.records[lots.find("LOT_ID", "G-B31-01")];
    lot.rings = {plan.frame("G").place(rectangle(1520, 500, 1550, 531.625))};
    lots.records.push_back(std::move(lot));
    const std::size_t at = lots.records.size() - 1;
    for (const auto& [field, value] : {std::pair{"LOT_ID", "X-01"},
                                       {"CPLX", ""},
                                       {"BLOCK", ""},
                                       {"UQ_CODE", "UQA430"},
                                       {"LEASE", "1"},
                                       {"PARENT", "X"},
                                       {"PARENT_M2", "949"},
                                       {"PLAN_M2", "949"}}) {
        lots.value(at, field) = value;
    }
    plan.expect("lot of no complex, divided off in natural green, without a street",
                {{"PD-09", "X-01"}, {"DI-11", "X-01"}, {"GT-04", "X-01"}, {"PD-07", "X-01"}});
}

/// Four buildings and two rows of the factory register.
void built_land(Faulty& plan) {
    Layer buildings = make_layer(Kind::polygon, {{"BLD_ID", 'C', 8, 0},
                                                 {"PNU", 'C', 19, 0},
                                                 {"APPROVED", 'C', 8, 0},
                                                 {"B_AREA", 'N', 9, 0},
                                                 {"F_AREA", 'N', 9, 0},
                                                 {"HEIGHT", 'N', 7, 1},
                                                 {"FLOORS", 'N', 3, 0}});
    const auto build = [&](const std::string& id, const std::string& lot, double width,
                           double height, const std::string& floor_area) {
        buildings.add({plan.inside(lot, 1, 1, width, height)},
                      {id, lot, "20230515", fixed(width * height, 0), floor_area, "30.0", "3"});
    };
    build("BL-1", "G-B31-02", 71, 73, "5183");  // of 73 × 75 m
    build("BL-2", "G-B31-04", 30, 30, "15600"); // of 52 × 75 m
    build("BL-3", "W-B04-01", 10, 10, "300");   // divided, and its street is given up
    build("BL-4", "G-B31-03", 10, 10, "300");
    Layer surfaces = make_layer(Kind::polygon, {{"SURF_ID", 'C', 8, 0}, {"ELEV_M", 'N', 7, 1}});
    surfaces.add({plan.inside("G-B31-03", 0, 0, 20, 20)}, {"OS-1", "5.0"});
    add_layer(plan, "buildings", std::move(buildings),
              "id = \"BLD_ID\", pnu = \"PNU\", approval_date = \"APPROVED\", building_area_m2 = "
              "\"B_AREA\", floor_area_m2 = \"F_AREA\", height_m = \"HEIGHT\", floors = \"FLOORS\"");
    add_layer(plan, "obstacle_surfaces", std::move(surfaces),
              R"(id = "SURF_ID", elevation_m = "ELEV_M")");
    plan.expect("building on 95 % of its lot", {{"ZO-01", "G-B31-02"}});
    plan.expect("four times the lot's area in floors", {{"ZO-02", "G-B31-04"}});
    plan.expect("built lot divided off without a street", {{"PD-03", "W-B04-01"}});
    plan.expect("building of 30 m under an obstacle surface at 5 m", {{"SI-25", "BL-4"}});

    plan.add_file("register.csv",
                  "id,firm,pnu,ksic,status,registered,floor_area_m2,leased,lease_years\n"
                  "RG-1,가상공장 1,G-B31-03,23995,등록,2023-06-01,50,0,\n"
                  "RG-2,가상공장 2,G-B31-05,23995,등록,2023-06-01,2000,1,0.5\n");
    plan.append("plan.toml", "\n[layers.register]\npath = \"register.csv\"\nvintage = 2024-05-31\n"
                             "source = \"SYNTHETIC\"\n");
    // 3 % of 6,150 m² would be 184.5 m²
    plan.expect("50 m² of factory on a lot divided off", {{"PD-08", "G-B31-03"}});
    plan.expect("lease of half a year", {{"SI-28", "RG-2"}});
}

/// Renewal districts far larger than the programme, 2.5 km north-west of the general complex.
void districts(Faulty& plan) {
    const Frame& frame = plan.frame("G");
    Layer layer = make_layer(Kind::polygon, {{"DIST_ID", 'C', 8, 0},
                                             {"KIND", 'C', 40, 0},
                                             {"PARTIAL", 'C', 1, 0},
                                             {"USE_CHG", 'C', 1, 0},
                                             {"CPLX", 'C', 16, 0}});
    layer.add({frame.place(rectangle(-3000, 2500, -1000, 3500))},
              {"RD-9", "재생사업지구", "1", "1", "general"});
    layer.add({frame.place(rectangle(-3000, 2500, -2000, 3200))},
              {"AD-9", "활성화구역", "", "", "general"});
    layer.add({frame.place(rectangle(-2000, 2500, -1000, 3200))},
              {"SD-9", "구조고도화", "", "", "general"});
    layer.add({frame.place(rectangle(-3000, 3600, -2900, 3700))},
              {"LD-9", "연계:공동묘지", "", "", "general"});
    add_layer(
        plan, "district", std::move(layer),
        R"(id = "DIST_ID", kind = "KIND", partial = "PARTIAL", use_change = "USE_CHG", complex = "CPLX")");
    // 2,000,000 beside a complex of 1,830,000 m² designated, none of it inside
    plan.expect("renewal district of 2 km² outside the complexes", {{"UG-05", "general"}});
    plan.expect("the same renewal called partial", {{"UG-08", "RD-9"}});
    plan.expect("activation area of 35 % of the district", {{"UG-06", "general"}});
    plan.expect("38 % of the complex restructured", {{"UG-07", "general"}});
    plan.expect("linked area of a kind not listed", {{"UG-03", "LD-9"}});

    plan.replace("plan.toml", "designated_area_m2 = 1_830_000\n",
                 "designated_area_m2 = 1_830_000\nstarted = 2010-01-01\ncompleted = 2030-12-31\n");
    plan.expect("complex begun 14 years ago", {{"UG-01", "general"}});
    plan.expect("complex that is not completed before 2030", {{"UG-04", "general"}});
}

} // namespace

void seed_land_faults(Faulty& plan) {
    water(plan);
    neighbours(plan);
    streets(plan);
    mixed_land(plan);
    holders(plan);
    green_land(plan);
    built_land(plan);
    districts(plan);
}

} // namespace gis_data
