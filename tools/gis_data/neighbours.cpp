#include "geotiff.hpp"
#include "surroundings.hpp"

#include <fmt/format.h>

#include <string_view>

namespace gis_data {

namespace {

Layer drawn_layer(Kind kind, std::vector<Field> fields, const std::vector<Drawn>& features) {
    Layer layer = make_layer(kind, std::move(fields));
    for (const Drawn& feature : features) {
        layer.add({feature.ring}, feature.values);
    }
    return layer;
}

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

} // namespace

Point p(std::int64_t x, std::int64_t y) {
    return {x * 1000, y * 1000};
}

Ring box(std::int64_t x0, std::int64_t y0, std::int64_t x1, std::int64_t y1) {
    return {p(x0, y0), p(x1, y0), p(x1, y1), p(x0, y1)};
}

void add_neighbours(Folder& folder, const Neighbours& around) {
    const auto add = [&folder](const char* name, Kind kind, std::vector<Field> fields,
                               const std::vector<Drawn>& features) {
        folder.layers[name] = drawn_layer(kind, std::move(fields), features);
    };
    const Field name{"NAME", 'C', 40};
    const Field kind{"KIND", 'C', 20};
    add("school_gates", Kind::point, {{"GATE_ID", 'C', 8}, name}, around.school_gates);
    add("school_sites", Kind::polygon, {{"SCH_ID", 'C', 8}, name}, around.school_sites);
    add("sensitive", Kind::polygon, {{"SITE_ID", 'C', 8}, kind}, around.sensitive);
    add("heritage", Kind::polygon, {{"HER_ID", 'C', 8}, name, {"DIST_M", 'N', 6}}, around.heritage);
    add("rivers", Kind::polygon, {{"RIV_ID", 'C', 8}, name, kind}, around.rivers);
    add("railways", Kind::polygon, {{"RAIL_ID", 'C', 8}, name}, around.railways);
    add("power_lines", Kind::line, {{"LINE_ID", 'C', 8}, {"KV", 'N', 5}, name}, around.power_lines);
    add("agricultural", Kind::polygon, {{"AGR_ID", 'C', 8}, kind, {"RELEASED", 'C', 1}},
        around.agricultural);
    if (around.streams.empty()) {
        return;
    }
    add("hazards", Kind::point, {{"HAZ_ID", 'C', 8}, kind}, around.hazards);
    add("population", Kind::polygon, {{"CELL_ID", 'C', 8}, {"PERSONS", 'N', 7}}, around.population);
    add("streams", Kind::line, {{"STR_ID", 'C', 8}}, around.streams);
    add("intakes", Kind::point, {{"INT_ID", 'C', 8}, kind, {"CAP_M3D", 'N', 8}}, around.intakes);
    add("reservoirs", Kind::polygon, {{"RES_ID", 'C', 8}}, around.reservoirs);
    add("military", Kind::polygon, {{"MIL_ID", 'C', 8}, kind}, around.military);
}

Layer zoning_layer(const ZoningPlan& plan) {
    Layer layer = make_layer(Kind::polygon, {{"MNUM", 'C', 33},
                                             {"ALIAS", 'C', 50},
                                             {"REMARK", 'C', 50},
                                             {"NTFDATE", 'C', 8},
                                             {"SGG_OID", 'N', 10},
                                             {"COL_ADM_SE", 'C', 5},
                                             {"UQ_CODE", 'C', 6}});
    layer.cp949 = true;
    int oid = 7'000;
    for (std::size_t i = 0; i < plan.strips.size(); ++i) {
        std::vector<std::size_t> rows = plan.strips[i].cuts;
        rows.insert(rows.begin(), 0);
        rows.push_back(plan.north.size() - 1);
        for (std::size_t part = 0; part + 1 < rows.size(); ++part) {
            Ring ring;
            for (std::size_t k = rows[part]; k <= rows[part + 1]; ++k) {
                ring.push_back(p(plan.lines[i + 1][k], plan.north[k]));
            }
            for (std::size_t k = rows[part + 1] + 1; k-- > rows[part];) {
                ring.push_back(p(plan.lines[i][k], plan.north[k]));
            }
            const std::string& code = plan.strips[i].codes[part];
            const std::string number = std::to_string(++oid);
            layer.add({ring}, {fmt::format("52113{}{}", code, number), std::string{zone_name(code)},
                               "", plan.notice_date, number, "52113", code});
        }
    }
    return layer;
}

std::string plain(std::int64_t west, std::int64_t north, std::int64_t columns, std::int64_t rows) {
    Terrain dem;
    dem.west = west;
    dem.north = north;
    dem.cell = 50;
    dem.columns = columns;
    dem.rows = rows;
    for (std::int64_t row = 0; row < rows; ++row) {
        for (std::int64_t column = 0; column < columns; ++column) {
            const std::int64_t up = rows - 1 - row;
            const std::int64_t rise = column * column + 2 * up * up;
            const std::int64_t roll = (column % 20 - 10) * (up % 16 - 8);
            const std::int64_t centimetres = 1800 + rise * 3 / 20 + roll;
            dem.height_m.push_back(static_cast<float>(centimetres) / 100.0F);
        }
    }
    return geotiff(dem);
}

} // namespace gis_data
