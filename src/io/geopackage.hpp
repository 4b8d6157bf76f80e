#pragma once
// A GeoPackage is a database that may hold code: triggers, views, virtual tables, forged counts.

#include <sandan/model/read_finding.hpp>

#include <string>
#include <vector>

namespace sandan::io {

/// Looks through a GeoPackage without running anything in it. \throws Error{input}: damaged pages,
/// changes not yet written by another program, layers that are views or virtual tables, values
/// above 64 MB. \returns what its reader should be told.
[[nodiscard]] std::vector<model::ReadFinding> require_sound_geopackage(const std::string& path);

} // namespace sandan::io
