// Ways put together from parts lead where PROJ's own search leads.
#include <sandan/core/error.hpp>
#include <sandan/geom/korean_ways.hpp>
#include <sandan/geom/reproject.hpp>

#include "geom/proj_controls.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <cmath>
#include <string>

using namespace sandan;
using Catch::Contains;
using geom::Point;

namespace {

constexpr std::array korean{"EPSG:5186", "EPSG:5185", "EPSG:5187", "EPSG:5188",
                            "EPSG:5181", "EPSG:5180", "EPSG:5183", "EPSG:5179",
                            "EPSG:5174", "EPSG:5173", "EPSG:5176", "EPSG:2097"};
/// Jeonju, Ulsan and Jeju, in degrees of Korea 2000.
constexpr std::array<Point, 3> places{{{127.07, 35.85}, {129.31, 35.54}, {126.53, 33.5}}};

void require_same(const Point& a, const Point& b, double tolerance) {
    REQUIRE(a.x == Approx(b.x).epsilon(0).margin(tolerance));
    REQUIRE(a.y == Approx(b.y).epsilon(0).margin(tolerance));
}

} // namespace

TEST_CASE("a way put together leads where the way that PROJ finds leads", "[geom][crs]") {
    constexpr double metre = 1e-4;
    constexpr double degree = 1e-9;
    for (const std::string from : korean) {
        const geom::Reprojection out_of_degrees{"EPSG:4737", from};
        for (const auto& place : places) {
            const auto p = out_of_degrees(place);
            for (const std::string to : korean) {
                CAPTURE(from, to);
                require_same(geom::moved(p, from, to), geom::Reprojection{from, to}(p), metre);
            }
            for (const std::string to : {"EPSG:4326", "EPSG:4737", "EPSG:4162"}) {
                CAPTURE(from, to);
                require_same(geom::moved(p, from, to), geom::Reprojection{from, to}(p), degree);
                require_same(geom::moved(place, to, from), geom::Reprojection{to, from}(place),
                             metre);
            }
            require_same(geom::moved(place, "EPSG:4301", from),
                         geom::Reprojection{"EPSG:4301", from}(place), metre);
        }
    }
}

TEST_CASE("what is no system of Korea goes the way that PROJ finds", "[geom][crs]") {
    const Point jeonju{206323.389, 361403.272};
    const auto utm = geom::moved(jeonju, "EPSG:5186", "EPSG:32652");
    require_same(utm, geom::Reprojection{"EPSG:5186", "EPSG:32652"}(jeonju), 1e-9);
    require_same(geom::moved(utm, "EPSG:32652", "EPSG:5186"), jeonju, 1e-3);
    CHECK_THROWS_AS(geom::moved(jeonju, "EPSG:5186", "no system"), Error);
    CHECK_THROWS_AS(geom::moved({1e30, 1e30}, "EPSG:5186", "EPSG:5174"), Error);
}

TEST_CASE("control values find out a way that leads elsewhere", "[geom][crs]") {
    const auto ways = [](const Point& p, const std::string& from, const std::string& to) {
        return geom::moved(p, from, to);
    };
    CHECK_NOTHROW(geom::check_controls(ways));
    CHECK_THROWS_WITH(
        geom::check_controls([&](const Point& p, const std::string& from, const std::string& to) {
            auto out = ways(p, from, to);
            out.x += from == "EPSG:5174" ? 0.02 : 0;
            return out;
        }),
        Contains("not sound") && Contains("EPSG:5174 to EPSG:5186"));
}
