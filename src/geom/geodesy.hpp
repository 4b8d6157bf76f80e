#pragma once
// The few formulas that nearly all Korean data need, by Boost.Geometry: PROJ and its database take
// 10 ms to load. tests/unit/geom/korean_ways_test holds them against PROJ.

#include <sandan/geom/types.hpp>

namespace sandan::geom {

enum class Ellipsoid { grs80, bessel };

/// A transverse Mercator projection from 38° N (Poder and Engsager's series).
struct Belt {
    Ellipsoid ellipsoid = Ellipsoid::grs80;
    double meridian = 0; ///< °
    double scale = 1;
    double false_easting = 0;  ///< m
    double false_northing = 0; ///< m
};

/// Degrees (longitude, latitude) of the belt's ellipsoid to metres and back.
/// \throws Error{input} for a point out of reach.
[[nodiscard]] Point metres_of(const Belt& belt, const Point& degrees);
[[nodiscard]] Point degrees_of(const Belt& belt, const Point& metres);

struct Vector {
    double x = 0;
    double y = 0;
    double z = 0;
};

/// Helmert's seven parameters, rotations as of the position vector.
struct Helmert {
    Vector shift;    ///< m
    Vector rotation; ///< ″
    double scale_ppm = 0;
};

/// EPSG:5189 as a TOWGS84 gives it wrongly: that has no place for its pivot, and other signs.
constexpr Helmert korean_1985_without_pivot{
    {-145.907, 505.034, 685.756}, {-1.162, 2.347, 1.592}, 6.342};

/// Degrees on Bessel's ellipsoid to degrees on that of WGS 84 (GRS 80, to 0.1 mm).
[[nodiscard]] Point from_bessel(const Helmert& helmert, const Point& degrees);

/// Degrees by EPSG:5189 and back, to 0.1 mm as PROJ does it.
[[nodiscard]] Point korean_1985_to_korea_2000(const Point& degrees);
[[nodiscard]] Point korea_2000_to_korean_1985(const Point& degrees);

} // namespace sandan::geom
