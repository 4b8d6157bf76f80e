// What the rules that spoke say, and by which law and number: the text of `explain`.
#include "report/report_chapters.hpp"
#include "report/rule_help.hpp"

#include <fmt/format.h>

#include <set>
#include <string>

namespace sandan::report {

void add_rules(const FullReport& report, Blocks& blocks) {
    std::set<std::string> spoke;
    for (const auto& finding : report.evaluation.findings) {
        if (finding.result != Result::unknown) {
            spoke.insert(finding.rule);
        }
    }
    if (spoke.empty()) {
        return;
    }
    blocks.emplace_back(render::Heading{1, say(report, "위반 규칙 설명", "The rules that spoke")});
    const auto& context = report.data.context;
    for (const auto& info : context.project.rules.rules) {
        if (!spoke.contains(info.id)) {
            continue;
        }
        blocks.emplace_back(
            render::Heading{2, fmt::format("{} {}", info.id, info.title.in(report.language))});
        render::Grid grid;
        grid.head = {say(report, "항목", "item"), say(report, "내용", "content")};
        for (const auto& [name, text] : rule_help(info, context.date, report.language)) {
            grid.rows.push_back({name, text});
        }
        blocks.emplace_back(std::move(grid));
    }
}

} // namespace sandan::report
