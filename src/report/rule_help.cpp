#include "report/rule_help.hpp"

#include <sandan/rules/rule.hpp>

#include "report/words.hpp"

#include <fmt/format.h>

#include <utility>

namespace sandan::report {

std::string status_of(const model::RuleInfo& rule) {
    return rules::find_rule(rule.id) != nullptr ? "implemented" : "declared";
}

std::string parameter_text(const model::Parameter& parameter, Language language) {
    const bool korean = language == Language::ko;
    auto text = parameter.name;
    if (!parameter.key.empty()) {
        text += fmt::format(" [{}]", parameter.key);
    }
    if (parameter.from > 0) {
        text += korean ? fmt::format(" ({} 이상)", parameter.from)
                       : fmt::format(" (from {})", parameter.from);
    }
    text += fmt::format(
        ": {} {}, {} –{}, {}", parameter.value, parameter.unit, to_string(parameter.valid_from),
        parameter.valid_to ? " " + to_string(*parameter.valid_to) : "", parameter.jurisdiction);
    if (!parameter.verified) {
        text += korean ? ", 미검증" : ", unverified";
    }
    return text;
}

std::vector<std::pair<std::string, std::string>>
rule_help(const model::RuleInfo& rule, const std::optional<Date>& date, Language language) {
    std::vector<std::pair<std::string, std::string>> lines;
    const auto add = [&](const char* ko, const char* en, std::string text) {
        if (!text.empty()) {
            lines.emplace_back(language == Language::ko ? ko : en, std::move(text));
        }
    };
    add("심각도", "severity",
        fmt::format("{}, {}", word_for(rule.severity).in(language),
                    word_for_status(status_of(rule)).in(language)));
    add("판정하지 않는 이유", "not evaluated because", rule.reason.in(language));
    add("판정식", "formula", rule.formula.in(language));
    add("입력", "inputs", rule.inputs);
    add("근거", "source", rule.source);
    add("검산", "worked example", rule.vector);
    add("예", "an example", rule.example.in(language));
    bool any = rule.parameters.empty();
    for (const auto& parameter : rule.parameters) {
        const bool shown = !date || model::in_force(parameter, *date);
        any = any || shown;
        if (shown) {
            add("기준값", "threshold",
                fmt::format("{} ({})", parameter_text(parameter, language), parameter.source));
        }
    }
    if (!any) {
        add("기준값", "threshold",
            fmt::format(fmt::runtime(language == Language::ko ? "{}에 시행 중인 값이 없음: UNKNOWN"
                                                              : "none in force on {}: UNKNOWN"),
                        to_string(*date)));
    }
    return lines;
}

std::string rule_help_text(const model::RuleInfo& rule, const std::optional<Date>& date,
                           Language language) {
    std::string text;
    for (const auto& [name, value] : rule_help(rule, date, language)) {
        text += fmt::format("{}: {}\n", name, value);
    }
    return text;
}

} // namespace sandan::report
