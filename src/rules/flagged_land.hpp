#pragma once
// Lots for lease (LB-09) and lots of the negative list (LB-10) are flagged; what counts of them is
// the land that counts as industrial.

#include <sandan/rules/context.hpp>

#include <optional>
#include <string_view>

namespace sandan::rules {

/// Area of a complex's lots whose flag is set, of the land that counts as industrial.
struct Flagged {
    double area_m2 = 0;
    double unknown_m2 = 0; ///< Of mixed land that may count or not: its share is not given.
};

/// Of a complex, in m². Nothing if the flag `field` of a lot is missing.
[[nodiscard]] std::optional<Flagged>
flagged_area(const Context& context, const landuse::ComplexBudget& budget, std::string_view field);

} // namespace sandan::rules
