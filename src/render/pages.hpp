#pragma once
// A document broken into pages: what the PDF back end draws.

#include <sandan/render/document.hpp>

#include "render/sheet.hpp"
#include "render/typesetter.hpp"

#include <string>
#include <vector>

namespace sandan::render {

struct OutlineEntry {
    std::string text;
    int level = 1;
    std::size_t page = 0; ///< From 0
    double y = 0;         ///< On the page, points from the top
};

struct Pages {
    std::vector<Sheet> sheets; ///< Text pages have items only, map pages windows too.
    std::vector<OutlineEntry> outline;
};

/// Places every block on A4 pages with their numbers and running titles. Nothing is cut off: long
/// tables and high rows run on over pages. \throws Error{output} as Typesetter and lay_out do.
[[nodiscard]] Pages paginate(const Document& document, const Typesetter& type);

} // namespace sandan::render
