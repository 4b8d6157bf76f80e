#pragma once
// The look of a layer in the words of QGIS (QML, read by 3.22 and later).

#include "desktop/styled_layer.hpp"

#include <string>

namespace pugi { // NOLINT(readability-identifier-naming): the library names it so
class xml_node;
} // namespace pugi

namespace sandan::desktop {

/// A style document: symbols for each category, labels where the layer has them.
[[nodiscard]] std::string qml(const StyledLayer& layer);

/// The same as children and attributes of a layer of a project.
void add_style(pugi::xml_node& node, const StyledLayer& layer);

} // namespace sandan::desktop
