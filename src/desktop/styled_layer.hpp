#pragma once
// A result layer with the look it opens with, whatever the program: QGIS by layer_styles and by the
// project, MapServer by the mapfile.

#include <sandan/core/text.hpp>
#include <sandan/geom/types.hpp>
#include <sandan/io/write.hpp>
#include <sandan/render/scene.hpp>

#include <string>
#include <vector>

namespace sandan::desktop {

/// How features with one value are drawn.
struct Category {
    std::string value;
    std::string name; ///< In the legend.
    render::Style style;
    std::string mark; ///< Of points: "cross", "triangle", "circle", "square".
};

struct StyledLayer {
    io::OutputLayer data;    ///< Its geometry is "Point", "MultiPolygon" or "none" (a plain table).
    std::string title;       ///< In the legend and for services.
    std::string class_field; ///< Whose value chooses the category.
    std::vector<Category> categories; ///< Empty: a table.
    std::string label_field;          ///< Empty: no labels.
    bool shown = true;                ///< Switched on when a project is opened.
};

/// Of all features; empty when there are none.
[[nodiscard]] geom::Box extent_of(const std::vector<StyledLayer>& layers);

/// The layers and, where any has a look, the table `layer_styles` from which QGIS takes it.
/// Byte-identical for equal input. \throws Error{output}
[[nodiscard]] std::string styled_geopackage(const std::string& crs,
                                            const std::vector<StyledLayer>& layers);

} // namespace sandan::desktop
