#pragma once

#include <sandan/model/project.hpp>

#include <string>

namespace sandan::cli {

/// One SHA-256 for all input files of a project: of the sorted lines "<sha256>  <file name>\n", so
/// that moving the folder changes nothing and changing any byte does.
[[nodiscard]] std::string inputs_digest(const model::Project& project);

} // namespace sandan::cli
