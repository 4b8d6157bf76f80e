#include "report/check_report.hpp"
#include "report/markdown_text.hpp"
#include "report/packs.hpp"
#include "report/words.hpp"

#include <fmt/format.h>

namespace sandan::report {

namespace {

/// Waivers that waived nothing, and what the baseline hides.
std::string remarks(const CheckReport& report) {
    const bool korean = report.language == Language::ko;
    std::string text;
    for (const auto* const waiver : unused_waivers(report)) {
        text += fmt::format("\n{}\n", plain(unused_waiver_line(report, *waiver)));
    }
    if (report.known + report.stale > 0) {
        text += fmt::format(fmt::runtime(korean ? "\n기준선: {}건 제외, {}건은 더 이상 없음\n"
                                                : "\nbaseline: {} left out, {} gone\n"),
                            report.known, report.stale);
    }
    return text;
}

} // namespace

std::string check_as_markdown(const CheckReport& report) {
    const bool korean = report.language == Language::ko;
    auto text = fmt::format("# {}{}\n\n{}: {}  \n{}\n\n", plain(report.project.plan.name),
                            report.project.plan.synthetic ? " (SYNTHETIC)" : "",
                            korean ? "기준일" : "rules in force on", to_string(report.date),
                            summary_line(report.evaluation.summary, report.language));
    auto packs = packs_line(report.project, report.language);
    packs.pop_back(); // the end of its line
    text += plain(packs) + "\n\n";
    text += korean ? "| 규칙 | 결과 | 대상 | 내용 | 근거 |\n"
                   : "| rule | result | subject | message | source |\n";
    text += "|---|---|---|---|---|\n";
    for (const auto& finding : report.evaluation.findings) {
        text +=
            fmt::format("| {} | {} | {} {} | {} | {} |\n", finding.rule, to_string(finding.result),
                        cell(finding.subject.layer), cell(finding.subject.id),
                        cell(finding.message.in(report.language)), cell(finding.source));
    }
    return text + remarks(report);
}

} // namespace sandan::report
