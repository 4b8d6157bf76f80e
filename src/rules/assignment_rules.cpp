#include <sandan/rules/assignment_rules.hpp>

#include <array>

namespace sandan::rules {

std::span<const std::string_view> assignment_rules() noexcept {
    static constexpr std::array<std::string_view, 4> ids{"SI-07", "SI-29", "PC-07", "PC-11"};
    return ids;
}

} // namespace sandan::rules
