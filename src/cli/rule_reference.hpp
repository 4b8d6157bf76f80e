#pragma once

#include <sandan/model/rule_book.hpp>

#include "cli/command.hpp"

#include <string>

namespace sandan::cli {

/// The rule packs of a plan; without a plan those shipped, kr first, in name order.
[[nodiscard]] model::RuleBook read_book(const std::string& plan);

/// "implemented" or "declared": whether this program evaluates the rule.
[[nodiscard]] std::string status_of(const model::RuleInfo& rule);

/// "min_share ≥ 1,000,000: 7.5 % (2024-01-01 – 2026-07-07, kr, unverified)"
[[nodiscard]] std::string parameter_text(const model::Parameter& parameter, Language language);

} // namespace sandan::cli
