#pragma once

#include <span>
#include <string_view>

namespace sandan::rules {

/// Ids of the rules over the whole plan that look at who is assigned where. Findings of every other
/// plan rule are the same whatever is assigned; pair rules look at one firm and its site only.
[[nodiscard]] std::span<const std::string_view> assignment_rules() noexcept;

} // namespace sandan::rules
