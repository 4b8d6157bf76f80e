#pragma once

#include <string>

namespace sandan::cli {

/// One line per component: sandan, GDAL, GEOS, PROJ, solver, renderer.
[[nodiscard]] std::string version_text();

} // namespace sandan::cli
