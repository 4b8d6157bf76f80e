#pragma once
// The words that choose rules: "GT-02" is a rule, "GT" its whole group.

#include <sandan/core/text.hpp>
#include <sandan/model/rule_book.hpp>

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace sandan::rules {

[[nodiscard]] bool names_rule(std::string_view word, std::string_view id);

/// `hint(word)`, if given, ends the message.
/// \throws Error{usage} for a word that names no rule of the book.
void require_rules(const model::RuleBook& book, const std::vector<std::string>& words,
                   const std::function<Text(const std::string&)>& hint = {});

} // namespace sandan::rules
