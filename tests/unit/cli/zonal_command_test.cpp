// `sandan zonal` on files, through the binary.
#include "run_cli.hpp"
#include "shapefile_bytes.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <fstream>
#include <string>
#include <vector>

using namespace sandan;
using Catch::Contains;
using test::run_cli;

namespace {

/// Two rows of three cells of 5 m over the first lot and half of the second.
constexpr const char* grid = "ncols 3\nnrows 2\nxllcorner 210000\nyllcorner 365000\ncellsize 5\n"
                             "NODATA_value -9999\n1 2 3\n4 -9999 6\n";

std::string heights(const test::TempDir& dir, const std::string& prj) {
    if (!prj.empty()) {
        dir.write("dem.prj", prj);
    }
    return dir.write("dem.asc", grid);
}

} // namespace

TEST_CASE("zonal weighs cells by their covered share, and tells what has no value", "[cli]") {
    const test::TempDir dir;
    const auto lots = test::row_of_squares(3).write(dir, "lots");
    const auto dem = heights(dir, test::ShapefileBytes::korea_2000());
    const auto result = run_cli({"zonal", lots, dem, "--id", "ID"});
    CAPTURE(result.err);
    CHECK(result.exit == 0);
    CHECK(result.out == "id,count,nodata,mean,min,max\n"
                        "P0,3,1,2.3333333333333335,1,4\n"
                        "P1,2,0,4.5,3,6\n"
                        "P2,0,0,,,\n");
    CHECK_THAT(result.err, Contains("of 3 shapes 1 lie outside the raster and 1 partly; 1 cover "
                                    "cells without a value"));
    CHECK_THAT(run_cli({"zonal", lots, dem, "--lang", "ko"}).err, Contains("1개는 격자 밖"));
    for (const auto* const threads : {"1", "2", "4"}) {
        CHECK(run_cli({"zonal", lots, dem, "--id", "ID", "--threads", threads}).out == result.out);
    }
    const auto checked = run_cli({"zonal", lots, dem, "--id", "ID", "--cross-check=all"});
    CHECK(checked.out == result.out);
    CHECK_THAT(checked.err, Contains("cross-check: 3 of 3 records computed a second time by GEOS"));
    CHECK(run_cli({"zonal", lots, dem, "--id", "ID", "-o", dir / "x.csv"}).exit == 0);
    CHECK(test::read_file(dir / "x.csv") == result.out);

    const auto json =
        nlohmann::ordered_json::parse(run_cli({"zonal", lots, dem, "--id", "ID", "--json"}).out);
    CHECK(json["schema"] == "sandan.zonal/1");
    CHECK(json["delivered"] == 3);
    CHECK(json["raster"].dump() ==
          R"({"columns":3,"rows":2,"cell_width_m":5.0,)"
          R"("cell_height_m":5.0,"crs":"EPSG:5186","crs_how":"declared"})");
    CHECK((json["outside"] == 1 && json["partly_outside"] == 1 && json["with_nodata"] == 1));
    CHECK(json["zones"][1].dump() ==
          R"({"id":"P1","count":2.0,"nodata":0.0,"mean":4.5,"min":3.0,"max":6.0})");
    CHECK(json["zones"][2]["mean"].is_null());
}

TEST_CASE("a raster without a system is taken to be in the layer's, with a word", "[cli]") {
    const test::TempDir dir;
    const auto lots = test::row_of_squares(1).write(dir, "lots");
    const auto dem = heights(dir, "");
    const auto result = run_cli({"zonal", lots, dem, "--id", "ID"});
    CHECK(result.exit == 0);
    CHECK_THAT(result.err, Contains("declares no coordinate system and is taken to be in that of"));
    CHECK(result.out == "id,count,nodata,mean,min,max\nP0,3,1,2.3333333333333335,1,4\n");
    const auto json = nlohmann::json::parse(run_cli({"zonal", lots, dem, "--json"}).out);
    CHECK(json["raster"]["crs_how"] == "assumed");
}

TEST_CASE("a raster in another system is refused with what to do", "[cli]") {
    const test::TempDir dir;
    const auto lots = test::row_of_squares(1).write(dir, "lots");
    const auto dem = heights(dir, test::ShapefileBytes::korea_2000());
    const auto other = run_cli({"zonal", lots, dem, "--area-crs", "EPSG:5179"});
    CHECK(other.exit == 3);
    CHECK_THAT(other.err,
               Contains("gdalwarp -t_srs EPSG:5179") && Contains("--area-crs EPSG:5186"));

    // in its own degrees the layer cannot be measured; in the raster's metres it can
    const auto degrees = dir.write(
        "lot.geojson",
        R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":)"
        R"({"type":"Polygon","coordinates":[[[127.11,35.88],[127.12,35.88],[127.12,35.89],)"
        R"([127.11,35.88]]]}}]})");
    CHECK(run_cli({"zonal", degrees, dem}).exit == 2);
    CHECK(run_cli({"zonal", degrees, dem, "--area-crs", "EPSG:5186"}).exit == 0);
}

TEST_CASE("zonal says what is wrong, with a documented exit status", "[cli]") {
    const test::TempDir dir;
    const auto lots = test::row_of_squares(1).write(dir, "lots");
    const auto dem = heights(dir, test::ShapefileBytes::korea_2000());
    auto words = std::string{grid};
    words.replace(words.rfind("4 "), 1, "abc");

    struct Case {
        std::vector<std::string> arguments;
        int exit;
    };

    const std::vector<Case> cases{{{"zonal", lots}, 2},
                                  {{"zonal", lots, dir / "no.tif"}, 3},
                                  {{"zonal", lots, lots}, 3},
                                  {{"zonal", lots, dir.write("x.tif", "no raster")}, 3},
                                  {{"zonal", lots, dir.write("words.asc", words)}, 3},
                                  {{"zonal", lots, "http://example.org/x.tif"}, 2},
                                  {{"zonal", lots, dem, "--id", "NO"}, 2},
                                  {{"zonal", lots, dem, "-o", dem}, 2},
                                  {{"zonal", lots, dem, "-o", dir / "no/x.csv"}, 4}};
    for (const auto& bad : cases) {
        const auto result = run_cli(bad.arguments);
        CAPTURE(bad.arguments, result.err);
        CHECK(result.exit == bad.exit);
        CHECK(result.out.empty());
        CHECK_FALSE(result.err.empty());
    }
    CHECK(test::read_file(dem) == grid);
}

TEST_CASE("zonal holds a lock on the raster and what lies beside it", "[cli]") {
    const test::TempDir dir;
    const auto lots = test::row_of_squares(1).write(dir, "lots");
    const auto dem = heights(dir, test::ShapefileBytes::korea_2000());
    CHECK(run_cli({"zonal", lots, dem, "--lock", dir / "lock"}).exit == 0);
    CHECK(run_cli({"zonal", lots, dem, "--lock", dir / "lock"}).exit == 0);
    CHECK_THAT(test::read_file(dir / "lock"), Contains("dem.asc") && Contains("dem.prj"));
    { std::ofstream{dir / "dem.prj", std::ios::app} << ' '; }
    const auto changed = run_cli({"zonal", lots, dem, "--lock", dir / "lock"});
    CHECK(changed.exit == 3);
    CHECK_THAT(changed.err, Contains("SRC-LOCK"));
}
