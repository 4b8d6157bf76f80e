#pragma once

#include <sandan/geom/types.hpp>

#include <string>

namespace sandan::geom {

/// One point taken from one system to another ("EPSG:5186") as Reprojection does, equal to 0.1 mm.
/// Between two systems of Korea, their degrees (4737, 4162), WGS 84 (4326) and Tokyo (4301, as a
/// source) the way is put together from the parameters of each system and of the three datums,
/// which are those of PROJ's database: its own search for it takes twenty times longer. For few
/// points and any pair; layers are moved by Reprojection. Safe from any thread. \throws
/// Error{input} as Reprojection, and for a point out of reach.
[[nodiscard]] Point moved(const Point& p, const std::string& from, const std::string& to);

} // namespace sandan::geom
