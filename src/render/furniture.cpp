#include "render/furniture.hpp"

#include "render/layout.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace sandan::render {

namespace {

using geom::Box;
using geom::Point;

constexpr double points_per_metre = 72 / 0.0254;
constexpr double note_size = 6.6;
constexpr double leading = 1.35;

Style solid(const char* fill) {
    Style style;
    style.fill = fill;
    return style;
}

Style line(double width) {
    Style style;
    style.stroke = "#1a1a1a";
    style.stroke_pt = width;
    return style;
}

/// The largest size ≤ `size` at which the text is no wider than `room`.
double fitting(const Typesetter& type, const std::string& text, double size, double room,
               bool bold) {
    const double width = type.width(text, bold) * size;
    return width <= room ? size : size * room / width;
}

std::string metres(double value) {
    return value >= 1000 ? fmt::format("{:g} km", value / 1000) : fmt::format("{:g}", value);
}

void draw_north(Sheet& sheet, const Typesetter& type, const Point& foot, double size) {
    const auto half = [&](double side, const char* fill) {
        PathItem item{.lines = {{{foot.x, foot.y - size},
                                 {foot.x + side * size * 0.28, foot.y},
                                 {foot.x, foot.y - size * 0.22},
                                 {foot.x, foot.y - size}}},
                      .closed = true,
                      .style = line(0.6)};
        item.style.fill = fill;
        sheet.page.emplace_back(std::move(item));
    };
    half(-1, "#1a1a1a");
    half(1, "#ffffff");
    sheet.page.emplace_back(
        text_line(type, "N", {foot.x, foot.y - size * 1.08}, size * 0.36, 'c', true));
}

} // namespace

PathItem rectangle(const Box& box, Style style) {
    return {.lines = {{box.min, {box.max.x, box.min.y}, box.max, {box.min.x, box.max.y}, box.min}},
            .closed = true,
            .style = std::move(style)};
}

TextItem text_line(const Typesetter& type, const std::string& text, Point at, double size,
                   char align, bool bold) {
    const double width = type.width(text, bold) * size;
    at.x -= align == 'r' ? width : align == 'c' ? width / 2 : 0;
    TextItem item;
    item.text = text;
    item.at = at;
    item.size = size;
    item.bold = bold;
    return item;
}

void draw_title(Sheet& sheet, const Page& page, const MapSpec& spec, const Typesetter& type) {
    const auto& box = page.title;
    const double u = page.unit;
    double right = box.max.x;
    if (!spec.watermark.empty()) {
        const double size = 11 * u;
        const double width = type.width(spec.watermark, true) * size + 12 * u;
        auto style = line(1.2 * u);
        style.stroke = "#c00000";
        const Box stamp{{right - width, box.min.y + 3 * u},
                        {right, box.min.y + 3 * u + size * 1.6}};
        sheet.page.emplace_back(rectangle(stamp, style));
        auto text =
            text_line(type, spec.watermark, {right - width / 2, box.min.y + 3 * u + size * 1.15},
                      size, 'c', true);
        text.colour = "#c00000";
        sheet.page.emplace_back(std::move(text));
        right -= width + 12 * u;
    }
    const double room = right - box.min.x;
    const double size = fitting(type, spec.title, 20 * u, room, true);
    sheet.page.emplace_back(
        text_line(type, spec.title, {box.min.x, box.min.y + 19 * u}, size, 'l', true));
    const double small = fitting(type, spec.subtitle, 9.5 * u, box.max.x - box.min.x, false);
    auto subtitle = text_line(type, spec.subtitle, {box.min.x, box.min.y + 34 * u}, small);
    subtitle.colour = "#444444";
    sheet.page.emplace_back(std::move(subtitle));
}

void draw_scale(Sheet& sheet, const Page& page, const MapSpec& spec, const Typesetter& type) {
    const auto& box = page.scale;
    const double u = page.unit;
    const double arrow = 30 * u;
    const double metre = points_per_metre / sheet.scale; // pt on paper per m of land
    const double room = box.max.x - box.min.x - arrow - 34 * u;
    sheet.scale_bar.metres = nice_length(room / metre);
    sheet.scale_bar.length_pt = sheet.scale_bar.metres * metre;
    const double left = box.min.x + 4 * u;
    const double top = box.min.y + 27 * u;
    constexpr int parts = 4;
    const double step = sheet.scale_bar.length_pt / parts;
    for (int i = 0; i < parts; ++i) {
        auto style = line(0.5 * u);
        style.fill = i % 2 == 0 ? "#1a1a1a" : "#ffffff";
        sheet.page.emplace_back(
            rectangle({{left + i * step, top}, {left + (i + 1) * step, top + 4 * u}}, style));
    }
    for (const int i : {0, 2, 4}) {
        const auto text = metres(sheet.scale_bar.metres * i / parts);
        const bool last = i == parts;
        const auto unit = last && sheet.scale_bar.metres < 1000 ? " m" : "";
        sheet.page.emplace_back(
            text_line(type, text + unit, {left + i * step, top + 12.5 * u}, 7 * u, 'c'));
    }
    sheet.page.emplace_back(text_line(type, fmt::format("1 : {:.0f} ({})", sheet.scale, spec.paper),
                                      {left, box.min.y + 19 * u}, 10 * u, 'l', true));
    draw_north(sheet, type, {box.max.x - 16 * u, box.min.y + 42 * u}, arrow);
}

double notes_height(const MapSpec& spec, const Typesetter& type, double unit, double width) {
    std::size_t lines = 0;
    for (const auto& note : spec.notes) {
        lines += type.wrap(note, note_size * unit, width).size();
    }
    return static_cast<double>(lines) * note_size * unit * leading + 6 * unit;
}

void draw_notes(Sheet& sheet, const Page& page, const MapSpec& spec, const Typesetter& type) {
    const double size = note_size * page.unit;
    const double width = page.notes.max.x - page.notes.min.x;
    double y = page.notes.min.y + 4 * page.unit + size;
    const Box rule{page.notes.min, {page.notes.max.x, page.notes.min.y + 0.4}};
    sheet.page.emplace_back(rectangle(rule, solid("#999999")));
    for (const auto& note : spec.notes) {
        for (const auto& text : type.wrap(note, size, width)) {
            if (y > page.notes.max.y) {
                return;
            }
            auto item = text_line(type, text, {page.notes.min.x, y}, size);
            item.colour = "#444444";
            sheet.page.emplace_back(std::move(item));
            y += size * leading;
        }
    }
}

} // namespace sandan::render
