#pragma once
// The sections [upgrade] and [feasibility] of a plan file.

#include <sandan/model/appraisal.hpp>

#include "io/toml.hpp"

#include <set>
#include <string>

namespace sandan::io {

/// What the sections under `root` say; `complexes`: ids of the plan's complexes. \throws Error as
/// io::read_appraisal does.
[[nodiscard]] model::Appraisal appraisal_in(TomlTable& root,
                                            const std::set<std::string>& complexes);

} // namespace sandan::io
