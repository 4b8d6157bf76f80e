#include <sandan/geom/korean_ways.hpp>
#include <sandan/geom/reproject.hpp>

#include "geom/geodesy.hpp"
#include "geom/known_systems.hpp"

#include <optional>
#include <string_view>

namespace sandan::geom {

namespace {

/// Korea 2000 is WGS 84 (EPSG:15831 moves nothing).
enum class Datum { korea_2000, korean_1985, tokyo };

/// Tokyo to WGS 84: the means of South Korea (EPSG:1305), and what PROJ prefers for the nationwide
/// system (EPSG:15484).
constexpr Helmert tokyo_of_belts{{-147, 506, 687}, {}, 0};
constexpr Helmert tokyo_nationwide{{-146.414, 507.337, 680.507}, {}, 0};
constexpr std::string_view nationwide = "EPSG:5179";

/// Degrees of a datum, and metres if there is a projection.
struct System {
    Datum datum = Datum::korea_2000;
    std::optional<Belt> belt;
};

/// Nothing of another one than those of Korea.
std::optional<System> system_of(std::string_view code) {
    if (code == "EPSG:4737" || code == "EPSG:4326") {
        return System{Datum::korea_2000, std::nullopt};
    }
    if (code == "EPSG:4162" || code == "EPSG:4301") {
        return System{code == "EPSG:4162" ? Datum::korean_1985 : Datum::tokyo, std::nullopt};
    }
    const auto belt = known_belt(code);
    if (!belt) {
        return std::nullopt;
    }
    return System{belt->ellipsoid == Ellipsoid::bessel ? Datum::korean_1985 : Datum::korea_2000,
                  belt};
}

Point shifted(Point degrees, Datum from, const Helmert& tokyo, Datum to) {
    if (from == to) {
        return degrees;
    }
    if (from == Datum::tokyo) {
        degrees = from_bessel(tokyo, degrees);
    } else if (from == Datum::korean_1985) {
        degrees = korean_1985_to_korea_2000(degrees);
    }
    return to == Datum::korean_1985 ? korea_2000_to_korean_1985(degrees) : degrees;
}

} // namespace

Point moved(const Point& p, const std::string& from, const std::string& to) {
    const auto source = system_of(from);
    const auto target = system_of(to);
    const bool tokyo =
        source && target && (source->datum == Datum::tokyo || target->datum == Datum::tokyo);
    // From Tokyo to Korean 1985, PROJ keeps heights in between, which are millimetres here.
    if (!source || !target || (tokyo && target->datum != Datum::korea_2000)) {
        return Reprojection{from, to}(p);
    }
    const auto degrees = source->belt ? degrees_of(*source->belt, p) : p;
    const auto there = shifted(degrees, source->datum,
                               to == nationwide ? tokyo_nationwide : tokyo_of_belts, target->datum);
    return target->belt ? metres_of(*target->belt, there) : there;
}

} // namespace sandan::geom
