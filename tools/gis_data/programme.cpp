#include "new_complex.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <sstream>
#include <string_view>

namespace gis_data {

namespace {

/// A demand as it varies between firms; what follows from the area is computed.
struct Demand {
    std::string_view id;
    std::string_view name;
    std::string_view ksic; ///< KSIC rev. 10
    double area_m2;        ///< Wanted; 0: of the lots of the plan
    std::string_view lots; ///< Of the current plan
    double rate;           ///< Planned floor area / site, above 기준공장면적률
    int jobs;
    int invest; ///< 억원
    int year;
    double thirst; ///< Water against the mean of 7.11 m³ per 1,000 m² and day
    std::string_view emits;
    std::string_view hazards;
    int max_lots;
};

constexpr std::array<Demand, 10> programme{{
    {"F01", "효성첨단소재", "23995", 0, "G-B18-01;G-B18-02", 0.45, 780, 3'600, 2026, 1.3, "none",
     "", 3},
    {"F02", "참여기업 02", "20501", 0, "G-B24-01", 0.40, 180, 820, 2026, 1.4, "none", "", 2},
    {"F03", "참여기업 03", "13994", 0, "G-B24-02;G-B24-03", 0.42, 140, 410, 2026, 1.0, "none", "",
     2},
    {"F04", "참여기업 04", "22292:0.6;22241:0.4", 0, "G-B19-01;G-B19-02", 0.40, 160, 520, 2026, 0.9,
     "none", "", 2},
    {"F05", "참여기업 05", "25123", 0, "G-B19-03", 0.38, 120, 460, 2026, 0.7, "none", "hp_gas", 1},
    {"F06", "참여기업 06", "28902", 0, "G-B19-04", 0.40, 90, 260, 2026, 0.8, "none", "", 1},
    {"F07", "참여기업 07", "31322", 0, "G-B25-01;G-B25-02", 0.36, 150, 430, 2026, 0.7, "none", "",
     2},
    {"F08", "참여기업 08", "30399", 0, "G-B25-03", 0.44, 75, 150, 2026, 0.7, "none", "", 1},
    {"F09", "참여기업 09", "23995:0.6;30399:0.4", 0, "G-B25-04;G-B25-05", 0.40, 110, 200, 2026, 1.0,
     "none", "", 2},
    {"F10", "참여기업 10", "31312", 0, "G-B12-01", 0.40, 100, 100, 2026, 0.6, "none", "", 1},
}};

constexpr std::array<Demand, 18> others{{
    {"D01", "수요기업 01", "22249", 5'200, "", 0.40, 42, 88, 2028, 0.9, "none", "", 2},
    {"D02", "수요기업 02", "28119", 8'000, "", 0.38, 65, 150, 2028, 0.8, "none", "", 2},
    {"D03", "수요기업 03", "20202", 12'000, "", 0.30, 70, 240, 2028, 1.6, "악취;특정대기유해물질",
     "hazmat", 3},
    {"D04", "수요기업 04", "20499", 9'000, "", 0.32, 48, 170, 2028, 1.8, "특정수질유해물질",
     "hazmat", 2},
    {"D05", "수요기업 05", "25123", 15'000, "", 0.34, 110, 330, 2028, 0.8, "none", "hp_gas", 3},
    {"D06", "수요기업 06", "31322", 6'400, "", 0.40, 58, 140, 2028, 0.6, "none", "", 2},
    {"D07", "수요기업 07", "31312", 4'000, "", 0.50, 38, 75, 2026, 0.5, "none", "", 1},
    {"D08", "수요기업 08", "29133", 7'000, "", 0.40, 52, 120, 2028, 0.7, "none", "", 2},
    {"D09", "수요기업 09", "30399", 10'500, "", 0.38, 90, 210, 2028, 0.9, "none", "", 3},
    {"D10", "수요기업 10", "33309", 3'600, "", 0.45, 24, 40, 2028, 0.6, "none", "", 1},
    {"D11", "수요기업 11", "13994", 4'800, "", 0.42, 36, 66, 2026, 1.1, "", "", 2},
    {"D12", "수요기업 12", "28202", 18'000, "", 0.36, 160, 520, 2028, 1.2, "none", "hazmat", 4},
    {"D13", "수요기업 13", "38322", 9'500, "", 0.25, 30, 95, 2028, 0.9, "악취", "waste", 2},
    {"D14", "수요기업 14", "38311", 7'200, "", 0.25, 22, 60, 2028, 0.8, "none", "waste", 2},
    {"D15", "수요기업 15", "59114", 5'000, "", 0.60, 45, 110, 2028, 0.4, "none", "", 1},
    {"D16", "수요기업 16", "70121", 3'800, "", 0.80, 80, 130, 2026, 0.3, "none", "", 1},
    {"D17", "수요기업 17", "23322", 14'000, "", 0.25, 40, 90, 2028, 1.0, "특정대기유해물질", "", 3},
    {"D18", "수요기업 18", "22241", 60'000, "", 0.35, 320, 980, 2028, 0.9, "none", "", 4},
}};

double area_of(const Layer& lots, const Demand& demand) {
    if (demand.lots.empty()) {
        return demand.area_m2;
    }
    double sum = 0;
    std::istringstream list{std::string{demand.lots}};
    for (std::string id; std::getline(list, id, ';');) {
        sum += std::stod(lots.value(lots.find("LOT_ID", id), "PLAN_M2"));
    }
    return sum;
}

/// The ten firms of the job programme; seven of them signed the carbon agreement too.
std::string_view rosters(const Demand& demand, bool in_programme) {
    if (!in_programme) {
        return "";
    }
    return demand.id <= "F07" ? "전주형일자리;탄소산업협약" : "전주형일자리";
}

/// A row of firms.csv; water, power and waste water follow from the wanted area.
std::string firm_row(const Demand& demand, double area, bool in_programme) {
    const double water = area * 7.11 / 1000 * demand.thirst;
    const double lowest = std::round(area * 0.85 / 50) * 50;
    const double highest = std::round(area * 1.3 / 50) * 50;
    return fmt::format(
        "{},{},10,{},{:.0f},{:.0f},{:.0f},{:.0f},{},{},{:.1f},{:.0f},{:.1f},{},{},10,{},{},{},{},"
        "{},{},{},1\n",
        demand.id, demand.name, demand.ksic, lowest, highest, highest * demand.rate,
        highest * demand.rate * 0.7, demand.jobs, demand.invest, water, area * 0.06, water * 0.7,
        demand.year, demand.id == "D10" ? 200'000 : 360'000, demand.max_lots, demand.emits,
        demand.hazards.empty() ? "none" : demand.hazards, rosters(demand, in_programme),
        in_programme ? 1 : 0, demand.id == "F01" ? 1 : 0, demand.id == "F01" ? 1 : 0);
}

constexpr std::string_view value_chain = "from,to,weight,kind\n"
                                         "F02,F01,3,precursor to fibre\n"
                                         "F01,F03,3,fibre to fabric\n"
                                         "F03,F04,2,fabric to laminate\n"
                                         "F01,F05,2,fibre to pressure vessel\n"
                                         "F01,F06,1,fibre to electrode\n"
                                         "F04,F07,2,laminate to aircraft part\n"
                                         "F04,F08,2,laminate to vehicle part\n"
                                         "F01,F09,2,fibre to brake disc\n"
                                         "F04,F10,2,laminate to drone\n"
                                         "F01,D05,2,fibre to pressure vessel\n"
                                         "F04,D06,1,laminate to aircraft part\n"
                                         "F04,D07,1,laminate to drone\n"
                                         "F03,D01,1,fabric to part\n"
                                         "F01,D11,1,fibre to fabric\n"
                                         "D03,F03,1,resin to prepreg\n"
                                         "D13,D14,1,waste sorting to recycling\n";

constexpr std::string_view utilities = "complex,year,water_m3d,power_kw,wastewater_m3d,source\n"
                                       "general,2026,1300,9600,930,가상 공급계획(SYNTHETIC)\n"
                                       "general,2028,2350,15600,1620,가상 공급계획(SYNTHETIC)\n"
                                       "smart,2026,180,2200,130,가상 공급계획(SYNTHETIC)\n"
                                       "smart,2028,360,3200,250,가상 공급계획(SYNTHETIC)\n"
                                       "film,2028,60,600,45,가상 공급계획(SYNTHETIC)\n"
                                       "recycling,2028,140,1100,100,가상 공급계획(SYNTHETIC)\n";

} // namespace

void add_programme(Folder& folder) {
    const Layer& lots = folder.layers.at("lots");
    std::string firms = "firm_id,name,ksic_rev,ksic,area_min_m2,area_max_m2,floor_area_m2,"
                        "footprint_m2,jobs,investment_100m_krw,water_m3d,power_kw,wastewater_m3d,"
                        "year,max_price_krw_m2,min_frontage_m,max_lots,emits,hazards,rosters,"
                        "programme,anchor,mandatory,synthetic\n";
    std::string assignments = "firm_id,parcels\n";
    for (const Demand& demand : programme) {
        firms += firm_row(demand, area_of(lots, demand), true);
        assignments += fmt::format("{},{}\n", demand.id, demand.lots);
    }
    for (const Demand& demand : others) {
        firms += firm_row(demand, demand.area_m2, false);
    }
    folder.files["firms.csv"] = firms;
    folder.files["assignments.csv"] = assignments;
    folder.files["value_chain.csv"] = value_chain;
    folder.files["utilities.csv"] = utilities;
}

} // namespace gis_data
