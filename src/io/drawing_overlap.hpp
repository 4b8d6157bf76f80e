#pragma once

#include "io/drawing_entities.hpp"

#include <string>
#include <vector>

namespace sandan::io {

/// Tells of closed lines of one CAD layer that are drawn twice, that cross each other, or
/// themselves: the areas made of them are not those that somebody drew. A line within another is
/// an island and nothing to tell. `tolerance` (m) is what ends may lie apart: what two lines share
/// along less than it is no overlap.
void tell_overlaps(const std::vector<DrawnLine>& lines, const std::string& cad_layer,
                   double tolerance, std::vector<model::ReadFinding>& findings);

} // namespace sandan::io
