// The report as a page: semantic elements, a style sheet of its own, maps as embedded pictures.
#include <sandan/core/visible.hpp>
#include <sandan/report/full_report.hpp>

#include "web/page.hpp"

#include <fmt/format.h>

#include <string_view>
#include <variant>

namespace sandan::report {

namespace {

constexpr double picture_dpi = 130;

constexpr std::string_view style = R"(
:root { font-family: "NanumGothic", "Noto Sans KR", "Malgun Gothic", sans-serif; color: #1a1a1a; }
body { max-width: 60rem; margin: 0 auto; padding: 1rem 1.5rem 4rem; line-height: 1.5; }
header { border-bottom: 2px solid #404040; margin: 3rem 0 2rem; }
h1 { font-size: 1.9rem; }
h2 { margin-top: 3rem; border-bottom: 1px solid #808080; }
nav ul { columns: 2; }
.table { overflow-x: auto; }
table { border-collapse: collapse; font-size: .85rem; margin: .5rem 0 1.5rem; }
thead th { position: sticky; top: 0; background: #f2f2f2; border-bottom: 1px solid #404040; text-align: left; }
th, td { padding: .2rem .5rem; vertical-align: top; border-bottom: 1px solid #e0e0e0; overflow-wrap: anywhere; }
.right { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
figure { margin: 1rem 0 2rem; }
img { max-width: 100%; height: auto; border: 1px solid #c0c0c0; }
.stamp { position: fixed; bottom: 0; left: 0; right: 0; text-align: center; background: #fff4ce; font-size: .8rem; }
@media print { body { max-width: none; } h2 { break-before: page; } tr { break-inside: avoid; } nav { display: none; } }
)";

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

class Page {
public:
    Page(const render::Document& document, Language language)
        : m_document{document}, m_language{language} {}

    std::string run() {
        for (const auto& block : m_document.blocks) {
            std::visit([this](const auto& it) { add(it); }, block);
        }
        const auto* const lang = m_language == Language::ko ? "ko" : "en";
        const auto title = escaped(m_document.title);
        // Nothing may be loaded from anywhere, whatever a name in the data looks like.
        auto page = fmt::format(
            "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n"
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
            "style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'\">\n"
            "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
            "<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n<header>\n<h1>{}</h1>\n",
            lang, title, style, title);
        for (const auto& line : m_document.cover) {
            page += fmt::format("<p>{}</p>\n", escaped(line));
        }
        page += fmt::format("</header>\n<nav aria-label=\"{}\">\n<ul>\n{}</ul>\n</nav>\n<main>\n{}"
                            "</main>\n",
                            m_language == Language::ko ? "차례" : "Contents", m_contents, m_body);
        if (!m_document.stamp.empty()) {
            page += fmt::format("<footer class=\"stamp\">{}</footer>\n", escaped(m_document.stamp));
        }
        return page + "</body>\n</html>\n";
    }

private:
    void add(const render::Heading& heading) {
        if (heading.level > 1) {
            m_body += fmt::format("<h3>{}</h3>\n", escaped(heading.text));
            return;
        }
        const auto id = fmt::format("c{}", ++m_chapters);
        m_contents += fmt::format("<li><a href=\"#{}\">{}</a></li>\n", id, escaped(heading.text));
        m_body += fmt::format("<h2 id=\"{}\">{}</h2>\n", id, escaped(heading.text));
    }

    void add(const render::Paragraph& paragraph) {
        m_body += fmt::format("<p>{}</p>\n", escaped(paragraph.text));
    }

    void add(const render::Grid& grid) {
        m_body += "<div class=\"table\" tabindex=\"0\"><table>\n<thead>";
        add_row(grid, grid.head, "th scope=\"col\"", "th");
        m_body += "</thead>\n<tbody>\n";
        for (const auto& row : grid.rows) {
            add_row(grid, row, "td", "td");
        }
        m_body += "</tbody>\n</table></div>\n";
    }

    void add_row(const render::Grid& grid, const std::vector<std::string>& cells,
                 std::string_view open, std::string_view close) {
        m_body += "<tr>";
        for (std::size_t c = 0; c < cells.size(); ++c) {
            const bool right = c < grid.right.size() && grid.right[c];
            m_body += fmt::format("<{}{}>{}</{}>", open, right ? " class=\"right\"" : "",
                                  escaped(cells[c]), close);
        }
        m_body += "</tr>\n";
    }

    void add(const render::MapSpec& map) {
        auto spec = map;
        spec.dpi = picture_dpi;
        const auto title = escaped(map.title);
        m_body +=
            fmt::format("<figure><img alt=\"{}\" src=\"data:image/png;base64,{}\">"
                        "<figcaption>{}</figcaption></figure>\n",
                        title, web::base64(render::draw(spec, render::Format::png).bytes), title);
    }

    const render::Document& m_document;
    Language m_language;
    std::string m_contents;
    std::string m_body;
    int m_chapters = 0;
};

} // namespace

std::string as_html(const render::Document& document, Language language) {
    return Page{document, language}.run();
}

} // namespace sandan::report
