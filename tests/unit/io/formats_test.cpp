#include <sandan/core/error.hpp>
#include <sandan/geom/measure.hpp>
#include <sandan/io/read.hpp>

#include "findings.hpp"
#include "other_formats.hpp"
#include "shapefile_bytes.hpp"

#include <catch2/catch.hpp>

using namespace sandan;
using Catch::Contains;
using test::tells;

namespace {

void check_two_lots(const model::Layer& layer, const std::string& driver) {
    CHECK(layer.provenance.driver == driver);
    CHECK(layer.provenance.crs.epsg == "EPSG:5186");
    CHECK(layer.ledger == model::Ledger{.declared = 2, .delivered = 2});
    REQUIRE(layer.features.size() == 2);
    // FlatGeobuf keeps its features in an order of its own.
    const std::size_t first = layer.text(layer.features[0], "ID") == "가-1" ? 0 : 1;
    const auto& one = layer.features[first];
    const auto& two = layer.features[1 - first];
    CHECK(geom::area(one.shape.polygons) == Approx(10'000).epsilon(1e-12));
    CHECK(geom::area(two.shape.polygons) == Approx(5'000).epsilon(1e-12));
    CHECK(layer.text(one, "ID") == "가-1");
    CHECK(layer.text(two, "PNU") == "5211310300109630255");
    CHECK(layer.number(one, "AREA") == 10000.5);
    CHECK_FALSE(layer.number(two, "AREA"));
}

} // namespace

TEST_CASE("the same layer is read from GeoJSON, GeoPackage, FlatGeobuf and FileGDB",
          "[io][formats]") {
    const auto format =
        GENERATE(from_range(test::formats_alike.begin(), test::formats_alike.end()));
    CAPTURE(format.driver);
    const test::TempDir dir;
    const auto path = test::two_lots_as(dir, format.name, format.driver);
    if (path.empty()) {
        return;
    }
    check_two_lots(io::read_layer(path, {}), format.driver);
    CHECK(io::list_layers(path) == std::vector<std::string>{"lots"});
    io::ReadOptions options;
    options.layer = "roads";
    CHECK_THROWS_WITH(io::read_layer(path, options), Contains("no layer roads; it has: lots"));
    if (std::filesystem::is_directory(path)) { // as shells complete its name
        check_two_lots(io::read_layer(path + "/", {}), format.driver);
    }
}

TEST_CASE("a kind that is not read is refused with those that are", "[io][formats]") {
    const test::TempDir dir;
    CHECK_THROWS_WITH(io::read_layer(dir.write("lots.kml", "<kml/>"), {}),
                      Contains("GeoPackage, shapefile (also zipped), FileGDB, GeoJSON, "
                               "FlatGeobuf, DXF, CSV, XLSX or ODS"));
}

TEST_CASE("members of a GeoJSON collection that are no features are counted and told",
          "[io][formats]") {
    const test::TempDir dir;
    const std::string square =
        R"({"type":"Feature","properties":{"id":"A"},"geometry":{"type":)"
        R"("Polygon","coordinates":[[[127,35],[127.001,35],[127.001,35.001],)"
        R"([127,35]]]}})";
    const auto read = [&](const std::string& members) {
        return io::read_layer(
            dir.write("lots.geojson",
                      R"({"type":"FeatureCollection","features":[)" + members + "]}"),
            {});
    };
    const auto clean = read(square + "," + square);
    CHECK(clean.ledger == model::Ledger{.declared = 2, .delivered = 2});
    CHECK_FALSE(tells(clean, "SRC-COUNT", ""));
    const auto odd = read(square + R"(,null,7,"x",[1,{"type":"Feature"}],)" + square);
    CHECK(odd.ledger.declared == 6);
    CHECK(odd.ledger.delivered == 2);
    CHECK(odd.ledger.rejected == 4);
    CHECK(tells(odd, "SRC-COUNT", "4 are not, the first is member 2"));
    const auto other = read(square + R"(,{"type":"Polygon","coordinates":[]},{})");
    CHECK(other.ledger.declared == 3);
    CHECK(tells(other, "SRC-COUNT", "2 are not, the first is member 2"));
}

TEST_CASE("numbers of more digits than are kept are told", "[io][formats]") {
    const test::TempDir dir;
    const auto layer = io::read_layer(
        dir.write("n.geojson", R"({"type":"FeatureCollection","features":[{"type":"Feature",)"
                               R"("properties":{"n":123456789012345678901234567890},"geometry":)"
                               R"({"type":"Point","coordinates":[127,35]}}]})"),
        {});
    CHECK(tells(layer, "NUM-INEXACT", "1 is not"));
}

TEST_CASE("damaged files of each format are refused with the file's name", "[io][formats]") {
    const test::TempDir dir;
    for (const auto* const name : {"cut.gpkg", "cut.fgb", "cut.geojson", "cut.xlsx", "cut.dxf"}) {
        CAPTURE(name);
        const auto path = dir.write(name, "PK\x03\x04 this is nothing");
        CHECK_THROWS_WITH(io::read_layer(path, {}), Contains(name));
    }
    std::filesystem::create_directory(dir / "empty.gdb");
    CHECK_THROWS_WITH(io::read_layer(dir / "empty.gdb", {}), Contains("empty.gdb"));
}

TEST_CASE("a FlatGeobuf cut off in its features is no success", "[io][formats]") {
    const test::TempDir dir;
    const auto path = test::two_lots_as(dir, "lots.fgb", "FlatGeobuf");
    if (path.empty()) {
        return;
    }
    const auto bytes = test::read_file(path);
    const auto cut = dir.write("cut.fgb", bytes.substr(0, bytes.size() - 40));
    try {
        const auto layer = io::read_layer(cut, {});
        CHECK(layer.ledger.declared == 2);
        CHECK(layer.ledger.rejected >= 1);
    } catch (const Error& error) {
        CHECK(error.kind() == ErrorKind::input);
    }
}

TEST_CASE("a workbook is a table: text stays text, numbers lose nothing, blank rows go",
          "[io][formats]") {
    const test::TempDir dir;
    const auto path = test::xlsx(dir, "firms.xlsx",
                                 R"([["firm_id", "이름", "area", "pnu"],
["F1", "㈜효성", 20000, "5211310300109630254"], ["", "", "", ""], ["F2", "가나", 0.1, ""]])");
    REQUIRE_FALSE(path.empty());
    const auto table = io::read_table(path);
    CHECK(table.columns == std::vector<std::string>{"firm_id", "이름", "area", "pnu"});
    REQUIRE(table.rows.size() == 2);
    CHECK(table.rows[0] ==
          std::vector<std::string>{"F1", "㈜효성", "20000", "5211310300109630254"});
    CHECK(table.rows[1][2] == "0.1");
    CHECK(table.lines == std::vector<int>{2, 4});
    const auto layer = io::read_layer(path, {});
    CHECK(layer.ledger == model::Ledger{.declared = 2, .delivered = 2});
}

TEST_CASE("of a workbook the sheet asked for is read, and all are listed", "[io][formats]") {
    const test::TempDir dir;
    const auto book = test::xlsx_of_sheets(dir, "a.xlsx", R"([("표지", [["memo"], ["hello"]]),
                           ("토지조서", [["PNU", "n"], ["5211310300109630254", 1], ["x", 2]])])");
    REQUIRE_FALSE(book.empty());
    std::vector<std::string> paths{book};
    if (const auto calc = dir / "a.ods";
        test::runs("ogr2ogr -f ODS '" + calc + "' '" + book + "'")) {
        paths.push_back(calc);
    }
    for (const auto& path : paths) {
        CAPTURE(path);
        CHECK(io::list_layers(path) == std::vector<std::string>{"표지", "토지조서"});
        const auto layers = io::read_layers(path, {});
        REQUIRE(layers.size() == 2);
        CHECK(layers[0].fields == std::vector<std::string>{"memo"});
        CHECK(layers[1].provenance.source_layer == "토지조서");
        CHECK(layers[1].ledger.delivered == 2);
        CHECK_FALSE(tells(layers[1], "SRC-LAYERS"));
        io::ReadOptions options;
        options.layer = "토지조서";
        const auto layer = io::read_layer(path, options);
        CHECK(layer.name == "토지조서");
        CHECK(layer.text(layer.features.at(0), "PNU") == "5211310300109630254");
        options.layer = "지장물";
        CHECK_THROWS_WITH(io::read_layer(path, options),
                          Contains("no layer 지장물; it has: 표지, 토지조서"));
        CHECK(tells(io::read_layer(path, {}), "SRC-LAYERS"));
    }
}

TEST_CASE("parcel numbers that a spreadsheet keeps as numbers or errors are told",
          "[io][formats]") {
    const test::TempDir dir;
    const auto numbers = io::read_layer(
        test::xlsx(dir, "n.xlsx", R"([["PNU"], [5211310300109630254], [5211310300109630255]])"),
        {});
    CHECK(tells(numbers, "NUM-PNU", "15 digits"));
    const auto layer = io::read_layer(
        test::xlsx(dir, "e.xlsx",
                   R"([["PNU", "n"], ["5211310300109630254", 1], ["", ""], [["#N/A"], 2],
                       ["4.51131E+18", 3]])"),
        {});
    CHECK_FALSE(tells(layer, "NUM-PNU"));
    const auto told = test::findings_of(layer, "PNU-FORM");
    REQUIRE(told.size() == 1);
    CHECK(told[0].fid == 1); // the blank row is no feature
    CHECK(told[0].count == 2);
}

TEST_CASE("a drawing becomes plots with uses, closed within the tolerance, the rest told",
          "[io][formats]") {
    const test::TempDir dir;
    // "산업" in CP949 is the name of a CAD layer; the road is open by 5 cm, the park by 3 m.
    const std::string industry = "\xBB\xEA\xBE\xF7";
    const auto path = dir.write(
        "plan.dxf",
        test::dxf(test::dxf_polyline(
                      industry,
                      {{205000, 363000}, {205100, 363000}, {205100, 363100}, {205000, 363100}},
                      true) +
                  test::dxf_polyline("ROAD",
                                     {{205100, 363000},
                                      {205110, 363000},
                                      {205110, 363100},
                                      {205100, 363100},
                                      {205100, 363000.05}},
                                     false) +
                  test::dxf_polyline("PARK",
                                     {{205200, 363000},
                                      {205210, 363000},
                                      {205210, 363010},
                                      {205200, 363010},
                                      {205200, 363003}},
                                     false) +
                  test::dxf_polyline("FRAME", {{0, 0}, {1, 1}}, false) +
                  test::dxf_text("NO", "A-1", 205050, 363050) +
                  test::dxf_text("NO", "R-1", 205105, 363050)));
    io::ReadOptions options;
    options.crs = "EPSG:5186";
    options.canonical = {"id", "complex", "use"};
    options.drawing = model::Drawing{.uses = {{"산업", "IND"}, {"ROAD", "ROAD"}, {"PARK", "GREEN"}},
                                     .labels = "NO",
                                     .complex = "general",
                                     .tolerance_m = 0.1,
                                     .metres_per_unit = 1};
    const auto layer = io::read_layer(path, options);
    CHECK(layer.ledger == model::Ledger{.declared = 3, .delivered = 2, .rejected = 1});
    REQUIRE(layer.features.size() == 2);
    std::map<std::string, double> areas;
    for (const auto& feature : layer.features) {
        CHECK(layer.text(feature, "complex") == "general");
        areas[layer.id(feature) + " " + layer.text(feature, "use").value_or("")] =
            geom::area(feature.shape.polygons);
    }
    REQUIRE(areas.size() == 2);
    CHECK(areas["A-1 IND"] == Approx(10'000));
    CHECK(areas["R-1 ROAD"] == Approx(1'000).margin(1));
    REQUIRE(layer.repairs.size() == 1);
    CHECK_THAT(layer.repairs[0].reason.en, Contains("PARK is open by 3.000 m"));
    CHECK(layer.repairs[0].reason.ko == "CAD 레이어 PARK의 선이 3.000 m 열려 있음");
    CHECK(tells(layer, "DXF-OPEN", "at 205200.00 363003.00") !=
          tells(layer, "DXF-OPEN", "at 205200.00 363000.00"));
    CHECK(tells(layer, "DXF-CLOSED", "CAD layer ROAD"));
    CHECK(tells(layer, "DXF-UNUSED", "FRAME"));

    options.drawing->uses["WATER"] = "WATER";
    CHECK_THROWS_WITH(io::read_layer(path, options), Contains("no layer 'WATER'; it has:"));
    options.drawing->uses.erase("WATER");
    options.crs.clear();
    CHECK_THROWS_WITH(io::read_layer(path, options), Contains("declares no coordinate system"));
}

TEST_CASE("a drawing in millimetres is brought to metres", "[io][formats]") {
    const test::TempDir dir;
    const auto path = dir.write("mm.dxf", test::dxf(test::dxf_polyline("LOT",
                                                                       {{205000000, 363000000},
                                                                        {205010000, 363000000},
                                                                        {205010000, 363010000},
                                                                        {205000000, 363010000}},
                                                                       true)));
    io::ReadOptions options;
    options.crs = "EPSG:5186";
    options.drawing = model::Drawing{.uses = {{"LOT", "IND"}},
                                     .labels = {},
                                     .complex = {},
                                     .tolerance_m = 0.01,
                                     .metres_per_unit = 0.001};
    const auto layer = io::read_layer(path, options);
    REQUIRE(layer.features.size() == 1);
    CHECK(geom::area(layer.features[0].shape.polygons) == Approx(100));
    CHECK(layer.text(layer.features[0], "ID") == "LOT-0");
}
