#pragma once
// The chapters of a report as part of a web page.

#include <sandan/core/text.hpp>
#include <sandan/render/document.hpp>

#include <map>
#include <string>

namespace sandan::report {

/// By id, what a piece of land is to the map: "lot" or "parcel".
using LandKinds = std::map<std::string, std::string>;

/// A list of links to the chapters and the chapters themselves: tables, no pictures (the page has a
/// map), no style and no script. What rows and headings name is a link to the map of the page,
/// `#firm=F01`; of the columns of land, what `land` holds. Foreign text is text, never markup.
[[nodiscard]] std::string chapters_html(const render::Document& document, Language language,
                                        const LandKinds& land);

} // namespace sandan::report
