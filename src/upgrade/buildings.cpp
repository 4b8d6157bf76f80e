#include <sandan/geom/measure.hpp>
#include <sandan/model/area.hpp>

#include "core/korean.hpp"
#include "core/number.hpp"
#include "upgrade/records.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <map>

namespace sandan::upgrade {

namespace {

using model::Feature;
using model::Layer;

/// Reads one layer's values and tells what is none of them.
class Reader {
public:
    Reader(const rules::Context& context, const Layer& layer, Join& join,
           std::vector<Remark>& remarks)
        : m_context{context}, m_layer{layer}, m_join{join}, m_remarks{remarks} {}

    Building read(std::size_t at) {
        const auto& feature = m_layer.features[at];
        Building building;
        building.feature = at;
        building.id = m_layer.id(feature);
        building.number = m_layer.text(feature, "pnu").value_or("");
        building.drawn_m2 = geom::area(feature.shape.polygons);
        building.approved = date(feature);
        building.building_area_m2 = positive(feature, "building_area_m2", "BLD-AREA");
        building.floor_area_m2 = positive(feature, "floor_area_m2", "BLD-AREA");
        (void)positive(feature, "floors", "BLD-FLOORS"); // told; nothing here needs it
        if (building.building_area_m2 &&
            is_pyeong(m_context, *building.building_area_m2, building.drawn_m2)) {
            refuse(
                feature, "UNIT-PYEONG", "building_area_m2",
                {format_ko("건축면적 {}은(는) 도형 {} m²의 1/3.3058, 평으로 보임",
                           grouped(*building.building_area_m2, 2), grouped(building.drawn_m2, 2)),
                 fmt::format("building area {} is 1/3.3058 of the {} m² drawn: in pyeong",
                             grouped(*building.building_area_m2, 2),
                             grouped(building.drawn_m2, 2))});
            // areas of one record are written in one unit
            building.building_area_m2.reset();
            building.floor_area_m2.reset();
        }
        check_floor_area(feature, building);
        return building;
    }

    void remark(const Feature& feature, const char* code, Text message) {
        m_remarks.push_back(
            {code, {"buildings", m_layer.id(feature), feature.fid}, std::move(message)});
    }

private:
    /// Floor area has no outline of its own: it is held against the record's own 용적률 × 대지면적.
    /// Floors × ground would not do: upper floors are smaller, and records of one building differ.
    void check_floor_area(const Feature& feature, Building& building) {
        if (!building.floor_area_m2) {
            return;
        }
        const double floor = *building.floor_area_m2;
        const double expected = m_layer.number(feature, "far_percent").value_or(0) / 100 *
                                m_layer.number(feature, "site_area_m2").value_or(0);
        if (is_pyeong(m_context, floor, expected)) {
            refuse(feature, "UNIT-PYEONG", "floor_area_m2",
                   {format_ko("연면적 {}은(는) 용적률 × 대지면적 {} m²의 1/3.3058, 평으로 보임",
                              grouped(floor, 2), grouped(expected, 2)),
                    fmt::format("floor area {} is 1/3.3058 of floor area ratio × site, {} m²: in "
                                "pyeong",
                                grouped(floor, 2), grouped(expected, 2))});
            building.floor_area_m2.reset();
        }
    }

    void refuse(const Feature& feature, const char* code, const char* field, Text message) {
        ++m_join.missing[field];
        remark(feature, code, std::move(message));
    }

    std::optional<Date> date(const Feature& feature) {
        const auto text = m_layer.text(feature, "approval_date").value_or("");
        if (text.empty()) {
            ++m_join.missing["approval_date"];
            return std::nullopt;
        }
        auto date = parse_date(text);
        if (!date || *date > m_context.date) {
            const auto* const ko = date ? "기준일 뒤" : "달력에 없는 날";
            const auto* const en = date ? "after the day of the plan" : "no day of the calendar";
            refuse(feature, "BLD-DATE", "approval_date",
                   {fmt::format("사용승인일 '{}': {}", text, ko),
                    fmt::format("approval date '{}': {}", text, en)});
            return std::nullopt;
        }
        return date;
    }

    std::optional<double> positive(const Feature& feature, const char* field, const char* code) {
        const auto value = m_layer.number(feature, field);
        if (value && *value > 0) {
            return value;
        }
        const auto text = m_layer.text(feature, field).value_or("");
        if (text.empty()) {
            ++m_join.missing[field];
        } else {
            refuse(feature, code, field,
                   {fmt::format("{} '{}': 0보다 큰 수가 아님", field, text),
                    fmt::format("{} '{}' is no number above 0", field, text)});
        }
        return std::nullopt;
    }

    const rules::Context& m_context;
    const Layer& m_layer;
    Join& m_join;
    std::vector<Remark>& m_remarks;
};

/// Records of one id: the same thing twice is counted once, another building of the id is kept.
void find_repeated(const Layer& layer, std::vector<Building>& buildings, Join& join,
                   Reader& reader) {
    std::map<std::string, std::vector<std::size_t>> by_id;
    for (std::size_t i = 0; i < buildings.size(); ++i) {
        auto& same_id = by_id[buildings[i].id];
        const auto& own = layer.features[buildings[i].feature];
        for (const auto other : same_id) {
            const auto& first = layer.features[buildings[other].feature];
            buildings[i].repeated =
                buildings[i].repeated || (first.shape == own.shape && first.values == own.values);
        }
        if (!same_id.empty()) {
            join.repeated += buildings[i].repeated ? 1U : 0U;
            reader.remark(
                own, "BLD-DUPLICATE",
                buildings[i].repeated
                    ? Text{"같은 레코드가 두 번: 한 번만 셈", "the same record twice: counted once"}
                    : Text{"식별번호가 같은 다른 건축물: 둘 다 셈",
                           "another building of the same id: both are counted"});
        }
        same_id.push_back(i);
    }
}

} // namespace

bool is_pyeong(const rules::Context& context, double value, double drawn) {
    const auto* const tolerance = context.parameter("DI-15", "max_difference");
    if (tolerance == nullptr || !(value > 0) || !(drawn > 0)) {
        return false;
    }
    const double ratio = drawn / value / model::square_metres_per_pyeong;
    return std::abs(ratio - 1) * 100 <= tolerance->value;
}

std::vector<Building> read_buildings(const rules::Context& context, const Layer& layer, Join& join,
                                     std::vector<Remark>& remarks) {
    for (const auto* field : {"approval_date", "building_area_m2", "floor_area_m2", "floors"}) {
        join.missing[field] = 0;
    }
    Reader reader{context, layer, join, remarks};
    std::vector<Building> buildings;
    buildings.reserve(layer.features.size());
    for (std::size_t i = 0; i < layer.features.size(); ++i) {
        buildings.push_back(reader.read(i));
        join.footprint_m2 += buildings.back().drawn_m2;
    }
    find_repeated(layer, buildings, join, reader);
    return buildings;
}

} // namespace sandan::upgrade
