#include "desktop/qgis_style.hpp"

#include "desktop/xml_text.hpp"

#include <fmt/format.h>

#include <array>
#include <pugixml.hpp>

namespace sandan::desktop {

namespace {

using Node = pugi::xml_node;

constexpr double millimetres_per_point = 25.4 / 72;

/// "#rrggbb" as QGIS writes it; what is not drawn is transparent.
std::string rgba(const std::string& colour, double opacity = 1) {
    if (colour.size() != 7) {
        return "0,0,0,0";
    }
    const auto value = std::stoul(colour.substr(1), nullptr, 16);
    return fmt::format("{},{},{},{:.0f}", value >> 16U & 0xFFU, value >> 8U & 0xFFU, value & 0xFFU,
                       255 * opacity);
}

const char* pen_of(const render::Style& style) {
    if (style.stroke.empty()) {
        return "no";
    }
    return style.dash == "dashed"    ? "dash"
           : style.dash == "dotted"  ? "dot"
           : style.dash == "dashdot" ? "dash dot"
                                     : "solid";
}

/// A symbol layer's properties.
class Options {
public:
    explicit Options(Node layer) : m_map{layer.append_child("Option")} {
        set(m_map, "type", "Map");
    }

    Options& operator()(const char* name, const std::string& value) {
        auto option = m_map.append_child("Option");
        set(option, "type", "QString");
        set(option, "name", name);
        set(option, "value", value);
        return *this;
    }

private:
    Node m_map;
};

Node symbol_layer(Node symbol, const char* kind) {
    auto layer = symbol.append_child("layer");
    set(layer, "class", kind);
    set(layer, "enabled", "1");
    set(layer, "pass", "0");
    set(layer, "locked", "0");
    return layer;
}

Node symbol(Node parent, const char* type, const std::string& name) {
    auto node = parent.append_child("symbol");
    set(node, "type", type);
    set(node, "name", name);
    set(node, "alpha", "1");
    set(node, "clip_to_extent", "1");
    return node;
}

std::string millimetres(double points) {
    return fmt::format("{:.2f}", points * millimetres_per_point);
}

void add_lines(Node fill, const std::string& name, const char* angle, const std::string& colour) {
    auto layer = symbol_layer(fill, "LinePatternFill");
    Options{layer}("angle", angle)("distance", "1.6")("distance_unit", "MM")("line_width", "0.15")(
        "color", rgba(colour));
    auto line = symbol_layer(symbol(layer, "line", "@" + name), "SimpleLine");
    Options{line}("line_color", rgba(colour))("line_width", "0.15")("line_width_unit",
                                                                    "MM")("line_style", "solid");
}

void add_dots(Node fill, const std::string& name, const std::string& colour) {
    auto layer = symbol_layer(fill, "PointPatternFill");
    Options{layer}("distance_x", "2")("distance_y", "2")("distance_x_unit", "MM")("distance_y_unit",
                                                                                  "MM");
    auto dot = symbol_layer(symbol(layer, "marker", "@" + name), "SimpleMarker");
    Options{dot}("name", "circle")("size", "0.5")("size_unit", "MM")("color", rgba(colour))(
        "outline_style", "no");
}

void add_hatch(Node fill, const std::string& number, const render::Style& style) {
    if (style.hatch == "dots") {
        add_dots(fill, number + "@1", style.hatch_colour);
    } else if (!style.hatch.empty()) {
        add_lines(fill, number + "@1", "45", style.hatch_colour);
        if (style.hatch == "cross") {
            add_lines(fill, number + "@2", "135", style.hatch_colour);
        }
    }
}

void add_fill(Node symbols, const std::string& number, const Category& category) {
    const auto& style = category.style;
    auto fill = symbol(symbols, "fill", number);
    Options{symbol_layer(fill, "SimpleFill")}("color", rgba(style.fill, style.opacity))(
        "style", style.fill.empty() ? "no" : "solid")("outline_color", rgba(style.stroke))(
        "outline_style", pen_of(style))("outline_width",
                                        millimetres(style.stroke_pt))("outline_width_unit", "MM");
    add_hatch(fill, number, style);
}

void add_marker(Node symbols, const std::string& number, const Category& category) {
    constexpr std::array shapes{std::pair{"cross", "cross_fill"}, std::pair{"triangle", "triangle"},
                                std::pair{"square", "square"}};
    const char* shape = "circle";
    for (const auto& [mark, name] : shapes) {
        shape = category.mark == mark ? name : shape;
    }
    Options{symbol_layer(symbol(symbols, "marker", number), "SimpleMarker")}("name", shape)(
        "size", "3")("size_unit", "MM")("color", rgba(category.style.fill))(
        "outline_color", rgba(category.style.stroke))("outline_style", pen_of(category.style))(
        "outline_width", millimetres(category.style.stroke_pt))("outline_width_unit", "MM");
}

void add_renderer(Node node, const StyledLayer& layer) {
    auto renderer = node.append_child("renderer-v2");
    set(renderer, "type", "categorizedSymbol");
    set(renderer, "attr", layer.class_field);
    set(renderer, "enableorderby", "0");
    set(renderer, "forceraster", "0");
    set(renderer, "symbollevels", "0");
    auto categories = renderer.append_child("categories");
    auto symbols = renderer.append_child("symbols");
    const bool points = layer.data.geometry == "Point";
    for (std::size_t i = 0; i < layer.categories.size(); ++i) {
        const auto& category = layer.categories[i];
        const auto number = std::to_string(i);
        auto row = categories.append_child("category");
        set(row, "value", category.value);
        set(row, "label", category.name);
        set(row, "symbol", number);
        set(row, "render", "true");
        set(row, "type", "string");
        (points ? add_marker : add_fill)(symbols, number, category);
    }
}

/// Labels stand inside their polygon or are left out, and from 1:15,000 on (QGIS counts the scale
/// limits backwards).
void add_labels(Node node, const std::string& field) {
    auto labeling = node.append_child("labeling");
    set(labeling, "type", "simple");
    auto settings = labeling.append_child("settings");
    set(settings, "calloutType", "simple");
    auto text = settings.append_child("text-style");
    set(text, "fieldName", field);
    set(text, "isExpression", "0");
    set(text, "fontFamily", "NanumGothic");
    set(text, "fontSize", "8");
    set(text, "fontSizeUnit", "Point");
    set(text, "textColor", "26,26,26,255");
    set(text, "textOpacity", "1");
    auto placement = settings.append_child("placement");
    set(placement, "placement", "4");
    set(placement, "polygonPlacementFlags", "2");
    set(placement, "fitInPolygonOnly", "1");
    auto rendering = settings.append_child("rendering");
    set(rendering, "drawLabels", "1");
    set(rendering, "scaleVisibility", "1");
    set(rendering, "scaleMin", "1");
    set(rendering, "scaleMax", "15000");
    set(rendering, "fitInPolygonOnly", "1");
    set(rendering, "obstacle", "1");
}

} // namespace

void add_style(Node& node, const StyledLayer& layer) {
    set(node, "styleCategories", "Symbology|Labeling");
    set(node, "labelsEnabled", layer.label_field.empty() ? "0" : "1");
    add_renderer(node, layer);
    if (!layer.label_field.empty()) {
        add_labels(node, layer.label_field);
    }
}

std::string qml(const StyledLayer& layer) {
    pugi::xml_document document;
    document.append_child(pugi::node_doctype)
        .set_value("qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'");
    auto root = document.append_child("qgis");
    set(root, "version", "3.22.16");
    add_style(root, layer);
    return text_of(document, XmlForm::compact);
}

} // namespace sandan::desktop
