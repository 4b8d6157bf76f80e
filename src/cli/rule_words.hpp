#pragma once
// The words of --select and --ignore (rules/selection.hpp), for people who mistype them.

#include <sandan/model/rule_book.hpp>

#include <string>
#include <vector>

namespace sandan::cli {

/// \throws Error{usage}, with the nearest word there is, for one that names no rule of the book.
void require_rules(const model::RuleBook& book, const std::vector<std::string>& words);

} // namespace sandan::cli
