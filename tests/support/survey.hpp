#pragma once
// The survey's formulas written out, as an oracle for PROJ: transverse Mercator by Krüger's series
// of sixth order (Karney 2011, eq. 35) and Molodensky-Badekas (EPSG method 1034, coordinate frame)
// with the parameters of EPSG:5189.

#include <sandan/geom/types.hpp>

#include <array>
#include <cmath>

namespace sandan::test {

struct Ellipsoid {
    double a;
    double inverse_flattening;
};

inline constexpr Ellipsoid bessel_1841{6377397.155, 299.1528128};
inline constexpr Ellipsoid grs_1980{6378137.0, 298.257222101};

struct TransverseMercator {
    Ellipsoid ellipsoid;
    double lon0;
    double scale;
    double false_east;
    double false_north;
};

inline constexpr double degree = 3.14159265358979323846 / 180;

/// Degrees (x = longitude) to metres; the latitude of origin is 38°.
inline geom::Point project(const TransverseMercator& tm, const geom::Point& degrees) {
    const double f = 1 / tm.ellipsoid.inverse_flattening;
    const double n = f / (2 - f);
    const double e = std::sqrt(f * (2 - f));
    const auto n_to = [n](int power) {
        return std::pow(n, power);
    };
    const double radius =
        tm.ellipsoid.a / (1 + n) * (1 + n_to(2) / 4 + n_to(4) / 64 + n_to(6) / 256);
    const std::array<double, 6> alpha{
        n / 2 - 2 * n_to(2) / 3 + 5 * n_to(3) / 16 + 41 * n_to(4) / 180 - 127 * n_to(5) / 288 +
            7891 * n_to(6) / 37800,
        13 * n_to(2) / 48 - 3 * n_to(3) / 5 + 557 * n_to(4) / 1440 + 281 * n_to(5) / 630 -
            1983433 * n_to(6) / 1935360,
        61 * n_to(3) / 240 - 103 * n_to(4) / 140 + 15061 * n_to(5) / 26880 +
            167603 * n_to(6) / 181440,
        49561 * n_to(4) / 161280 - 179 * n_to(5) / 168 + 6601661 * n_to(6) / 7257600,
        34729 * n_to(5) / 80640 - 3418889 * n_to(6) / 1995840,
        212378941 * n_to(6) / 319334400};
    const auto plane = [&](double lat, double lon) -> geom::Point {
        const double s = std::sin(lat);
        const double t = std::sinh(std::atanh(s) - e * std::atanh(e * s));
        const double xi = std::atan2(t, std::cos(lon));
        const double eta = std::asinh(std::sin(lon) / std::hypot(t, std::cos(lon)));
        geom::Point p{eta, xi};
        for (std::size_t j = 0; j < alpha.size(); ++j) {
            const double k = 2 * static_cast<double>(j + 1);
            p.y += alpha[j] * std::sin(k * xi) * std::cosh(k * eta);
            p.x += alpha[j] * std::cos(k * xi) * std::sinh(k * eta);
        }
        return p;
    };
    const auto p = plane(degrees.y * degree, (degrees.x - tm.lon0) * degree);
    const auto origin = plane(38 * degree, 0);
    return {tm.false_east + tm.scale * radius * p.x,
            tm.false_north + tm.scale * radius * (p.y - origin.y)};
}

/// Degrees on Bessel 1841 (Korean 1985) to degrees on GRS 1980 (Korea 2000), heights 0.
inline geom::Point bessel_to_grs(const geom::Point& degrees) {
    using Vector = std::array<double, 3>;
    const auto cartesian = [](const Ellipsoid& ellipsoid, const geom::Point& p) -> Vector {
        const double f = 1 / ellipsoid.inverse_flattening;
        const double e2 = f * (2 - f);
        const double lat = p.y * degree;
        const double lon = p.x * degree;
        const double n = ellipsoid.a / std::sqrt(1 - e2 * std::sin(lat) * std::sin(lat));
        return {n * std::cos(lat) * std::cos(lon), n * std::cos(lat) * std::sin(lon),
                n * (1 - e2) * std::sin(lat)};
    };
    const Vector pivot{-3159521.31, 4068151.32, 3748113.85};
    const Vector move{-145.907, 505.034, 685.756};
    const double second = degree / 3600;
    const double rx = -1.162 * second;
    const double ry = 2.347 * second;
    const double rz = 1.592 * second;
    const double scale = 1 + 6.342e-6;
    const auto from = cartesian(bessel_1841, degrees);
    const Vector d{from[0] - pivot[0], from[1] - pivot[1], from[2] - pivot[2]};
    const Vector turned{d[0] + rz * d[1] - ry * d[2], -rz * d[0] + d[1] + rx * d[2],
                        ry * d[0] - rx * d[1] + d[2]};
    Vector to{};
    for (std::size_t i = 0; i < 3; ++i) {
        to[i] = scale * turned[i] + pivot[i] + move[i];
    }
    const double f = 1 / grs_1980.inverse_flattening;
    const double e2 = f * (2 - f);
    const double from_axis = std::hypot(to[0], to[1]);
    double lat = std::atan2(to[2], from_axis * (1 - e2));
    for (int i = 0; i < 20; ++i) {
        const double n = grs_1980.a / std::sqrt(1 - e2 * std::sin(lat) * std::sin(lat));
        lat = std::atan2(to[2] + e2 * n * std::sin(lat), from_axis);
    }
    return {std::atan2(to[1], to[0]) / degree, lat / degree};
}

inline constexpr TransverseMercator epsg_5174{bessel_1841, 127.0028902777778, 1, 200000, 500000};
inline constexpr TransverseMercator epsg_2097{bessel_1841, 127, 1, 200000, 500000};
inline constexpr TransverseMercator epsg_5186{grs_1980, 127, 1, 200000, 600000};
inline constexpr TransverseMercator epsg_5181{grs_1980, 127, 1, 200000, 500000};
inline constexpr TransverseMercator epsg_5179{grs_1980, 127.5, 0.9996, 1000000, 2000000};

} // namespace sandan::test
