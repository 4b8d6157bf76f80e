#pragma once

#include "render/sheet.hpp"

#include <string>
#include <vector>

namespace sandan::render {

/// A status mark as strokes about (0, 0), `size` high: "cross" (fails), "triangle" (warns or
/// conditional), "check" (passes), "circle" (unknown). \throws Error{output} for another name.
[[nodiscard]] PathItem mark(const std::string& name, const geom::Point& centre, double size);

} // namespace sandan::render
