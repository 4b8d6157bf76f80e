#pragma once
// A mapfile of MapServer 8 that serves a result GeoPackage: OGC API Features, WFS and WMS.

#include "desktop/qgis_project.hpp"
#include "desktop/styled_layer.hpp"

#include <string>
#include <vector>

namespace sandan::desktop {

/// Serves every layer with geometry, drawn as it is styled. The tables are left out: OGC API
/// Features serves features.
[[nodiscard]] std::string mapfile(const ProjectSettings& settings,
                                  const std::vector<StyledLayer>& layers);

} // namespace sandan::desktop
