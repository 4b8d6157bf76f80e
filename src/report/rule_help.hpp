#pragma once
// One text about a rule for `explain`, SARIF, the reference and the report.

#include <sandan/core/date.hpp>
#include <sandan/core/text.hpp>
#include <sandan/model/rule_book.hpp>

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace sandan::report {

/// "implemented", or "declared" for a rule that is listed but not evaluated.
[[nodiscard]] std::string status_of(const model::RuleInfo& rule);

/// `min_share [일반산업단지] (from 1000000): 50 %, 2024-01-01 –, kr`
[[nodiscard]] std::string parameter_text(const model::Parameter& parameter, Language language);

/// Name and text: severity, formula, inputs, source, worked example, an example finding, and the
/// thresholds in force on the day (all of them without a day).
[[nodiscard]] std::vector<std::pair<std::string, std::string>>
rule_help(const model::RuleInfo& rule, const std::optional<Date>& date, Language language);

/// The same, a line each.
[[nodiscard]] std::string rule_help_text(const model::RuleInfo& rule,
                                         const std::optional<Date>& date, Language language);

} // namespace sandan::report
