#pragma once
// One text about a rule for `explain`, SARIF and the reference.

#include <sandan/core/date.hpp>
#include <sandan/core/text.hpp>
#include <sandan/model/rule_book.hpp>

#include <string>

namespace sandan::report {

/// "implemented", or "declared" for a rule that is listed but not evaluated.
[[nodiscard]] std::string status_of(const model::RuleInfo& rule);

/// `min_share [일반산업단지] (from 1000000): 50 %, 2024-01-01 –, kr`
[[nodiscard]] std::string parameter_text(const model::Parameter& parameter, Language language);

[[nodiscard]] bool is_in_force(const model::Parameter& parameter, const Date& date);

/// Formula, thresholds in force on the day, inputs, source and worked example, a line each.
[[nodiscard]] std::string rule_help(const model::RuleInfo& rule, const Date& date,
                                    Language language);

} // namespace sandan::report
