// `sandan nearest` on files, through the binary.
#include <sandan/io/write.hpp>

#include "run_cli.hpp"
#include "shapefile_bytes.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <string>
#include <vector>

using namespace sandan;
using Catch::Contains;
using test::run_cli;

namespace {

model::Feature named(const std::string& name, geom::Shape shape) {
    model::Feature feature;
    feature.shape = std::move(shape);
    feature.values = {name};
    return feature;
}

std::string written(const test::TempDir& dir, const std::string& name, const std::string& crs,
                    std::vector<model::Feature> features) {
    auto path = dir / name;
    io::write_geopackage(path, crs,
                         {{.name = "objects",
                           .geometry = "Geometry",
                           .fields = {"NAME"},
                           .numeric = {false},
                           .features = std::move(features)}});
    return path;
}

/// A gate 5 m north of the second of three lots, a stream 20 m south of all, a school on the third.
std::string surroundings(const test::TempDir& dir) {
    return written(dir, "around.gpkg", "EPSG:5186",
                   {named("gate", {{}, {}, {{210'015, 365'015}}}),
                    named("stream", {{}, {{{209'000, 364'980}, {211'000, 364'980}}}, {}}),
                    named("school", {{{{{210'028, 365'005},
                                        {210'040, 365'005},
                                        {210'040, 365'008},
                                        {210'028, 365'008},
                                        {210'028, 365'005}},
                                       {}}},
                                     {},
                                     {}})});
}

} // namespace

TEST_CASE("nearest tells the nearest point, line or polygon of every lot", "[cli]") {
    const test::TempDir dir;
    const auto lots = test::row_of_squares(3).write(dir, "lots");
    const auto around = surroundings(dir);
    const auto result = run_cli({"nearest", lots, around, "--id", "ID", "--to-id", "NAME"});
    CAPTURE(result.err);
    CHECK(result.exit == 0);
    CHECK(result.out == "id,to_id,distance_m\n"
                        "P0,gate,7.0710678118654755\n"
                        "P1,gate,5\n"
                        "P2,school,0\n");
    CHECK(run_cli({"nearest", lots, around}).out == "id,to_id,distance_m\n"
                                                    "0,1,7.0710678118654755\n"
                                                    "1,1,5\n"
                                                    "2,3,0\n"); // a GeoPackage counts from 1
    for (const auto* const threads : {"1", "2", "4"}) {
        CHECK(run_cli(
                  {"nearest", lots, around, "--id", "ID", "--to-id", "NAME", "--threads", threads})
                  .out == result.out);
    }
    CHECK(run_cli({"nearest", lots, around, "--id", "ID", "--to-id", "NAME", "-o", dir / "x.csv"})
              .exit == 0);
    CHECK(test::read_file(dir / "x.csv") == result.out);
}

TEST_CASE("nearest --within lists all, and tells of lots that have none", "[cli]") {
    const test::TempDir dir;
    const auto lots = test::row_of_squares(3).write(dir, "lots");
    const auto around = surroundings(dir);
    const std::vector<std::string> words{"nearest", lots, around, "--id", "ID", "--to-id", "NAME"};
    const auto with = [&](std::vector<std::string> more) {
        more.insert(more.begin(), words.begin(), words.end());
        return run_cli(more);
    };
    CHECK(with({"--within", "20"}).out == "id,to_id,distance_m\n"
                                          "P0,gate,7.0710678118654755\n"
                                          "P0,stream,20\n"
                                          "P0,school,18\n"
                                          "P1,gate,5\n"
                                          "P1,stream,20\n"
                                          "P1,school,8\n"
                                          "P2,gate,7.0710678118654755\n"
                                          "P2,stream,20\n"
                                          "P2,school,0\n");
    const auto few = with({"--within", "5"});
    CHECK(few.exit == 0);
    CHECK(few.out == "id,to_id,distance_m\nP1,gate,5\nP2,school,0\n");
    CHECK_THAT(few.err, Contains("of 3 shapes 1 have nothing within 5 m"));
    CHECK_THAT(with({"--within", "5", "--lang", "ko"}).err, Contains("3개 중 1개"));

    const auto json = nlohmann::ordered_json::parse(with({"--within", "5", "--json"}).out);
    CHECK(json["schema"] == "sandan.nearest/1");
    CHECK(json["within_m"] == 5);
    CHECK(json["alone"] == 1);
    CHECK(json["area_crs"] == "EPSG:5186");
    CHECK(json["layer"]["delivered"] == 3);
    CHECK(json["to"]["declared"] == 3);
    CHECK(json["neighbours"].dump() == R"([{"id":"P1","to_id":"gate","distance_m":5.0},)"
                                       R"({"id":"P2","to_id":"school","distance_m":0.0}])");
    CHECK(nlohmann::json::parse(run_cli({"nearest", lots, around, "--json"}).out)["within_m"]
              .is_null());
}

