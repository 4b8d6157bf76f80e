#pragma once
// The formats that may be read, each registered with GDAL when it is first needed.

#include <string_view>

namespace sandan::io {

/// Makes one driver known to GDAL ("ESRI Shapefile", "GPKG", …); nothing for a name that is not
/// among the allowed ones (no network, no virtual or scripted formats). Thread-safe.
void need_driver(std::string_view name);

} // namespace sandan::io
