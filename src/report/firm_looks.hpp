#pragma once
// Which colour and hatch each firm on a map gets.

#include "report/palettes.hpp"

#include <cstddef>
#include <vector>

namespace sandan::report {

/// Hatches by which firms of one colour are told apart.
inline constexpr std::array firm_hatches{"", "diagonal", "cross", "dots"};

struct FirmLook {
    std::size_t colour = 0; ///< In firm_colours
    std::size_t hatch = 0;  ///< In firm_hatches

    bool operator==(const FirmLook&) const = default;
};

inline constexpr std::size_t firm_look_count = firm_colours.size() * firm_hatches.size();

/// Positions of others, by position: symmetric, none of itself.
using Neighbours = std::vector<std::vector<std::size_t>>;

/// One look a place. Up to firm_look_count places all looks differ. Beyond, looks come again as
/// evenly as may be, but never on places that touch, if no place has to touch firm_look_count
/// others whichever is taken last: places in the plane always have one that touches at most five
/// (greedy colouring, smallest last: Matula and Beck 1983). Places that are `near` differ in colour
/// while colours last, and plain looks go before hatched ones. `near` holds `touching`.
[[nodiscard]] std::vector<FirmLook> firm_looks(const Neighbours& touching, const Neighbours& near);

} // namespace sandan::report
