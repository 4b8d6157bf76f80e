#include "desktop/mapfile.hpp"

#include <sandan/core/visible.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace sandan::desktop {

namespace {

/// A string of the mapfile: whatever the text, it ends where we end it.
std::string quoted(const std::string& text) {
    std::string result = "\"";
    for (const char c : visible_line(text)) {
        result += c == '"' || c == '\\' ? std::string{'\\', c} : std::string{c};
    }
    return result + "\"";
}

std::string projection(const std::string& crs) {
    auto code = crs;
    std::transform(code.begin(), code.end(), code.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return fmt::format("PROJECTION \"init={}\" END", code);
}

std::string class_of(const Category& category, bool points) {
    const auto& style = category.style;
    auto drawn = points ? "SYMBOL \"dot\" SIZE 8 " : std::string{};
    if (!style.fill.empty()) {
        drawn += fmt::format("COLOR \"{}\" OPACITY {:.0f} ", style.fill, 100 * style.opacity);
    }
    if (!style.stroke.empty()) {
        drawn +=
            fmt::format("OUTLINECOLOR \"{}\" OUTLINEWIDTH {:.1f} ", style.stroke, style.stroke_pt);
    }
    return fmt::format("    CLASS NAME {} EXPRESSION {} STYLE {}END END\n", quoted(category.name),
                       quoted(category.value), drawn);
}

/// What names a feature: its fingerprint where it is a finding, else the first field.
std::string id_field(const StyledLayer& layer) {
    const auto& fields = layer.data.fields;
    const bool finding = std::find(fields.begin(), fields.end(), "fingerprint") != fields.end();
    return finding ? "fingerprint" : fields.front();
}

std::string layer_of(const StyledLayer& layer, const ProjectSettings& settings) {
    const bool points = layer.data.geometry == "Point";
    auto text =
        fmt::format(R"(  LAYER
    NAME {}
    TYPE {}
    STATUS ON
    CONNECTIONTYPE OGR
    CONNECTION {}
    DATA {}
    {}
    TEMPLATE "ogcapi"
    METADATA
      "ows_title" {}
      "gml_featureid" {}
      "gml_include_items" "all"
      "ows_include_items" "all"
    END
    CLASSITEM {}
)",
                    quoted(layer.data.name), points ? "POINT" : "POLYGON",
                    quoted(settings.geopackage), quoted(layer.data.name), projection(settings.crs),
                    quoted(layer.title), quoted(id_field(layer)), quoted(layer.class_field));
    for (const auto& category : layer.categories) {
        text += class_of(category, points);
    }
    return text + "  END\n";
}

} // namespace

std::string mapfile(const ProjectSettings& settings, const std::vector<StyledLayer>& layers) {
    std::string served;
    for (auto layer = layers.rbegin(); layer != layers.rend(); ++layer) { // bottom first
        if (layer->data.geometry != "none") {
            served += layer_of(*layer, settings);
        }
    }
    const auto box = extent_of(layers);
    return fmt::format(
        R"(# Serves {0} as OGC API Features, WFS and WMS with MapServer 8 (cgi-mapserver):
#   MS_MAPFILE=… mapserv, or the key of this file in mapserver.conf; https://mapserver.org/ogc/ogc_api.html
# "oga_onlineresource" is the address under which the server is reached.
MAP
  NAME "sandan"
  EXTENT {1:.3f} {2:.3f} {3:.3f} {4:.3f}
  SIZE 1200 900
  UNITS METERS
  {5}
  SYMBOL NAME "dot" TYPE ELLIPSE FILLED TRUE POINTS 1 1 END END
  WEB METADATA
    "ows_title" {6}
    "ows_enable_request" "*"
    "ows_srs" "{7} EPSG:4326 EPSG:3857"
    "oga_onlineresource" "http://localhost/ogcapi"
    "ows_onlineresource" "http://localhost/ows?"
  END END
{8}END
)",
        settings.geopackage, box.min.x, box.min.y, box.max.x, box.max.y, projection(settings.crs),
        quoted(settings.title), settings.crs, served);
}

} // namespace sandan::desktop
