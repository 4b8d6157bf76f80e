#pragma once

#include <sandan/geom/polygonise.hpp>

#include <vector>

namespace sandan::io {

/// Where a piece of open line work wants closing: at its end that is farther from all else.
struct Gap {
    geom::Point at;
    double width = 0; ///< m, to the nearest other line, or another part of the same one; infinity
                      ///< when there is none, 0 when both ends meet lines that are open as well.
};

/// Of each open line, in the order of `faces.open`.
[[nodiscard]] std::vector<Gap> gaps_of(const geom::Faces& faces);

} // namespace sandan::io
