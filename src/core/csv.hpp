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
[[nodiscard]] std::string csv_cell(std::string_view raw);
/// The same at the end of `text`; letters, digits and such of ASCII go there as they are.
void add_csv_cell(std::string_view raw, std::string& text);

/// The header and all rows as CSV.
[[nodiscard]] std::string to_csv(const Table& table);

} // namespace sandan
