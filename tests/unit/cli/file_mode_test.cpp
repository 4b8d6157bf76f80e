// `inspect`, `coverage` and `overlay` on files, through the binary: exit status, columns, keys.
#include <sandan/io/read.hpp>

#include "other_formats.hpp"
#include "run_cli.hpp"
#include "shapefile_bytes.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>

using namespace sandan;
using Catch::Contains;
using Catch::StartsWith;
using test::run_cli;

namespace {

/// Three lots of 10 m; the second reaches 1 m into the third, 2 m are missing before the first's
/// end. Drawn as squares: 0–10, 10–21 (11 wide), 20–30.
test::ShapefileBytes overlapping_lots() {
    auto file = test::row_of_squares(3);
    file.polygons[1] = {{{210'010, 365'000},
                         {210'010, 365'010},
                         {210'021, 365'010},
                         {210'021, 365'000},
                         {210'010, 365'000}}};
    return file;
}

test::ShapefileBytes zone_over_half() {
    auto file = test::row_of_squares(1);
    file.fields = {{.name = "CODE"}};
    file.rows = {{"UQA320"}};
    file.polygons = {{test::square(210'005, 364'000, 2000)}};
    return file;
}

std::vector<std::string> keys_of(const nlohmann::ordered_json& json) {
    std::vector<std::string> keys;
    for (const auto& [key, value] : json.items()) {
        keys.push_back(key);
    }
    return keys;
}

} // namespace

TEST_CASE("inspect --repaired writes every geometry, and parcel numbers digit by digit", "[cli]") {
    const test::TempDir dir;
    const auto path = dir.write(
        "mixed.geojson",
        R"({"type":"FeatureCollection","features":[)"
        R"({"type":"Feature","properties":{"PNU":5211310100100010001},"geometry":{"type":)"
        R"("Polygon","coordinates":[[[127,35],[127.001,35],[127.001,35.001],[127,35]]]}},)"
        R"({"type":"Feature","properties":{"PNU":1},"geometry":{"type":"GeometryCollection",)"
        R"("geometries":[{"type":"LineString","coordinates":[[127,35],[127.1,35]]},{"type":)"
        R"("MultiPoint","coordinates":[[127,35],[127.1,35],[127.2,35]]}]}}]})");
    const auto result = run_cli({"inspect", path, "--repaired", dir / "used.gpkg"});
    CAPTURE(result.err);
    const auto used = io::read_layer(dir / "used.gpkg", {});
    REQUIRE(used.features.size() == 2);
    CHECK(used.text(used.features[0], "PNU") == "5211310100100010001");
    CHECK(used.text(used.features[1], "PNU") == "1");
    CHECK(used.features[0].shape.polygons.size() == 1);
    CHECK(used.features[1].shape.lines.size() == 1);
    CHECK(used.features[1].shape.points.size() == 3);
    const auto table = dir.write("t.csv", "a,b\n1,x\n");
    CHECK(run_cli({"inspect", table, "--repaired", dir / "table.gpkg"}).exit == 0);
}

TEST_CASE("coverage tells which records are not areas alone", "[cli]") {
    const test::TempDir dir;
    const auto path = dir.write(
        "mixed.geojson",
        R"({"type":"FeatureCollection","features":[)"
        R"({"type":"Feature","properties":{},"geometry":{"type":)"
        R"("Polygon","coordinates":[[[127,35],[127.001,35],[127.001,35.001],[127,35]]]}},)"
        R"({"type":"Feature","properties":{},"geometry":{"type":"LineString",)"
        R"("coordinates":[[127,35],[127.1,35]]}}]})");
    const auto result = run_cli({"--lang", "en", "coverage", path, "--area-crs", "EPSG:5186"});
    CHECK_THAT(result.err, Contains("GEO-NO-AREA") && Contains("not measured"));
}

TEST_CASE("explain knows codes and rules in any case", "[cli]") {
    CHECK(run_cli({"explain", "pnu-form"}).out == run_cli({"explain", "PNU-FORM"}).out);
    CHECK(run_cli({"explain", "lb-04"}).exit == 0);
    CHECK_THAT(run_cli({"explain", "ENGINES-DISAGREE"}).out, Contains("GEOS"));
}

