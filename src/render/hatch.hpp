#pragma once

#include <sandan/geom/types.hpp>

#include <string>
#include <vector>

namespace sandan::render {

/// Strokes of a hatch inside closed rings (even-odd): parallel lines at `angle` (radians),
/// `spacing` apart, anchored to the page's origin so that neighbours continue one another.
[[nodiscard]] std::vector<geom::Line> hatch_lines(const std::vector<geom::Line>& rings,
                                                  double angle, double spacing);

/// The strokes of a named hatch: "diagonal", "cross", or "dots" (strokes of length 0, to be drawn
/// with round caps). Nothing for "".
[[nodiscard]] std::vector<geom::Line> hatch(const std::vector<geom::Line>& rings,
                                            const std::string& name);

} // namespace sandan::render
