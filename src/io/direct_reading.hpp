#pragma once

#include <string>

namespace sandan::io {

/// True if .shp and .shx at `path` agree in every byte that says where records lie, so that shapes
/// may be read straight from the file; false also when they cannot be read.
[[nodiscard]] bool cleared_for_direct_reading(const std::string& path);

} // namespace sandan::io
