#include "desktop/qgis_project.hpp"

#include "desktop/qgis_style.hpp"
#include "desktop/xml_text.hpp"

#include <fmt/format.h>

#include <pugixml.hpp>

namespace sandan::desktop {

namespace {

using Node = pugi::xml_node;

Node leaf(Node parent, const char* name, const std::string& text) {
    auto node = parent.append_child(name);
    node.text() = clean(text).c_str();
    return node;
}

/// Shorter ids than this QGIS replaces by its own, and then does not find the layer in its tree.
std::string id_of(const StyledLayer& layer) {
    return "sandan_layer_" + layer.data.name;
}

bool is_table(const StyledLayer& layer) {
    return layer.data.geometry == "none";
}

std::string source_of(const StyledLayer& layer, const std::string& geopackage) {
    return fmt::format("./{}|layername={}", geopackage, layer.data.name);
}

/// QGIS reads the authid only beside an srsid of its own numbering above 0; without either the
/// project has no system, takes degrees for the unit and shows no label.
void add_system(Node parent, const std::string& crs) {
    auto system = parent.append_child("spatialrefsys");
    set(system, "nativeFormat", "Wkt");
    leaf(system, "srsid", "1");
    leaf(system, "srid", crs.substr(crs.find(':') + 1));
    leaf(system, "authid", crs);
}

void add_canvas(Node root, const std::string& crs, const geom::Box& box) {
    auto canvas = root.append_child("mapcanvas");
    set(canvas, "name", "theMapCanvas");
    set(canvas, "annotationsVisible", "1");
    leaf(canvas, "units", "meters");
    auto extent = canvas.append_child("extent");
    leaf(extent, "xmin", fmt::format("{:.3f}", box.min.x));
    leaf(extent, "ymin", fmt::format("{:.3f}", box.min.y));
    leaf(extent, "xmax", fmt::format("{:.3f}", box.max.x));
    leaf(extent, "ymax", fmt::format("{:.3f}", box.max.y));
    leaf(canvas, "rotation", "0");
    add_system(canvas.append_child("destinationsrs"), crs);
}

void add_layer(Node layers, const StyledLayer& layer, const ProjectSettings& settings) {
    auto node = layers.append_child("maplayer");
    set(node, "type", "vector");
    set(node, "geometry",
        is_table(layer)                  ? "No geometry"
        : layer.data.geometry == "Point" ? "Point"
                                         : "Polygon");
    leaf(node, "id", id_of(layer));
    leaf(node, "datasource", source_of(layer, settings.geopackage));
    leaf(node, "layername", layer.title);
    if (!is_table(layer)) {
        add_system(node.append_child("srs"), settings.crs);
    }
    set(leaf(node, "provider", "ogr"), "encoding", "UTF-8");
    if (!layer.categories.empty()) {
        add_style(node, layer);
    }
}

} // namespace

std::string qgis_project(const ProjectSettings& settings, const std::vector<StyledLayer>& layers) {
    pugi::xml_document document;
    document.append_child(pugi::node_doctype)
        .set_value("qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'");
    auto root = document.append_child("qgis");
    set(root, "version", "3.22.16");
    set(root, "projectname", settings.title);
    set(root.append_child("homePath"), "path", "");
    leaf(root, "title", settings.title);
    add_system(root.append_child("projectCrs"), settings.crs);
    auto tree = root.append_child("layer-tree-group");
    for (const auto& layer : layers) {
        auto entry = tree.append_child("layer-tree-layer");
        set(entry, "id", id_of(layer));
        set(entry, "name", layer.title);
        set(entry, "source", source_of(layer, settings.geopackage));
        set(entry, "providerKey", "ogr");
        set(entry, "checked", layer.shown ? "Qt::Checked" : "Qt::Unchecked");
        set(entry, "expanded", layer.data.name == "lots" ? "1" : "0");
    }
    add_canvas(root, settings.crs, extent_of(layers));
    auto sources = root.append_child("projectlayers");
    auto order = root.append_child("layerorder");
    for (const auto& layer : layers) {
        add_layer(sources, layer, settings);
        set(order.append_child("layer"), "id", id_of(layer));
    }
    auto properties = root.append_child("properties");
    auto enabled = leaf(properties.append_child("SpatialRefSys"), "ProjectionsEnabled", "1");
    set(enabled, "type", "int");
    return text_of(document, XmlForm::indented);
}

} // namespace sandan::desktop
