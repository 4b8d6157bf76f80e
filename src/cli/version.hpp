#pragma once

#include <string>

namespace sandan::cli {

/// One line per component: sandan, GDAL, GEOS, PROJ, CBC.
[[nodiscard]] std::string version_text();

/// The same without the solver: all that areas and overlays hang on.
[[nodiscard]] std::string measuring_versions();

} // namespace sandan::cli
