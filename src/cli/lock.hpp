#pragma once

#include <sandan/io/read.hpp>
#include <sandan/model/project.hpp>

#include "cli/command.hpp"

#include <string>
#include <vector>

namespace sandan::cli {

/// With --lock FILE: writes the SHA-256 of `files` (and of the parts of shapefiles) there if FILE
/// is absent, else holds them against it. Names in it are relative to the folder of the first file,
/// so that a copy elsewhere can be held against it. \throws Error{input} naming the file that is
/// another, missing or new.
void hold_to_lock(const Common& common, const std::vector<std::string>& files);

/// Holds what was read against the lock, too: a file may have become another since it was hashed.
/// `first` is the first file of hold_to_lock. \throws Error{input} naming the file.
void hold_read_to_lock(const Common& common, const std::vector<io::InputFile>& read,
                       const std::string& first);

/// The same with a plan and all it names, relative to its folder; not with what comes with this
/// program.
void hold_plan_to_lock(const Common& common, const model::Project& project);

} // namespace sandan::cli
