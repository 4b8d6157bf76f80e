#include "surroundings.hpp"

namespace gis_data {

namespace {

/// The 용도지역 as notified before the plan: drawn along terrain and old roads, not along lots.
ZoningPlan zones() {
    return {{362'600, 363'270, 363'900, 364'520, 365'230, 366'000},
            {{204'000, 204'000, 204'000, 204'000, 204'000, 204'000},
             {204'930, 205'060, 205'020, 204'910, 205'080, 205'140},
             {206'420, 206'350, 206'494, 206'560, 206'470, 206'380},
             {207'080, 207'120, 207'190, 207'130, 207'060, 207'150},
             {208'500, 208'500, 208'500, 208'500, 208'500, 208'500}},
            {{{"UQA320", "UQA430", "UQA420"}, {2, 4}},
             {{"UQA420", "UQA320", "UQA430"}, {1, 4}},
             {{"UQA121", "UQA430", "UQA320"}, {1, 3}},
             {{"UQA330", "UQA320", "UQA430"}, {2, 4}}},
            "20210415"};
}

/// 991,736 m² (30만평) of the general complex: its west and a step over the main street.
Layer special_zone(const Site& general) {
    const Ring local{at(216, 0),   at(800, 0),    at(800, 600), at(901, 600), at(901, 736),
                     at(800, 736), at(800, 1236), at(0, 1236),  at(0, 100)};
    Layer layer = make_layer(Kind::polygon, {{"ZONE_ID", 'C', 10},
                                             {"NAME", 'C', 60},
                                             {"NOTICE_ID", 'C', 40},
                                             {"NOTICE_DT", 'C', 8},
                                             {"AREA_M2", 'N', 12}});
    layer.add({general.frame.place(local)}, {"ODZ-1", "전북 기회발전특구 전주지구(가상)",
                                             "가상고시 2024-1", "20240620", "991736"});
    return layer;
}

Neighbours neighbours() {
    Neighbours around;
    around.school_gates = {{{p(207'320, 363'030)}, {"SG-1", "가상초등학교 정문"}},
                           {{p(206'760, 364'940)}, {"SG-2", "가상중학교 정문"}}};
    around.school_sites = {{box(207'180, 362'900, 207'320, 363'030), {"SC-1", "가상초등학교"}},
                           {box(206'760, 364'880, 206'870, 365'000), {"SC-2", "가상중학교"}}};
    around.sensitive = {{box(206'250, 363'430, 206'480, 363'560), {"HS-1", "housing"}},
                        {box(206'600, 363'180, 206'760, 363'260), {"HS-2", "housing"}},
                        {box(208'100, 364'300, 208'180, 364'360), {"HO-1", "hospital"}}};
    around.heritage = {{box(206'700, 365'280, 206'755, 365'320), {"HE-1", "가상 고인돌군", "500"}}};
    around.rivers = {
        {{p(204'560, 363'520), p(204'640, 363'520), p(204'760, 364'150), p(204'700, 364'800),
          p(204'860, 365'800), p(204'780, 365'800), p(204'620, 364'800), p(204'680, 364'150)},
         {"RV-1", "가상천", "하천구역"}},
        {{p(207'060, 362'800), p(207'080, 362'800), p(207'110, 363'500), p(207'190, 364'080),
          p(207'172, 364'086), p(207'090, 363'500)},
         {"RV-2", "가상소하천", "소하천구역"}}};
    around.railways = {{{p(207'815, 362'800), p(207'835, 362'800), p(207'935, 364'100),
                         p(208'055, 365'800), p(208'035, 365'800), p(207'915, 364'100)},
                        {"RL-1", "가상선"}}};
    around.power_lines = {
        {{p(204'250, 363'440), p(205'600, 363'470), p(207'900, 363'640)},
         {"PL-154", "154", "가상 154 kV 송전선"}},
        {{p(207'130, 362'850), p(207'150, 363'900), p(206'990, 364'700), p(207'120, 365'750)},
         {"PL-345", "345", "가상 345 kV 송전선"}}};
    around.agricultural = {
        {{p(204'250, 364'600), p(204'560, 364'650), p(204'600, 365'700), p(204'250, 365'750)},
         {"AG-1", "농업진흥구역", "0"}},
        {box(205'300, 365'300, 206'200, 365'700), {"AG-2", "농업보호구역", "0"}}};
    around.hazards = {{{p(208'230, 363'020)}, {"HZ-1", "high_pressure_gas"}}};
    around.population = {{box(206'100, 363'300, 206'600, 363'800), {"PO-1", "820"}},
                         {box(206'600, 363'100, 207'100, 363'600), {"PO-2", "640"}},
                         {box(207'100, 362'800, 207'600, 363'300), {"PO-3", "2310"}},
                         {box(207'900, 364'200, 208'400, 364'700), {"PO-4", "1150"}}};
    // the third stream lies beyond the hill: no lot drains to the intake and the reservoir
    around.streams = {
        {{p(204'600, 363'520), p(204'720, 364'150), p(204'660, 364'800), p(204'820, 365'800)},
         {"ST-1"}},
        {{p(207'070, 362'800), p(207'100, 363'500), p(207'180, 364'080)}, {"ST-2"}},
        {{p(209'500, 366'500), p(209'560, 366'800), p(209'600, 367'000)}, {"ST-3"}}};
    around.intakes = {{{p(209'600, 367'000)}, {"IN-1", "protected", "8000"}}};
    around.reservoirs = {{box(209'520, 366'850, 209'640, 366'990), {"RS-1"}}};
    around.military = {{box(212'000, 360'000, 212'400, 360'300), {"ML-1", "control"}}};
    return around;
}

} // namespace

void add_surroundings(Folder& folder, const std::vector<Site>& sites) {
    folder.layers["LSMD_CONT_UQ111_52113"] = zoning_layer(zones());
    folder.layers["special_zone"] = special_zone(sites.front());
    folder.files["dem.tif"] = plain(204'150, 365'850, 84, 62);
    add_neighbours(folder, neighbours());
}

} // namespace gis_data
