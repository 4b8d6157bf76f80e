#pragma once

#include <string>
#include <string_view>

namespace sandan {

/// True if `stored` may be how a file keeps the field `name`: the same in any case of letters, or
/// cut to the 10 bytes of a DBF, counted in UTF-8 or in CP949.
[[nodiscard]] bool is_field_name(std::string_view stored, std::string_view name);

/// A..Z as a..z; other letters stay.
[[nodiscard]] std::string lower_case(std::string_view text);

} // namespace sandan
