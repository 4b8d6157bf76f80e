#pragma once
// Where the records of a .shp lie, by its .shx held against the records themselves.

#include <sandan/geom/types.hpp>
#include <sandan/model/read_finding.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sandan::io {

/// A record's content in the .shp; 0 bytes when the record cannot be used (a finding says why).
struct ShpSlot {
    std::size_t offset = 0; ///< Behind the 8-byte record header.
    std::size_t bytes = 0;
};

struct ShpIndex {
    std::uint32_t type = 0;     ///< Shape type of the file.
    geom::Box box;              ///< As its header states.
    std::vector<ShpSlot> slots; ///< One for each record of the .shx, in its order.
    std::size_t declared = 0;   ///< Records of .shx or .shp, whichever are more.
    std::vector<model::ReadFinding> findings;
};

/// Checks both headers and every index entry. Entries in the order of the file are paired by place;
/// an entry out of that order must point at a record that carries its number and length.
/// \throws Error{input}: no shapefile, or an index that would pair shapes with other attributes.
[[nodiscard]] ShpIndex index_shapes(const std::string& path, std::string_view shp,
                                    std::string_view shx);

} // namespace sandan::io
