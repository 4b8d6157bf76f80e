#include "render/pages.hpp"

#include "render/layout.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <utility>

namespace sandan::render {

namespace {

// A4, points.
constexpr double page_width = 595.28;
constexpr double page_height = 841.89;
constexpr double margin = 54;
constexpr double body_width = page_width - 2 * margin;
constexpr double body_top = 72;
constexpr double body_bottom = page_height - 60;

constexpr double text_size = 9.5;
constexpr double text_leading = 14.5;
constexpr double cell_size = 8;
constexpr double cell_leading = 11;
constexpr double cell_pad = 3;

/// Widths of columns that fill at most `room`: narrow columns keep what they need, the wide ones
/// share the rest evenly and break their lines.
std::vector<double> fit(const std::vector<double>& wanted, double room) {
    std::vector<std::size_t> order(wanted.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](auto a, auto b) { return wanted[a] < wanted[b]; });
    auto widths = wanted;
    for (std::size_t i = 0; i < order.size(); ++i) {
        const double share = room / static_cast<double>(order.size() - i);
        widths[order[i]] = std::min(wanted[order[i]], share);
        room -= widths[order[i]];
    }
    return widths;
}

class Paginator {
public:
    Paginator(const Document& document, const Typesetter& type)
        : m_document{document}, m_type{type} {}

    Pages run() {
        cover();
        for (const auto& block : m_document.blocks) {
            std::visit([this](const auto& it) { place(it); }, block);
        }
        number();
        return std::move(m_pages);
    }

private:
    [[nodiscard]] std::vector<Item>& items() { return m_pages.sheets.back().page; }

    void new_page() {
        Sheet sheet;
        sheet.width = page_width;
        sheet.height = page_height;
        m_pages.sheets.push_back(std::move(sheet));
        m_text_page = true;
        m_y = body_top;
    }

    void need(double height) {
        if (!m_text_page || m_y + height > body_bottom) {
            new_page();
        }
    }

    void put(std::string text, double x, double size, bool bold = false,
             const char* colour = "#1a1a1a") {
        TextItem item;
        item.text = std::move(text);
        item.at = {x, m_y + size};
        item.size = size;
        item.bold = bold;
        item.colour = colour;
        items().emplace_back(std::move(item));
    }

    void line(double from, double to, double y, double width) {
        PathItem path;
        path.lines = {{{from, y}, {to, y}}};
        path.closed = false;
        path.style.stroke = "#808080";
        path.style.stroke_pt = width;
        items().emplace_back(std::move(path));
    }

    void cover() {
        new_page();
        m_y = 220;
        for (const auto& text : m_type.wrap(m_document.title, 24, body_width)) {
            put(text, margin, 24, true);
            m_y += 34;
        }
        line(margin, page_width - margin, m_y + 6, 1.2);
        m_y += 26;
        for (const auto& text : m_document.cover) {
            paragraph(text, 11, 17);
        }
        m_text_page = false; // nothing else stands on the cover
    }

    void paragraph(const std::string& text, double size, double leading) {
        for (const auto& piece : m_type.wrap(text, size, body_width)) {
            need(leading);
            put(piece, margin, size);
            m_y += leading;
        }
    }

    void place(const Heading& heading) {
        constexpr double room_below = 60; // a heading never stands alone at the foot of a page
        const double size = heading.level == 1 ? 16 : 11.5;
        if (heading.level == 1) {
            new_page();
        } else {
            need(size + room_below);
            m_y += 8;
        }
        m_pages.outline.push_back({heading.text, heading.level, m_pages.sheets.size() - 1, m_y});
        for (const auto& text : m_type.wrap(heading.text, size, body_width)) {
            put(text, margin, size, true);
            m_y += size * 1.5;
        }
        m_y += 4;
    }

    void place(const Paragraph& text) {
        paragraph(text.text, text_size, text_leading);
        m_y += 4;
    }

    void place(const Grid& grid) {
        std::vector<double> wanted;
        for (std::size_t c = 0; c < grid.head.size(); ++c) {
            double width = m_type.width(grid.head[c], true);
            for (const auto& row : grid.rows) {
                width = std::max(width, m_type.width(row[c]));
            }
            wanted.push_back(width * cell_size + 2 * cell_pad + 0.5);
        }
        m_widths = fit(wanted, body_width);
        need(4 * cell_leading);
        head(grid);
        for (const auto& row : grid.rows) {
            place_row(grid, row);
        }
        m_y += 10;
    }

