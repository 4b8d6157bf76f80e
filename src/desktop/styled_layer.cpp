#include "desktop/styled_layer.hpp"

#include <sandan/geom/measure.hpp>

#include "desktop/qgis_style.hpp"

#include <algorithm>

namespace sandan::desktop {

namespace {

/// As QGIS makes it itself ("Save style in database").
io::OutputLayer style_table(const std::vector<StyledLayer>& layers) {
    io::OutputLayer table{.name = "layer_styles",
                          .geometry = "none",
                          .fields = {"f_table_catalog", "f_table_schema", "f_table_name",
                                     "f_geometry_column", "styleName", "styleQML", "styleSLD",
                                     "useAsDefault", "description", "owner", "ui", "update_time"},
                          .numeric = {false, false, false, false, false, false, false, true, false,
                                      false, false, false},
                          .features = {}};
    const std::string none;
    for (const auto& layer : layers) {
        if (layer.categories.empty()) {
            continue;
        }
        model::Feature row;
        row.values = {none,
                      none,
                      layer.data.name,
                      std::string{"geom"},
                      std::string{"sandan"},
                      qml(layer),
                      none,
                      1.0,
                      layer.title,
                      none,
                      none,
                      std::string{"2000-01-01T00:00:00.000Z"}}; // equal results are equal bytes
        table.features.push_back(std::move(row));
    }
    return table;
}

} // namespace

geom::Box extent_of(const std::vector<StyledLayer>& layers) {
    geom::Box box;
    for (const auto& layer : layers) {
        for (const auto& feature : layer.data.features) {
            const auto own = geom::envelope(feature.shape);
            if (!own.empty()) {
                box.extend(own.min);
                box.extend(own.max);
            }
        }
    }
    return box;
}

std::string styled_geopackage(const std::string& crs, const std::vector<StyledLayer>& layers) {
    std::vector<io::OutputLayer> all;
    all.reserve(layers.size() + 1);
    for (const auto& layer : layers) {
        all.push_back(layer.data);
    }
    if (auto styles = style_table(layers); !styles.features.empty()) {
        all.push_back(std::move(styles));
    }
    return io::geopackage_bytes(crs, all);
}

} // namespace sandan::desktop
