#include <sandan/core/missing.hpp>

#include "core/number.hpp"
#include "report/text_table.hpp"
#include "report/upgrade_report.hpp"
#include "report/words.hpp"

#include <fmt/format.h>

#include <map>

namespace sandan::report {

namespace {

std::string say(const UpgradeReport& report, const char* ko, const char* en) {
    return report.language == Language::ko ? ko : en;
}

std::string number(const std::optional<double>& value, int decimals, const std::string& unknown) {
    return value ? grouped(*value, decimals) : unknown;
}

std::string group_text(const UpgradeReport& report, const upgrade::GroupRow& group,
                       const std::string& name) {
    auto text = fmt::format(
        "\n{}: {} {}, {} {}, {} {}, {} m²\n", name, grouped(static_cast<double>(group.parcels)),
        say(report, "필지", "parcels"), grouped(static_cast<double>(group.sites)),
        say(report, "대지", "sites"), grouped(static_cast<double>(group.buildings)),
        say(report, "건축물", "buildings"), grouped(group.area_m2));
    TextTable table{{Align::left, Align::right, Align::left, Align::right, Align::right,
                     Align::left, Align::right, Align::right}};
    table.add({say(report, "지표", "indicator"), say(report, "값", "value"), "",
               say(report, "분자", "part"), say(report, "분모", "whole"),
               say(report, "분모의 뜻", "denominator"), say(report, "결측", "missing"),
               say(report, "빠진 대지", "sites left out")});
    table.rule();
    for (std::size_t i = 0; i < group.values.size(); ++i) {
        const auto& indicator = upgrade::indicators()[i];
        const auto& value = group.values[i];
        table.add({indicator.name.in(report.language),
                   number(value.value(indicator), 1, say(report, "알 수 없음", "unknown")),
                   unit_in(indicator.unit, report.language),
                   value.known ? grouped(value.part) : "–",
                   value.known ? grouped(value.whole) : "–", indicator.whole.in(report.language),
                   grouped(static_cast<double>(value.missing)),
                   grouped(static_cast<double>(value.left_out))});
    }
    return text + table.text(2);
}

std::string join_text(const UpgradeReport& report) {
    auto text = "\n" + say(report, "건축물과 필지의 연결", "buildings and parcels") + "\n";
    TextTable table{{Align::left, Align::right}};
    for (const auto& count : join_counts(report.survey.join)) {
        table.add({count.name.in(report.language), grouped(count.value)});
    }
    for (const auto& [field, missing] : report.survey.join.missing) {
        const auto all = static_cast<double>(report.survey.join.buildings);
        const auto count = static_cast<double>(missing);
        table.add({field + say(report, " 결측", " missing"),
                   all > 0 ? fmt::format("{} ({} %)", grouped(count), grouped(100 * count / all, 1))
                           : grouped(count)});
    }
    return text + table.text(2);
}

std::string deficits_text(const UpgradeReport& report) {
    if (report.survey.deficits.empty()) {
        return {};
    }
    auto text = "\n" +
                say(report, "현행 기준과의 차이(소급하지 않음, UG-13)",
                    "against today's minima (not retroactive, UG-13)") +
                "\n";
    const auto unknown = say(report, "알 수 없음", "unknown");
    TextTable table{{Align::left, Align::left, Align::right, Align::right, Align::right,
                     Align::right, Align::right, Align::left}};
    table.add({say(report, "단지", "complex"), "", say(report, "현황(m²)", "measured (m²)"),
               say(report, "현황(%)", "measured (%)"), say(report, "기준(%)", "minimum (%)"),
               say(report, "필요(m²)", "required (m²)"), say(report, "부족(m²)", "deficit (m²)"),
               ""});
    table.rule();
    for (const auto& row : report.survey.deficits) {
        const bool unverified = row.minimum != nullptr && !row.minimum->verified;
        table.add({row.complex, deficit_name(row.what).in(report.language),
                   number(row.measured_m2, 0, unknown), number(row.measured_percent(), 1, unknown),
                   row.minimum == nullptr ? unknown : grouped(row.minimum->value, 1),
                   number(row.required_m2(), 0, unknown), number(row.deficit_m2(), 0, unknown),
                   unverified ? say(report, "미검증", "unverified") : std::string{}});
    }
    return text + table.text(2);
}

/// The law knows Korean names only.
std::string programme_name(const UpgradeReport& report, std::string_view programme) {
    static const std::map<std::string_view, const char*> english{
        {"경쟁력강화사업지구", "competitiveness district"},
        {"재생사업지구", "renewal district"},
        {"활성화구역", "activation area"},
        {"구조고도화사업", "restructuring project"}};
    const auto found = english.find(programme);
    return report.language == Language::ko || found == english.end()
               ? std::string{programme}
               : fmt::format("{} ({})", found->second, programme);
}

std::string programmes_text(const UpgradeReport& report) {
    auto text = "\n" + say(report, "네 사업의 요건", "the four programmes") + "\n";
    TextTable table{{Align::left, Align::left, Align::left, Align::left, Align::left}};
    for (const auto& [programme, finding] : report.programmes) {
        const auto* const info = report.project.rules.rule(finding.rule);
        table.add({programme_name(report, programme), finding.rule, info->title.in(report.language),
                   word_for(finding.result).in(report.language),
                   finding.message.in(report.language)});
    }
    return text + table.text(2);
}

/// Counts by code and the first of each; all of them are in the csv.
std::string findings_text(const UpgradeReport& report) {
    std::map<std::string, std::pair<std::size_t, const upgrade::Remark*>> codes;
    for (const auto& remark : report.survey.remarks) {
        auto& [count, first] = codes[remark.code];
        first = count++ == 0 ? &remark : first;
    }
    if (codes.empty()) {
        return {};
    }
    auto text = "\n" + say(report, "자료의 문제", "findings in the data") + "\n";
    TextTable table{{Align::left, Align::right, Align::left}};
    for (const auto& [code, found] : codes) {
        table.add({code, grouped(static_cast<double>(found.first)),
                   fmt::format("{} {}: {}", found.second->subject.layer, found.second->subject.id,
                               found.second->message.in(report.language))});
    }
    return text + table.text(2);
}

} // namespace

std::string upgrade_as_text(const UpgradeReport& report) {
    const auto& plan = report.project.plan;
    const auto& survey = report.survey;
    auto text = fmt::format("{} – {} {}{}\n", say(report, "노후단지 현황", "the aged complex"),
                            plan.name, say(report, "기준일 ", "on ") + to_string(report.date),
                            plan.synthetic ? say(report, " [합성 자료]", " [SYNTHETIC]") : "");
    for (const auto& group : survey.groups) {
        const auto* const complex = plan.complex(group.id);
        text += group_text(report, group,
                           complex == nullptr ? say(report, "단지 밖", "outside every complex")
                                              : fmt::format("{} ({})", complex->name, complex->id));
    }
    if (survey.groups.size() > 1) {
        text += group_text(report, survey.all, say(report, "전체", "all"));
    }
    text += join_text(report) + deficits_text(report) + programmes_text(report) +
            scheme_as_text(report) + findings_text(report);
    if (!survey.missing.empty()) {
        text += fmt::format("\n{}: {}\n", say(report, "없어서 재지 못함", "missing, not measured"),
                            fmt::join(missing_in(survey.missing, report.language), ", "));
    }
    return text;
}

} // namespace sandan::report
