#pragma once
// Where a reviewer can open a finding's subject in a file.

#include <sandan/core/finding.hpp>
#include <sandan/model/project.hpp>

#include <string>

namespace sandan::report {

/// A place in a file. `line` is 1 for a file that is no text.
struct FilePlace {
    std::string path; ///< As the plan has it: absolute.
    int line = 1;
    int column = 1;
    bool text = false; ///< The reviewer sees this line in a diff.
};

/// The line of the table for what stands in one (assignments, utilities), of the plan file for what
/// it states (complexes, figures), else the file of the layer.
[[nodiscard]] FilePlace file_place(const model::Project& project, const Finding& finding);

/// `path` as build servers want it: relative to the working folder if it lies below it, else to the
/// plan's folder, with forward slashes.
[[nodiscard]] std::string repository_path(const model::Project& project, const std::string& path);

} // namespace sandan::report
