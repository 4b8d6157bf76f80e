#pragma once

#include <sandan/geom/types.hpp>

#include <cstddef>
#include <span>
#include <vector>

namespace sandan::geom {

/// Shapes that follow each other often lie together until a row of them ends and the next one
/// begins far away: one box around all would be mostly empty. Where to cut the shapes with these
/// boxes so that the boxes around the runs are less than half as large together, and again; at most
/// four runs, of which none is cut whose box is not larger than `least` m².
/// \returns the end of each run; nothing without shapes.
[[nodiscard]] std::vector<std::size_t> compact_runs(std::span<const Box> boxes, double least);

} // namespace sandan::geom
