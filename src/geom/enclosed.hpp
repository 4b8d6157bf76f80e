#pragma once

#include "geom/arrangement.hpp"

#include <cstddef>
#include <vector>

namespace sandan::geom {

/// The holes of what shapes cover, each as the faces that it consists of: land that no shape
/// covers, which the land around does not reach because of one connected piece of covered land.
/// Islands in a hole are no part of it, and divide it where they touch its border in several
/// points. Where shapes only touch each other in points, the land between them is no hole. O(n).
[[nodiscard]] std::vector<std::vector<std::size_t>> holes_of(const Arrangement& land);

} // namespace sandan::geom
