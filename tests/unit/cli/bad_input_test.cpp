// What a user gets for bad input: one line with its place, exit 2 or 3, and no output file.

#include "run_cli.hpp"
#include "small_plan.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace sandan;
using test::SmallPlan;

namespace {

struct Refusal {
    int exit;
    std::string message;
};

/// Runs a command on the plan; its result must be the refusal and nothing else.
void check_refused(const SmallPlan& plan, const std::vector<std::string>& command,
                   const Refusal& expected) {
    INFO(command[0] << ": " << expected.message);
    const test::TempDir outputs;
    auto arguments = command;
    arguments.insert(arguments.begin() + 1, plan.path());
    arguments.insert(arguments.end(), {"-o", outputs / "result"});
    const auto before = plan.folder.size();
    const auto result = test::run_cli(arguments);
    CHECK(result.exit == expected.exit);
    CHECK(result.out.empty());
    CHECK_THAT(result.err, Catch::StartsWith("sandan: ") && Catch::Contains(expected.message));
    CHECK(std::count(result.err.begin(), result.err.end(), '\n') == 1);
    CHECK(outputs.size() == 0);
    CHECK(plan.folder.size() == before);
}

void check_refused(const SmallPlan& plan, const Refusal& expected) {
    check_refused(plan, {"check"}, expected);
    check_refused(plan, {"landuse"}, expected);
}

} // namespace

TEST_CASE("a missing file exits 2 at its place in the plan", "[cli]") {
    const SmallPlan plan;
    plan.change_plan("lots.geojson", "lost.shp");
    check_refused(plan, {2, "plan.toml:14:1: no such file: "});
    const test::TempDir folder;
    const auto result = test::run_cli({"check", folder / "none.toml"});
    CHECK(result.exit == 2);
    CHECK_THAT(result.err, Catch::Contains("none.toml: cannot read this file"));
}

TEST_CASE("a missing field exits 2 at its place in the plan", "[cli]") {
    const SmallPlan plan;
    plan.change_plan("complex = \"CPLX\"", "complex = \"COMPLEX\"");
    check_refused(plan, {2, "plan.toml:16:1: "});
}

TEST_CASE("an unknown plan key exits 2 with the nearest one", "[cli]") {
    const SmallPlan plan;
    plan.change_plan("vintage", "vintige");
    check_refused(plan, {2, "plan.toml:15:1: unknown key 'vintige' in [layers.lots]; did you mean "
                            "'vintage'?"});
}

TEST_CASE("a layer without a coordinate system exits 3", "[cli]") {
    const SmallPlan plan;
    const auto data = std::string{SANDAN_SOURCE_DIR} + "/gis_data/new_complex/roads";
    plan.change_plan("[firms]", "[layers.roads]\npath = \"roads.shp\"\n"
                                "fields = { id = \"ROAD_ID\" }\n[firms]");
    for (const auto* part : {".shp", ".shx", ".dbf"}) {
        plan.folder.write(std::string{"roads"} + part, test::read_file(data + part));
    }
    check_refused(plan, {3, "roads.shp: CRS-NONE: declares no coordinate system"});
}

TEST_CASE("an unreadable shapefile exits 3", "[cli]") {
    const SmallPlan plan;
    plan.change_plan("lots.geojson", "lots.shp");
    plan.folder.write("lots.shp", "this is no shapefile");
    check_refused(plan, {3, "lots.shp"});
}

TEST_CASE("a firm with a negative area exits 3 at its cell", "[cli]") {
    const SmallPlan plan;
    plan.change_firms("5000,10000", "-5000,10000");
    check_refused(plan, {3, "firms.csv:2:5: area_min_m2 is -5000, expected 0 or more"});
}

TEST_CASE("a duplicate id exits 3", "[cli]") {
    const SmallPlan lots;
    lots.change_lots("\"LOT\": \"A-2\"", "\"LOT\": \"A-1\"");
    check_refused(lots, {3, "lots.geojson: id 'A-1' stands in records 0 and 1"});
    const SmallPlan firms;
    firms.change_firms("\nF2", "\nF1");
    check_refused(firms, {3, "firms.csv:3:1: firm 'F1' stands a second time"});
}

TEST_CASE("an empty layer exits 3", "[cli]") {
    const SmallPlan plan;
    plan.change_plan("vintage = 2024-05-31", "where = \"LOT = 'none'\"");
    check_refused(plan, {3, "lots.geojson: layer 'lots' has no record to work with"});
}

TEST_CASE("an output that is an input exits 2 and leaves the input alone", "[cli]") {
    const SmallPlan plan;
    const auto firms = plan.folder / "firms.csv";
    const auto result = test::run_cli({"check", plan.path(), "-o", firms});
    CHECK(result.exit == 2);
    CHECK_THAT(result.err, Catch::Contains("the output is also an input"));
    CHECK(test::read_file(firms) == test::small_firms_csv);
}

TEST_CASE("a date that is none exits 2", "[cli]") {
    const SmallPlan plan;
    check_refused(plan, {"check", "--as-of", "2024-02-30"}, {2, "--as-of 2024-02-30: not a date"});
}

TEST_CASE("a plan in a system that does not keep areas in m² exits 2 at its place", "[cli]") {
    for (const auto& [crs, reason] :
         {std::pair{"EPSG:4326", "crs 'EPSG:4326' is not in metres"},
          std::pair{"EPSG:3857", "crs 'EPSG:3857' (Web Mercator) does not keep areas"},
          std::pair{"EPSG:2225", "crs 'EPSG:2225' is not in metres"}, // US survey feet
          std::pair{"EPSG:999999", "crs 'EPSG:999999' is not known to PROJ"}}) {
        const SmallPlan plan;
        plan.change_plan("EPSG:5186", crs);
        check_refused(plan, {2, std::string{"plan.toml:4:1: "} + reason});
    }
}

TEST_CASE("a number of the wrong sign is told in one short line", "[cli]") {
    const SmallPlan plan;
    const auto result = test::run_cli({"allocate", plan.path(), "--time-limit", "-3"});
    CHECK(result.exit == 2);
    CHECK_THAT(result.err, Catch::Contains("--time-limit: expected a number above 0, got '-3'"));
    CHECK_THAT(result.err, !Catch::Contains("did you mean"));
    CHECK(std::count(result.err.begin(), result.err.end(), '\n') == 1);
}

TEST_CASE("lots that could not all be read: no budget, no report, no run", "[cli]") {
    const SmallPlan plan;
    plan.change_lots("[205200, 363000], [205200, 363100], [205100, 363100], [205100, 363000]]]",
                     "[205200, 363100], [205200, 363000], [205100, 363100], [205100, 363000]]]");
    const test::TempDir outputs;
    for (const auto& [command, output] :
         {std::pair{"landuse", "budget.txt"}, std::pair{"report", "report.pdf"},
          std::pair{"feasibility", "study.txt"}, std::pair{"run", "out"}}) {
        const auto result = test::run_cli({command, plan.path(), "-o", outputs / output});
        CAPTURE(command, result.err);
        CHECK(result.exit == 3);
        CHECK_THAT(result.err, Catch::Contains("1 of 2 lots could not be read: a land-use budget"));
        CHECK(outputs.size() == 0);
    }
    const auto check = test::run_cli({"check", plan.path(), "--json", "--select", "LB-04"});
    CAPTURE(check.out);
    CHECK_THAT(check.out, Catch::Contains("1 of 2 lots") && Catch::Contains("\"UNKNOWN\""));
}
