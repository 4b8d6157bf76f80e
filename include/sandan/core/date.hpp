#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace sandan {

/// A calendar day; laws, notices and phases are dated by the day.
using Date = std::chrono::year_month_day;

/// Reads `YYYY-MM-DD` or `YYYYMMDD`; nothing if it is no day of the calendar (00000000, 19690230).
[[nodiscard]] std::optional<Date> parse_date(std::string_view text);

/// `YYYY-MM-DD`.
[[nodiscard]] std::string to_string(const Date& date);

/// Whole years from `from` to `to`: an anniversary reached on `to` counts.
/// A 29 February falls on 1 March in other years. Negative when `to` is before `from`.
[[nodiscard]] int full_years(const Date& from, const Date& to);

} // namespace sandan
