#pragma once

#include <sandan/core/finding.hpp>

#include <string>

namespace sandan::report {

/// 위반 / breached, 경고 / warnings, …
[[nodiscard]] Text word_for(Result result);

/// "통과 812 · 위반 3 · 경고 1 · 판단 불가 40 · 해당 없음 6 · 예외 0"
[[nodiscard]] std::string summary_line(const Summary& summary, Language language);

} // namespace sandan::report
