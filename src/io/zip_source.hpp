#pragma once

#include "io/source.hpp"

#include <string>

namespace sandan::io {

/// The shapefile in a zip archive (`layer` chooses among several by name), unpacked to a folder of
/// our own that lives as long as the source. \throws Error{input}: an archive that is not safe
/// (archive.hpp), or without one fitting shapefile.
[[nodiscard]] Source find_in_zip(const std::string& path, const std::string& layer);

/// A spreadsheet or geodatabase that is a zip archive. \throws Error{input} if it is not safe, or
/// declares XML entities.
void require_sound_zip(const std::string& path);

} // namespace sandan::io
