#pragma once

#include "render/sheet.hpp"

#include <vector>

namespace sandan::render {

/// Denominator at which the extent fills the frame but for a margin; extents in m, frames in pt.
[[nodiscard]] double tight_scale(const geom::Box& extent, const geom::Box& frame);

/// What of the plan a window shows: its frame, from points on paper to metres.
[[nodiscard]] geom::Box shown_by(const Window& window, double scale);

struct Arrangement {
    double scale = 0; ///< A nice_scale() of all windows.
    std::vector<Window> windows;
};

/// One window of `all`; or, if that makes the scale at least a third larger, the largest part with
/// the others in a column beside it or in a row below it. Windows fill `frame`, `gap` apart.
[[nodiscard]] Arrangement arrange(const geom::Box& frame, const geom::Box& all,
                                  const std::vector<MapPart>& parts, double gap);

} // namespace sandan::render
