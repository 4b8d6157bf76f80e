#include "render/furniture.hpp"
#include "render/hatch.hpp"
#include "render/marks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>

namespace sandan::render {

namespace {

using geom::Box;
using geom::Point;

constexpr double leading = 1.28;
constexpr double between = 1.6; // em between columns
constexpr double heading = 11;  // pt
constexpr double largest = 8.5; // pt

/// An entry broken into lines for one column.
struct Row {
    const LegendEntry* entry = nullptr;
    std::vector<std::string> lines;
    bool detail_below = false; ///< On a line of its own instead of at the right.
    double height = 0;
};

struct Columns {
    std::vector<Row> rows;
    int count = 1;
    double width = 0;
    double size = 0;
    std::size_t fitting = 0; ///< Rows that fit.
};

constexpr double sample_width = 2.4; // em
constexpr double gap = 0.7;          // em between sample and text

double indent_of(const LegendEntry& entry, double size) {
    return entry.geometry == 't' ? 0 : (sample_width + gap) * size;
}

Row make_row(const LegendEntry& entry, const Typesetter& type, double size, double width) {
    Row row;
    row.entry = &entry;
    const double room = width - indent_of(entry, size);
    const double detail = entry.detail.empty() ? 0 : (type.width(entry.detail) + gap) * size;
    row.detail_below = detail > 0 && type.width(entry.label) * size + detail > room;
    row.lines = type.wrap(entry.label, size, room);
    const auto count = row.lines.size() + (row.detail_below ? 1 : 0);
    row.height = (static_cast<double>(count) * leading + 0.34) * size;
    return row;
}

using Entries = std::vector<LegendEntry>;

Columns break_up(const Entries& entries, const Typesetter& type, const Box& box, double size,
                 int count) {
    Columns columns{.rows = {}, .count = count, .size = size};
    columns.width = (box.max.x - box.min.x - (count - 1) * between * size) / count;
    double y = 0;
    int column = 0;
    for (const auto& entry : entries) {
        columns.rows.push_back(make_row(entry, type, size, columns.width));
        const double height = columns.rows.back().height;
        if (y + height > box.max.y - box.min.y) {
            ++column;
            y = 0;
        }
        y += height;
        if (column < count) {
            columns.fitting = columns.rows.size();
        }
    }
    return columns;
}

/// The largest text, then the fewest columns, with which all rows fit; else the tightest.
Columns fit(const Entries& entries, const Typesetter& type, const Page& page, const Box& box) {
    const int least = page.landscape ? 1 : 2;
    Columns columns;
    for (const double size : {largest, 7.5, 6.6, 5.8, 5.2}) {
        for (int count = least; count <= 2 * least; ++count) {
            columns = break_up(entries, type, box, size * page.unit, count);
            if (columns.fitting == entries.size()) {
                return columns;
            }
        }
    }
    return columns;
}

/// Lines at the end are the boundaries of the complexes: no sheet goes without them.
std::size_t boundaries_in(const Entries& entries) {
    const auto last = std::find_if(entries.rbegin(), entries.rend(),
                                   [](const auto& entry) { return entry.geometry != 'l'; });
    return static_cast<std::size_t>(std::distance(entries.rbegin(), last));
}

LegendEntry rest_of(std::size_t missing, Language language) {
    LegendEntry rest;
    rest.label = fmt::format(fmt::runtime(language == Language::ko
                                              ? "… 외 {}건 (전체는 보고서와 표에 있음)"
                                              : "… and {} more (all are in the report and tables)"),
                             missing);
    rest.geometry = 't';
    return rest;
}

/// The first entries, a row that counts those left out, and `kept` from the end.
std::optional<Entries> shortened(const MapSpec& spec, const Typesetter& type, const Box& box,
                                 const Columns& full, std::size_t kept) {
    const auto size = spec.legend.size();
    for (auto first = std::min(full.fitting, size - kept); first > 0; --first) {
        const auto shown = static_cast<std::ptrdiff_t>(first);
        Entries entries{spec.legend.begin(), spec.legend.begin() + shown};
        entries.push_back(rest_of(size - kept - first, spec.language));
        entries.insert(entries.end(), spec.legend.end() - static_cast<std::ptrdiff_t>(kept),
                       spec.legend.end());
        if (break_up(entries, type, box, full.size, full.count).fitting == entries.size()) {
            return entries;
        }
    }
    return std::nullopt;
}

/// All entries if they fit, else as many as fit: then `entries` holds them, for the rows.
Columns shown_of(const MapSpec& spec, const Typesetter& type, const Page& page, const Box& box,
                 Entries& entries) {
    auto columns = fit(spec.legend, type, page, box);
    if (columns.fitting == spec.legend.size()) {
        return columns;
    }
    for (const auto kept : {boundaries_in(spec.legend), std::size_t{0}}) {
        if (auto fewer = shortened(spec, type, box, columns, kept)) {
            entries = std::move(*fewer);
            return fit(entries, type, page, box);
        }
    }
    return columns;
}

void draw_sample(Sheet& sheet, const LegendEntry& entry, const Point& at, double size) {
    const Box box{{at.x, at.y - size * 0.85}, {at.x + sample_width * size, at.y + size * 0.2}};
    const Point middle{(box.min.x + box.max.x) / 2, (box.min.y + box.max.y) / 2};
    if (entry.geometry == 'l') {
        sheet.page.emplace_back(
            PathItem{{{{box.min.x, middle.y}, {box.max.x, middle.y}}}, false, entry.style});
    } else if (entry.geometry == 'p') {
        auto sample = rectangle(box, entry.style);
        sheet.page.emplace_back(std::move(sample));
    }
    if (!entry.mark.empty()) {
        sheet.page.emplace_back(mark(entry.mark, middle, size * 0.95));
    }
}

void draw_row(Sheet& sheet, const Row& row, const Typesetter& type, const Columns& columns,
              const Point& corner) {
    const double size = columns.size;
    const double left = corner.x + indent_of(*row.entry, size);
    double y = corner.y + size;
    if (row.entry->geometry != 't') {
        draw_sample(sheet, *row.entry, {corner.x, y}, size);
    }
    for (const auto& line : row.lines) {
        sheet.page.emplace_back(text_line(type, line, {left, y}, size));
        y += size * leading;
    }
    if (!row.entry->detail.empty()) {
        const double baseline = row.detail_below ? y : y - size * leading;
        auto detail =
            text_line(type, row.entry->detail, {corner.x + columns.width, baseline}, size, 'r');
        detail.colour = "#333333";
        sheet.page.emplace_back(std::move(detail));
    }
}

} // namespace

double legend_height(const MapSpec& spec, const Typesetter& type, double unit, double width) {
    const double size = largest * unit;
    const double column = (width - size * between) / 2;
    std::vector<double> heights;
    for (const auto& entry : spec.legend) {
        heights.push_back(make_row(entry, type, size, column).height);
    }
    double total = 0;
    double tallest = 0;
    for (const double height : heights) {
        total += height;
        tallest = std::max(tallest, height);
    }
    return total / 2 + tallest + heading * 1.7 * unit;
}

void draw_legend(Sheet& sheet, const Page& page, const MapSpec& spec, const Typesetter& type) {
    Box box = page.legend;
    const double title = heading * page.unit;
    sheet.page.emplace_back(
        text_line(type, spec.legend_title, {box.min.x, box.min.y + title}, title, 'l', true));
    box.min.y += title * 1.7;
    Entries entries;
    const auto columns = shown_of(spec, type, page, box, entries);
    Point corner = box.min;
    for (std::size_t i = 0; i < columns.fitting; ++i) {
        const auto& row = columns.rows[i];
        if (corner.y + row.height > box.max.y && i > 0) {
            corner = {corner.x + columns.width + columns.size * between, box.min.y};
        }
        draw_row(sheet, row, type, columns, corner);
        corner.y += row.height;
    }
}

} // namespace sandan::render