TEST_CASE("coverage lists faults as CSV and sums them up as JSON", "[cli]") {
    const test::TempDir dir;
    const auto lots = overlapping_lots().write(dir, "lots");
    const auto csv = run_cli({"coverage", lots, "--id", "ID"});
    CHECK(csv.exit == 0); // faults of geometry are the result
    CHECK_THAT(csv.out, StartsWith("kind,id_a,id_b,area_m2,width_m,x,y\noverlap,P1,P2,10,"));

    const auto json = run_cli({"coverage", lots, "--json"});
    CHECK(json.exit == 0);
    const auto report = nlohmann::ordered_json::parse(json.out);
    CHECK(keys_of(report) == std::vector<std::string>{"schema", "declared", "features", "delivered",
                                                      "null", "repaired", "rejected", "invalid",
                                                      "area_m2", "area_crs", "overlap_pairs",
                                                      "overlap_area_m2", "gaps", "gap_area_m2",
                                                      "outside_m2", "tolerance_m", "repair"});
    CHECK(report["schema"] == "sandan.coverage/1");
    CHECK(report["area_m2"].get<double>() == Approx(310));
    CHECK(report["overlap_pairs"] == 1);
    CHECK(report["overlap_area_m2"].get<double>() == Approx(10));
    CHECK(report["area_crs"] == "EPSG:5186");

    CHECK(run_cli({"coverage", lots, "--min-area", "11"}).out ==
          "kind,id_a,id_b,area_m2,width_m,x,y\n");
}

TEST_CASE("coverage that is computed a second time by GEOS gives the same bytes", "[cli]") {
    const test::TempDir dir;
    const auto lots = overlapping_lots().write(dir, "lots");
    const auto once = run_cli({"coverage", lots, "--id", "ID"});
    for (const auto* const word : {"--cross-check", "--cross-check=all"}) {
        const auto twice = run_cli({"coverage", lots, "--id", "ID", word});
        CHECK(twice.exit == 0);
        CHECK(twice.out == once.out);
        CHECK_THAT(twice.err, Contains("cross-check: ") && Contains("by GEOS, all agree"));
    }
    CHECK(once.err.find("cross-check") == std::string::npos);
    CHECK(run_cli({"coverage", lots, "--cross-check=some"}).exit == 2);
}

TEST_CASE("coverage holds a layer against its boundary", "[cli]") {
    const test::TempDir dir;
    const auto lots = test::row_of_squares(3).write(dir, "lots");
    auto outline = test::row_of_squares(1);
    outline.polygons = {{{{210'000, 365'000},
                          {210'000, 365'012},
                          {210'025, 365'012},
                          {210'025, 365'000},
                          {210'000, 365'000}}}};
    const auto boundary = outline.write(dir, "boundary");
    const auto json = run_cli({"coverage", lots, "--boundary", boundary, "--json"});
    const auto report = nlohmann::json::parse(json.out);
    CHECK(report["gap_area_m2"].get<double>() == Approx(50));
    CHECK(report["outside_m2"].get<double>() == Approx(50));
}

TEST_CASE("repaired and rejected records make the exit status 1, --fail-on never 0", "[cli]") {
    const test::TempDir dir;
    auto file = test::row_of_squares(2);
    std::swap(file.polygons[1][0][1], file.polygons[1][0][2]); // a bow-tie
    const auto lots = file.write(dir, "lots");
    for (const std::string command : {"coverage", "inspect"}) {
        CHECK(run_cli({command, lots}).exit == 1);
        CHECK(run_cli({command, lots, "--fail-on", "never"}).exit == 0);
    }
    const auto forced =
        nlohmann::json::parse(run_cli({"coverage", lots, "--repair", "force", "--json"}).out);
    CHECK(forced["repaired"] == 1);
    CHECK(forced["area_m2"].get<double>() == Approx(150));
}

TEST_CASE("overlay gives every parcel in every class and what no zone covers", "[cli]") {
    const test::TempDir dir;
    const auto lots = test::row_of_squares(2).write(dir, "lots");
    const auto zones = zone_over_half().write(dir, "zones");
    const auto result =
        run_cli({"overlay", lots, zones, "--parcel-id", "ID", "--zone-class", "CODE"});
    CHECK(result.exit == 0);
    CHECK(result.out == "parcel_id,fid,zone_class,area_m2,share,sliver,overlap_m2\n"
                        "P0,0,(none),50,0.5,0,0\n"
                        "P0,0,UQA320,50,0.5,0,0\n"
                        "P1,1,UQA320,100,1,0,0\n");
    const auto one = run_cli({"overlay", lots, zones, "--threads", "1"});
    const auto two = run_cli({"overlay", lots, zones, "--threads", "2"});
    CHECK(one.out == two.out);
    CHECK(run_cli({"overlay", lots, zones, "-o", dir / "o.gpkg"}).exit == 0);
    CHECK(std::filesystem::file_size(dir / "o.gpkg") > 0);
}

