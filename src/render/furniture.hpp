#pragma once
// What stands around the map: title strip, legend, scale bar, north arrow, notes.

#include "render/sheet.hpp"
#include "render/typesetter.hpp"

#include <vector>

namespace sandan::render {

/// How big things are on this paper: 1 on A3.
struct Page {
    double width = 0;
    double height = 0;
    double unit = 1;
    bool landscape = true;
    geom::Box title;
    geom::Box frame;
    geom::Box legend;
    geom::Box scale; ///< Scale bar and north arrow
    geom::Box notes;
};

void draw_title(Sheet& sheet, const Page& page, const MapSpec& spec, const Typesetter& type);
void draw_scale(Sheet& sheet, const Page& page, const MapSpec& spec, const Typesetter& type);
void draw_notes(Sheet& sheet, const Page& page, const MapSpec& spec, const Typesetter& type);

/// Height that the notes need in a column `width` wide.
[[nodiscard]] double notes_height(const MapSpec& spec, const Typesetter& type, double unit,
                                  double width);

/// Height of a legend of large text in two columns, `width` wide together.
[[nodiscard]] double legend_height(const MapSpec& spec, const Typesetter& type, double unit,
                                   double width);

/// The spec's legend without the rows (base or if_seen) that no window of the sheet shows anything
/// of; what has a place outside all windows has no polygon as its sample.
[[nodiscard]] std::vector<LegendEntry> seen_entries(const MapSpec& spec, const Sheet& sheet);

/// Fits by smaller text, then by more columns; what still does
/// not fit is counted in a last line. Short entries of the base map stand side by side.
void draw_legend(Sheet& sheet, const Page& page, const MapSpec& spec,
                 const std::vector<LegendEntry>& entries, const Typesetter& type);

[[nodiscard]] PathItem rectangle(const geom::Box& box, Style style);

/// One line of text whose baseline starts, is centred or ends ('l', 'c', 'r') at `at`.
[[nodiscard]] TextItem text_line(const Typesetter& type, const std::string& text, geom::Point at,
                                 double size, char align = 'l', bool bold = false);

} // namespace sandan::render
