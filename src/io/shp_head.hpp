#pragma once
// What the headers of a shapefile say, without reading its records: for planning, not for results.

#include <sandan/geom/types.hpp>

#include <cstddef>
#include <string>

namespace sandan::io {

struct ShpHead {
    std::size_t records = 0; ///< Entries of the .shx.
    geom::Box box;           ///< As the .shp states; {0, 0}–{0, 0} of an empty file.
};

/// \throws Error{input}: no .shx (SHP-NO-SHX), or a header that is none (SHP-HEADER).
[[nodiscard]] ShpHead read_shp_head(const std::string& path);

} // namespace sandan::io
