#include <sandan/model/area.hpp>

#include "core/number.hpp"
#include "report/landuse_report.hpp"
#include "report/text_table.hpp"
#include "report/words.hpp"

#include <fmt/format.h>

#include <utility>

namespace sandan::report {

namespace {

std::string say(const LanduseReport& report, const char* ko, const char* en) {
    return report.language == Language::ko ? ko : en;
}

std::string uses_table(const LanduseReport& report, const landuse::ComplexBudget& budget) {
    TextTable table{{Align::left, Align::right, Align::right, Align::right, Align::right}};
    table.add(use_heads(report.language));
    table.rule();
    auto rows = use_rows(report.project.codes, budget, report.language);
    auto total = std::move(rows.back());
    rows.pop_back();
    for (auto& row : rows) {
        table.add(std::move(row));
    }
    table.rule();
    table.add(std::move(total));
    return table.text(2);
}

std::string ratios_table(const LanduseReport& report, const std::vector<Finding>& ratios) {
    TextTable table{
        {Align::left, Align::left, Align::right, Align::left, Align::right, Align::left}};
    for (const auto& finding : ratios) {
        const auto* const info = report.project.rules.rule(finding.rule);
        const auto result = word_for(finding.result).in(report.language);
        if (!finding.measured || !finding.threshold) {
            table.add({finding.rule, info->title.in(report.language), "–",
                       finding.result == Result::unknown ? finding.message.in(report.language)
                                                         : std::string{},
                       "", result});
            continue;
        }
        const bool maximum = is_maximum(finding.rule);
        const double margin = (maximum ? -1 : 1) * (*finding.measured - *finding.threshold);
        table.add({finding.rule, info->title.in(report.language),
                   grouped(*finding.measured, 2) + " " + finding.unit,
                   fmt::format("{} {} {}", maximum ? "≤" : "≥", grouped(*finding.threshold, 1),
                               finding.unit),
                   fmt::format("{}{} %p", margin < 0 ? "" : "+", grouped(margin, 2)), result});
    }
    return table.text(2);
}

std::string complex_text(const LanduseReport& report, std::size_t at) {
    const auto& budget = report.budget.complexes[at];
    const auto& complex = *report.project.plan.complex(budget.complex);
    const auto pyeong = budget.designated_m2 / model::square_metres_per_pyeong;
    auto text = fmt::format(
        "\n{} ({}, {})\n  {} {} m² ({} {}), {} {} m²\n", complex.name, complex.id, complex.kind,
        say(report, "지정면적", "designated"), grouped(budget.designated_m2), grouped(pyeong),
        say(report, "평", "pyeong"), say(report, "획지 합계", "lots"), grouped(budget.measured_m2));
    return text + uses_table(report, budget) + ratios_table(report, report.complexes[at].ratios);
}

} // namespace

std::string landuse_as_text(const LanduseReport& report) {
    const auto& plan = report.project.plan;
    auto text = fmt::format("{} – {} {}{}\n", say(report, "토지이용계획표", "land-use plan"),
                            plan.name, say(report, "기준일 ", "on ") + to_string(report.date),
                            plan.synthetic ? say(report, " [합성 자료]", " [SYNTHETIC]") : "");
    for (std::size_t i = 0; i < report.budget.complexes.size(); ++i) {
        text += complex_text(report, i);
    }
    if (report.budget.complexes.size() > 1) {
        text += fmt::format("\n{} {} m²\n",
                            say(report, "전체 합산(참고: 법정비율은 단지별로 판정)",
                                "all complexes (information: ratios hold per complex)"),
                            grouped(report.budget.pooled.designated_m2));
        text += uses_table(report, report.budget.pooled);
    }
    for (const auto& remark : report.remarks) {
        text += "  " + remark.message.in(report.language) + "\n";
    }
    if (!report.budget.unassigned.empty()) {
        text += fmt::format("{} {}\n", report.budget.unassigned.size(),
                            say(report, "필지는 단지나 용지가 없거나 알 수 없어 빠짐",
                                "lots left out: complex or use missing or unknown"));
    }
    return text;
}

} // namespace sandan::report
