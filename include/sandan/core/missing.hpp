#pragma once

#include <sandan/core/text.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace sandan {

/// What a rule or an indicator lacks ("layer roads", "parameter LB-02 max_share", "lots.lease") in
/// words for the reader; names of layers, fields and ids stay as the data has them. Files keep the
/// English words, which are keys. A wording that is not known is given back as it is.
[[nodiscard]] std::string missing_in(std::string_view what, Language language);

/// Several, in their order.
[[nodiscard]] std::vector<std::string> missing_in(const std::vector<std::string>& what,
                                                  Language language);

} // namespace sandan
