#pragma once
// The three files of a shapefile, looked at before GDAL does: GDAL passes over a short .dbf, a
// short .shx or a swapped index without a word.

#include <sandan/model/read_finding.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace sandan::io {

struct ShapefileParts {
    std::string dbf; ///< Empty when missing.
    std::string prj;
    std::string cpg;
    std::size_t declared = 0;        ///< The larger of what .shx and .dbf say they hold.
    std::vector<std::int32_t> types; ///< Shape type of every .shx record; 0 is a null shape.
    unsigned char ldid = 0;          ///< Language driver of the .dbf.
    std::vector<model::ReadFinding> findings;
};

/// Reads headers and the index of the shapefile at `path` (may lie in a zip).
/// \throws Error{input}: no .shx, a .dbf that is no DBF, an index that contradicts the shapes.
[[nodiscard]] ShapefileParts inspect_shapefile(const std::string& path);

/// Number of records and language driver of a DBF; nothing if it is none.
struct DbfHeader {
    std::size_t records = 0;
    unsigned char ldid = 0;
};

[[nodiscard]] std::optional<DbfHeader> dbf_header(const std::string& path);

} // namespace sandan::io
