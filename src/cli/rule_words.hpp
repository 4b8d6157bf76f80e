#pragma once
// The words of --select and --ignore: "GT-02" is a rule, "GT" its whole group.

#include <sandan/model/rule_book.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace sandan::cli {

[[nodiscard]] bool names_rule(std::string_view word, std::string_view id);

/// \throws Error{usage}, with the nearest word there is, for one that names no rule of the book.
void require_rules(const model::RuleBook& book, const std::vector<std::string>& words);

} // namespace sandan::cli
