#pragma once

#include <sandan/rules/rule.hpp>

#include <set>
#include <string>
#include <vector>

namespace sandan::cli {

/// Fingerprints a baseline file holds (`"schema":"sandan.baseline/1"`).
/// \throws Error{input} if it is no such file.
[[nodiscard]] std::set<std::string> read_baseline(const std::string& path);

/// FAIL and WARN findings as a baseline, sorted.
[[nodiscard]] std::string baseline_text(const std::vector<Finding>& findings);

} // namespace sandan::cli
