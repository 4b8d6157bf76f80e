#include "report/landuse_report.hpp"

#include <sandan/model/area.hpp>

#include "core/number.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace sandan::report {

namespace {

struct Ratio {
    std::string_view rule;
    bool maximum = false;
};

/// The ratios a 토지이용계획표 is held against.
constexpr std::array ratios{Ratio{"LB-01"},       Ratio{"LB-02", true}, Ratio{"LB-04"},
                            Ratio{"LB-05", true}, Ratio{"LB-07"},       Ratio{"LB-09"},
                            Ratio{"LB-10", true}};

/// Keeps every statement of one rule, passes too.
class Keeper : public rules::Sink {
public:
    Keeper(const rules::Context& context, const model::RuleInfo& info)
        : m_context{context}, m_info{info} {}

    void add(Subject subject, rules::Outcome outcome) override {
        m_findings.push_back(
            rules::to_finding(m_context, m_info, std::move(subject), std::move(outcome)));
    }

    [[nodiscard]] const std::vector<Finding>& findings() const { return m_findings; }

private:
    const rules::Context& m_context;
    const model::RuleInfo& m_info;
    std::vector<Finding> m_findings;
};

std::vector<Finding> statements(const rules::Context& context, std::string_view id) {
    const auto* const info = context.project.rules.rule(id);
    const auto* const rule = rules::find_rule(id);
    if (info == nullptr || rule == nullptr) {
        return {};
    }
    Keeper keeper{context, *info};
    rule->plan(context, keeper);
    return keeper.findings();
}

void add_rows(const LanduseReport& report, const landuse::ComplexBudget& budget, Table& table) {
    const auto pyeong = pyeong_of(budget);
    for (std::size_t i = 0; i < budget.uses.size(); ++i) {
        const auto& row = budget.uses[i];
        table.rows.push_back({budget.complex, row.use,
                              report.project.codes.land_use(row.use)->name.in(report.language),
                              fmt::format("{:.0f}", row.rounded_m2),
                              fmt::format("{:.0f}", pyeong[i]), fmt::format("{:.1f}", row.percent),
                              std::to_string(row.lots)});
    }
}

} // namespace

LanduseReport landuse_report(const rules::Context& context, Language language) {
    const auto& budget = context.analysis.budget;
    LanduseReport report{context.project, budget, context.date, language, {}, {}};
    for (const auto& complex : budget.complexes) {
        report.complexes.push_back({complex.complex, {}});
    }
    for (const auto& [rule, maximum] : ratios) {
        for (auto& finding : statements(context, rule)) {
            const auto found = std::find_if(
                report.complexes.begin(), report.complexes.end(),
                [&](const auto& complex) { return complex.complex == finding.subject.id; });
            if (found != report.complexes.end()) {
                found->ratios.push_back(std::move(finding));
            }
        }
    }
    report.remarks = statements(context, "LB-12");
    return report;
}

std::vector<double> pyeong_of(const landuse::ComplexBudget& budget) {
    std::vector<double> values;
    double total = 0;
    for (const auto& row : budget.uses) {
        values.push_back(row.rounded_m2 / model::square_metres_per_pyeong);
        total += row.rounded_m2;
    }
    return model::largest_remainder(values, std::round(total / model::square_metres_per_pyeong), 0);
}

std::vector<std::string> use_heads(Language language) {
    return language == Language::ko
               ? std::vector<std::string>{"구분", "면적(m²)", "평", "구성비(%)", "필지"}
               : std::vector<std::string>{"land use", "area (m²)", "pyeong", "share (%)", "lots"};
}

std::vector<std::vector<std::string>>
use_rows(const model::Codes& codes, const landuse::ComplexBudget& budget, Language language) {
    const auto pyeong = pyeong_of(budget);
    std::vector<std::vector<std::string>> rows;
    double area = 0;
    double percent = 0;
    std::size_t lots = 0;
    for (std::size_t i = 0; i < budget.uses.size(); ++i) {
        const auto& row = budget.uses[i];
        rows.push_back({codes.land_use(row.use)->name.in(language), grouped(row.rounded_m2),
                        grouped(pyeong[i]), grouped(row.percent, 1), std::to_string(row.lots)});
        area += row.rounded_m2;
        percent += row.percent;
        lots += row.lots;
    }
    rows.push_back({language == Language::ko ? "합계" : "total", grouped(area),
                    grouped(std::accumulate(pyeong.begin(), pyeong.end(), 0.0)),
                    grouped(percent, 1), std::to_string(lots)});
    return rows;
}

bool is_maximum(const std::string& rule) {
    return std::any_of(ratios.begin(), ratios.end(),
                       [&](const Ratio& ratio) { return ratio.rule == rule && ratio.maximum; });
}

Table landuse_table(const LanduseReport& report) {
    Table table{{"complex", "use", "name", "area_m2", "pyeong", "share", "lots"}, {}};
    for (const auto& complex : report.budget.complexes) {
        add_rows(report, complex, table);
    }
    add_rows(report, report.budget.pooled, table);
    return table;
}

} // namespace sandan::report
