#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sandan::io {

struct CsvRow {
    std::vector<std::string> cells;
    int line = 0; ///< Where it starts, from 1.
};

/// Splits UTF-8 text by RFC 4180 (comma, double quotes, CRLF or LF); empty lines are left out,
/// blanks around unquoted cells too. `path` names the file in errors.
/// \throws Error{input} "path:line:column: …" for quotes that do not match.
[[nodiscard]] std::vector<CsvRow> split_csv(std::string_view text, const std::string& path);

} // namespace sandan::io
