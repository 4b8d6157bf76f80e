#pragma once
// A printed document as plain data: headings, paragraphs, tables and map sheets in reading order.

#include <sandan/render/scene.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace sandan::render {

/// Level 1 begins a page; both levels stand in the outline.
struct Heading {
    int level = 1;
    std::string text;
    /// What it is about, for a page with a map beside it: "firm=F01". Paper has no use for it.
    std::string subject{};
};

struct Paragraph {
    std::string text;
};

/// Rows under a heading that is repeated on every page the table runs over.
struct Grid {
    std::vector<std::string> head;
    std::vector<bool> right; ///< Columns set flush right; missing entries are flush left.
    std::vector<std::vector<std::string>> rows; ///< As wide as `head`.
    std::vector<std::string> subjects{};        ///< By row, of the first cell, as in Heading.
    /// The column of ids of lots or parcels: "A, B", "A;B", "A+B".
    std::optional<std::size_t> land{};
};

using Block = std::variant<Heading, Paragraph, Grid, MapSpec>;

struct Document {
    std::string title;
    std::vector<std::string> cover; ///< Lines under the title of the first page.
    std::string stamp;              ///< At the foot of every page: "SYNTHETIC"
    std::string date;               ///< YYYY-MM-DD, the PDF's creation date; empty = 1970-01-01
    std::vector<Block> blocks;
};

/// A PDF of A4 pages, numbered, with outline and selectable text; each map has a page of its own
/// at its true scale. Byte-identical for equal input. \throws Error{output} if the Korean font or a
/// glyph is missing.
[[nodiscard]] std::string draw(const Document& document);

} // namespace sandan::render
