#pragma once

#include <sandan/allocation/allocate.hpp>
#include <sandan/core/finding.hpp>

#include <string>
#include <string_view>

namespace sandan::report {

/// 위반 / breached, 경고 / warnings, …
[[nodiscard]] Text word_for(Result result);

/// 오류 / error, 경고 / warning, 정보 / information
[[nodiscard]] Text word_for(Severity severity);

/// 최적 / optimal, 후보 안에서 최적 / optimal_in_pool, …
[[nodiscard]] Text word_for(allocation::Status status);

/// The status, how far the bound is away where there is a plan to compare with, and which firms
/// that must have a site have none.
[[nodiscard]] Text outcome_of(const allocation::Allocation& allocation);

/// What a proof covers: "full", or "pool" of candidates, as `Allocation::gap_scope` has it.
[[nodiscard]] Text word_for_scope(std::string_view gap_scope);

/// How far a rule's law was read: the V, w, d or U of its pack. Unknown letters stay.
[[nodiscard]] Text word_for_reading(std::string_view status);

/// 판정함 / implemented, 판정 안 함 / declared: `status_of` in words.
[[nodiscard]] Text word_for_status(std::string_view status);

/// 건 / count, 개사/ha / firms/ha; units of measure as they are.
[[nodiscard]] std::string unit_in(std::string_view unit, Language language);

/// "12.00 / 10.00 %", measured and threshold; empty where nothing was measured. What is counted has
/// no decimals.
[[nodiscard]] std::string measured_in(const Finding& finding, Language language);

/// "통과 812 · 위반 3 · 경고 1 · 판단 불가 40 · 해당 없음 6 · 예외 0"
[[nodiscard]] std::string summary_line(const Summary& summary, Language language);

} // namespace sandan::report
