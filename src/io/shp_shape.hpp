#pragma once
// One record of a .shp, checked against its own counts and turned into a plane shape.

#include <sandan/core/text.hpp>
#include <sandan/geom/types.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sandan::io {

/// What is odd about a record that can still be read.
struct ShapeNote {
    std::string code; ///< A row of gis_data/catalogue/reading.csv
    Text expected;
    Text done;
};

struct ShpShape {
    geom::Shape shape;
    std::string kind; ///< "Polygon", "MultiPolygon", …; "NULL" for a null shape
    geom::Box box;    ///< Of its points as stored.
    bool null = false;
    bool with_z_or_m = false;
    std::optional<ShapeNote> damage; ///< Set when the record cannot be used: why.
    std::vector<ShapeNote> notes;
};

/// Decodes the content of a record (without its 8-byte header) of a file whose header says `type`.
/// Never reads outside `content`, whatever its counts say.
[[nodiscard]] ShpShape decode_shape(std::string_view content, std::uint32_t type);

/// True for the 13 shape types of the format that hold shapes.
[[nodiscard]] bool is_shape_type(std::uint32_t type);

/// "Polygon", "3D Polygon", …
[[nodiscard]] std::string shape_type_name(std::uint32_t type);

} // namespace sandan::io
