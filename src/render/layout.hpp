#pragma once

#include "render/sheet.hpp"
#include "render/typesetter.hpp"

namespace sandan::render {

/// Places everything: paper and orientation, scale, map, labels, furniture.
/// \throws Error{usage} for an unknown paper; Error{output} for a bad colour, mark or glyph;
/// Error{input} if there is nothing to draw.
[[nodiscard]] Sheet lay_out(const MapSpec& spec, const Typesetter& type);

/// The smallest scale denominator of 1, 1.25, 1.5, 2, 2.5, 3, 4, 5, 6, 7.5, 8 × 10^k that is not
/// below `denominator`.
[[nodiscard]] double nice_scale(double denominator);

/// The largest of 1, 2, 5 × 10^k that is not above `length`.
[[nodiscard]] double nice_length(double length);

} // namespace sandan::render
