#include "geom/known_systems.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>

namespace sandan::geom {

namespace {

enum class Datum { korea_2000, korean_1985 };

/// Transverse Mercator from 38° N. Names and numbers as they are written.
struct System {
    int code;
    std::string_view belt; ///< In the .prj, with '_' for ' '.
    Datum datum;
    int false_easting;
    int false_northing;
    double meridian;
    std::string_view scale;
    std::string_view name; ///< As PROJ has it.
};

constexpr auto grs80 = Datum::korea_2000;
constexpr auto bessel = Datum::korean_1985;
constexpr double modified = 10.405 / 3600;
constexpr double unified_scale = 0.9996;

// EPSG dataset v10 (PROJ 9.1); WKT1 as ESRI writes it.
constexpr std::array systems{
    System{5186, "Korea Central Belt 2010", grs80, 200'000, 600'000, 127, "1.0",
           "Korea 2000 / Central Belt 2010"},
    System{5185, "Korea West Belt 2010", grs80, 200'000, 600'000, 125, "1.0",
           "Korea 2000 / West Belt 2010"},
    System{5187, "Korea East Belt 2010", grs80, 200'000, 600'000, 129, "1.0",
           "Korea 2000 / East Belt 2010"},
    System{5188, "Korea East Sea Belt 2010", grs80, 200'000, 600'000, 131, "1.0",
           "Korea 2000 / East Sea Belt 2010"},
    System{5181, "Korea Central Belt", grs80, 200'000, 500'000, 127, "1.0",
           "Korea 2000 / Central Belt"},
    System{5180, "Korea West Belt", grs80, 200'000, 500'000, 125, "1.0", "Korea 2000 / West Belt"},
    System{5183, "Korea East Belt", grs80, 200'000, 500'000, 129, "1.0", "Korea 2000 / East Belt"},
    System{5179, "Korea Unified Coordinate System", grs80, 1'000'000, 2'000'000, 127.5, "0.9996",
           "Korea 2000 / Unified CS"},
    System{5174, "Modified Korea Central Belt", bessel, 200'000, 500'000, 127 + modified, "1.0",
           "Korean 1985 / Modified Central Belt"},
    System{5173, "Modified Korea West Belt", bessel, 200'000, 500'000, 125 + modified, "1.0",
           "Korean 1985 / Modified West Belt"},
    System{5176, "Modified Korea East Belt", bessel, 200'000, 500'000, 129 + modified, "1.0",
           "Korean 1985 / Modified East Belt"},
    System{2097, "Korea Central Belt", bessel, 200'000, 500'000, 127, "1.0",
           "Korean 1985 / Central Belt"},
};

std::string text_of(double meridian) {
    auto text = fmt::format("{:.15g}", meridian);
    return text.find('.') == std::string::npos ? text + ".0" : text;
}

/// The .prj of a system.
std::string prj_of(const System& system) {
    const bool old = system.datum == bessel;
    std::string belt{system.belt};
    std::replace(belt.begin(), belt.end(), ' ', '_');
    return fmt::format(
        R"(PROJCS["{}_{}",GEOGCS["GCS_{}",DATUM["D_{}",SPHEROID["{}]],PRIMEM["Greenwich",0.0],)"
        R"(UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],)"
        R"(PARAMETER["False_Easting",{}.0],PARAMETER["False_Northing",{}.0],)"
        R"(PARAMETER["Central_Meridian",{}],PARAMETER["Scale_Factor",{}],)"
        R"(PARAMETER["Latitude_Of_Origin",38.0],UNIT["Meter",1.0]])",
        old ? "Korean_1985" : "Korea_2000", belt, old ? "Korean_Datum_1985" : "Korea_2000",
        old ? "Korean_Datum_1985" : "Korea_2000",
        old ? R"(Bessel_1841",6377397.155,299.1528128)" : R"(GRS_1980",6378137.0,298.257222101)",
        system.false_easting, system.false_northing, text_of(system.meridian), system.scale);
}

std::string code_of(const System& system) {
    return fmt::format("EPSG:{}", system.code);
}

auto find(std::string_view epsg) {
    return std::find_if(systems.begin(), systems.end(),
                        [&](const System& system) { return code_of(system) == epsg; });
}

CrsInfo info_of(const System& system, const char* how) {
    CrsInfo info;
    info.name = system.name;
    info.epsg = code_of(system);
    info.how = how;
    info.projected = true;
    info.korean = true;
    return info;
}

} // namespace

std::optional<CrsInfo> known_system(std::string_view definition) {
    const auto end = definition.find_last_not_of(" \t\r\n");
    definition = definition.substr(0, end == std::string_view::npos ? 0 : end + 1);
    const bool text = definition.starts_with(R"(PROJCS["Korea)");
    if (!text && !definition.starts_with("EPSG:")) {
        return std::nullopt;
    }
    for (const auto& system : systems) {
        if (definition == (text ? prj_of(system) : code_of(system))) {
            return info_of(system, text ? "parameters" : "authority");
        }
    }
    return std::nullopt;
}

std::optional<Belt> known_belt(std::string_view epsg) {
    const auto system = find(epsg);
    if (system == systems.end()) {
        return std::nullopt;
    }
    return Belt{.ellipsoid = system->datum == bessel ? Ellipsoid::bessel : Ellipsoid::grs80,
                .meridian = system->meridian,
                .scale = system->scale == "1.0" ? 1 : unified_scale,
                .false_easting = static_cast<double>(system->false_easting),
                .false_northing = static_cast<double>(system->false_northing)};
}

bool surely_in_korea(const Box& box, std::string_view epsg) {
    const auto system = find(epsg);
    if (system == systems.end() || box.empty()) {
        return false;
    }
    // A degree of longitude is 87 km at 38.7° N and more farther south; lines of latitude bend
    // north by up to 20 km, seven degrees from the meridian.
    constexpr double degree = 85'500;
    const double meridian = system->meridian;
    const double x = system->false_easting;
    const double y = system->false_northing;
    return box.min.x > x - (meridian - 124.3) * degree &&
           box.max.x < x + (131.7 - meridian) * degree && box.min.y > y - 495'000 &&
           box.max.y < y + 70'000;
}

} // namespace sandan::geom
