#include <sandan/core/error.hpp>
#include <sandan/geom/measure.hpp>
#include <sandan/io/read.hpp>

#include "postgis.hpp"
#include "run_cli.hpp"

#include <catch2/catch.hpp>

using namespace sandan;
using Catch::Contains;

namespace {

constexpr const char* schema = R"(
CREATE SCHEMA plan;
CREATE TABLE plan.lots (fid serial PRIMARY KEY, "ID" text, "USE" text, complex text, pnu bigint,
                        geom geometry(Polygon, 5186));
INSERT INTO plan.lots ("ID", "USE", complex, pnu, geom) VALUES
 ('가-1', 'IND', 'general', 4511310300109630254, ST_MakeEnvelope(205000, 363000, 205100, 363100, 5186)),
 ('가-2', '도로', 'general', NULL, ST_MakeEnvelope(205100, 363000, 205200, 363050, 5186));
)";

io::ReadOptions lots_table() {
    io::ReadOptions options;
    options.layer = "plan.lots";
    options.allow_database = true;
    return options;
}

} // namespace

TEST_CASE("a database is opened only where the plan allows it, and never with a password",
          "[io][formats]") {
    const std::string path = "pg:host=127.0.0.1 port=1 dbname=none";
    CHECK_THROWS_WITH(io::read_layer(path, {}), Contains("only local files"));
    auto options = lots_table();
    CHECK_THROWS_WITH(io::read_layer(path + " password=secret", options),
                      Contains("PGPASSWORD") && !Contains("secret"));
    CHECK_THROWS_WITH(io::read_layer(path, options), Contains("cannot be read as PostgreSQL"));
    options.layer.clear();
    CHECK_THROWS_WITH(io::read_layer(path, options), Contains("which table?"));
}

TEST_CASE("a layer and a plan are read from PostGIS", "[io][formats]") {
    const auto server = test::PostgisServer::start();
    if (!server) {
        return;
    }
    REQUIRE(server->sql(schema));
    const auto path = "pg:" + server->words();
    const auto layer = io::read_layer(path, lots_table());
    CHECK(layer.ledger == model::Ledger{.declared = 2, .delivered = 2});
    CHECK(layer.provenance.crs.epsg == "EPSG:5186");
    CHECK(layer.text(layer.features[0], "ID") == "가-1");
    CHECK(layer.text(layer.features[0], "pnu") == "4511310300109630254");
    CHECK(geom::area(layer.features[1].shape.polygons) == Approx(5'000));

    auto wrong = lots_table();
    wrong.layer = "plan.roads";
    CHECK_THROWS_WITH(io::read_layer(path, wrong), Contains("no layer plan.roads; it has:"));

    const test::TempDir dir;
    const auto plan = dir.write("plan.toml", R"([plan]
name = "PostGIS"
reference_date = 2024-06-26
crs = "EPSG:5186"
jurisdiction = ["kr"]
[[complex]]
id = "general"
name = "일반"
kind = "일반산업단지"
designated_area_m2 = 15000
[layers.lots]
path = ")" + path + R"("
layer = "plan.lots"
)");
    const auto table = test::run_cli({"landuse", plan, "--json"});
    CHECK(table.exit == 0);
    CHECK(table.err.empty());
    CHECK_THAT(table.out, Contains("\"total_measured_area_m2\": 15000"));
    CHECK_THAT(table.out, Contains("ROAD"));
}
