#pragma once

#include <sandan/core/table.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace sandan {

/// One CSV record, fields quoted when they must be (RFC 4180), ending in "\n". What a spreadsheet
/// would run as a formula gets a ' in front; control characters are shown (visible.hpp).
[[nodiscard]] std::string csv_line(const std::vector<std::string>& cells);

/// One field of it.
[[nodiscard]] std::string csv_cell(std::string_view cell);

/// Appends one field as csv_line writes it, for tables too large to be kept as cells.
void append_csv_cell(std::string& text, std::string_view cell);

/// Appends the shortest digits that stand for the number; none if it is not finite.
void append_csv_number(std::string& text, double number);

/// The header and all rows as CSV.
[[nodiscard]] std::string to_csv(const Table& table);

} // namespace sandan
