#pragma once
// The colours by which maps tell classes apart. palettes_test holds them against how people with
// a colour-vision deficiency see them; marks, hatches and words always say the same.

#include <array>

namespace sandan::report {

/// Firms: Paul Tol's "light" scheme, pale enough for black text.
inline constexpr std::array firm_colours{"#77aadd", "#ee8866", "#eedd88", "#ffaabb",
                                         "#99ddff", "#44bb99", "#bbcc33", "#aaaa00"};

/// How many firms a lot suits: none, few … many; darker and darker.
inline constexpr std::array count_colours{"#ffffff", "#efe6f5", "#ddcbea", "#c7abdb", "#ab86c8"};

/// Feasible, conditional, unknown, infeasible. Blue, not green: beside red it is seen by all.
inline constexpr std::array verdict_colours{"#b5d8f0", "#fbe0a6", "#e4e4e4", "#f0b0a8"};

} // namespace sandan::report
