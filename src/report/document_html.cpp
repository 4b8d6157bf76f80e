// The report's chapters as HTML elements, to stand under the map of the same page.
#include <sandan/core/visible.hpp>
#include <sandan/report/full_report.hpp>
#include <sandan/report/web_map.hpp>

#include "report/chapters_html.hpp"
#include "report/text_table.hpp"
#include "web/page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace sandan::report {

namespace {

/// Foreign text as text: never markup.
std::string escaped(std::string_view text) {
    std::string result;
    for (const char c : visible(text)) {
        switch (c) {
        case '&':
            result += "&amp;";
            break;
        case '<':
            result += "&lt;";
            break;
        case '>':
            result += "&gt;";
            break;
        case '"':
            result += "&quot;";
            break;
        default:
            result += c;
        }
    }
    return result;
}

/// A value in a link's fragment (RFC 3986 §2.3): the viewer reads it as a query.
std::string encoded(std::string_view text) {
    std::string result;
    for (const char c : visible(text)) {
        const bool plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
                           (c >= 'a' && c <= 'z') || c == '-' || c == '.' || c == '_' || c == '~';
        result += plain ? std::string{c} : fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return result;
}

/// `subject` is "firm=F01", or empty for what no map shows.
std::string linked(std::string_view subject, std::string_view text) {
    const auto sign = subject.find('=');
    if (sign == std::string_view::npos) {
        return escaped(text);
    }
    return fmt::format("<a href=\"#{}={}\">{}</a>", subject.substr(0, sign),
                       encoded(subject.substr(sign + 1)), escaped(text));
}

bool is_right(const render::Grid& grid, std::size_t column) {
    return column < grid.right.size() && grid.right[column];
}

/// Columns of short words, which the style sheet keeps on one line ("k1" …): the shortest first, as
/// far as there is room beside the others; "wide" for a table of many columns.
std::string classes_of(const render::Grid& grid) {
    constexpr std::size_t most_columns = 8; // as the style sheet
    constexpr std::size_t longest = 20;
    constexpr std::size_t room = 56;
    std::vector<std::pair<std::size_t, std::size_t>> columns; // width, number
    for (std::size_t c = 0; c < std::min(grid.head.size(), most_columns); ++c) {
        std::size_t width = 0;
        for (const auto& row : grid.rows) {
            width = std::max(width, display_width(row[c]));
        }
        if (width <= longest && !is_right(grid, c)) {
            columns.emplace_back(width, c + 1);
        }
    }
    std::sort(columns.begin(), columns.end());
    std::string classes = grid.head.size() > most_columns ? " wide" : "";
    std::size_t taken = 0;
    for (const auto& [width, number] : columns) {
        taken += width;
        if (taken <= room) {
            classes += fmt::format(" k{}", number);
        }
    }
    return classes.empty() ? "" : fmt::format(" class=\"{}\"", classes.substr(1));
}

class Chapters {
public:
    Chapters(const render::Document& document, Language language, const LandKinds& land)
        : m_document{document}, m_ko{language == Language::ko}, m_land{land} {}

    std::string run() {
        for (const auto& block : m_document.blocks) {
            std::visit([this](const auto& it) { add(it); }, block);
        }
        const auto* const lang = m_ko ? "ko" : "en";
        auto html = fmt::format(
            "<nav id=\"contents\" lang=\"{}\" aria-label=\"{}\">\n<a href=\"#viewer\">{}</a>\n{}"
            "</nav>\n<section id=\"report\" lang=\"{}\" aria-label=\"{}\" tabindex=\"-1\">\n"
            "<header>\n<h2>{}</h2>\n",
            lang, say("보고서 차례", "Contents of the report"), say("↑ 지도", "↑ Map"), m_contents,
            lang, say("보고서", "Report"), escaped(m_document.title));
        for (const auto& line : m_document.cover) {
            html += fmt::format("<p>{}</p>\n", escaped(line));
        }
        html += fmt::format(
            "<p id=\"report-language\" hidden></p>\n<p class=\"hint\">{}</p>\n"
            "<p class=\"paper\">{}</p>\n</header>\n{}",
            say("도면은 위의 지도에서 봅니다. 밑줄 친 필지·기업·번호를 누르면 지도에 나타납니다.",
                "The maps are above. What is underlined, a lot, a firm or a number, is shown there "
                "when pressed."),
            say("축척이 정확한 도면이 든 보고서는 PDF로 만드십시오: sandan report PLAN -o "
                "report.pdf",
                "For a report with sheets at a true scale make the PDF: "
                "sandan report PLAN -o report.pdf"),
            m_body);
        if (!m_document.stamp.empty()) {
            html += fmt::format("<p class=\"stamp\">{}</p>\n", escaped(m_document.stamp));
        }
        return html + "</section>\n";
    }

private:
    [[nodiscard]] const char* say(const char* ko, const char* en) const { return m_ko ? ko : en; }

    void add(const render::Heading& heading) {
        if (heading.level > 1) {
            m_body += fmt::format("<h4>{}</h4>\n", linked(heading.subject, heading.text));
            return;
        }
        const auto id = fmt::format("c{}", ++m_chapters);
        m_contents += fmt::format("<a href=\"#{}\">{}</a>\n", id, escaped(heading.text));
        m_body += fmt::format("<h3 id=\"{}\">{}</h3>\n", id, escaped(heading.text));
    }

    void add(const render::Paragraph& paragraph) {
        m_body += fmt::format("<p>{}</p>\n", escaped(paragraph.text));
    }

    /// The map of the page shows what the sheet shows.
    void add(const render::MapSpec& /*map*/) {}

    void add(const render::Grid& grid) {
        m_body += fmt::format("<table{}>\n<thead><tr>", classes_of(grid));
        for (std::size_t c = 0; c < grid.head.size(); ++c) {
            m_body += grid.head[c].empty() ? std::string{"<td></td>"}
                                           : fmt::format("<th scope=\"col\"{}>{}</th>",
                                                         side(grid, c), escaped(grid.head[c]));
        }
        m_body += "</tr></thead>\n<tbody>\n";
        for (std::size_t r = 0; r < grid.rows.size(); ++r) {
            add_row(grid, r);
        }
        m_body += "</tbody>\n</table>\n";
    }

    static std::string_view side(const render::Grid& grid, std::size_t column) {
        return is_right(grid, column) ? " class=\"n\"" : "";
    }

    void add_row(const render::Grid& grid, std::size_t r) {
        const auto& cells = grid.rows[r];
        m_body += "<tr>";
        for (std::size_t c = 0; c < cells.size(); ++c) {
            const bool first = c == 0 && r < grid.subjects.size();
            m_body += fmt::format("<td{}>{}</td>", side(grid, c),
                                  c == grid.land ? land_of(cells[c])
                                  : first        ? linked(grid.subjects[r], cells[c])
                                                 : escaped(cells[c]));
        }
        m_body += "</tr>\n";
    }

    /// Land of the plan as links; any other text as it is.
    [[nodiscard]] std::string land_of(const std::string& cell) const {
        std::string result;
        for (std::size_t start = 0; start <= cell.size();) {
            const auto end = std::min(cell.find_first_of(",;+", start), cell.size());
            const auto id = cell.substr(start, end - start);
            const auto known = m_land.find(id);
            result += known == m_land.end() ? escaped(id) : linked(known->second + "=" + id, id);
            if (end < cell.size()) {
                result += cell[end] == '+' ? " + " : ", ";
            }
            start = end + 1;
            start += start < cell.size() && cell[start] == ' ' ? 1U : 0U;
        }
        return result;
    }

    const render::Document& m_document;
    bool m_ko;
    const LandKinds& m_land;
    std::string m_contents;
    std::string m_body;
    int m_chapters = 0;
};

} // namespace

std::string chapters_html(const render::Document& document, Language language,
                          const LandKinds& land) {
    return Chapters{document, language, land}.run();
}

std::string report_page(const FullReport& report) {
    LandKinds land;
    for (const auto& [role, kind] : {std::pair{"lots", "lot"}, std::pair{"parcels", "parcel"}}) {
        if (const auto* const layer = report.data.context.project.layer(role)) {
            for (const auto& feature : layer->features) {
                land.emplace(layer->id(feature), kind);
            }
        }
    }
    MapOptions options;
    options.language = report.language;
    const auto* const first = report.data.allocation != nullptr ? "allocation" : "landuse";
    return web::report_page(web_map_payload(report.data, options, first),
                            chapters_html(full_report(report), report.language, land));
}

} // namespace sandan::report
