#include "report/upgrade_report.hpp"

#include <fmt/format.h>

namespace sandan::report {

namespace {

using upgrade::Key;
using upgrade::Survey;
using upgrade::Values;

/// Measured of parcels; everything else is of the site.
bool is_of_parcel(std::size_t indicator) {
    return indicator == static_cast<std::size_t>(Key::footprint) ||
           indicator == static_cast<std::size_t>(Key::narrow_road) ||
           indicator == static_cast<std::size_t>(Key::land_price);
}

std::string yes_no(const std::optional<bool>& value) {
    return value ? (*value ? "1" : "0") : "";
}

void add_indicator_columns(NamedTable& table) {
    for (const auto& indicator : upgrade::indicators()) {
        table.column(
            fmt::format("{}_{}", indicator.id, indicator.unit == "%" ? "percent" : "per_ha"), true);
    }
}

void add_indicator_cells(std::vector<std::string>& row, const Values& values) {
    for (std::size_t i = 0; i < values.size(); ++i) {
        row.push_back(cell(values[i].value(upgrade::indicators()[i])));
    }
}

NamedTable parcels_table(const Survey& survey) {
    NamedTable table{"parcels"};
    for (const auto* name : {"parcel_id", "fid", "site_id", "complex", "use", "land_category"}) {
        table.column(name);
    }
    for (const auto* name : {"area_m2", "ledger_area_m2"}) {
        table.column(name, true);
    }
    table.column("industrial");
    for (const auto* name : {"buildings", "footprint_m2"}) {
        table.column(name, true);
    }
    add_indicator_columns(table);
    for (const auto& row : survey.parcels) {
        auto values = row.site ? survey.sites[*row.site].values : row.values;
        for (std::size_t i = 0; i < values.size(); ++i) {
            values[i] = is_of_parcel(i) ? row.values[i] : values[i];
        }
        std::vector<std::string> cells{row.id,
                                       std::to_string(survey.land->features[row.feature].fid),
                                       row.site ? survey.sites[*row.site].id : "",
                                       row.complex,
                                       row.use,
                                       row.category,
                                       cell(row.area_m2),
                                       cell(row.ledger_m2),
                                       yes_no(row.industrial),
                                       count_cell(row.buildings.size()),
                                       survey.buildings ? cell(row.footprint_m2) : ""};
        add_indicator_cells(cells, values);
        table.rows.push_back(std::move(cells));
    }
    return table;
}

NamedTable sites_table(const Survey& survey) {
    NamedTable table{"sites"};
    for (const auto* name : {"site_id", "complex", "parcels"}) {
        table.column(name);
    }
    for (const auto* name : {"buildings", "firms", "area_m2"}) {
        table.column(name, true);
    }
    for (const auto* name : {"industrial", "oldest", "zones", "split"}) {
        table.column(name);
    }
    for (const auto* name : {"coverage_limit", "floor_limit", "floor_ceiling"}) {
        table.column(name, true);
    }
    table.column("missing");
    add_indicator_columns(table);
    table.column("coverage_ceiling", true);
    for (const auto& site : survey.sites) {
        std::vector<std::string> parcels;
        for (const auto parcel : site.parcels) {
            parcels.push_back(survey.parcels[parcel].id);
        }
        std::vector<std::string> cells{site.id,
                                       site.complex,
                                       joined(parcels),
                                       count_cell(site.buildings.size()),
                                       count_cell(site.firms),
                                       cell(site.area_m2),
                                       yes_no(site.industrial),
                                       site.oldest ? to_string(*site.oldest) : "",
                                       joined(site.zones),
                                       site.basis,
                                       cell(site.coverage_limit),
                                       cell(site.floor_limit),
                                       cell(site.floor_ceiling),
                                       joined(site.missing)};
        add_indicator_cells(cells, site.values);
        cells.push_back(cell(site.coverage_ceiling));
        table.rows.push_back(std::move(cells));
    }
    return table;
}

NamedTable indicators_table(const UpgradeReport& report) {
    NamedTable table{"indicators"};
    for (const auto* name : {"complex", "indicator", "name"}) {
        table.column(name);
    }
    table.column("value", true);
    table.column("unit");
    table.column("part", true);
    table.column("counted");
    table.column("whole", true);
    table.column("denominator");
    table.column("missing", true);
    table.column("sites_left_out", true);
    const auto add = [&](const upgrade::GroupRow& group, const std::string& name) {
        for (std::size_t i = 0; i < group.values.size(); ++i) {
            const auto& indicator = upgrade::indicators()[i];
            const auto& value = group.values[i];
            table.rows.push_back(
                {name, std::string{indicator.id}, indicator.name.in(report.language),
                 cell(value.value(indicator)), std::string{indicator.unit},
                 value.known ? cell(value.part) : "", indicator.part.in(report.language),
                 value.known ? cell(value.whole) : "", indicator.whole.in(report.language),
                 count_cell(value.missing), count_cell(value.left_out)});
        }
    };
    for (const auto& group : report.survey.groups) {
        add(group, group.id.empty() ? "(outside)" : group.id);
    }
    add(report.survey.all, "(all)");
    return table;
}

NamedTable join_table(const UpgradeReport& report) {
    NamedTable table{"join"};
    table.column("count");
    table.column("name");
    table.column("value", true);
    for (const auto& count : join_counts(report.survey.join)) {
        table.rows.push_back(
            {std::string{count.id}, count.name.in(report.language), cell(count.value, 1)});
    }
    for (const auto& [field, missing] : report.survey.join.missing) {
        table.rows.push_back(
            {"missing " + field,
             report.language == Language::ko ? field + " 결측" : field + " missing",
             count_cell(missing)});
    }
    return table;
}

NamedTable deficits_table(const UpgradeReport& report) {
    NamedTable table{"deficits"};
    for (const auto* name : {"complex", "what", "name"}) {
        table.column(name);
    }
    for (const auto* name :
         {"measured_m2", "designated_m2", "minimum_percent", "required_m2", "deficit_m2"}) {
        table.column(name, true);
    }
    table.column("verified");
    table.column("source");
    table.column("measured_percent", true);
    for (const auto& row : report.survey.deficits) {
        const auto* const minimum = row.minimum;
        table.rows.push_back(
            {row.complex, row.what, deficit_name(row.what).in(report.language),
             cell(row.measured_m2, 1), cell(row.whole_m2, 1),
             minimum == nullptr ? "" : cell(minimum->value), cell(row.required_m2(), 1),
             cell(row.deficit_m2(), 1), minimum == nullptr ? "" : yes_no(minimum->verified),
             minimum == nullptr ? "" : minimum->source, cell(row.measured_percent())});
    }
    return table;
}

NamedTable programmes_table(const UpgradeReport& report) {
    NamedTable table{"programmes"};
    for (const auto* name : {"programme", "rule", "subject", "result"}) {
        table.column(name);
    }
    table.column("measured", true);
    table.column("threshold", true);
    for (const auto* name : {"unit", "message", "missing", "source"}) {
        table.column(name);
    }
    for (const auto& [programme, finding] : report.programmes) {
        table.rows.push_back({std::string{programme}, finding.rule, finding.subject.id,
                              std::string{to_string(finding.result)}, cell(finding.measured, 2),
                              cell(finding.threshold, 2), finding.unit,
                              finding.message.in(report.language), joined(finding.missing),
                              finding.source});
    }
    return table;
}

NamedTable findings_table(const UpgradeReport& report) {
    NamedTable table{"findings"};
    for (const auto* name : {"code", "severity", "layer", "id", "fid", "message"}) {
        table.column(name);
    }
    for (const auto& remark : report.survey.remarks) {
        const auto* const code = report.project.codes.read_code(remark.code);
        table.rows.push_back(
            {remark.code, code == nullptr ? "" : std::string{to_string(code->severity)},
             remark.subject.layer, remark.subject.id, std::to_string(remark.subject.fid),
             remark.message.in(report.language)});
    }
    return table;
}

} // namespace

std::vector<NamedTable> upgrade_tables(const UpgradeReport& report) {
    std::vector<NamedTable> tables{parcels_table(report.survey), sites_table(report.survey),
                                   indicators_table(report),     join_table(report),
                                   deficits_table(report),       programmes_table(report),
                                   findings_table(report)};
    for (auto& table : scheme_tables(report)) {
        tables.push_back(std::move(table));
    }
    return tables;
}

std::vector<JoinCount> join_counts(const upgrade::Join& join) {
    const auto n = [](std::size_t count) {
        return static_cast<double>(count);
    };
    return {
        {"buildings", {"건축물", "buildings"}, n(join.buildings)},
        {"by_number_and_place",
         {"지번과 위치로", "by number and place"},
         n(join.by_number_and_place)},
        {"by_number", {"지번만으로", "by number alone"}, n(join.by_number)},
        {"by_place", {"위치만으로", "by place alone"}, n(join.by_place)},
        {"nowhere", {"필지 위에 없음", "on no parcel"}, n(join.nowhere)},
        {"repeated", {"같은 레코드 반복", "repeated records"}, n(join.repeated)},
        {"number_unknown",
         {"필지가 없는 지번", "numbers that name no parcel"},
         n(join.number_unknown)},
        {"several_parcels", {"여러 필지에 걸침", "on several parcels"}, n(join.several_parcels)},
        {"footprint_m2", {"건물 도형 면적(m²)", "outlines (m²)"}, join.footprint_m2},
        {"footprint_off_land_m2",
         {"필지 밖 도형 면적(m²)", "outlines off the parcels (m²)"},
         join.footprint_off_land_m2},
        {"parcels", {"필지", "parcels"}, n(join.parcels)},
        {"parcels_built", {"건물이 놓인 필지", "parcels with a building"}, n(join.parcels_built)},
        {"sites", {"대지", "sites"}, n(join.sites)},
        {"sites_of_several_parcels",
         {"여러 필지의 대지", "sites of several parcels"},
         n(join.sites_of_several_parcels)},
        {"sites_of_several_buildings",
         {"여러 건물의 대지", "sites of several buildings"},
         n(join.sites_of_several_buildings)},
        {"dated", {"사용승인일을 아는 건축물", "buildings of known age"}, n(join.dated)},
        {"old", {"그 가운데 20년 이상(동수)", "of them 20 years or older"}, n(join.old)},
        {"register_rows", {"공장등록", "factory register rows"}, n(join.register_rows)},
        {"register_nowhere",
         {"대지가 없는 공장등록", "register rows of no site"},
         n(join.register_nowhere)},
    };
}

Text deficit_name(const std::string& what) {
    if (what == "road") {
        return {"도로", "roads"};
    }
    return what == "green" ? Text{"공공녹지", "public green"} : Text{"주차장", "car parks"};
}

} // namespace sandan::report
