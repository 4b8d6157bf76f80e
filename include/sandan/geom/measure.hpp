#pragma once
// Lengths in the coordinates' unit, areas in its square. Pure functions, safe from any thread.

#include <sandan/geom/types.hpp>

namespace sandan::geom {

/// Holes subtracted; independent of ring orientation. Coordinates are shifted to the ring's first
/// point before the cross products, so large northings cost no digits.
[[nodiscard]] double area(const MultiPolygon& shape);
[[nodiscard]] double area(const Polygon& polygon);

/// Length of all rings, holes included.
[[nodiscard]] double perimeter(const MultiPolygon& shape);
[[nodiscard]] double length(const Line& line);

/// Area-weighted; {0, 0} for an empty shape.
[[nodiscard]] Point centroid(const MultiPolygon& shape);

/// A point inside the largest part, near the centre of its largest inscribed circle (GEOS
/// MaximumInscribedCircle, tolerance 1 % of the box); in thin shapes just inside.
/// \throws Error{geometry} for empty input.
[[nodiscard]] Point label_point(const MultiPolygon& shape);

/// Diameter of the largest circle that fits inside the largest part, to 2 %: the "true width" of a
/// sliver.
[[nodiscard]] double max_width(const MultiPolygon& shape);

[[nodiscard]] Box envelope(const Shape& shape);
[[nodiscard]] Box envelope(const MultiPolygon& shape);

/// 4πA/P²: 1 for a disc, near 0 for a sliver; 0 for an empty shape.
[[nodiscard]] double thinness(const MultiPolygon& shape);

/// True if `p` lies inside or on the border.
[[nodiscard]] bool covers(const MultiPolygon& shape, const Point& p);

/// Smallest planar distance; 0 when they touch or overlap; infinity when either is empty.
[[nodiscard]] double distance(const Shape& a, const Shape& b);

} // namespace sandan::geom
