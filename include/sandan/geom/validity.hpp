#pragma once

#include <sandan/geom/types.hpp>

#include <optional>
#include <string>

namespace sandan::geom {

/// Why a polygon is not valid in the OGC sense, in GEOS's words, and where.
struct Defect {
    std::string reason; ///< "Self-intersection", "Ring Self-intersection", …
    Point at;
};

/// The first defect GEOS finds (isValidDetail); nothing when valid or empty.
/// Coordinates that are not finite are a defect of their own, found before GEOS sees them.
[[nodiscard]] std::optional<Defect> find_defect(const MultiPolygon& shape);

/// GEOS MakeValid ("linework" method); polygonal parts only. Non-finite coordinates must be
/// rejected before. A ring of a few hundred edges that cross each other can take hours.
/// \throws Error{budget} after `most_seconds` of processor time, or without memory for the pieces.
[[nodiscard]] MultiPolygon make_valid(const MultiPolygon& shape, double most_seconds = 5);

} // namespace sandan::geom
