// Summary, land use and maps.
#include <sandan/model/area.hpp>

#include "core/number.hpp"
#include "report/landuse_report.hpp"
#include "report/report_chapters.hpp"
#include "report/run_summary.hpp"
#include "report/words.hpp"

#include <fmt/format.h>

namespace sandan::report {

namespace {

render::Grid uses_grid(const FullReport& report, const landuse::ComplexBudget& budget) {
    return {.head = use_heads(report.language),
            .right = {false, true, true, true, true},
            .rows = use_rows(report.data.context.project.codes, budget, report.language)};
}

render::Grid ratios_grid(const FullReport& report, const std::vector<Finding>& ratios) {
    render::Grid grid;
    grid.head = {say(report, "규칙", "rule"),   say(report, "비율", "ratio"),
                 say(report, "계획", "plan"),   say(report, "기준", "law"),
                 say(report, "판정", "result"), say(report, "근거", "source")};
    grid.right = {false, false, true, true};
    for (const auto& finding : ratios) {
        const auto* const info = report.data.context.project.rules.rule(finding.rule);
        const auto value = [&](const std::optional<double>& number, int decimals) {
            return number ? grouped(*number, decimals) + " " + finding.unit : std::string{"–"};
        };
        grid.rows.push_back({finding.rule, info == nullptr ? "" : info->title.in(report.language),
                             value(finding.measured, 2),
                             finding.threshold ? (is_maximum(finding.rule) ? "≤ " : "≥ ") +
                                                     value(finding.threshold, 1)
                                               : "–",
                             word_for(finding.result).in(report.language), finding.source});
    }
    return grid;
}

} // namespace

void add_summary(const FullReport& report, Blocks& blocks) {
    blocks.emplace_back(render::Heading{1, say(report, "요약", "Summary")});
    render::Grid grid;
    grid.head = {say(report, "구분", "topic"), say(report, "결과", "result")};
    const RunResult result{report.data.context, report.evaluation, report.data.siting,
                           report.data.allocation};
    for (const auto& [topic, text] : summary_lines(result, report.language)) {
        grid.rows.push_back({topic.in(report.language), text});
    }
    blocks.emplace_back(std::move(grid));
}

void add_land_use(const FullReport& report, Blocks& blocks) {
    const auto& context = report.data.context;
    const auto table = landuse_report(context, report.language);
    blocks.emplace_back(render::Heading{1, say(report, "토지이용계획표", "Land-use plan")});
    for (std::size_t i = 0; i < table.budget.complexes.size(); ++i) {
        const auto& budget = table.budget.complexes[i];
        const auto& complex = *context.project.plan.complex(budget.complex);
        blocks.emplace_back(
            render::Heading{2, fmt::format("{} ({}, {})", complex.name, complex.id, complex.kind)});
        blocks.emplace_back(render::Paragraph{
            fmt::format("{} {} m² ({} {}), {} {} m²", say(report, "지정면적", "designated"),
                        grouped(budget.designated_m2),
                        grouped(budget.designated_m2 / model::square_metres_per_pyeong),
                        say(report, "평", "pyeong"), say(report, "획지 합계", "lots"),
                        grouped(budget.measured_m2))});
        blocks.emplace_back(uses_grid(report, budget));
        blocks.emplace_back(ratios_grid(report, table.complexes[i].ratios));
    }
    if (table.budget.complexes.size() > 1) {
        blocks.emplace_back(
            render::Heading{2, say(report, "전체 합산(참고: 법정비율은 단지별로 판정)",
                                   "All complexes (information: ratios hold per complex)")});
        blocks.emplace_back(uses_grid(report, table.budget.pooled));
    }
    for (const auto& remark : table.remarks) {
        blocks.emplace_back(render::Paragraph{remark.message.in(report.language)});
    }
    if (!table.budget.unassigned.empty()) {
        blocks.emplace_back(render::Paragraph{
            fmt::format("{} {}", table.budget.unassigned.size(),
                        say(report, "필지는 단지나 용지가 없거나 알 수 없어 빠짐",
                            "lots left out: complex or use missing or unknown"))});
    }
}

void add_maps(const FullReport& report, Blocks& blocks) {
    MapOptions options;
    options.language = report.language;
    options.paper = "A4";
    blocks.emplace_back(render::Heading{1, say(report, "도면", "Maps")});
    render::Grid grid;
    grid.head = {say(report, "도면", "map"), say(report, "내용", "content")};
    auto sheets = maps_of(report.data, options);
    for (const auto& [name, spec] : sheets) {
        grid.rows.push_back({spec.title, spec.subtitle});
        grid.subjects.push_back("theme=" + name);
    }
    blocks.emplace_back(std::move(grid));
    for (auto& sheet : sheets) {
        blocks.emplace_back(std::move(sheet.second));
    }
}

} // namespace sandan::report
