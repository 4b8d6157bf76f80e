#pragma once

#include <sandan/core/text.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace sandan::io {

/// So alike that one is probably the other misspelt.
[[nodiscard]] bool is_near(std::string_view word, std::string_view other);

/// "; did you mean 'x'?" for the closest of `words` if it is close, else "; expected a, b or c"
/// when there are words at all.
[[nodiscard]] Text suggestion(std::string_view word, const std::vector<std::string>& words);

} // namespace sandan::io
