#pragma once

#include <sandan/allocation/allocate.hpp>
#include <sandan/io/write.hpp>
#include <sandan/model/project.hpp>

namespace sandan::cli {

/// The firms with the shape of their lots, and the columns of the assignments table; unplaced firms
/// have no shape.
[[nodiscard]] io::OutputLayer assignment_layer(const model::Project& project,
                                               const allocation::Allocation& allocation,
                                               Language language);

} // namespace sandan::cli
