#pragma once
// A GeoPackage is a database that may hold code: triggers, views, virtual tables, forged counts.

#include <sandan/model/read_finding.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace sandan::io {

/// \throws Error{input} when another program keeps changes to it in a file beside it.
void refuse_unsaved_changes(const std::string& path);

/// Looks through a GeoPackage without running anything in it. \throws Error{input}: damaged pages,
/// layers that are views or virtual tables, values above 64 MB. \returns what its reader should be
/// told.
[[nodiscard]] std::vector<model::ReadFinding> require_sound_geopackage(const std::string& path);

/// Rows of a table of the GeoPackage at `path`, counted by SQLite itself: what its contents say of
/// them may be forged, and a driver may pass over some. \throws Error{input}
[[nodiscard]] std::size_t count_rows(const std::string& path, const std::string& table);

/// What the GeoPackage at `path` says of the system of a layer.
struct StatedCrs {
    std::string definition; ///< WKT; empty for "undefined".
    std::string code;       ///< "EPSG:5186"; empty if it names none of EPSG's.
};

/// \throws Error{input}
[[nodiscard]] StatedCrs stated_crs(const std::string& path, const std::string& table);

} // namespace sandan::io
