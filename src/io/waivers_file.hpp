#pragma once

#include <sandan/model/plan.hpp>
#include <sandan/model/rule_book.hpp>

#include <string>
#include <vector>

namespace sandan::io {

/// The [[waiver]] entries of a TOML file; each must name a rule of the book and who approved it.
/// The file goes into `log`. \throws Error{usage} with file:line:column.
[[nodiscard]] std::vector<model::Waiver>
read_waivers(const std::string& path, const model::RuleBook& rules, model::ReadLog& log);

} // namespace sandan::io
