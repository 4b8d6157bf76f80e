#pragma once

#include <sandan/core/text.hpp>
#include <sandan/geom/types.hpp>

#include "io/gdal.hpp"

#include <cstddef>
#include <optional>
#include <string>

namespace sandan::io {

/// What was left out or changed on the way from OGR, counted by geometry.
struct GeometryNotes {
    std::size_t with_z_or_m = 0;
    std::size_t curved = 0;
    std::size_t unclosed = 0;
    std::size_t unknown = 0; ///< Kinds that have no plane shape (multipatch, TIN, …).
};

/// Plane coordinates of `geometry`; curves become lines (GDAL's default steps), rings are closed.
[[nodiscard]] geom::Shape to_shape(const OGRGeometry& geometry, GeometryNotes& notes);

/// The geometry of a kind that OutputLayer names; null when the shape has nothing of it.
[[nodiscard]] OGRGeometryUniquePtr to_ogr(const geom::Shape& shape, const std::string& kind);

/// Metres or degrees: nothing on Earth is farther from an origin in use, and areas still fit.
constexpr double farthest_coordinate = 1e8;
/// A parcel has tens of points, a province thousands.
constexpr std::size_t most_points = 5'000'000;

/// Why a shape must not come near GEOS, which hangs on what is not finite, or gives nothing.
struct ShapeFault {
    std::string code;
    Text expected; ///< And what was found.
};

/// The first point that is not finite or beyond `farthest_coordinate`, or too many points.
[[nodiscard]] std::optional<ShapeFault> find_fault(const geom::Shape& shape);

} // namespace sandan::io
