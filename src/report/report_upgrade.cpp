// The aged complex (indicators, the chosen candidates, before and after) and the feasibility study.
#include <sandan/core/missing.hpp>
#include <sandan/core/money.hpp>

#include "core/number.hpp"
#include "report/feasibility_report.hpp"
#include "report/report_chapters.hpp"
#include "report/upgrade_report.hpp"
#include "report/words.hpp"

#include <fmt/format.h>

namespace sandan::report {

namespace {

std::string number(const FullReport& report, const std::optional<double>& value, int decimals) {
    return value ? grouped(*value, decimals) : say(report, "알 수 없음", "unknown");
}

void add_indicators(const FullReport& report, Blocks& blocks) {
    const auto& survey = *report.data.survey;
    render::Grid grid;
    grid.head = {say(report, "지표", "indicator"),
                 say(report, "값", "value"),
                 "",
                 say(report, "분모", "denominator"),
                 say(report, "결측", "missing"),
                 say(report, "빠진 대지", "sites left out")};
    grid.right = {false, true, false, false, true, true};
    for (std::size_t i = 0; i < survey.all.values.size(); ++i) {
        const auto& indicator = upgrade::indicators()[i];
        const auto& value = survey.all.values[i];
        grid.rows.push_back(
            {indicator.name.in(report.language), number(report, value.value(indicator), 1),
             unit_in(indicator.unit, report.language), indicator.whole.in(report.language),
             std::to_string(value.missing), std::to_string(value.left_out)});
    }
    blocks.emplace_back(render::Paragraph{fmt::format(
        fmt::runtime(say(report, "필지 {}, 대지 {}, 건축물 {}, {} m²",
                         "{} parcels, {} sites, {} buildings, {} m²")),
        survey.all.parcels, survey.all.sites, survey.all.buildings, grouped(survey.all.area_m2))});
    blocks.emplace_back(std::move(grid));
}

void add_portfolio(const FullReport& report, Blocks& blocks) {
    const auto& scheme = *report.data.scheme;
    if (!scheme.portfolio) {
        return;
    }
    const auto amount = [&](std::int64_t krw) {
        return grouped(static_cast<double>(krw) / krw_per_100m, 1);
    };
    const auto& portfolio = *scheme.portfolio;
    blocks.emplace_back(render::Heading{2, say(report, "선정한 정비 후보", "Chosen candidates")});
    blocks.emplace_back(render::Paragraph{fmt::format(
        fmt::runtime(say(report,
                         "사업비 {} / 예산 {} 억원, 평가 {} m², 상한 {} m², 격차 {:.4f} % ({})",
                         "Cost {} of {} (100m KRW), worth {} m², bound {} m², gap {:.4f} % ({})")),
        amount(portfolio.cost_krw), amount(portfolio.budget_krw),
        grouped(static_cast<double>(portfolio.worth_m2)), grouped(portfolio.bound_m2),
        100 * portfolio.gap(), portfolio.solver)});
    for (const auto& row : scheme.funding) {
        if (row.parts != row.total) {
            blocks.emplace_back(render::Paragraph{
                fmt::format(fmt::runtime(say(report, "공표된 총액 {} ≠ 내역 합계 {} {} ({})",
                                             "Published total {} ≠ sum of parts {} {} ({})")),
                            grouped(row.total, 1), grouped(row.parts, 1), row.unit, row.source)});
        }
    }
    render::Grid grid;
    grid.head = {"",
                 say(report, "종류", "kind"),
                 say(report, "대지·도로", "sites or road"),
                 say(report, "면적(m²)", "m²"),
                 say(report, "점수", "score"),
                 say(report, "사업비(억원)", "cost (100m KRW)")};
    grid.right = {true, false, false, true, true, true};
    grid.land = 2;
    for (const auto at : portfolio.chosen) {
        const auto& candidate = scheme.candidates[at];
        const auto colon = candidate.id.find(':');
        grid.rows.push_back({std::to_string(grid.rows.size() + 1),
                             action_name(candidate.id.substr(0, colon)).in(report.language),
                             candidate.id.substr(colon + 1), grouped(candidate.area_m2),
                             grouped(*candidate.score, 1), amount(candidate.cost_krw)});
    }
    blocks.emplace_back(std::move(grid));
}

void add_changes(const FullReport& report, Blocks& blocks) {
    const auto& scheme = *report.data.scheme;
    if (scheme.changes.empty()) {
        return;
    }
    blocks.emplace_back(render::Heading{2, say(report, "현황과 정비 후", "Before and after")});
    render::Grid grid;
    grid.head = {say(report, "단지", "complex"),  "", say(report, "현황", "before"),
                 say(report, "정비 후", "after"), "", say(report, "없는 자료", "missing")};
    grid.right = {false, false, true, true};
    for (const auto& change : scheme.changes) {
        const int decimals = change.unit == "%" ? 1 : 0;
        grid.rows.push_back(
            {change.complex,
             change_name(report.data.context.project.codes, change.what).in(report.language),
             number(report, change.before, decimals), number(report, change.after, decimals),
             unit_in(change.unit, report.language),
             joined(missing_in(change.missing, report.language))});
    }
    blocks.emplace_back(std::move(grid));
}

} // namespace

void add_upgrade(const FullReport& report, Blocks& blocks) {
    if (report.data.survey == nullptr || report.data.scheme == nullptr) {
        return;
    }
    blocks.emplace_back(render::Heading{1, say(report, "노후단지 정비", "The aged complex")});
    add_indicators(report, blocks);
    add_portfolio(report, blocks);
    add_changes(report, blocks);
}

void add_feasibility(const FullReport& report, Blocks& blocks) {
    if (report.study == nullptr) {
        return;
    }
    blocks.emplace_back(render::Heading{1, say(report, "타당성 검토", "Feasibility study")});
    for (const auto& section :
         feasibility_sections({report.data.context, report.language, *report.study})) {
        if (section.table.rows.empty()) {
            continue;
        }
        blocks.emplace_back(render::Heading{2, section.title.in(report.language)});
        const auto table = feasibility_for_people(section.table, report.language);
        render::Grid grid{table.columns, table.numeric, {}};
        const auto& keys = section.table.columns;
        for (const auto& row : table.rows) {
            grid.rows.push_back(readable(table, row));
            if (keys.front() == "firm") {
                grid.subjects.push_back("firm=" + row.front());
            }
        }
        for (std::size_t i = 0; i < keys.size(); ++i) {
            if (keys[i] == "lots" && !table.numeric[i]) {
                grid.land = i;
            }
        }
        blocks.emplace_back(std::move(grid));
    }
}

} // namespace sandan::report
