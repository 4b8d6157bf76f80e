#pragma once

#include <sandan/geom/types.hpp>

#include <vector>

namespace sandan::geom {

/// A piece of line work that bounds nothing.
struct OpenLine {
    Line line;
    Point at;       ///< Its loose end: the one farther from any other line.
    double gap = 0; ///< From there to the nearest other line; infinity when there is none.
};

struct Faces {
    std::vector<Polygon> polygons; ///< Do not overlap; by their lowest, then leftmost corner.
    std::vector<OpenLine> open;    ///< In the same order.
    std::size_t closed_gaps = 0;   ///< Ends that were moved, by at most the tolerance.
};

/// The areas that line work encloses. Ends within `tolerance` of each other, or of another line,
/// meet first; crossing lines are cut, lines drawn twice count once. A closed line within another
/// makes a hole in it and an area of its own. \throws Error{geometry}.
[[nodiscard]] Faces polygonise(const std::vector<Line>& lines, double tolerance);

} // namespace sandan::geom
