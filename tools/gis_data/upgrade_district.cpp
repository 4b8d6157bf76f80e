#include "upgrade_district.hpp"

#include "cadastre.hpp"
#include "site_builder.hpp"
#include "surroundings.hpp"

#include <fmt/format.h>

#include <array>
#include <string_view>

namespace gis_data {

namespace {

constexpr double length = 1700;
constexpr double depth = 990;
constexpr std::array<double, 7> avenues{12, 8, 15, 12, 8, 15, 10};
constexpr std::array<double, 5> streets{10, 12, 20, 12, 8};
constexpr std::array<double, 6> rows{151, 151, 151, 151, 151, 153};
constexpr double edge_street = 10; ///< Along the south and the north boundary
constexpr double column = 202.5;

/// Blocks south to north, west to east.
constexpr std::array<std::array<std::string_view, 8>, 6> blocks{{
    {"IND 1 5 6", "IND 1 6 6", "IND 1 5 5", "IND 1 6 5", "IND 1 6 6", "IND 1 5 6", "IND 1 6 5",
     "GREEN 0.45 1 0;IND 0.55 3 3"},
    {"IND 1 6 6", "IND 1 5 6", "IND 1 6 6", "IND 1 4 5", "IND 1 5 6", "IND 1 6 6", "IND 1 5 5",
     "IND 1 6 6"},
    {"IND 1 2 2", "IND 1 5 6", "SUP 0.55 3 3;PARK 0.45 1 0", "SUP 1 6 6", "IND 1 6 6", "IND 1 5 6",
     "IND 1 1 2", "IND 1 6 5"},
    {"IND 1 2 3", "IND 1 6 6", "IND 1 6 5", "SUP 0.3 2 2;GREEN 0.7 1 0", "IND 1 6 6", "IND 1 6 6",
     "IND 1 2 2", "IND 1 5 6"},
    {"IND 1 6 6", "IND 1 6 6", "IND 1 5 6", "IND 1 6 6", "IND 1 5 6", "IND 1 6 6", "IND 1 6 6",
     "IND 1 6 5"},
    {"UTIL 0.3 1 0;IND 0.7 4 4", "IND 1 6 5", "IND 1 6 6", "IND 1 5 6", "IND 1 6 6", "IND 1 6 5",
     "IND 1 5 6", "IND 1 6 6"},
}};

constexpr Frame frame{24, -7, 25, {208'600'000, 361'700'000}};
constexpr int outside_phase = 9; ///< Marks the blocks outside the complex.

struct District {
    Site site; ///< Its boundary is the district's.
    Ring complex;
};

void add_aged_blocks(SiteBuilder& site) {
    site.road(0, 0, length, edge_street, true, "local");
    site.road(0, depth - edge_street, length, depth, true, "local");
    double y = edge_street;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        const double top = y + rows[row];
        double x = 0;
        for (std::size_t i = 0; i < blocks[row].size(); ++i) {
            site.block(blocks[row][i], {x, x + column}, {y, top}, 1);
            x += column;
            if (i < avenues.size()) {
                site.road(x, y, x + avenues[i], top, false,
                          avenues[i] >= 15 ? "collector" : "local");
                x += avenues[i];
            }
        }
        y = top;
        if (row < streets.size()) {
            site.road(0, y, length, y + streets[row], true,
                      streets[row] >= 15 ? "arterial" : "local");
            y += streets[row];
        }
    }
}

/// The complex, 1,700 × 990 m, and 1,000 × 125 m outside it that the district takes in.
District district() {
    SiteBuilder site{"jeonju1", "U", 69};
    add_aged_blocks(site);
    for (int i = 0; i < 4; ++i) {
        site.block("IND 1 5 5", {350.0 + 250 * i, 600.0 + 250 * i}, {-125, 0}, outside_phase);
    }
    Ring complex = rectangle(0, 0, length, depth);
    insert_junctions(complex, site.vertices());
    const Ring outline{at(0, 0),    at(350, 0),  at(350, -125),     at(1350, -125),
                       at(1350, 0), at(1700, 0), at(length, depth), at(0, depth)};
    District result{site.finish(outline, frame), {}};
    result.complex = frame.place(complex);
    return result;
}

std::string_view mark_of(std::string_view use) {
    if (use == "ROAD") {
        return "도";
    }
    if (use == "GREEN") {
        return "공";
    }
    if (use == "PARK") {
        return "차";
    }
    if (use == "SUP") {
        return "대";
    }
    return use == "UTIL" ? "잡" : "장";
}

std::vector<AgedParcel> number_parcels(const Site& site) {
    Random random{1969};
    std::vector<AgedParcel> parcels;
    int count = 0;
    for (const Lot& lot : site.lots) {
        AgedParcel parcel;
        parcel.lot = lot;
        parcel.inside = lot.phase != outside_phase;
        parcel.freed = parcel.inside && lot.use == "IND" && random.percent(11);
        const int main_number = 901 + count / 6;
        const int sub_number = count % 6;
        ++count;
        parcel.pnu = fmt::format("52113105001{:04}{:04}", main_number, sub_number);
        parcel.jibun =
            fmt::format("{}{}{}", main_number, sub_number > 0 ? fmt::format("-{}", sub_number) : "",
                        mark_of(lot.use));
        parcels.push_back(std::move(parcel));
    }
    return parcels;
}

std::string_view zone_of(std::string_view use) {
    if (use == "SUP") {
        return "MS";
    }
    if (use == "GREEN") {
        return "MG";
    }
    return use == "IND" ? "MI" : "MP";
}

/// Most parcels have one owner, some up to four; of one in thirteen nobody knows.
std::string owners_of(int oid) {
    return oid % 13 == 0 ? "" : std::to_string(oid % 7 == 0 ? 1 + oid % 4 : 1);
}

/// LDREG form, then what an upgrade plan adds to each parcel.
Layer parcel_layer(const std::vector<AgedParcel>& parcels) {
    Layer layer = make_layer(Kind::polygon, {{"PNU", 'C', 19},
                                             {"JIBUN", 'C', 15},
                                             {"BCHK", 'C', 1},
                                             {"SGG_OID", 'N', 10},
                                             {"COL_ADM_SE", 'C', 5},
                                             {"CPLX", 'C', 12},
                                             {"USE_CD", 'C', 6},
                                             {"BLOCK", 'C', 8},
                                             {"MNG_CD", 'C', 4},
                                             {"TENURE", 'C', 6},
                                             {"PHASE", 'N', 2},
                                             {"AVAIL_YR", 'N', 4},
                                             {"PRICE", 'N', 9},
                                             {"LEDGER_M2", 'N', 10},
                                             {"SCALE", 'N', 5},
                                             {"SERVED", 'N', 1},
                                             {"OWNERS", 'N', 3}});
    layer.cp949 = true;
    int oid = 690'000;
    for (const AgedParcel& parcel : parcels) {
        const Lot& lot = parcel.lot;
        const bool paid = lot.use == "IND" || lot.use == "SUP";
        layer.add({lot.ring}, {parcel.pnu, parcel.jibun, "1", std::to_string(++oid), "52113",
                               parcel.inside ? "jeonju1" : "", parcel.inside ? lot.use : "",
                               lot.block, parcel.inside ? std::string{zone_of(lot.use)} : "",
                               !paid ? "free" : (parcel.freed ? "sale" : "kept"), "1", "2028",
                               parcel.freed ? "395000" : "", std::to_string(lot.plan_m2), "1200",
                               "1", owners_of(oid)});
    }
    return layer;
}

Layer management_layer(const Site& site) {
    Layer layer =
        make_layer(Kind::polygon, {{"ZONE_ID", 'C', 12}, {"MNG_CD", 'C', 4}, {"CPLX", 'C', 12}});
    int number = 0;
    for (const Cell& cell : site.cells) {
        if (frame.local(cell.ring.front()).y >= 0) {
            layer.add({cell.ring}, {fmt::format("U-M{:03}", ++number),
                                    std::string{zone_of(cell.use)}, "jeonju1"});
        }
    }
    return layer;
}

void add_roads_and_parking(Folder& folder, const std::vector<AgedParcel>& parcels) {
    Layer roads = make_layer(
        Kind::polygon,
        {{"ROAD_ID", 'C', 12}, {"CPLX", 'C', 12}, {"CLASS", 'C', 12}, {"WIDTH_M", 'N', 6, 1}});
    Layer lines = roads;
    lines.kind = Kind::line;
    Layer parking = make_layer(Kind::polygon, {{"PARK_ID", 'C', 12},
                                               {"CPLX", 'C', 12},
                                               {"SPACES", 'N', 5},
                                               {"ECO", 'N', 5},
                                               {"COMPACT", 'N', 5}});
    for (const AgedParcel& parcel : parcels) {
        const Lot& lot = parcel.lot;
        if (lot.use == "ROAD") {
            const std::vector<std::string> values{lot.id, "jeonju1", lot.road_class,
                                                  fixed(lot.depth_m, 1)};
            roads.add({lot.ring}, values);
            lines.add({lot.centre}, values);
        }
        if (lot.use == "PARK") {
            const long spaces = lot.plan_m2 / 30;
            parking.add({lot.ring}, {lot.id, "jeonju1", std::to_string(spaces),
                                     std::to_string(spaces / 50), std::to_string(spaces / 40)});
        }
    }
    folder.layers["parking"] = std::move(parking);
    folder.layers["roads"] = std::move(roads);
    folder.layers["road_lines"] = std::move(lines);
}

/// The renewal district, and inside it an activation area (8.8 %) and a restructuring area (9.2 %).
Layer districts(const District& plan) {
    Layer layer = make_layer(
        Kind::polygon,
        {{"DIST_ID", 'C', 10}, {"KIND", 'C', 30}, {"NAME", 'C', 100}, {"NOTICE_DT", 'C', 8}});
    layer.add({plan.site.boundary},
              {"RD-1", "재생사업지구", "전주 제1일반산업단지 재생사업지구(가상 경계)", "20190101"});
    layer.add({frame.place(rectangle(429.5, 332, 852.5, 654 + 55))},
              {"AD-1", "활성화구역", "가상 활성화구역", "20230601"});
    layer.add({frame.place(rectangle(1275, 499, 1700, 862))},
              {"SD-1", "구조고도화", "가상 구조고도화 사업구역", "20220301"});
    return layer;
}

Neighbours neighbours() {
    Neighbours around;
    around.school_gates = {{{p(208'830, 361'530)}, {"SG-1", "가상초등학교 정문"}}};
    around.school_sites = {{box(208'720, 361'420, 208'830, 361'530), {"SC-1", "가상초등학교"}}};
    around.sensitive = {{box(208'420, 361'750, 208'540, 362'100), {"HS-1", "housing"}}};
    around.heritage = {{box(210'620, 362'700, 210'680, 362'760), {"HE-1", "가상 향교", "300"}}};
    around.rivers = {{{p(208'400, 362'750), p(209'600, 362'860), p(210'700, 362'560),
                       p(210'700, 362'620), p(209'600, 362'920), p(208'400, 362'810)},
                      {"RV-1", "가상천", "하천구역"}}};
    around.railways = {
        {{p(210'560, 361'000), p(210'580, 361'000), p(210'740, 362'800), p(210'720, 362'800)},
         {"RL-1", "가상선"}}};
    around.power_lines = {
        {{p(208'400, 362'700), p(210'700, 362'480)}, {"PL-154", "154", "가상 154 kV 송전선"}}};
    around.agricultural = {
        {box(208'320, 362'850, 208'380, 362'980), {"AG-1", "농업보호구역", "0"}}};
    return around;
}

ZoningPlan zones() {
    return {{360'800, 361'400, 361'900, 362'620, 363'000},
            {{208'300, 208'300, 208'300, 208'300, 208'300},
             {209'390, 209'350, 209'424, 209'394, 209'410},
             {210'800, 210'800, 210'800, 210'800, 210'800}},
            {{{"UQA330", "UQA320"}, {1}}, {{"UQA320", "UQA430"}, {3}}},
            "20181220"};
}

} // namespace

Folder upgrade_district() {
    const District plan = district();
    const std::vector<AgedParcel> parcels = number_parcels(plan.site);
    Folder folder;
    Layer boundary =
        make_layer(Kind::polygon, {{"CPLX", 'C', 12}, {"NAME", 'C', 100}, {"AREA_M2", 'N', 10}});
    boundary.add({plan.complex},
                 {"jeonju1", "전주 제1일반산업단지(가상 경계)", fixed(area_m2(plan.complex), 0)});
    folder.layers["boundary"] = std::move(boundary);
    folder.layers["district"] = districts(plan);
    folder.layers["LSMD_CONT_LDREG_52113_5186"] = parcel_layer(parcels);
    folder.layers["LSMD_CONT_LDREG_52113_5174"] =
        in_5174(folder.layers["LSMD_CONT_LDREG_52113_5186"]);
    folder.layers["management"] = management_layer(plan.site);
    folder.layers["LSMD_CONT_UQ111_52113"] = zoning_layer(zones());
    folder.layers["AL_D010_52113"] = aged_buildings(parcels, frame);
    folder.files["dem.tif"] = plain(208'250, 363'050, 52, 46);
    add_roads_and_parking(folder, parcels);
    add_neighbours(folder, neighbours());
    add_upgrade_tables(folder, parcels);
    return folder;
}

} // namespace gis_data
