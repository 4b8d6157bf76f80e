#pragma once

#include <sandan/model/project.hpp>

namespace sandan::landuse {

/// False if records of lots that hold land could not be used: a sum over the rest is not the sum.
/// The open lines of a drawing are rejected, too, but hold none. True for a plan without lots.
[[nodiscard]] bool all_lots_read(const model::Project& project);

} // namespace sandan::landuse
