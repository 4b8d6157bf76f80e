#include "render/pages.hpp"

#include "render/layout.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
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
/// pt, of the text in cells. A table with many columns is set smaller before words are broken.
constexpr std::array cell_sizes{8.0, 7.0, 6.2};
constexpr double cell_leading = 1.375; // em
constexpr double cell_pad = 3;

/// What a column needs, in em.
struct Need {
    double whole = 0; ///< Its longest cell.
    double word = 0;  ///< The longest word.
};

/// Narrow columns keep what they need, the wide ones share the rest evenly.
std::vector<double> evenly(const std::vector<double>& wanted, double room) {
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

double sum(const std::vector<double>& widths) {
    return std::accumulate(widths.begin(), widths.end(), 0.0);
}

/// Widths in points of cells set in `size`: `em` picks from the needs.
template <typename Em>
std::vector<double> widths_of(const std::vector<Need>& needs, double size, const Em& em) {
    std::vector<double> widths;
    widths.reserve(needs.size());
    for (const auto& need : needs) {
        widths.push_back(em(need) * size + 2 * cell_pad + 0.5);
    }
    return widths;
}

/// Wide enough that words are not broken: but one very long word does not take all the room.
std::vector<double> least(const std::vector<Need>& needs, double size) {
    constexpr double readable = 5; // em
    const double most = body_width / 4 / size;
    return widths_of(needs, size, [&](const Need& need) {
        return std::min(need.whole, std::max(readable, std::min(need.word, most)));
    });
}

/// Columns that together are at most `room` wide. Beyond what words need, the room goes to where
/// the longest cells are, so that they take about as many lines as each other.
std::vector<double> fit(const std::vector<Need>& needs, double size, double room) {
    const auto narrowest = least(needs, size);
    if (sum(narrowest) > room) {
        return evenly(narrowest, room);
    }
    const auto in_lines = [&](double lines) {
        auto widths = widths_of(needs, size, [&](const Need& need) { return need.whole / lines; });
        for (std::size_t i = 0; i < widths.size(); ++i) {
            widths[i] = std::max(widths[i], narrowest[i]);
        }
        return widths;
    };
    if (auto widths = in_lines(1); sum(widths) <= room) {
        return widths;
    }
    double few = 1;
    double many = 1e4;
    for (int i = 0; i < 60; ++i) {
        const double lines = std::midpoint(few, many);
        (sum(in_lines(lines)) > room ? few : many) = lines;
    }
    auto widths = in_lines(many);
    return sum(widths) <= room ? widths : evenly(narrowest, room);
}

/// The largest size in which words leave some room for what has many of them.
double size_for(const std::vector<Need>& needs) {
    constexpr double share = 0.8;
    const auto found = std::find_if(cell_sizes.begin(), cell_sizes.end(), [&](double size) {
        return sum(least(needs, size)) <= share * body_width;
    });
    return found == cell_sizes.end() ? cell_sizes.back() : *found;
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

    void measure(Need& column, const std::string& text, bool bold) const {
        column.whole = std::max(column.whole, m_type.width(text, bold));
        for (std::size_t start = 0; start < text.size();) {
            const auto end = std::min(text.find(' ', start), text.size());
            const auto word = text.substr(start, end - start);
            column.word = std::max(column.word, m_type.width(word, bold));
            start = end + 1;
        }
    }

    [[nodiscard]] double leading() const { return cell_leading * m_size; }

    void place(const Grid& grid) {
        std::vector<Need> needs(grid.head.size());
        for (std::size_t c = 0; c < grid.head.size(); ++c) {
            measure(needs[c], grid.head[c], true);
            for (const auto& row : grid.rows) {
                measure(needs[c], row[c], false);
            }
        }
        m_size = size_for(needs);
        m_widths = fit(needs, m_size, body_width);
        need(4 * leading());
        head(grid);
        for (const auto& row : grid.rows) {
            place_row(grid, row);
        }
        m_y += 10;
    }

    void head(const Grid& grid) {
        line(margin, margin + total_width(), m_y, 0.8);
        m_y += cell_pad;
        const auto cells = broken(grid.head, true);
        place_lines(grid, cells, 0, height_of(cells), true);
        line(margin, margin + total_width(), m_y + 1, 0.8);
        m_y += 1 + cell_pad;
    }

    /// A row that does not fit goes on under a repeated head; a row higher than a page is split.
    void place_row(const Grid& grid, const std::vector<std::string>& row) {
        const auto cells = broken(row, false);
        const auto lines = height_of(cells);
        std::size_t done = 0;
        const auto room = [&] {
            return static_cast<std::size_t>(
                std::max(0.0, (body_bottom - m_y - cell_pad) / leading()));
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

    [[nodiscard]] Cells broken(const std::vector<std::string>& row, bool bold) const {
        Cells cells;
        for (std::size_t c = 0; c < row.size(); ++c) {
            cells.push_back(m_type.wrap(row[c], m_size, m_widths[c] - 2 * cell_pad, bold));
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
                    const double gap = m_widths[c] - m_type.width(text, bold) * m_size;
                    put(text, right ? x + gap - cell_pad : x + cell_pad, m_size, bold);
                }
                x += m_widths[c];
            }
            m_y += leading();
        }
    }

    [[nodiscard]] double total_width() const { return sum(m_widths); }

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
    std::vector<double> m_widths;       ///< Of the columns of the table being placed.
    double m_size = cell_sizes.front(); ///< Of its text.
};

} // namespace

Pages paginate(const Document& document, const Typesetter& type) {
    return Paginator{document, type}.run();
}

} // namespace sandan::render
