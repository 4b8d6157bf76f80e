#include "geom/geodesy.hpp"

#include <sandan/core/error.hpp>

#include "core/korean.hpp"

#include <boost/geometry/core/cs.hpp>
#include <boost/geometry/geometries/point.hpp>
#include <boost/geometry/geometries/point_xy.hpp>
#include <boost/geometry/srs/projection.hpp>
#include <boost/geometry/srs/transformation.hpp>
#include <fmt/format.h>

#include <cmath>
#include <numbers>

namespace sandan::geom {

namespace {

namespace bg = boost::geometry;
namespace spar = boost::geometry::srs::spar;

using Degrees = bg::model::point<double, 2, bg::cs::geographic<bg::degree>>;
using Metres = bg::model::d2::point_xy<double>;

template <typename Ellps>
using BeltParameters = spar::parameters<spar::proj_etmerc, Ellps, spar::lat_0<>, spar::lon_0<>,
                                        spar::k_0<>, spar::x_0<>, spar::y_0<>>;

template <typename Ellps>
using DatumParameters = spar::parameters<spar::proj_longlat, Ellps, spar::towgs84<>>;

template <typename Ellps>
bg::srs::projection<BeltParameters<Ellps>> projection_of(const Belt& belt) {
    constexpr double origin = 38;
    return {BeltParameters<Ellps>{spar::proj_etmerc{}, Ellps{}, spar::lat_0<>{origin},
                                  spar::lon_0<>{belt.meridian}, spar::k_0<>{belt.scale},
                                  spar::x_0<>{belt.false_easting},
                                  spar::y_0<>{belt.false_northing}}};
}

/// From Bessel's ellipsoid to WGS 84.
auto transformation_of(const Helmert& helmert) {
    const auto& [shift, rotation, ppm] = helmert;
    return bg::srs::transformation<DatumParameters<spar::ellps_bessel>,
                                   DatumParameters<spar::ellps_wgs84>>{
        DatumParameters<spar::ellps_bessel>{
            spar::proj_longlat{}, spar::ellps_bessel{},
            spar::towgs84<>{{shift.x, shift.y, shift.z, rotation.x, rotation.y, rotation.z, ppm}}},
        DatumParameters<spar::ellps_wgs84>{spar::proj_longlat{}, spar::ellps_wgs84{},
                                           spar::towgs84<>{{0, 0, 0}}}};
}

template <typename Move>
Point moved_by(const Point& from, const Move& move) {
    Point to{HUGE_VAL, HUGE_VAL};
    try {
        to = move();
    } catch (const bg::projection_exception&) { // said below
        to = {HUGE_VAL, HUGE_VAL};
    }
    if (!std::isfinite(to.x) || !std::isfinite(to.y)) {
        throw Error{
            ErrorKind::input,
            Text{format_ko("점 ({:f}, {:f})이(가) 좌표계가 미치는 범위 밖에 있습니다", from.x,
                           from.y),
                 fmt::format("the point ({:f}, {:f}) lies outside the reach of its coordinate "
                             "system",
                             from.x, from.y)}};
    }
    return to;
}

constexpr Vector korean_1985_pivot{-3159521.31, 4068151.32, 3748113.85};
/// EPSG:5189, whose rotations are those of the coordinate frame.
constexpr Helmert korean_1985_frame{{-145.907, 505.034, 685.756}, {1.162, -2.347, -1.592}, 6.342};

/// By the matrix of small angles, ″.
Vector turned(const Vector& rotation, const Vector& p) {
    constexpr double second = std::numbers::pi / 180 / 3600;
    const double x = rotation.x * second;
    const double y = rotation.y * second;
    const double z = rotation.z * second;
    return {p.x - z * p.y + y * p.z, z * p.x + p.y - x * p.z, -y * p.x + x * p.y + p.z};
}

/// `to`: where the rotation takes the pivot.
Helmert around(const Helmert& helmert, const Vector& pivot, const Vector& to) {
    const auto& [shift, rotation, ppm] = helmert;
    const double scale = 1 + ppm * 1e-6;
    return {{shift.x + pivot.x - scale * to.x, shift.y + pivot.y - scale * to.y,
             shift.z + pivot.z - scale * to.z},
            rotation,
            ppm};
}

/// The same shift around a pivot (Molodensky and Badekas), there and back.
Helmert with_pivot(const Helmert& helmert, const Vector& pivot) {
    return around(helmert, pivot, turned(helmert.rotation, pivot));
}

Helmert back_with_pivot(const Helmert& helmert, const Vector& pivot) {
    // The way back turns by the transposed matrix, which of small angles is not quite the inverse:
    // what that turns into the pivot is sought, each step 10^5 times nearer.
    const auto& [x, y, z] = helmert.rotation;
    auto sought = turned(helmert.rotation, pivot);
    for (int step = 0; step < 3; ++step) {
        const auto there = turned({-x, -y, -z}, sought);
        sought = {sought.x + pivot.x - there.x, sought.y + pivot.y - there.y,
                  sought.z + pivot.z - there.z};
    }
    return around(helmert, pivot, sought);
}

Point point(const Degrees& degrees) {
    return {bg::get<0>(degrees), bg::get<1>(degrees)};
}

} // namespace

Point metres_of(const Belt& belt, const Point& degrees) {
    const auto project = [&](const auto& projection) {
        Metres out{HUGE_VAL, HUGE_VAL};
        projection.forward(Degrees{degrees.x, degrees.y}, out);
        return Point{out.x(), out.y()};
    };
    return moved_by(degrees, [&] {
        return belt.ellipsoid == Ellipsoid::bessel
                   ? project(projection_of<spar::ellps_bessel>(belt))
                   : project(projection_of<spar::ellps_grs80>(belt));
    });
}

Point degrees_of(const Belt& belt, const Point& metres) {
    const auto project = [&](const auto& projection) {
        Degrees out{HUGE_VAL, HUGE_VAL};
        projection.inverse(Metres{metres.x, metres.y}, out);
        return point(out);
    };
    return moved_by(metres, [&] {
        return belt.ellipsoid == Ellipsoid::bessel
                   ? project(projection_of<spar::ellps_bessel>(belt))
                   : project(projection_of<spar::ellps_grs80>(belt));
    });
}

Point korean_1985_to_korea_2000(const Point& degrees) {
    return from_bessel(with_pivot(korean_1985_frame, korean_1985_pivot), degrees);
}

Point korea_2000_to_korean_1985(const Point& degrees) {
    const auto helmert = back_with_pivot(korean_1985_frame, korean_1985_pivot);
    return moved_by(degrees, [&] {
        Degrees out{HUGE_VAL, HUGE_VAL};
        transformation_of(helmert).inverse(Degrees{degrees.x, degrees.y}, out);
        return point(out);
    });
}

Point from_bessel(const Helmert& helmert, const Point& degrees) {
    return moved_by(degrees, [&] {
        Degrees out{HUGE_VAL, HUGE_VAL};
        transformation_of(helmert).forward(Degrees{degrees.x, degrees.y}, out);
        return point(out);
    });
}

} // namespace sandan::geom
