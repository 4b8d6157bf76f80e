#pragma once
// Text of a plan or pack in Markdown: shown as it is, whatever it contains.

#include <string>

namespace sandan::report {

/// On one line; marks that would begin a tag, code, emphasis or a link are escaped.
[[nodiscard]] std::string plain(const std::string& text);

/// The same for a cell of a table: a bar would end the cell, too.
[[nodiscard]] std::string cell(const std::string& text);

/// On one line, as code: between more backticks than the text has in a row.
[[nodiscard]] std::string code(const std::string& text);

} // namespace sandan::report
