#pragma once

#include <sandan/report/maps.hpp>

#include <string>
#include <string_view>

namespace sandan::report {

/// One self-contained HTML page, in both languages, with every theme that the data suffices for:
/// the theme named `first` is shown at first. Opens from a file, loads nothing from anywhere.
/// Paper and dpi of the options do not matter. Byte-identical for equal input.
/// \throws Error{usage} as make_map does, Error{output} if the page cannot be made.
[[nodiscard]] std::string web_map(const MapData& data, const MapOptions& options,
                                  std::string_view first);

/// The same page with the workbench in it, to be served (`sandan serve`). The assignments are no
/// part of it: the page asks for them.
[[nodiscard]] std::string live_web_map(const MapData& data, const MapOptions& options,
                                       std::string_view first);

/// What the page shows: JSON, schema sandan.web_map/2.
[[nodiscard]] std::string web_map_payload(const MapData& data, const MapOptions& options,
                                          std::string_view first);

} // namespace sandan::report
