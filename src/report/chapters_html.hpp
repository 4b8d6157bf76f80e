#pragma once
// The chapters of a report as part of a web page.

#include <sandan/core/text.hpp>
#include <sandan/render/document.hpp>

#include <set>
#include <string>

namespace sandan::report {

/// A list of links to the chapters and the chapters themselves: tables, no pictures (the page has a
/// map), no style and no script. What rows and headings name is a link to the map of the page,
/// `#firm=F01`; of the columns of lots, those that `lots` holds. Foreign text is text, never
/// markup.
[[nodiscard]] std::string chapters_html(const render::Document& document, Language language,
                                        const std::set<std::string>& lots);

} // namespace sandan::report
