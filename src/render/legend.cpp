#include "render/furniture.hpp"
#include "render/hatch.hpp"
#include "render/marks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <span>

namespace sandan::render {

namespace {

using geom::Box;
using geom::Point;

constexpr double leading = 1.28;
constexpr double between = 1.6; // em between columns
constexpr double heading = 11;  // pt
constexpr double largest = 8.5; // pt

/// An entry broken into lines for one column, or short ones side by side.
struct Row {
    std::span<const LegendEntry> entries;
    std::vector<std::string> lines; ///< Of the one entry.
    bool detail_below = false;      ///< On a line of its own instead of at the right.
    double cell = 0;                ///< From one of several to the next.
    double height = 0;
};

struct Columns {
    std::vector<Row> rows;
    int count = 1;
    double width = 0;
    double size = 0;
    std::size_t fitting_rows = 0;
    std::size_t fitting = 0; ///< Entries in them.
};

using Entries = std::vector<LegendEntry>;

constexpr double sample_width = 2.4; // em
constexpr double gap = 0.7;          // em between sample and text
constexpr double row_gap = 0.34;     // em

double indent_of(const LegendEntry& entry, double size) {
    return entry.geometry == 't' ? 0 : (sample_width + gap) * size;
}

Row make_row(std::span<const LegendEntry> one, const Typesetter& type, double size, double width) {
    const auto& entry = one.front();
    Row row;
    row.entries = one;
    const double room = width - indent_of(entry, size);
    const double detail = entry.detail.empty() ? 0 : (type.width(entry.detail) + gap) * size;
    row.detail_below = detail > 0 && type.width(entry.label) * size + detail > room;
    row.lines = type.wrap(entry.label, size, room);
    const auto count = row.lines.size() + (row.detail_below ? 1 : 0);
    row.height = (static_cast<double>(count) * leading + row_gap) * size;
    return row;
}

bool is_short(const LegendEntry& entry) {
    return entry.base && entry.detail.empty() && entry.geometry != 't';
}

/// The run of short entries in rows of as many as the widest of them allows.
void add_side_by_side(std::vector<Row>& rows, std::span<const LegendEntry> run,
                      const Typesetter& type, double size, double width) {
    double widest = 0;
    for (const auto& entry : run) {
        widest = std::max(widest, indent_of(entry, size) + type.width(entry.label) * size);
    }
    const double between_cells = size;
    const auto many = static_cast<std::size_t>((width + between_cells) / (widest + between_cells));
    if (many < 2) {
        for (std::size_t i = 0; i < run.size(); ++i) {
            rows.push_back(make_row(run.subspan(i, 1), type, size, width));
        }
        return;
    }
    for (std::size_t at = 0; at < run.size(); at += many) {
        Row row;
        row.entries = run.subspan(at, std::min(many, run.size() - at));
        row.cell = (width + between_cells) / static_cast<double>(many);
        row.height = (leading + row_gap) * size;
        rows.push_back(std::move(row));
    }
}

std::vector<Row> rows_of(const Entries& entries, const Typesetter& type, double size,
                         double width) {
    std::vector<Row> rows;
    const std::span<const LegendEntry> all{entries};
    for (std::size_t at = 0; at < all.size();) {
        std::size_t run = 0;
        while (at + run < all.size() && is_short(all[at + run])) {
            ++run;
        }
        if (run > 0) {
            add_side_by_side(rows, all.subspan(at, run), type, size, width);
        } else {
            rows.push_back(make_row(all.subspan(at, 1), type, size, width));
        }
        at += std::max<std::size_t>(run, 1);
    }
    return rows;
}

Columns break_up(const Entries& entries, const Typesetter& type, const Box& box, double size,
                 int count) {
    Columns columns{.rows = {}, .count = count, .size = size};
    columns.width = (box.max.x - box.min.x - (count - 1) * between * size) / count;
    columns.rows = rows_of(entries, type, size, columns.width);
    double y = 0;
    int column = 0;
    for (const auto& row : columns.rows) {
        if (y + row.height > box.max.y - box.min.y) {
            ++column;
            y = 0;
        }
        y += row.height;
        if (column >= count) {
            break;
        }
        ++columns.fitting_rows;
        columns.fitting += row.entries.size();
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

/// No sheet goes without what explains its ground.
std::size_t base_rows_in(const Entries& entries) {
    const auto last = std::find_if(entries.rbegin(), entries.rend(),
                                   [](const auto& entry) { return !entry.base; });
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
std::optional<Entries> shortened(const Entries& all, Language language, const Typesetter& type,
                                 const Box& box, const Columns& full, std::size_t kept) {
    const auto size = all.size();
    for (auto first = std::min(full.fitting, size - kept); first > 0; --first) {
        const auto shown = static_cast<std::ptrdiff_t>(first);
        Entries entries{all.begin(), all.begin() + shown};
        entries.push_back(rest_of(size - kept - first, language));
        entries.insert(entries.end(), all.end() - static_cast<std::ptrdiff_t>(kept), all.end());
        if (break_up(entries, type, box, full.size, full.count).fitting == entries.size()) {
            return entries;
        }
    }
    return std::nullopt;
}

/// All entries if they fit, else as many as fit: then `fewer` holds them, for the rows.
Columns shown_of(const Entries& all, Language language, const Typesetter& type, const Page& page,
                 const Box& box, Entries& fewer) {
    auto columns = fit(all, type, page, box);
    if (columns.fitting == all.size()) {
        return columns;
    }
    for (const auto kept : {base_rows_in(all), std::size_t{0}}) {
        if (auto entries = shortened(all, language, type, box, columns, kept)) {
            fewer = std::move(*entries);
            return fit(fewer, type, page, box);
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

void draw_side_by_side(Sheet& sheet, const Row& row, const Typesetter& type, double size,
                       Point at) {
    at.y += size;
    for (const auto& entry : row.entries) {
        draw_sample(sheet, entry, at, size);
        sheet.page.emplace_back(
            text_line(type, entry.label, {at.x + indent_of(entry, size), at.y}, size));
        at.x += row.cell;
    }
}

void draw_row(Sheet& sheet, const Row& row, const Typesetter& type, const Columns& columns,
              const Point& corner) {
    const double size = columns.size;
    if (row.cell > 0) {
        draw_side_by_side(sheet, row, type, size, corner);
        return;
    }
    const auto& entry = row.entries.front();
    const double left = corner.x + indent_of(entry, size);
    double y = corner.y + size;
    if (entry.geometry != 't') {
        draw_sample(sheet, entry, {corner.x, y}, size);
    }
    for (const auto& line : row.lines) {
        sheet.page.emplace_back(text_line(type, line, {left, y}, size));
        y += size * leading;
    }
    if (!entry.detail.empty()) {
        const double baseline = row.detail_below ? y : y - size * leading;
        auto detail =
            text_line(type, entry.detail, {corner.x + columns.width, baseline}, size, 'r');
        detail.colour = "#333333";
        sheet.page.emplace_back(std::move(detail));
    }
}

} // namespace

double legend_height(const MapSpec& spec, const Typesetter& type, double unit, double width) {
    const double size = largest * unit;
    const double column = (width - size * between) / 2;
    double total = 0;
    double tallest = 0;
    for (const auto& row : rows_of(spec.legend, type, size, column)) {
        total += row.height;
        tallest = std::max(tallest, row.height);
    }
    return total / 2 + tallest + heading * 1.7 * unit;
}

void draw_legend(Sheet& sheet, const Page& page, const MapSpec& spec,
                 const std::vector<LegendEntry>& entries, const Typesetter& type) {
    Box box = page.legend;
    const double title = heading * page.unit;
    sheet.page.emplace_back(
        text_line(type, spec.legend_title, {box.min.x, box.min.y + title}, title, 'l', true));
    box.min.y += title * 1.7;
    Entries fewer;
    const auto columns = shown_of(entries, spec.language, type, page, box, fewer);
    Point corner = box.min;
    for (std::size_t i = 0; i < columns.fitting_rows; ++i) {
        const auto& row = columns.rows[i];
        if (corner.y + row.height > box.max.y && i > 0) {
            corner = {corner.x + columns.width + columns.size * between, box.min.y};
        }
        draw_row(sheet, row, type, columns, corner);
        corner.y += row.height;
    }
}

} // namespace sandan::render
