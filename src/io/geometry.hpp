#pragma once

#include <sandan/geom/types.hpp>

#include "io/gdal.hpp"

#include <cstddef>

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

/// The geometry of a kind that OutputLayer names: "Point", "MultiLineString", "MultiPolygon"; null
/// when the shape has nothing of it.
[[nodiscard]] OGRGeometryUniquePtr to_ogr(const geom::Shape& shape, const std::string& kind);

/// True if every coordinate is finite.
[[nodiscard]] bool is_finite(const geom::Shape& shape);

} // namespace sandan::io
