#pragma once

#include <sandan/core/text.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace sandan::cli {

/// The name with the fewest single-byte edits from `word` (Levenshtein), the first of equals;
/// empty when every name would have to be rewritten from scratch.
[[nodiscard]] std::string nearest_name(std::string_view word,
                                       const std::vector<std::string>& names);

/// ", did you mean gpkg?", or nothing when `name` is empty.
[[nodiscard]] Text asked_back(const std::string& name);

/// The same of the nearest name, or nothing when no name is near.
[[nodiscard]] Text did_you_mean(std::string_view word, const std::vector<std::string>& names);

/// For an option that takes an id of the plan. \throws Error{usage} unless `word` is one of `ids`:
/// with the nearest, and with all of them where they are few.
void require_known(std::string_view option, const std::string& word,
                   const std::vector<std::string>& ids);

} // namespace sandan::cli
