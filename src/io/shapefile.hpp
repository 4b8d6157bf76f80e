#pragma once
// A shapefile read from its own bytes. GDAL passes over a short .dbf, a short .shx or a swapped
// index without a word, and cuts or guesses numbers; here every record is either handed out or
// listed with the reason.

#include <sandan/io/read.hpp>
#include <sandan/model/read_finding.hpp>

#include "io/records.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace sandan::io {

/// The files of a shapefile beside its .shp; empty when missing.
struct ShapefileParts {
    std::string shx;
    std::string dbf;
    std::string prj;
    std::string cpg;
};

struct Shapefile {
    ShapefileParts parts;
    std::string geometry_type;      ///< As the header says: "Polygon", "3D Polygon", …
    Records records;                ///< Text still as stored.
    unsigned char ldid = 0;         ///< Language driver of the .dbf.
    std::size_t declared = 0;       ///< What .shp, .shx or .dbf say they hold, whichever is most.
    std::vector<std::int64_t> lost; ///< Declared records that are not in `records`, ascending, …
    std::size_t lost_behind = 0;    ///< … and how many more behind the last entry of the .shx.
    std::vector<model::ReadFinding> findings;
    std::vector<InputFile> files; ///< What was read of it.
    std::string cpg_text;         ///< Content of the .cpg.
};

/// Reads the shapefile at `path`, or a range of its records: `declared` and `lost` are then those
/// of the range. A missing or unusable .dbf is an error only if attributes are needed.
/// \throws Error{input}: no .shx, wrong headers, an index that pairs shapes with other attributes.
[[nodiscard]] Shapefile read_shapefile(const std::string& path, bool need_attributes,
                                       const RecordRange& range = {});

/// Reads the table at `path` on its own, whatever lies beside it: records without shapes.
/// \throws Error{input}: it is no DBF (SHP-DBF-FORMAT).
[[nodiscard]] Shapefile read_dbf(const std::string& path);

} // namespace sandan::io
