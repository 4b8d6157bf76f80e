#pragma once

#include <string>
#include <string_view>

namespace sandan {

/// Foreign text as a terminal, a build log or a sheet may show it: control characters as `\x1b`,
/// characters that turn the direction of writing and Unicode's separators of lines and paragraphs
/// as `U+202E`, bytes that are no UTF-8 as `\xff`. Line breaks and tabs stay; a carriage return
/// alone is shown.
[[nodiscard]] std::string visible(std::string_view text);

/// The same for what must be one line: breaks and tabs are shown too.
[[nodiscard]] std::string visible_line(std::string_view text);

/// A finished JSON text with such characters as \u escapes: its meaning is the same.
[[nodiscard]] std::string visible_json(std::string_view json);

} // namespace sandan
