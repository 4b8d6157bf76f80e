#pragma once
// Points whose place in other systems is known without PROJ.

#include <sandan/geom/types.hpp>

#include <functional>
#include <string>

namespace sandan::geom {

/// Takes a point from one system to another.
using Mover = std::function<Point(const Point& p, const std::string& from, const std::string& to)>;

/// \throws Error{input} naming the first system that comes out elsewhere.
void check_controls(const Mover& move);

} // namespace sandan::geom
