#pragma once

#include <string>
#include <string_view>

namespace sandan::io {

/// What two spellings of one name have in common: compatibility forms (㈜, ㎡, full width), dashes,
/// middle dots, tildes, blanks and letter case are folded. For comparing only, never for output.
[[nodiscard]] std::string text_key(std::string_view utf8);

} // namespace sandan::io
