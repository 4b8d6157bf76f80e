#pragma once
// A map sheet as plain data, the same for every back end: shapes with styles, labels already
// placed, legend, scale bar, title block. Built from a MapSpec, drawn by draw().

#include <sandan/core/text.hpp>
#include <sandan/geom/types.hpp>

#include <string>
#include <vector>

namespace sandan::render {

struct Style {
    std::string fill;   ///< "#rrggbb"; empty = none
    std::string stroke; ///< "#rrggbb"; empty = none
    double stroke_pt = 0.3;
    std::string dash;  ///< "", "dashed", "dotted", "dashdot"
    std::string hatch; ///< "", "diagonal", "cross", "dots"
    std::string hatch_colour = "#404040";
    double opacity = 1; ///< Of the fill.

    bool operator==(const Style&) const = default;
};

struct LegendEntry {
    std::string label;
    std::string detail; ///< Area or count, e.g. "1,012,345 m² (55.3 %)"
    Style style;
    char geometry = 'p'; ///< 'p'olygon, 'l'ine, 'm'ark, 't'ext without a sample
    std::string mark;    ///< Sample of a status mark, as MapFeature::mark
    std::string key;     ///< Stands for the features with this key; empty = for none in particular
    /// Explains the ground under a theme: drawn only when a window shows something of its style,
    /// and never among those that a full legend leaves out. Such entries stand last.
    bool base = false;
    /// A row of the theme, drawn only when a window shows something of its style and, if it has
    /// one, its key.
    bool if_seen = false;
    bool sheet_only = false; ///< Speaks of this legend itself: not for an interactive map.
    /// Where it stands, if it is about a place: the mark is boxed only if a window shows that.
    geom::Shape place;
};

/// One drawn feature with its label candidates, longest first.
struct MapFeature {
    geom::Shape shape;
    Style style;
    std::vector<std::string> labels; ///< First that fits inside is drawn; empty = no label.
    int label_priority = 0;          ///< Higher is placed first.
    /// Status mark drawn as a vector above the label: "", "cross", "triangle", "check", "circle".
    std::string mark;
    bool may_overrun = false; ///< The label may leave the shape when it does not fit inside.
    std::string key; ///< Of its legend entry, where an interactive map may switch the two off.
};

struct MapLayer {
    std::string name;
    std::vector<MapFeature> features;
};

/// A part of the plan that may get a window of its own.
struct MapPart {
    std::string name;
    geom::Box extent;
};

/// Everything a theme says; page furniture is added by the renderer.
struct MapSpec {
    std::string title;
    std::string subtitle;
    std::vector<MapLayer> layers; ///< Bottom first.
    std::vector<LegendEntry> legend;
    std::string legend_title;
    std::vector<std::string> notes; ///< Title block: date, CRS, sources, packs, SYNTHETIC …
    std::string watermark;          ///< Pale across the map and stamped: "SYNTHETIC"
    geom::Box extent;               ///< Empty = of all features
    /// Parts far apart are drawn side by side, at one scale, when that makes the scale at least a
    /// third larger; what lies between them is then left out.
    std::vector<MapPart> parts;
    /// Outlines of all complexes for the key map, which is drawn when the sheet shows them in
    /// several windows or not all of them.
    std::vector<geom::MultiPolygon> places;
    std::string paper = "A3"; ///< A3 | A4; landscape or portrait by the extent
    double dpi = 200;         ///< Of PNG
    std::string date;         ///< YYYY-MM-DD, the PDF's creation date; empty = 1970-01-01
    Language language = Language::ko;
};

enum class Format { png, pdf, svg };

struct Drawing {
    std::string bytes;
    double scale = 0; ///< 1 : scale on the stated paper
    std::size_t labels_placed = 0;
    std::size_t labels_wanted = 0;
};

/// Byte-identical for equal input. \throws Error{output} if the Korean font (NanumGothic) or a
/// glyph is missing.
[[nodiscard]] Drawing draw(const MapSpec& spec, Format format);

} // namespace sandan::render
