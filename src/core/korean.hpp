#pragma once
// Korean sentences with values in them. A particle's form hangs on the last sound of what stands
// before it, which is known only when the value is: sentences are written with both forms.

#include <fmt/format.h>

#include <string>
#include <utility>

namespace sandan {

/// Each 은(는), 이(가), 을(를), 과(와) and (으)로 becomes the form that goes with what stands
/// before it: "획지 3은(는)" → "획지 3은", "EPSG:5186(으)로" → "EPSG:5186으로". Numbers are read as
/// Sino-Korean, capitals by the names of their letters, other Latin words by their last letter;
/// closing brackets and quotes are passed over. Behind what has no sound both forms stay.
[[nodiscard]] std::string with_particles(const std::string& sentence);

/// fmt::format and then with_particles.
template <typename... Values>
[[nodiscard]] std::string format_ko(fmt::format_string<Values...> sentence, Values&&... values) {
    return with_particles(fmt::format(sentence, std::forward<Values>(values)...));
}

} // namespace sandan
