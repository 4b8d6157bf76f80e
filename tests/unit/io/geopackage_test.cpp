// GeoPackages as SQLite lets anybody write them: cells of other types than their columns declare,
// code in the place of tables, tables that the contents do not list.
#include <sandan/core/error.hpp>
#include <sandan/io/read.hpp>
#include <sandan/io/write.hpp>

#include "findings.hpp"
#include "shapefile_bytes.hpp"

#include <catch2/catch.hpp>

#include <sqlite3.h>

using namespace sandan;
using Catch::Contains;
using test::findings_of;
using test::tells;

namespace {

/// A GeoPackage with a layer `lots` of three squares, changed by statements afterwards.
std::string package(const test::TempDir& folder, const std::string& statements) {
    const auto layer = io::read_layer(test::row_of_squares(3).write(folder, "squares"), {});
    auto path = folder / "lots.gpkg";
    io::write_geopackage(path, "EPSG:5186",
                         {{.name = "lots",
                           .geometry = "MultiPolygon",
                           .fields = layer.fields,
                           .numeric = std::vector<bool>(layer.fields.size(), false),
                           .features = layer.features}});
    sqlite3* database = nullptr;
    REQUIRE(sqlite3_open(path.c_str(), &database) == SQLITE_OK);
    // Triggers of the spatial index want functions that only spatial programs have.
    const auto done = sqlite3_exec(database,
                                   ("DROP TRIGGER IF EXISTS rtree_lots_geom_update1;"
                                    "DROP TRIGGER IF EXISTS rtree_lots_geom_update2;"
                                    "DROP TRIGGER IF EXISTS rtree_lots_geom_update3;"
                                    "DROP TRIGGER IF EXISTS rtree_lots_geom_update4;" +
                                    statements)
                                       .c_str(),
                                   nullptr, nullptr, nullptr);
    INFO(sqlite3_errmsg(database));
    CHECK(done == SQLITE_OK);
    sqlite3_close(database);
    return path;
}

std::string with_column(const std::string& type, const std::vector<std::string>& values) {
    auto text = "ALTER TABLE lots ADD COLUMN c " + type + ";";
    for (std::size_t i = 0; i < values.size(); ++i) {
        text += "UPDATE lots SET c = " + values[i] + " WHERE rowid = (SELECT rowid FROM lots " +
                "ORDER BY rowid LIMIT 1 OFFSET " + std::to_string(i) + ");";
    }
    return text;
}

} // namespace

TEST_CASE("W7: what does not belong into a column of a GeoPackage is told and left empty",
          "[io][gpkg]") {
    struct Case {
        const char* type;
        const char* odd;
        const char* sound;
    };

    const auto [type, odd, sound] = GENERATE(
        values<Case>({{"INTEGER", "'abc'", "7"},
                      {"INTEGER", "3.7", "9007199254740991"},
                      {"INTEGER", "'1,234'", "-1"},
                      {"MEDIUMINT", "5000000000", "70000"},
                      {"SMALLINT", "70000", "-32768"},
                      {"BOOLEAN", "7", "1"},
                      {"REAL", "'12abc'", "1.5"},
                      {"DOUBLE", "x'00ff'", "2"},
                      {"FLOAT", "''", "0"},
                      {"TEXT", "x'00ff'", "'7'"},
                      {"DATE", "'2024-02-31'", "'2024-02-29'"},
                      {"DATE", "'hello'", "'1999-12-31'"},
                      {"DATE", "20240229", "'2024-02-29'"},
                      {"DATETIME", "'2024-02-31T00:00:00Z'", "'2024-02-29T23:59:59.250Z'"},
                      {"DATETIME", "'2024-02-29T12:00:00 noon'", "'2024-02-29T12:00:00Z'"}}));
    CAPTURE(type, odd);
    const test::TempDir folder;
    const auto layer = io::read_layer(package(folder, with_column(type, {odd, sound, "NULL"})), {});
    REQUIRE(layer.features.size() == 3);
    CHECK_FALSE(layer.text(layer.features[0], "c"));
    CHECK(layer.text(layer.features[1], "c"));
    CHECK_FALSE(layer.text(layer.features[2], "c"));
    const auto told = findings_of(layer, "GPKG-CELL");
    REQUIRE(told.size() == 1);
    CHECK(told[0].fid == layer.features[0].fid);
    CHECK(told[0].count == 1);
}

TEST_CASE("cells of a table without an id of its own are told by their place", "[io][gpkg]") {
    const test::TempDir folder;
    const auto path =
        package(folder, "CREATE TABLE notes (a TEXT, n INTEGER);"
                        "INSERT INTO notes VALUES ('x', 1), ('y', 'two'), ('z', 3);"
                        "INSERT INTO gpkg_contents (table_name, data_type, identifier) "
                        "VALUES ('notes', 'attributes', 'notes');");
    io::ReadOptions options;
    options.layer = "notes";
    const auto layer = io::read_layer(path, options);
    REQUIRE(layer.features.size() == 3);
    CHECK(layer.number(layer.features[0], "n") == 1.0);
    CHECK_FALSE(layer.number(layer.features[1], "n"));
    CHECK(layer.number(layer.features[2], "n") == 3.0);
    REQUIRE(findings_of(layer, "GPKG-CELL").size() == 1);
    CHECK(findings_of(layer, "GPKG-CELL")[0].fid == layer.features[1].fid);
}

TEST_CASE("a view beside the layers of a GeoPackage is told and never run", "[io][gpkg]") {
    const test::TempDir folder;
    // Endless, if it ran.
    const auto path = package(folder, "CREATE VIEW more AS WITH RECURSIVE c(x) AS "
                                      "(SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x FROM c;"
                                      "CREATE TABLE extra (a INTEGER);");
    CHECK(io::list_layers(path) == std::vector<std::string>{"lots"});
    const auto layer = io::read_layer(path, {});
    CHECK(layer.ledger.delivered == 3);
    CHECK(tells(layer, "GPKG-UNLISTED", "extra, more"));
    CHECK_FALSE(tells(layer, "SRC-LAYERS"));
}

TEST_CASE("views and computed columns where a GeoPackage ought to have tables are refused",
          "[io][gpkg]") {
    const test::TempDir folder;
    const std::string endless = " AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM "
                                "c) SELECT x AS table_name, x AS fid FROM c;";
    for (const auto& statements :
         {"CREATE VIEW more" + endless +
              "INSERT INTO gpkg_contents (table_name, data_type, identifier) "
              "VALUES ('more', 'attributes', 'more');",
          "DROP TABLE IF EXISTS gpkg_ogr_contents; CREATE VIEW gpkg_ogr_contents" + endless,
          std::string{"ALTER TABLE lots ADD COLUMN z BLOB AS (zeroblob(300000000)) VIRTUAL;"},
          std::string{"ALTER TABLE gpkg_contents ADD COLUMN z BLOB AS (zeroblob(9)) VIRTUAL;"}}) {
        CAPTURE(statements);
        CHECK_THROWS_WITH(io::read_layer(package(folder, statements), {}), Contains("GPKG-CODE"));
    }
}

TEST_CASE("no column of a GeoPackage may hold more than 64 MB", "[io][gpkg]") {
    const test::TempDir folder;
    const auto path = package(folder, "ALTER TABLE lots ADD COLUMN c BLOB;"
                                      "UPDATE lots SET c = zeroblob(67108865);");
    CHECK_THROWS_WITH(io::read_layer(path, {}), Contains("GPKG-HUGE"));
}
