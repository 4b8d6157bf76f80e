#pragma once
// SQLite stores in any column what is written to it; GDAL makes numbers and dates of it without a
// word ("12abc" becomes 12, "abc" becomes 0).

#include <sandan/model/read_finding.hpp>

#include "io/records.hpp"

#include <string>
#include <vector>

class OGRFeatureDefn;

namespace sandan::io {

/// Empties each value of `records`, read by GDAL from the GeoPackage at `path`, whose cell does not
/// hold what its column declares: text or bytes among numbers, a real number or one out of range
/// among whole ones, what is no day of the calendar among dates, bytes among texts. Each is told
/// with its record (GPKG-CELL). `fid_column` is empty for a table without one.
/// \throws Error{input} for a damaged file.
void empty_odd_cells(const std::string& path, OGRFeatureDefn& layer, const std::string& fid_column,
                     Records& records, std::vector<model::ReadFinding>& findings);

} // namespace sandan::io
