#pragma once

#include <sandan/model/layer.hpp>

#include <string>

namespace sandan::io {

/// True if all of a box in `crs` lies in Korea, some 25 km or more from the sides of its box: then
/// no record in it is far. False says nothing.
[[nodiscard]] bool surely_in_korea(const geom::Box& box, const std::string& crs);

/// Tells of records that lie outside Korea (124–132° E, 33–39° N) in a layer most of which lies
/// inside, one by one; of a layer elsewhere once. `crs` is that of the coordinates; where PROJ
/// knows no way from degrees to it, nothing is told. True if some but not most records are far.
[[nodiscard]] bool tell_of_far_records(const std::vector<model::Feature>& features,
                                       const std::string& crs,
                                       std::vector<model::ReadFinding>& findings);

} // namespace sandan::io
