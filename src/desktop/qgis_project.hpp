#pragma once
// A project of QGIS (.qgs, 3.22 and later) that shows a result GeoPackage beside it.

#include "desktop/styled_layer.hpp"

#include <string>
#include <vector>

namespace sandan::desktop {

struct ProjectSettings {
    std::string title;
    std::string crs;        ///< "EPSG:n"
    std::string geopackage; ///< File name, beside the project.
};

/// The layers, top first, as they are styled; tables below them. Opens on all of them.
[[nodiscard]] std::string qgis_project(const ProjectSettings& settings,
                                       const std::vector<StyledLayer>& layers);

} // namespace sandan::desktop
