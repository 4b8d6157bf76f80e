// Seven places in six systems against the survey's formulas, and the systems that .prj files mean.
#include <sandan/geom/reproject.hpp>

#include "shared_data.hpp"
#include "survey.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <cmath>
#include <map>

using namespace sandan;
using geom::Point;
using geom::Reprojection;

namespace {

/// Bessel degrees of Seoul, Incheon, Jeonju, Mokpo, Jeju, Gangneung and Busan, roughly.
constexpr std::array<Point, 7> places{{{126.978, 37.566},
                                       {126.705, 37.456},
                                       {127.108, 35.824},
                                       {126.392, 34.812},
                                       {126.532, 33.500},
                                       {128.876, 37.752},
                                       {129.075, 35.180}}};

constexpr double centimetre = 0.01;

void check_near(const Point& found, const Point& expected, double tolerance) {
    CHECK(std::hypot(found.x - expected.x, found.y - expected.y) < tolerance);
}

/// The file's own text, as a .prj reader gets it.
std::string prj(const std::string& name) {
    const auto folder = test::shared_data("../acceptance/prj");
    std::ifstream file{folder ? *folder / (name + ".prj") : std::filesystem::path{}};
    return {std::istreambuf_iterator<char>{file}, {}};
}

} // namespace

TEST_CASE("seven places in six systems lie where the survey's formulas put them", "[geom][crs]") {
    const std::map<std::string, test::TransverseMercator> grs80{{"EPSG:5186", test::epsg_5186},
                                                                {"EPSG:5181", test::epsg_5181},
                                                                {"EPSG:5179", test::epsg_5179}};
    const std::map<std::string, test::TransverseMercator> bessel{{"EPSG:5174", test::epsg_5174},
                                                                 {"EPSG:2097", test::epsg_2097}};
    for (const auto& place : places) {
        CAPTURE(place.x, place.y);
        const auto modern = test::bessel_to_grs(place);
        for (const auto& [from, from_tm] : bessel) {
            const auto old = test::project(from_tm, place);
            for (const auto& [to, to_tm] : grs80) {
                CAPTURE(from, to);
                const auto right = test::project(to_tm, modern);
                check_near(Reprojection{from, to}(old), right, centimetre);
                check_near(Reprojection{to, from}(right), old, centimetre);
            }
            const auto degrees = Reprojection{from, "EPSG:4326"}(old);
            check_near(degrees, modern, 1e-7); // 1 cm in degrees
        }
        check_near(Reprojection{"EPSG:5174", "EPSG:2097"}(test::project(test::epsg_5174, place)),
                   test::project(test::epsg_2097, place), centimetre);
        check_near(Reprojection{"EPSG:5179", "EPSG:5186"}(test::project(test::epsg_5179, modern)),
                   test::project(test::epsg_5186, modern), centimetre);
    }
}

TEST_CASE("PROJ's database passes its control values", "[geom][crs]") {
    CHECK_NOTHROW(geom::check_projections());
}

TEST_CASE("the systems that thirteen .prj files mean are recognised, oddities told",
          "[geom][crs][real]") {
    if (prj("p0").empty()) {
        return;
    }
    const std::map<std::string, std::string> meant{
        {"p0", "EPSG:5174"}, {"p1", "EPSG:5174"}, {"p2", "EPSG:2097"},  {"p3", "EPSG:5174"},
        {"p4", "EPSG:5174"}, {"p5", "EPSG:5174"}, {"p6", "EPSG:5174"},  {"p7", "EPSG:5174"},
        {"p8", "EPSG:5186"}, {"p9", "EPSG:5186"}, {"p10", "EPSG:5186"}, {"p11", "EPSG:5179"},
        {"p12", "EPSG:5181"}};
    for (const auto& [name, code] : meant) {
        CAPTURE(name);
        const auto text = prj(name);
        const auto info = geom::describe_crs(text);
        CHECK(info.epsg == code);
        CHECK(info.korean);
        CHECK(info.own_shift == (name == "p5" || name == "p6" || name == "p7"));
        CHECK(info.foreign_datum == (name == "p3" ? "Tokyo" : ""));
        CHECK(info.claimed.empty());
        // The same point comes out as from the EPSG code: no ballpark, no TOWGS84 of the file.
        const bool unified = code == "EPSG:5179";
        const Point p = unified ? Point{961171.7, 1761581.8} : Point{206061.6, 261428.6};
        CHECK(Reprojection{text, "EPSG:5187"}(p) == Reprojection{code, "EPSG:5187"}(p));
    }
}

TEST_CASE("a code in a .prj is not believed against its parameters", "[geom][crs]") {
    const std::string wrong =
        R"(PROJCS["Korean 1985 / Modified Central Belt",GEOGCS["Korean 1985",DATUM["Korean_Datum_1985",SPHEROID["Bessel 1841",6377397.155,299.1528128]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["latitude_of_origin",38],PARAMETER["central_meridian",127],PARAMETER["scale_factor",1],PARAMETER["false_easting",200000],PARAMETER["false_northing",500000],UNIT["metre",1],AUTHORITY["EPSG","5174"]])";
    const auto info = geom::describe_crs(wrong);
    CHECK(info.epsg == "EPSG:2097");
    CHECK(info.how == "parameters");
    CHECK(info.claimed == "EPSG:5174");
}
