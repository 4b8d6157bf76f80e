#include <sandan/io/read.hpp>

#include "findings.hpp"
#include "io/geometry.hpp"
#include "temp_dir.hpp"

#include <catch2/catch.hpp>

#include <limits>

using namespace sandan;

namespace {

geom::Shape triangle(const geom::Point& corner) {
    geom::Shape shape;
    shape.polygons.push_back(
        {.outer = {{0, 0}, {1, 0}, corner, {0, 0}}, .holes = {{{0, 0}, {1, 0}, {1, 1}, {0, 0}}}});
    return shape;
}

} // namespace

TEST_CASE("W8: what is no place on Earth comes no nearer to GEOS", "[io][coordinates]") {
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    constexpr double infinite = std::numeric_limits<double>::infinity();
    CHECK_FALSE(io::find_fault(triangle({1, 1})));
    CHECK_FALSE(io::find_fault(triangle({1e8, -1e8})));
    CHECK_FALSE(io::find_fault({}));
    for (const auto& corner :
         {geom::Point{nan, 1}, geom::Point{1, nan}, geom::Point{infinite, 1},
          geom::Point{1, -infinite}, geom::Point{1.0000001e8, 1}, geom::Point{1, -1e308}}) {
        const auto fault = io::find_fault(triangle(corner));
        REQUIRE(fault);
        CHECK(fault->code == "GEO-COORDINATE");
    }
    auto in_hole = triangle({1, 1});
    in_hole.polygons[0].holes[0][1].x = nan;
    CHECK(io::find_fault(in_hole));
    geom::Shape line;
    line.lines = {{{0, 0}, {nan, 0}}};
    CHECK(io::find_fault(line));
    geom::Shape point;
    point.points = {{0, infinite}};
    CHECK(io::find_fault(point));
}

TEST_CASE("W8: a shape has at most five million points", "[io][coordinates]") {
    geom::Shape shape;
    shape.lines.emplace_back(io::most_points);
    CHECK_FALSE(io::find_fault(shape));
    shape.lines.push_back({{0, 0}});
    const auto fault = io::find_fault(shape);
    REQUIRE(fault);
    CHECK(fault->code == "GEO-VERTICES");
}

TEST_CASE("W8: formats that GDAL reads are held to the same limits", "[io][coordinates]") {
    const test::TempDir folder;
    const auto path =
        folder.write("lots.geojson",
                     R"({"type":"FeatureCollection","crs":{"type":"name","properties":{"name":
"urn:ogc:def:crs:EPSG::5186"}},"features":[
{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[210000,350000]}},
{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[1e300,350000]}}]})");
    const auto layer = io::read_layer(path, {});
    CHECK(layer.ledger.delivered == 1);
    CHECK(layer.ledger.rejected == 1);
    const auto found = test::findings_of(layer, "GEO-COORDINATE");
    REQUIRE(found.size() == 1);
    CHECK(found[0].fid == 1);
}
