#pragma once
// The one-file viewer (source in tools/web, built into assets/viewer.html and viewer.js) with a
// payload in it.

#include <string>
#include <string_view>

namespace sandan::web {

/// A self-contained HTML page that shows `json` (schema sandan.web_map/2) and loads nothing from
/// anywhere. Viewer and payload go in as gzip in base64, so that no character of the plan is ever
/// markup or script; of scripts, the page's policy allows by hash the one that unpacks and the one
/// that is unpacked. Byte-identical for equal input and zlib.
[[nodiscard]] std::string page(std::string_view json);

/// The same page with the workbench in it: it may ask the server it came from, and nobody else.
[[nodiscard]] std::string live_page(std::string_view json);

/// The same page with a report under the map: `chapters` is HTML, and goes in as it is.
[[nodiscard]] std::string report_page(std::string_view json, std::string chapters);

/// gzip (RFC 1952) without name and time.
[[nodiscard]] std::string gzip(std::string_view bytes);

/// RFC 4648 §4, with padding.
[[nodiscard]] std::string base64(std::string_view bytes);

} // namespace sandan::web
