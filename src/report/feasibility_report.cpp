#include "report/feasibility_report.hpp"

#include "report/feasibility_money.hpp"
#include "report/landuse_report.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>
#include <string_view>

namespace sandan::report {

namespace {

using feasibility::Study;

/// A section with text columns and numeric columns; a numeric one begins with '#'.
Section section_of(Text title, const char* name, const std::vector<std::string>& columns) {
    Section section{std::move(title), NamedTable{name}};
    for (const auto& column : columns) {
        const bool numeric = column.front() == '#';
        section.table.column(numeric ? column.substr(1) : column, numeric);
    }
    return section;
}

std::string whole_cell(const std::optional<int>& value) {
    return value ? std::to_string(*value) : "";
}

Section landuse_section(const FeasibilityReport& report) {
    auto section = section_of({"토지이용계획", "land use"}, "landuse",
                              {"complex", "use", "name", "#area_m2", "#pyeong", "#share", "#lots"});
    const auto add = [&](const landuse::ComplexBudget& budget) {
        const auto pyeong = pyeong_of(budget);
        for (std::size_t i = 0; i < budget.uses.size(); ++i) {
            const auto& row = budget.uses[i];
            section.table.rows.push_back(
                {budget.complex, row.use,
                 report.context.project.codes.land_use(row.use)->name.in(report.language),
                 cell(row.rounded_m2, 0), cell(pyeong[i], 0), cell(row.percent, 1),
                 count_cell(row.lots)});
        }
    };
    const auto& budget = report.context.analysis.budget;
    for (const auto& complex : budget.complexes) {
        add(complex);
    }
    add(budget.pooled);
    return section;
}

/// Divisions (중분류) of firms, each once.
std::string divisions_of(const model::Project& project, const std::vector<std::string>& firms) {
    std::set<std::string> divisions;
    for (const auto& id : firms) {
        const auto* const firm = project.firm(id);
        for (const auto& industry : firm->industries) {
            divisions.insert(industry.ksic.substr(0, 2));
        }
    }
    return joined({divisions.begin(), divisions.end()});
}

Section placement_section(const FeasibilityReport& report) {
    auto section = section_of({"유치업종 배치계획", "placement of industries"}, "placement",
                              {"complex", "block", "industry", "phase", "year", "#lots", "#area_m2",
                               "#assigned_m2", "firms", "divisions"});
    for (const auto& row : report.study.placements) {
        section.table.rows.push_back(
            {row.complex, row.block, row.industry, whole_cell(row.phase), whole_cell(row.year),
             count_cell(row.lots), cell(row.rounded_m2, 0), cell(row.assigned_m2, 0),
             joined(row.firms), divisions_of(report.context.project, row.firms)});
    }
    return section;
}

Section demand_section(const Study& study) {
    auto section = section_of({"입주수요", "demand against supply"}, "demand",
                              {"complex", "industry", "phase", "#supply_m2", "#firms",
                               "#firms_without_area", "#demand_m2", "#ratio_percent"});
    for (const auto& row : study.demand) {
        const auto ratio =
            row.supply_m2 > 0 ? std::optional{100 * row.demand_m2 / row.supply_m2} : std::nullopt;
        section.table.rows.push_back({row.complex, row.industry, whole_cell(row.phase),
                                      cell(row.supply_m2, 0), count_cell(row.firms),
                                      count_cell(row.firms_without_area), cell(row.demand_m2, 0),
                                      cell(ratio, 1)});
    }
    return section;
}

Section utilities_section(const Study& study) {
    auto section =
        section_of({"기반시설 수요와 용량", "utilities: demand and capacity"}, "utilities",
                   {"complex", "year", "utility", "unit", "#land_m2", "#by_area", "#by_firms",
                    "#firms_missing", "#capacity", "#balance", "source", "missing", "#undated_m2"});
    for (const auto& row : study.utilities) {
        section.table.rows.push_back({row.complex, std::to_string(row.year), row.utility,
                                      std::string{feasibility::unit_of(row.utility)},
                                      cell(row.land_m2, 0), cell(row.by_area, 1),
                                      cell(row.by_firms, 1), count_cell(row.firms_missing),
                                      cell(row.capacity, 1), cell(row.balance(), 1), row.source,
                                      joined(row.missing), cell(row.undated_m2, 0)});
    }
    return section;
}

Section gates_section(const Study& study) {
    auto section = section_of({"필요한 평가와 조사", "studies that are due"}, "gates",
                              {"complex", "rule", "what", "#measured", "#threshold", "unit", "due",
                               "verified", "source"});
    for (const auto& gate : study.gates) {
        const auto due = gate.due();
        const auto* const threshold = gate.threshold;
        section.table.rows.push_back({gate.complex, gate.rule, gate.what, cell(gate.measured, 1),
                                      threshold == nullptr ? "" : cell(threshold->value, 1),
                                      gate.unit, due ? (*due ? "1" : "0") : "",
                                      threshold == nullptr ? "" : (threshold->verified ? "1" : "0"),
                                      threshold == nullptr ? "" : threshold->source});
    }
    return section;
}

Section promises_section(const Study& study) {
    auto section =
        section_of({"발표값과 명부", "published figures and the lists"}, "promises",
                   {"rule", "id", "unit", "#published", "#listed", "#remainder", "source"});
    for (const auto& row : study.promises) {
        section.table.rows.push_back({row.rule, row.id, row.unit, cell(row.published, 2),
                                      cell(row.listed, 2), cell(row.remainder, 2), row.source});
    }
    return section;
}

Section commitments_section(const Study& study) {
    auto section = section_of({"협약기업의 배치", "firms of the programme"}, "commitments",
                              {"firm", "rosters", "lots", "needed", "ready", "late",
                               "#outside_zone_m2", "anchor", "#to_anchor_m"});
    for (const auto& row : study.commitments) {
        const bool known = row.needed && row.ready;
        section.table.rows.push_back(
            {row.firm, joined(row.rosters), joined(row.lots), whole_cell(row.needed),
             whole_cell(row.ready), known ? (*row.ready > *row.needed ? "1" : "0") : "",
             cell(row.outside_m2, 1), row.anchor, cell(row.to_anchor_m, 1)});
    }
    return section;
}

/// What the plan does not give, and what contradicts itself.
Section inputs_section(const Study& study) {
    auto section = section_of({"필요한 입력과 모순", "inputs required, contradictions"}, "inputs",
                              {"kind", "what"});
    for (const auto& input : study.required) {
        section.table.rows.push_back({"required", input});
    }
    for (const auto& note : study.notes) {
        section.table.rows.push_back({"contradiction", note});
    }
    return section;
}

nlohmann::ordered_json rows_json(const NamedTable& table) {
    auto json = nlohmann::ordered_json::array();
    for (const auto& row : table.rows) {
        nlohmann::ordered_json object;
        for (std::size_t i = 0; i < row.size(); ++i) {
            auto& value = object[table.columns[i]];
            if (!row[i].empty() && table.numeric[i]) {
                value = row[i].find('.') == std::string::npos
                            ? nlohmann::ordered_json(std::stoll(row[i]))
                            : nlohmann::ordered_json(std::stod(row[i]));
            } else if (!row[i].empty() || !table.numeric[i]) {
                value = row[i];
            }
        }
        json.push_back(std::move(object));
    }
    return json;
}

} // namespace

std::vector<Section> feasibility_sections(const FeasibilityReport& report) {
    const auto& study = report.study;
    return {landuse_section(report),    placement_section(report), demand_section(study),
            utilities_section(study),   costs_section(report),     cash_section(report),
            worth_section(report),      gates_section(study),      promises_section(study),
            commitments_section(study), inputs_section(study)};
}

std::string feasibility_as_text(const FeasibilityReport& report) {
    const bool ko = report.language == Language::ko;
    const auto& plan = report.context.project.plan;
    auto text = fmt::format("{} – {} {}{}{}\n", ko ? "타당성 검토" : "feasibility", plan.name,
                            ko ? "기준일 " : "on ", to_string(report.context.date),
                            plan.synthetic ? (ko ? " [합성 자료]" : " [SYNTHETIC]") : "");
    for (const auto& section : feasibility_sections(report)) {
        text += "\n" + section.title.in(report.language) + "\n" +
                (section.table.rows.empty()
                     ? (ko ? "  없음\n" : "  none\n")
                     : table_text(feasibility_for_people(section.table, report.language)));
    }
    return text;
}

std::string feasibility_as_json(const FeasibilityReport& report) {
    nlohmann::ordered_json json;
    const auto& plan = report.context.project.plan;
    json["schema"] = "sandan.feasibility/1";
    json["plan"] = plan.name;
    json["synthetic"] = plan.synthetic;
    json["date"] = to_string(report.context.date);
    for (const auto& section : feasibility_sections(report)) {
        json[section.table.name] = rows_json(section.table);
    }
    return json.dump(1) + "\n";
}

} // namespace sandan::report
