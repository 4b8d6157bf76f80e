#pragma once

#include <sandan/core/text.hpp>
#include <sandan/model/rule_book.hpp>

#include <string>

namespace sandan::cli {

/// The rules of a plan's packs, or of all packs shipped when `plan` is empty.
[[nodiscard]] model::RuleBook read_book(const std::string& plan);

/// All rules, or one with its example, as JSON (gis_data/schema/rules.json, explain.json).
[[nodiscard]] std::string rules_as_json(const model::RuleBook& book);
[[nodiscard]] std::string rule_as_json(const model::RuleInfo& rule);

/// The reference of all rules as Markdown.
[[nodiscard]] std::string rules_as_markdown(const model::RuleBook& book, Language language);

} // namespace sandan::cli
