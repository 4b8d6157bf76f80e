// Shapes that are none, in the middle of good ones: each is told, and changes nothing beside it.
#include "run_cli.hpp"
#include "shapefile_bytes.hpp"

#include <catch2/catch.hpp>

#include <limits>
#include <string>
#include <vector>

using namespace sandan;
using Catch::Contains;
using test::run_cli;

namespace {

/// From 5 m east of the first lot's start on.
test::ShapefileBytes zone() {
    auto file = test::row_of_squares(1);
    file.polygons = {{test::square(210'005, 364'900, 300)}};
    return file;
}

test::CliResult overlay(const std::string& lots, const std::string& zones) {
    return run_cli({"overlay", lots, zones, "--parcel-id", "ID", "--zone-class", "ID"});
}

} // namespace

TEST_CASE("a lot that is none is rejected, and its neighbours are measured", "[cli]") {
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    constexpr double infinite = std::numeric_limits<double>::infinity();
    const test::TempDir dir;
    const auto zones = zone().write(dir, "zones");

    struct Bad {
        const char* what;
        geom::Ring ring;
        const char* code;
    };

    const std::vector<Bad> all{{"not a number",
                                {{210'010, 365'000},
                                 {nan, 365'010},
                                 {210'020, 365'010},
                                 {210'020, 365'000},
                                 {210'010, 365'000}},
                                "GEO-COORDINATE"},
                               {"infinite",
                                {{210'010, 365'000},
                                 {210'010, infinite},
                                 {210'020, 365'010},
                                 {210'020, 365'000},
                                 {210'010, 365'000}},
                                "GEO-COORDINATE"},
                               {"beyond 1e8", test::square(1e9, 365'000, 10), "GEO-COORDINATE"},
                               {"two places",
                                {{210'010, 365'000},
                                 {210'020, 365'010},
                                 {210'010, 365'000},
                                 {210'020, 365'010},
                                 {210'010, 365'000}},
                                "GEO-REJECTED"},
                               {"flat",
                                {{210'010, 365'000},
                                 {210'020, 365'000},
                                 {210'030, 365'000},
                                 {210'020, 365'000},
                                 {210'010, 365'000}},
                                "GEO-REJECTED"}};
    for (const auto& bad : all) {
        CAPTURE(bad.what);
        auto lots = test::row_of_squares(3);
        lots.polygons[1] = {bad.ring};
        const auto path = lots.write(dir, "lots");
        const auto result = overlay(path, zones);
        CHECK(result.exit == 1);
        CHECK_THAT(result.err, Contains(bad.code) && Contains("fid 1"));
        CHECK(result.out == "parcel_id,fid,zone_class,area_m2,share,sliver,overlap_m2\n"
                            "P0,0,(none),50,0.5,0,0\nP0,0,P0,50,0.5,0,0\nP2,2,P0,100,1,0,0\n");
        const auto coverage = run_cli({"coverage", path, "--json"});
        CHECK(coverage.exit == 1);
        CHECK_THAT(coverage.out, Contains("\"rejected\": 1") && Contains("\"area_m2\": 200.0"));
    }
}

TEST_CASE("layers without a single area have no answer", "[cli]") {
    const test::TempDir dir;
    const auto zones = zone().write(dir, "zones");
    const auto empty = test::row_of_squares(0).write(dir, "empty");
    auto file = test::row_of_squares(2);
    file.polygons = {{}, {}};
    const auto nulls = file.write(dir, "nulls");
    for (const auto& path : {empty, nulls}) {
        for (const auto& result :
             {overlay(path, zones), overlay(zones, path), run_cli({"coverage", path})}) {
            CHECK(result.exit == 3);
            CHECK(result.out.empty());
            CHECK_THAT(result.err, Contains("nothing to measure"));
            CHECK((result.err.find("SRC-EMPTY") != std::string::npos) == (path == empty));
        }
    }
    file.polygons = {{test::square(210'000, 1e9, 10)}, {}};
    const auto far = run_cli({"coverage", file.write(dir, "far")});
    CHECK(far.exit == 3);
    CHECK_THAT(far.err, Contains("(1 rejected; the first is record 0, GEO-COORDINATE: ") &&
                            Contains("see `sandan inspect "));
}

TEST_CASE("zones that no parcel meets are told of", "[cli]") {
    const test::TempDir dir;
    const auto lots = test::row_of_squares(3).write(dir, "lots");
    const auto copy = dir / "lots.gpkg"; // which does not stream
    CHECK(run_cli({"inspect", lots, "--repaired", copy}).exit == 0);
    auto aside = zone();
    for (auto& p : aside.polygons[0][0]) {
        p.x += 5000;
    }
    for (const auto& layer : {lots, copy}) {
        const auto apart = overlay(layer, aside.write(dir, "aside"));
        CHECK(apart.exit == 0);
        CHECK_THAT(apart.err, Contains("no parcel meets any zone"));
        CHECK(overlay(layer, zone().write(dir, "zone")).err.find("no parcel meets") ==
              std::string::npos);
    }
}

TEST_CASE("zones in another system are moved, not misread", "[cli]") {
    const test::TempDir dir;
    const auto lots = test::row_of_squares(3).write(dir, "lots");
    const auto same = overlay(lots, zone().write(dir, "zones"));
    // EPSG:5181 differs from 5186 in 100 km of false northing, and in nothing else
    auto file = zone();
    for (auto& p : file.polygons[0][0]) {
        p.y -= 100'000;
    }
    auto prj = test::ShapefileBytes::korea_2000();
    const std::string north = "600000.0";
    prj.replace(prj.find(north), north.size(), "500000.0");
    const auto moved = overlay(lots, file.write(dir, "moved", prj));
    CHECK(moved.exit == 0);
    CHECK_THAT(moved.out, Contains("\nP0,0,(none),") && Contains("\nP2,2,P0,100,1,0,0\n"));
    const auto half = [](const std::string& csv) {
        const std::string row = "\nP0,0,(none),";
        return std::stod(csv.substr(csv.find(row) + row.size()));
    };
    CHECK(half(same.out) == 50);
    CHECK(half(moved.out) == Approx(50).margin(1e-5)); // PROJ's series give back micrometres
}
