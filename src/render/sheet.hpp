#pragma once
// The placed page: what every back end draws, in order. Points (1/72 inch), y downwards.

#include <sandan/render/scene.hpp>

#include <cstddef>
#include <string>
#include <variant>
#include <vector>

namespace sandan::render {

struct PathItem {
    std::vector<geom::Line> lines; ///< Rings when closed (even-odd), else polylines.
    bool closed = true;
    Style style;
};

/// One line of text; `at` is the start of its baseline, `angle` turns it clockwise (radians).
struct TextItem {
    std::string text;
    geom::Point at;
    double size = 8;
    double angle = 0;
    bool bold = false;
    std::string colour = "#1a1a1a";
    double opacity = 1;
    std::string halo; ///< Colour of a rim that keeps text legible over lines; empty = none
};

using Item = std::variant<PathItem, TextItem>;

/// A rectangle turned about its centre.
struct Rectangle {
    geom::Point centre;
    double half_width = 0;
    double half_height = 0;
    double angle = 0; ///< Radians, clockwise on the page.
};

/// A label as placed, for tests and counts.
struct Label {
    std::size_t window = 0;
    std::size_t layer = 0;
    std::size_t feature = 0;
    std::string text;
    Rectangle box;
};

struct ScaleBar {
    double metres = 0;
    double length_pt = 0;
};

/// A part of the plan in a frame on the page, centre on centre.
struct Window {
    std::string name;
    geom::Box frame;         ///< `items` are clipped to it.
    geom::Box extent;        ///< In the plan
    std::vector<Item> items; ///< Bottom first.
};

struct Sheet {
    double width = 0;
    double height = 0;
    double scale = 0; ///< 1 : scale, of all windows
    std::vector<Window> windows;
    std::vector<Item> page; ///< Furniture, after the windows.
    std::vector<Label> labels;
    std::size_t labels_wanted = 0;
    ScaleBar scale_bar;
};

} // namespace sandan::render