    void head(const Grid& grid) {
        line(margin, margin + total_width(), m_y, 0.8);
        m_y += cell_pad;
        const auto cells = broken(grid.head);
        place_lines(grid, cells, 0, height_of(cells), true);
        line(margin, margin + total_width(), m_y + 1, 0.8);
        m_y += 1 + cell_pad;
    }

    /// A row that does not fit goes on under a repeated head; a row higher than a page is split.
    void place_row(const Grid& grid, const std::vector<std::string>& row) {
        const auto cells = broken(row);
        const auto lines = height_of(cells);
        std::size_t done = 0;
        const auto room = [&] {
            return static_cast<std::size_t>(
                std::max(0.0, (body_bottom - m_y - cell_pad) / cell_leading));
        };
        constexpr std::size_t kept_together = 12;
        if (room() < std::min(lines, kept_together)) {
            new_page();
            head(grid);
        }
        while (done < lines) {
            const auto now = std::min(lines - done, std::max<std::size_t>(1, room()));
            place_lines(grid, cells, done, now, false);
            done += now;
            if (done < lines) {
                new_page();
                head(grid);
            }
        }
        line(margin, margin + total_width(), m_y + 1, 0.2);
        m_y += 1 + cell_pad;
    }

    using Cells = std::vector<std::vector<std::string>>; // lines of each cell

    [[nodiscard]] Cells broken(const std::vector<std::string>& row) const {
        Cells cells;
        for (std::size_t c = 0; c < row.size(); ++c) {
            cells.push_back(m_type.wrap(row[c], cell_size, m_widths[c] - 2 * cell_pad));
        }
        return cells;
    }

    [[nodiscard]] static std::size_t height_of(const Cells& cells) {
        std::size_t lines = 1;
        for (const auto& cell : cells) {
            lines = std::max(lines, cell.size());
        }
        return lines;
    }

    void place_lines(const Grid& grid, const Cells& cells, std::size_t first, std::size_t count,
                     bool bold) {
        for (std::size_t i = first; i < first + count; ++i) {
            double x = margin;
            for (std::size_t c = 0; c < cells.size(); ++c) {
                if (i < cells[c].size()) {
                    const auto& text = cells[c][i];
                    const bool right = c < grid.right.size() && grid.right[c];
                    const double gap = m_widths[c] - m_type.width(text, bold) * cell_size;
                    put(text, right ? x + gap - cell_pad : x + cell_pad, cell_size, bold);
                }
                x += m_widths[c];
            }
            m_y += cell_leading;
        }
    }

    [[nodiscard]] double total_width() const {
        return std::accumulate(m_widths.begin(), m_widths.end(), 0.0);
    }

    void place(const MapSpec& map) {
        auto spec = map;
        spec.paper = "A4";
        m_pages.sheets.push_back(lay_out(spec, m_type));
        m_pages.outline.push_back({map.title, 2, m_pages.sheets.size() - 1, 0});
        m_text_page = false;
    }

    /// Numbers and running titles, when the count is known; the cover has none.
    void number() {
        const auto count = m_pages.sheets.size();
        for (std::size_t p = 1; p < count; ++p) {
            auto& sheet = m_pages.sheets[p];
            const bool text_page = sheet.windows.empty();
            const auto foot = fmt::format("{}{}{} / {}", m_document.stamp,
                                          m_document.stamp.empty() ? "" : "  ·  ", p + 1, count);
            const double size = text_page ? 8 : 6.5;
            add(sheet, foot, (sheet.width - m_type.width(foot) * size) / 2,
                sheet.height - (text_page ? 30 : 6), size);
            if (text_page) {
                add(sheet, m_document.title, margin, 44, 8);
            }
        }
    }

    static void add(Sheet& sheet, const std::string& text, double x, double y, double size) {
        TextItem item;
        item.text = text;
        item.at = {x, y};
        item.size = size;
        item.colour = "#606060";
        sheet.page.emplace_back(std::move(item));
    }

    const Document& m_document;
    const Typesetter& m_type;
    Pages m_pages;
    bool m_text_page = false; ///< The last page takes text.
    double m_y = 0;
    std::vector<double> m_widths; ///< Of the columns of the table being placed.
};

} // namespace

Pages paginate(const Document& document, const Typesetter& type) {
    return Paginator{document, type}.run();
}

} // namespace sandan::render
