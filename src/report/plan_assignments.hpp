#pragma once
// The allocation found beside the assignments the plan file states.

#include <sandan/allocation/allocate.hpp>
#include <sandan/model/project.hpp>

#include <string>

namespace sandan::report {

/// Which firms the plan's [assignments] put elsewhere than `allocation` does, and which results
/// follow the plan; empty when they agree or the plan states none.
[[nodiscard]] std::string against_assignments(const model::Project& project,
                                              const allocation::Allocation& allocation,
                                              Language language);

} // namespace sandan::report