TEST_CASE("a finding of reading is one line, one JSON object, and explained by its code", "[cli]") {
    const test::TempDir dir;
    auto file = test::row_of_squares(5);
    file.rows.resize(3);
    const auto lots = file.write(dir, "lots");
    const auto text = run_cli({"inspect", lots});
    CHECK(text.exit == 1);
    CHECK_THAT(text.out, Catch::Contains("SHP-DBF-COUNT error"));
    const auto report = nlohmann::ordered_json::parse(run_cli({"inspect", lots, "--json"}).out);
    const auto& finding = report["layers"][0]["findings"][0];
    CHECK(finding["code"] == "SHP-DBF-COUNT");
    CHECK(finding["severity"] == "error");
    CHECK_FALSE(finding["expected"]["ko"].get<std::string>().empty());
    const auto explained = run_cli({"explain", "SHP-DBF-COUNT"});
    CHECK(explained.exit == 0);
    CHECK_THAT(explained.out, Catch::Contains("attribute table declares another number"));
    CHECK(run_cli({"explain", "SHP-NO-SUCH"}).exit == 2);
}

TEST_CASE("inspect tells in JSON what would be read", "[cli]") {
    const test::TempDir dir;
    const auto lots = test::row_of_squares(2).write(dir, "lots");
    const auto report = nlohmann::ordered_json::parse(run_cli({"inspect", lots, "--json"}).out);
    CHECK(report["driver"] == "ESRI Shapefile");
    const auto& layer = report["layers"].at(0);
    CHECK(keys_of(layer) == std::vector<std::string>{"name", "features", "geometry_types", "crs",
                                                     "encoding", "fields", "invalid", "bbox",
                                                     "area_m2", "ledger", "role_guess", "product",
                                                     "findings", "warnings"});
    CHECK(layer["crs"]["epsg"] == 5186);
    CHECK(layer["geometry_types"]["Polygon"] == 2);
    CHECK(layer["bbox"] == nlohmann::json{210'000.0, 365'000.0, 210'020.0, 365'010.0});
    CHECK(layer["fields"] == nlohmann::json{"ID"});
}

TEST_CASE("the machine line does not depend on the order of records", "[cli]") {
    const test::TempDir dir;
    auto file = test::row_of_squares(3);
    const auto last_line = [](const std::string& out) {
        return out.substr(out.rfind('\n', out.size() - 2) + 1);
    };
    const auto first = run_cli({"inspect", file.write(dir, "a"), "--machine"});
    CHECK(first.exit == 0);
    CHECK_THAT(last_line(first.out), StartsWith("{\"read\":3,\"issues\":0,\"digest\":\""));
    std::swap(file.polygons[0], file.polygons[2]);
    std::swap(file.rows[0], file.rows[2]);
    CHECK(last_line(run_cli({"inspect", file.write(dir, "b"), "--machine"}).out) ==
          last_line(first.out));
    file.rows[0][0] = "Q";
    CHECK(last_line(run_cli({"inspect", file.write(dir, "c"), "--machine"}).out) !=
          last_line(first.out));
}