TEST_CASE("the second layer comes into the system of the first, in metres", "[cli]") {
    const test::TempDir dir;
    const auto lots = test::row_of_squares(1).write(dir, "lots");
    // 5186 and 5174 are held against each other elsewhere: here, degrees and back
    const auto degrees = dir.write(
        "gate.geojson",
        R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"NAME":"gate"},)"
        R"("geometry":{"type":"Point","coordinates":[127.0,38.0]}}]})");
    const auto far = nlohmann::json::parse(run_cli({"nearest", lots, degrees, "--json"}).out);
    // the origin of the central belt is 200,000 m east and 600,000 m north
    const double expected = std::hypot(210'000 - 200'000.0, 600'000 - 365'010.0);
    CHECK(far["neighbours"][0]["distance_m"].get<double>() == Approx(expected).margin(0.01));

    // feet in both: New York, EPSG:2263
    constexpr double foot = 1200.0 / 3937;
    const auto lot = written(dir, "lot.gpkg", "EPSG:2263",
                             {named("lot", {{{{{1'000'000, 200'000},
                                               {1'000'100, 200'000},
                                               {1'000'100, 200'100},
                                               {1'000'000, 200'100},
                                               {1'000'000, 200'000}},
                                              {}}},
                                            {},
                                            {}})});
    const auto street =
        written(dir, "street.gpkg", "EPSG:2263",
                {named("street", {{}, {{{1'000'150, 199'000}, {1'000'150, 201'000}}}, {}}),
                 named("hydrant", {{}, {}, {{1'000'050, 200'130}}})});
    const auto feet =
        nlohmann::json::parse(run_cli({"nearest", lot, street, "--within", "16", "--json"}).out);
    REQUIRE(feet["neighbours"].size() == 2);
    CHECK(feet["neighbours"][0]["distance_m"].get<double>() == Approx(50 * foot));
    CHECK(feet["neighbours"][1]["distance_m"].get<double>() == Approx(30 * foot));
}

TEST_CASE("nearest says what is wrong, with a documented exit status", "[cli]") {
    const test::TempDir dir;
    const auto lots = test::row_of_squares(2).write(dir, "lots");
    const auto around = surroundings(dir);
    const auto nowhere = test::row_of_squares(1).write(dir, "nowhere", "");
    const auto empty = test::row_of_squares(0).write(dir, "empty");
    const auto degrees =
        dir.write("degrees.geojson",
                  R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{},)"
                  R"("geometry":{"type":"Point","coordinates":[127.1,36.0]}}]})");

    struct Case {
        std::vector<std::string> arguments;
        int exit;
    };

    const std::vector<Case> cases{{{"nearest", lots}, 2},
                                  {{"nearest", lots, dir / "no.shp"}, 3},
                                  {{"nearest", lots, empty}, 3},
                                  {{"nearest", lots, nowhere}, 3},
                                  {{"nearest", degrees, lots}, 2},
                                  {{"nearest", lots, around, "--id", "NO"}, 2},
                                  {{"nearest", lots, around, "--to-id", "NO"}, 2},
                                  {{"nearest", lots, around, "--within", "-1"}, 2},
                                  {{"nearest", lots, around, "--within", "nan"}, 2},
                                  {{"nearest", lots, around, "--within", "inf"}, 2},
                                  {{"nearest", lots, around, "-o", around}, 2},
                                  {{"nearest", lots, around, "-o", dir / "no/x.csv"}, 4}};
    for (const auto& bad : cases) {
        const auto result = run_cli(bad.arguments);
        CAPTURE(bad.arguments, result.err);
        CHECK(result.exit == bad.exit);
        CHECK(result.out.empty());
        CHECK_FALSE(result.err.empty());
    }
    CHECK(run_cli({"nearest", lots, nowhere, "--to-crs", "EPSG:5186"}).exit == 0);
    CHECK(run_cli({"nearest", degrees, lots, "--area-crs", "EPSG:5186"}).exit == 0);
}

TEST_CASE("nearest tells what it could not read, of both layers, and holds a lock", "[cli]") {
    const test::TempDir dir;
    auto damaged = test::row_of_squares(2);
    std::swap(damaged.polygons[1][0][1], damaged.polygons[1][0][2]); // a bow-tie
    const auto bad = damaged.write(dir, "bad");
    const auto lots = test::row_of_squares(2).write(dir, "lots");
    CHECK(run_cli({"nearest", bad, lots}).exit == 1);
    CHECK(run_cli({"nearest", lots, bad}).exit == 1);
    CHECK(run_cli({"nearest", lots, bad, "--fail-on", "never"}).exit == 0);
    CHECK_THAT(run_cli({"nearest", lots, bad}).err, Contains("bad.shp: declared 2 = delivered 1"));

    const auto around = surroundings(dir);
    CHECK(run_cli({"nearest", lots, around, "--lock", dir / "lock"}).exit == 0);
    CHECK(run_cli({"nearest", lots, around, "--lock", dir / "lock"}).exit == 0);
    { std::ofstream{around, std::ios::app | std::ios::binary} << ' '; }
    CHECK(run_cli({"nearest", lots, around, "--lock", dir / "lock"}).exit == 3);
}

TEST_CASE("lots that lie on each other by the thousand end in a limit, told once", "[cli]") {
    const test::TempDir dir;
    auto same = test::row_of_squares(5000);
    for (auto& rings : same.polygons) {
        rings = {test::square(210'000, 365'000, 10)};
    }
    const auto to = same.write(dir, "to");
    same.polygons.resize(500); // 2,500,000 pairs, where 1,010,000 may be
    same.rows.resize(500);
    const auto from = same.write(dir, "from");
    const auto listed = run_cli({"nearest", from, to, "--within", "1", "-o", dir / "x.csv"});
    CHECK(listed.exit == 5);
    CHECK(listed.err == "sandan: " + from + ", " + to +
                            ": nearest: more than 20 pieces for each shape, as when shapes lie on "
                            "each other many times; look for duplicates, or work on a part of the "
                            "layer\n");
    CHECK_FALSE(std::filesystem::exists(dir / "x.csv"));

    const auto nearest = run_cli({"nearest", from, to, "--id", "ID", "--to-id", "ID"});
    CHECK(nearest.exit == 0);
    CHECK(nearest.out.starts_with("id,to_id,distance_m\nP0,P0,0\nP1,P0,0\nP2,P0,0\n"));
}

TEST_CASE("shapes that have thousands within their distance end in a limit", "[cli]") {
    const test::TempDir dir;
    auto same = test::row_of_squares(10'001);
    for (auto& rings : same.polygons) {
        rings = {test::square(210'000, 365'060, 10)};
    }
    const auto to = same.write(dir, "to");
    same.polygons.resize(101); // 1,010,101 pairs, where 1,010,000 may be
    same.rows.resize(101);
    for (auto& rings : same.polygons) {
        rings = {test::square(210'000, 365'000, 10)};
    }
    const auto from = same.write(dir, "from");
    const auto listed = run_cli({"nearest", from, to, "--within", "55", "-o", dir / "x.csv"});
    CHECK(listed.exit == 5);
    CHECK(listed.err == "sandan: " + from + ", " + to +
                            ": more than 1010000 shapes lie within 55 m of 101 shapes that follow "
                            "each other; give --within a shorter distance\n");
    CHECK_FALSE(std::filesystem::exists(dir / "x.csv"));
    CHECK(run_cli({"nearest", from, to, "--within", "45"}).out == "id,to_id,distance_m\n");
}
