// Every format through the program, as a planner uses it.
#include "other_formats.hpp"
#include "run_cli.hpp"
#include "shapefile_bytes.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

using namespace sandan;
using Catch::Contains;
using nlohmann::json;
using test::run_cli;

TEST_CASE("inspect and overlay read GeoJSON, GeoPackage, FlatGeobuf and FileGDB alike",
          "[cli][formats]") {
    const auto format =
        GENERATE(from_range(test::formats_alike.begin(), test::formats_alike.end()));
    CAPTURE(format.driver);
    const test::TempDir dir;
    const auto path = test::two_lots_as(dir, format.name, format.driver);
    if (path.empty()) {
        return;
    }
    const auto inspected = run_cli({"inspect", path, "--json"});
    CHECK(inspected.exit == 0);
    const auto layer = json::parse(inspected.out)["layers"][0];
    CHECK(json::parse(inspected.out)["driver"] == format.driver);
    CHECK(layer["features"] == 2);
    CHECK(layer["crs"]["epsg"] == 5186);
    CHECK(layer["area_m2"].get<double>() == Approx(15'000));
    const auto overlaid =
        run_cli({"overlay", path, path, "--parcel-id", "ID", "--zone-class", "PNU"});
    CHECK(overlaid.exit == 0);
    CHECK_THAT(overlaid.out, Contains("가-1,") && Contains("5211310300109630254,10000"));
}

TEST_CASE("a drawing serves as the lots of a plan, with places of what is open", "[cli][formats]") {
    const test::TempDir dir;
    dir.write(
        "plan.dxf",
        test::dxf(test::dxf_polyline(
                      "A-IND",
                      {{205000, 363000}, {205100, 363000}, {205100, 363100}, {205000, 363100}},
                      true) +
                  test::dxf_polyline("A-ROAD",
                                     {{205100, 363000},
                                      {205110, 363000},
                                      {205110, 363100},
                                      {205100, 363100},
                                      {205100, 363000.05}},
                                     false) +
                  test::dxf_polyline("A-ROAD", {{205300, 363000}, {205310, 363000}}, false) +
                  test::dxf_text("NO", "I-1", 205050, 363050) +
                  test::dxf_text("NO", "R-1", 205105, 363050)));
    const auto plan = dir.write("plan.toml", R"([plan]
name = "도면"
reference_date = 2024-06-26
crs = "EPSG:5186"
jurisdiction = ["kr"]
[[complex]]
id = "general"
name = "일반"
kind = "일반산업단지"
designated_area_m2 = 11000
[layers.lots]
path = "plan.dxf"
crs = "EPSG:5186"
[layers.lots.drawing]
uses = { "A-IND" = "산업시설용지", "A-ROAD" = "ROAD" }
labels = "NO"
complex = "general"
tolerance_m = 0.1
)");
    const auto result = run_cli({"landuse", plan, "--json"});
    CHECK(result.exit == 0);
    CHECK_THAT(result.err, Contains("DXF-OPEN error") && Contains("CAD layer A-ROAD") &&
                               Contains("205310.00 363000.00"));
    CHECK_THAT(result.err, Contains("DXF-CLOSED warning"));
    std::map<std::string, double> areas;
    const auto report = json::parse(result.out);
    for (const auto& use : report["complexes"][0]["uses"]) {
        areas[use["use"]] = use["area_m2"];
    }
    CHECK(areas["IND"] == Approx(10'000));
    CHECK(areas["ROAD"] == Approx(1'000).margin(1));
    const auto explained = run_cli({"explain", "DXF-OPEN"});
    CHECK(explained.exit == 0);
    CHECK_THAT(explained.out, Contains("tolerance_m"));

    const auto broken = test::read_file(plan);
    dir.write("plan.toml", broken.substr(0, broken.find("uses =")) + "uses = {}\n");
    const auto refused = run_cli({"landuse", plan});
    CHECK(refused.exit == 2);
    CHECK_THAT(refused.err, Contains("uses is empty"));
}

TEST_CASE("a workbook of firms is recognised and read", "[cli][formats]") {
    const test::TempDir dir;
    const auto path = test::xlsx(dir, "firms.xlsx",
                                 R"([["firm_id", "name", "ksic_rev", "ksic"],
["F1", "㈜효성", 11, "23995"], ["F2", "가나", 11, "30399"]])");
    REQUIRE_FALSE(path.empty());
    const auto inspected = run_cli({"inspect", path, "--json"});
    CHECK(inspected.exit == 0);
    CHECK(json::parse(inspected.out)["layers"][0]["features"] == 2);
    const auto started = run_cli({"init", dir / "plan", "--from", path});
    CHECK(started.exit == 0);
    CHECK_THAT(test::read_file(dir / "plan/plan.toml"),
               Contains("[firms]\npath = \"../firms.xlsx\""));
}

TEST_CASE("a shapefile under the label of a neighbouring system is refused with the cause",
          "[cli][crs]") {
    const auto source = std::string{SANDAN_SOURCE_DIR} + "/gis_data/new_complex/";
    const test::TempDir dir;
    for (const auto* const part : {".shp", ".shx", ".dbf"}) {
        dir.write(std::string{"old"} + part,
                  test::read_file(source + "LSMD_CONT_LDREG_52113_5174" + part));
    }
    auto prj = test::read_file(source + "LSMD_CONT_LDREG_52113_5174.prj");
    const auto at = prj.find("127.002");
    REQUIRE(at != std::string::npos);
    dir.write("old.prj", prj.replace(at, prj.find_first_of("],", at) - at, "127.0"));
    const auto result = run_cli({"overlay", source + "LSMD_CONT_LDREG_52113_5186.shp",
                                 dir / "old.shp", "--parcel-id", "PNU", "--zone-class", "JIBUN"});
    CHECK(result.exit == 3);
    CHECK_THAT(result.err, Contains("CRS-LIE") && Contains("declare it as EPSG:5174"));
    CHECK(result.out.empty());
    CHECK(run_cli({"explain", "CRS-LIE"}).exit == 0);
}
