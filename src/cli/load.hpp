#pragma once

#include <sandan/model/project.hpp>

#include "cli/command.hpp"

#include <string>
#include <vector>

namespace sandan::cli {

/// Reads everything the plan names. `outputs` (and -o) may not be one of its inputs.
/// \throws Error as io::read_project and io::refuse_overwriting do.
[[nodiscard]] model::Project load(const std::string& plan, const Common& common,
                                  const std::vector<std::string>& outputs = {});

} // namespace sandan::cli
