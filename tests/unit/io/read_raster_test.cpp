#include <sandan/core/error.hpp>
#include <sandan/io/read.hpp>

#include "shapefile_bytes.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace sandan;
using Catch::Contains;

namespace {

constexpr const char* grid = "ncols 3\nnrows 2\nxllcorner 210000\nyllcorner 365000\ncellsize 5\n"
                             "NODATA_value -9999\n1 2 3\n4 -9999 6\n";

} // namespace

TEST_CASE("a height grid is read from its north-west corner, with holes where there is no data",
          "[io]") {
    const test::TempDir dir;
    dir.write("dem.prj", test::ShapefileBytes::korea_2000());
    const auto dem = io::read_raster(dir.write("dem.asc", grid), "EPSG:5186");
    CHECK(dem.columns == 3);
    CHECK(dem.rows == 2);
    CHECK(dem.origin == geom::Point{210'000, 365'010});
    CHECK(dem.cell == 5);
    CHECK(dem.at(0, 0) == 1);
    CHECK(dem.at(2, 1) == 6);
    CHECK(std::isnan(dem.at(1, 1)));
    CHECK(dir.size() == 2); // no .aux.xml
}

TEST_CASE("a word among the heights is told with its line, and never read as 0", "[io]") {
    const test::TempDir dir;
    dir.write("dem.prj", test::ShapefileBytes::korea_2000());
    const std::string whole{grid};
    for (const auto* const word : {"abc", "1,5", "2m"}) {
        auto text = whole;
        text.replace(text.rfind("4 "), 1, word);
        CHECK_THROWS_WITH(io::read_raster(dir.write("dem.asc", text), "EPSG:5186"),
                          Contains("line 8: '" + std::string{word} + "' is no height"));
    }
}

TEST_CASE("a grid in another system, or in none, is refused with what to do", "[io]") {
    const test::TempDir dir;
    const auto path = dir.write("dem.asc", grid);
    CHECK_THROWS_WITH(io::read_raster(path, "EPSG:5186"), Contains("no coordinate system"));
    dir.write("dem.prj", test::ShapefileBytes::korea_2000());
    CHECK_THROWS_WITH(io::read_raster(path, "EPSG:5179"), Contains("gdalwarp -t_srs EPSG:5179"));
    CHECK_THROWS_AS(io::read_raster(dir / "nothing.tif", "EPSG:5186"), Error);
}
