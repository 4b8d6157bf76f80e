#include "surroundings.hpp"

#include "geotiff.hpp"

#include <array>
#include <string_view>

namespace gis_data {

namespace {

/// Whole metres.
Point p(std::int64_t x, std::int64_t y) {
    return {x * 1000, y * 1000};
}

Ring box(std::int64_t x0, std::int64_t y0, std::int64_t x1, std::int64_t y1) {
    return {p(x0, y0), p(x1, y0), p(x1, y1), p(x0, y1)};
}

/// One strip of zones between two lines that run from south to north, cut at line vertices.
struct Strip {
    std::array<std::string_view, 3> codes; ///< South to north
    std::array<std::size_t, 2> cuts;
};

std::string_view zone_name(std::string_view code) {
    if (code == "UQA320") {
        return "일반공업지역";
    }
    if (code == "UQA330") {
        return "준공업지역";
    }
    if (code == "UQA420") {
        return "생산녹지지역";
    }
    if (code == "UQA121") {
        return "제1종일반주거지역";
    }
    return "자연녹지지역";
}

/// The 용도지역 as notified before the plan: drawn along terrain and old roads, not along lots.
Layer zoning() {
    const std::array<std::int64_t, 6> north{362'600, 363'270, 363'900, 364'520, 365'230, 366'000};
    const std::array<std::array<std::int64_t, 6>, 5> lines{
        {{204'000, 204'000, 204'000, 204'000, 204'000, 204'000},
         {204'930, 205'060, 205'020, 204'910, 205'080, 205'140},
         {206'420, 206'350, 206'490, 206'560, 206'470, 206'380},
         {207'080, 207'120, 207'190, 207'130, 207'060, 207'150},
         {208'500, 208'500, 208'500, 208'500, 208'500, 208'500}}};
    const std::array<Strip, 4> strips{{{{"UQA320", "UQA430", "UQA420"}, {2, 4}},
                                       {{"UQA420", "UQA320", "UQA430"}, {1, 4}},
                                       {{"UQA121", "UQA430", "UQA320"}, {1, 3}},
                                       {{"UQA330", "UQA320", "UQA430"}, {2, 4}}}};
    Layer layer = make_layer(Kind::polygon, {{"MNUM", 'C', 33},
                                             {"ALIAS", 'C', 50},
                                             {"REMARK", 'C', 50},
                                             {"NTFDATE", 'C', 8},
                                             {"SGG_OID", 'N', 10},
                                             {"COL_ADM_SE", 'C', 5},
                                             {"UQ_CODE", 'C', 6}});
    layer.cp949 = true;
    int oid = 7'000;
    for (std::size_t i = 0; i < strips.size(); ++i) {
        const std::array<std::size_t, 4> rows{0, strips[i].cuts[0], strips[i].cuts[1], 5};
        for (std::size_t part = 0; part < 3; ++part) {
            Ring ring;
            for (std::size_t k = rows[part]; k <= rows[part + 1]; ++k) {
                ring.push_back(p(lines[i + 1][k], north[k]));
            }
            for (std::size_t k = rows[part + 1] + 1; k-- > rows[part];) {
                ring.push_back(p(lines[i][k], north[k]));
            }
            const std::string code{strips[i].codes[part]};
            ++oid;
            layer.add({ring}, {"52113" + code + std::to_string(oid), std::string{zone_name(code)},
                               "", "20210415", std::to_string(oid), "52113", code});
        }
    }
    return layer;
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

void add_schools(Folder& folder) {
    Layer gates = make_layer(Kind::point, {{"GATE_ID", 'C', 8}, {"NAME", 'C', 40}});
    gates.add({{p(207'320, 363'030)}}, {"SG-1", "가상초등학교 정문"});
    gates.add({{p(206'760, 364'940)}}, {"SG-2", "가상중학교 정문"});
    Layer grounds = make_layer(Kind::polygon, {{"SCH_ID", 'C', 8}, {"NAME", 'C', 40}});
    grounds.add({box(207'180, 362'900, 207'320, 363'030)}, {"SC-1", "가상초등학교"});
    grounds.add({box(206'760, 364'880, 206'870, 365'000)}, {"SC-2", "가상중학교"});
    folder.layers["school_gates"] = std::move(gates);
    folder.layers["school_sites"] = std::move(grounds);
}

void add_neighbours(Folder& folder) {
    Layer sensitive = make_layer(Kind::polygon, {{"SITE_ID", 'C', 8}, {"KIND", 'C', 20}});
    sensitive.add({box(206'250, 363'430, 206'480, 363'560)}, {"HS-1", "housing"});
    sensitive.add({box(206'600, 363'180, 206'760, 363'260)}, {"HS-2", "housing"});
    sensitive.add({box(208'100, 364'300, 208'180, 364'360)}, {"HO-1", "hospital"});
    Layer heritage =
        make_layer(Kind::polygon, {{"HER_ID", 'C', 8}, {"NAME", 'C', 40}, {"DIST_M", 'N', 6}});
    heritage.add({box(206'700, 365'280, 206'755, 365'320)}, {"HE-1", "가상 고인돌군", "500"});
    folder.layers["sensitive"] = std::move(sensitive);
    folder.layers["heritage"] = std::move(heritage);
}

void add_networks(Folder& folder) {
    Layer rivers =
        make_layer(Kind::polygon, {{"RIV_ID", 'C', 8}, {"NAME", 'C', 40}, {"KIND", 'C', 20}});
    rivers.add(
        {{p(204'560, 363'520), p(204'640, 363'520), p(204'760, 364'150), p(204'700, 364'800),
          p(204'860, 365'800), p(204'780, 365'800), p(204'620, 364'800), p(204'680, 364'150)}},
        {"RV-1", "가상천", "하천구역"});
    rivers.add({{p(207'060, 362'800), p(207'080, 362'800), p(207'110, 363'500), p(207'190, 364'080),
                 p(207'172, 364'086), p(207'090, 363'500)}},
               {"RV-2", "가상소하천", "소하천구역"});
    Layer railways = make_layer(Kind::polygon, {{"RAIL_ID", 'C', 8}, {"NAME", 'C', 40}});
    railways.add({{p(207'815, 362'800), p(207'835, 362'800), p(207'935, 364'100),
                   p(208'055, 365'800), p(208'035, 365'800), p(207'915, 364'100)}},
                 {"RL-1", "가상선"});
    Layer lines = make_layer(Kind::line, {{"LINE_ID", 'C', 8}, {"KV", 'N', 5}, {"NAME", 'C', 40}});
    lines.add({{p(204'250, 363'440), p(205'600, 363'470), p(207'900, 363'640)}},
              {"PL-154", "154", "가상 154 kV 송전선"});
    lines.add(
        {{p(207'130, 362'850), p(207'150, 363'900), p(206'990, 364'700), p(207'120, 365'750)}},
        {"PL-345", "345", "가상 345 kV 송전선"});
    folder.layers["rivers"] = std::move(rivers);
    folder.layers["railways"] = std::move(railways);
    folder.layers["power_lines"] = std::move(lines);
}

void add_farmland(Folder& folder) {
    Layer layer =
        make_layer(Kind::polygon, {{"AGR_ID", 'C', 8}, {"KIND", 'C', 20}, {"RELEASED", 'C', 1}});
    layer.add(
        {{p(204'250, 364'600), p(204'560, 364'650), p(204'600, 365'700), p(204'250, 365'750)}},
        {"AG-1", "농업진흥구역", "0"});
    layer.add({box(205'300, 365'300, 206'200, 365'700)}, {"AG-2", "농업보호구역", "0"});
    folder.layers["agricultural"] = std::move(layer);
}

/// A plain that rises from 18 m in the west to 45 m in the north-east: slopes below 4°.
std::string terrain() {
    Terrain dem;
    dem.west = 204'150;
    dem.north = 365'850;
    dem.cell = 50;
    dem.columns = 84;
    dem.rows = 62;
    for (std::int64_t row = 0; row < dem.rows; ++row) {
        for (std::int64_t column = 0; column < dem.columns; ++column) {
            const std::int64_t north = dem.rows - 1 - row;
            const std::int64_t rise = column * column + 2 * north * north;
            const std::int64_t roll = (column % 20 - 10) * (north % 16 - 8);
            dem.height_m.push_back(static_cast<float>(1800 + rise * 3 / 20 + roll) / 100.0F);
        }
    }
    return geotiff(dem);
}

} // namespace

void add_surroundings(Folder& folder, const std::vector<Site>& sites) {
    folder.layers["LSMD_CONT_UQ111_52113"] = zoning();
    folder.layers["special_zone"] = special_zone(sites.front());
    add_schools(folder);
    add_neighbours(folder);
    add_networks(folder);
    add_farmland(folder);
    folder.files["dem.tif"] = terrain();
}

} // namespace gis_data
