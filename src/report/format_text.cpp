#include <sandan/core/missing.hpp>

#include "report/check_report.hpp"
#include "report/packs.hpp"
#include "report/text_table.hpp"
#include "report/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

namespace sandan::report {

namespace {

const model::RuleInfo* info_of(const CheckReport& report, const std::string& rule) {
    return report.project.rules.rule(rule);
}

std::string say(const CheckReport& report, const char* ko, const char* en) {
    return report.language == Language::ko ? ko : en;
}

std::string where(const Finding& finding) {
    return finding.location
               ? fmt::format("@{:.1f},{:.1f}", finding.location->x, finding.location->y)
               : std::string{};
}

/// Findings of one result, rule by rule: title and source once, then a row per subject.
std::string section(const CheckReport& report, Result result) {
    std::map<std::string, std::vector<const Finding*>> by_rule;
    std::vector<std::string> order;
    std::size_t count = 0;
    for (const auto& finding : report.evaluation.findings) {
        if (finding.result == result) {
            auto& rows = by_rule[finding.rule];
            if (rows.empty()) {
                order.push_back(finding.rule);
            }
            rows.push_back(&finding);
            ++count;
        }
    }
    if (count == 0) {
        return {};
    }
    auto text = fmt::format("\n{} ({}) {}\n", word_for(result).in(report.language),
                            to_string(result), count);
    for (const auto& rule : order) {
        const auto* const info = info_of(report, rule);
        text += fmt::format("  {}  {}  [{}]\n", rule, info->title.in(report.language),
                            by_rule[rule].front()->source);
        TextTable table{{Align::left, Align::left, Align::left}};
        for (const auto* const finding : by_rule[rule]) {
            table.add({finding->subject.layer + " " + finding->subject.id,
                       finding->message.in(report.language), where(*finding)});
        }
        text += table.text(4);
    }
    return text;
}

/// What could not be decided, one line per rule: what is missing and how often.
std::string unknown_section(const CheckReport& report) {
    struct Missing {
        std::size_t count = 0;
        std::set<std::string> what;
    };

    std::map<std::string, Missing> by_rule;
    std::vector<std::string> declared;
    const auto& evaluated = report.evaluation.evaluated;
    for (const auto& finding : report.evaluation.findings) {
        if (finding.result != Result::unknown) {
            continue;
        }
        if (std::find(evaluated.begin(), evaluated.end(), finding.rule) == evaluated.end()) {
            declared.push_back(finding.rule);
            continue;
        }
        auto& missing = by_rule[finding.rule];
        ++missing.count;
        missing.what.insert(finding.missing.begin(), finding.missing.end());
    }
    std::string text;
    if (!by_rule.empty()) {
        text += fmt::format("\n{} (UNKNOWN): {}\n", word_for(Result::unknown).in(report.language),
                            say(report, "자료가 없어 판단하지 못함", "data is missing"));
        TextTable table{{Align::left, Align::left, Align::right, Align::left}};
        constexpr std::size_t most_listed = 4;
        for (const auto& [rule, missing] : by_rule) {
            std::vector<std::string> what;
            std::copy_n(missing.what.begin(), std::min(most_listed, missing.what.size()),
                        std::back_inserter(what));
            if (missing.what.size() > most_listed) {
                what.push_back(fmt::format("… +{}", missing.what.size() - most_listed));
            }
            table.add({rule, info_of(report, rule)->title.in(report.language),
                       std::to_string(missing.count),
                       fmt::format("{}", fmt::join(missing_in(what, report.language), ", "))});
        }
        text += table.text(2);
    }
    if (!declared.empty()) {
        text += fmt::format("\n{} {}: {}\n",
                            say(report, "이 판이 판정하지 않는 규칙 (UNKNOWN)",
                                "rules this version does not evaluate (UNKNOWN)"),
                            declared.size(), fmt::join(declared, " "));
    }
    return text;
}

std::string notes_section(const CheckReport& report) {
    if (report.evaluation.notes.empty() || !report.notes) {
        return {};
    }
    auto text = fmt::format("\n{}\n", say(report, "알림", "notes"));
    TextTable table{{Align::left, Align::left, Align::left}};
    for (const auto& note : report.evaluation.notes) {
        table.add({note.rule, note.subject.id, note.message.in(report.language)});
    }
    return text + table.text(2);
}

} // namespace

std::string check_as_text(const CheckReport& report) {
    const auto& plan = report.project.plan;
    auto text =
        fmt::format("{}{} – {} {}\n", plan.name,
                    plan.synthetic ? say(report, " [합성 자료]", " [SYNTHETIC]") : "",
                    say(report, "규칙 점검, 기준일", "rules in force on"), to_string(report.date));
    text += fmt::format("{} {} · {}\n", say(report, "판정한 규칙", "rules evaluated"),
                        report.evaluation.evaluated.size(),
                        summary_line(report.evaluation.summary, report.language));
    text += packs_line(report.project, report.language);
    for (const auto result : {Result::fail, Result::warn, Result::waived}) {
        text += section(report, result);
    }
    text += unknown_section(report);
    text += notes_section(report);
    for (const auto* const waiver : unused_waivers(report)) {
        text += fmt::format("\n{}\n", unused_waiver_line(report, *waiver));
    }
    if (report.stale > 0) {
        text += fmt::format("\n{} {}\n", report.stale,
                            say(report, "건은 기준선에 있으나 더 이상 없음: 기준선을 다시 쓸 것",
                                "findings of the baseline are gone: write it anew"));
    }
    if (report.known > 0) {
        text += fmt::format("\n{} {}\n", report.known,
                            say(report, "건은 기준선에 있어 뺌", "left out: in the baseline"));
    }
    if (report.omitted > 0) {
        text += fmt::format(
            "\n{} {}\n", report.omitted,
            say(report, "건은 --max-findings로 생략함", "more left out by --max-findings"));
    }
    return text;
}

} // namespace sandan::report
