#pragma once

#include "io/source.hpp"

#include <string>
#include <vector>

namespace sandan::io {

/// The shapefile in a zip archive (`layer` chooses among several by name, or by folder and name),
/// unpacked to a folder of
/// our own that lives as long as the source. \throws Error{input}: an archive that is not safe
/// (archive.hpp), or without one fitting shapefile.
[[nodiscard]] Source find_in_zip(const std::string& path, const std::string& layer);

/// All of them, in the archive's order; those that share a name carry their folder's, too.
/// \throws as find_in_zip.
[[nodiscard]] std::vector<Source> find_all_in_zip(const std::string& path);

/// A spreadsheet or geodatabase that is a zip archive. \throws Error{input} if it is not safe, or
/// declares XML entities.
void require_sound_zip(const std::string& path);

} // namespace sandan::io
