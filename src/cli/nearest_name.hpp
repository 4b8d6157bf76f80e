#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sandan::cli {

/// The name with the fewest single-byte edits from `word` (Levenshtein), the first of equals;
/// empty when every name would have to be rewritten from scratch.
[[nodiscard]] std::string nearest_name(std::string_view word,
                                       const std::vector<std::string>& names);

/// ", did you mean gpkg?", or nothing when no name is near.
[[nodiscard]] std::string did_you_mean(std::string_view word,
                                       const std::vector<std::string>& names);

} // namespace sandan::cli