TEST_CASE("bad input is one line with the file and a documented exit status", "[cli]") {
    const test::TempDir dir;
    const auto lots = test::row_of_squares(2).write(dir, "lots");
    const auto nowhere = test::row_of_squares(2).write(dir, "nowhere", "");
    const auto empty = test::row_of_squares(0).write(dir, "empty");
    const auto degrees = dir.write(
        "degrees.geojson",
        R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":)"
        R"({"type":"Polygon","coordinates":[[[127,35],[127.001,35],[127.001,35.001],[127,35]]]}}]})");

    struct Case {
        std::vector<std::string> arguments;
        int exit;
    };

    const std::vector<Case> cases{{{"coverage", dir / "no.shp"}, 3},
                                  {{"coverage", lots, "--id", "NO"}, 2},
                                  {{"coverage", nowhere}, 3},
                                  {{"coverage", empty}, 3},
                                  {{"coverage", degrees}, 2},
                                  {{"coverage", "http://example.org/x.shp"}, 2},
                                  {{"coverage", lots, "-o", lots}, 2},
                                  {{"coverage", lots, "-o", dir / "no/x.csv"}, 4},
                                  {{"coverage", lots, "--area-crs", "EPSG:3857"}, 2},
                                  {{"coverage"}, 2},
                                  {{"overlay", lots}, 2},
                                  {{"overlay", lots, nowhere}, 3},
                                  {{"inspect", dir.write("x.shp", "no shapefile")}, 3}};
    for (const auto& bad : cases) {
        const auto result = run_cli(bad.arguments);
        CAPTURE(bad.arguments, result.err);
        CHECK(result.exit == bad.exit);
        CHECK(result.out.empty());
        CHECK_FALSE(result.err.empty());
    }
    CHECK(run_cli({"coverage", degrees, "--area-crs", "EPSG:5186", "--json"}).exit == 0);
    CHECK(run_cli({"coverage", nowhere, "--crs", "EPSG:5186"}).exit == 0);
    CHECK_FALSE(std::filesystem::exists(dir / "no"));
    CHECK(test::read_file(lots) == test::row_of_squares(2).shp());
}

TEST_CASE("inspect lists the files it read, with size and SHA-256", "[cli]") {
    const test::TempDir dir;
    const auto lots = overlapping_lots().write(dir, "lots");
    const auto json = nlohmann::json::parse(run_cli({"inspect", lots, "--json"}).out);
    std::vector<std::string> names;
    for (const auto& input : json.at("inputs")) {
        names.push_back(input.at("name"));
        const auto path = dir / names.back();
        CHECK(input.at("bytes") == std::filesystem::file_size(path));
        const auto sum =
            std::string{"sha256sum '"} + path + "' | cut -c1-64 > '" + dir / "sum" + "'";
        REQUIRE(std::system(sum.c_str()) == 0); // NOLINT(cert-env33-c,concurrency-mt-unsafe)
        CHECK(input.at("sha256").get<std::string>() + "\n" == test::read_file(dir / "sum"));
    }
    std::sort(names.begin(), names.end());
    CHECK(names == std::vector<std::string>{"lots.dbf", "lots.prj", "lots.shp", "lots.shx"});
}

TEST_CASE("a lock holds for every kind of input", "[cli]") {
    const test::TempDir dir;
    const auto lots = overlapping_lots().write(dir, "lots");
    (void)dir.write("table.csv", "id,name\n1,a\n");
    std::vector<std::string> inputs{lots, dir / "table.csv", dir / "lots.dbf"};
    for (const auto& [name, driver] : std::vector<std::pair<std::string, std::string>>{
             {"a.gpkg", "GPKG"}, {"a.fgb", "FlatGeobuf"}, {"two_lots.geojson", "GeoJSON"}}) {
        if (const auto made = test::two_lots_as(dir, name, driver); !made.empty()) {
            inputs.push_back(made);
        }
    }
    for (const auto& input : inputs) {
        INFO(input);
        const auto lock = dir / "lock";
        std::filesystem::remove(lock);
        CHECK(run_cli({"inspect", input, "--lock", lock}).exit == 0);
        CHECK(run_cli({"inspect", input, "--lock", lock}).exit == 0);
        { std::ofstream{input, std::ios::app | std::ios::binary} << ' '; }
        const auto changed = run_cli({"inspect", input, "--lock", lock});
        CHECK(changed.exit == 3);
        CHECK_THAT(changed.err, Contains("SRC-LOCK"));
    }
}

TEST_CASE("coverage tells what it could not read of the boundary", "[cli]") {
    const test::TempDir dir;
    const auto lots = overlapping_lots().write(dir, "lots");
    auto outline = test::row_of_squares(2);
    outline.polygons[0] = {test::square(209'000, 364'000, 3000)};
    outline.polygons[1] = {{{210'000, 365'000}, // a bow tie
                            {210'010, 365'010},
                            {210'010, 365'000},
                            {210'000, 365'010},
                            {210'000, 365'000}}};
    const auto boundary = outline.write(dir, "boundary");
    const auto result = run_cli({"coverage", lots, "--boundary", boundary});
    CHECK(result.exit == 1);
    CHECK_THAT(result.err, Contains("boundary.shp: declared 2 = delivered 1") &&
                               Contains("boundary.shp: GEO-REJECTED error"));
}
