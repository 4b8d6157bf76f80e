#include "report/rule_help.hpp"

#include <sandan/rules/rule.hpp>

#include <fmt/format.h>

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

bool is_in_force(const model::Parameter& parameter, const Date& date) {
    return parameter.valid_from <= date && (!parameter.valid_to || date <= *parameter.valid_to);
}

std::string rule_help(const model::RuleInfo& rule, const Date& date, Language language) {
    const bool korean = language == Language::ko;
    auto text = fmt::format("{}: {}\n", korean ? "판정식" : "Formula", rule.formula);
    if (!rule.reason.en.empty()) {
        text += fmt::format("{}: {}\n", korean ? "판정하지 않는 이유" : "Not evaluated because",
                            rule.reason.in(language));
    }
    for (const auto& parameter : rule.parameters) {
        if (is_in_force(parameter, date)) {
            text += fmt::format("{}: {} ({})\n", korean ? "기준값" : "Threshold",
                                parameter_text(parameter, language), parameter.source);
        }
    }
    text += fmt::format("{}: {}\n{}: {}\n", korean ? "입력" : "Inputs", rule.inputs,
                        korean ? "근거" : "Source", rule.source);
    if (!rule.vector.empty()) {
        text += fmt::format("{}: {}\n", korean ? "검산" : "Worked example", rule.vector);
    }
    return text;
}

} // namespace sandan::report
