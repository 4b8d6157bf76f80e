#include <sandan/io/read.hpp>

#include "run_cli.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace sandan;
using test::run_cli;

namespace {

const std::string new_complex = std::string{SANDAN_SOURCE_DIR} + "/gis_data/new_complex/";

} // namespace

TEST_CASE("init writes a plan that can be read, with roles and fields guessed", "[cli]") {
    const test::TempDir folder;
    const auto result = run_cli(
        {"init", folder / "plan", "--from", new_complex + "boundary.shp",
         new_complex + "LSMD_CONT_LDREG_52113_5186.shp", new_complex + "LSMD_CONT_UQ111_52113.shp",
         new_complex + "lots.shp", new_complex + "roads.shp", new_complex + "firms.csv",
         new_complex + "dem.tif", "--as-of", "2024-06-26"});
    CHECK(result.exit == 0);
    CHECK(result.out.empty());
    CHECK_THAT(result.err, Catch::Contains("7 of 7 layers recognised"));
    const auto plan = io::read_plan(folder / "plan/plan.toml");
    CHECK(to_string(plan.reference_date) == "2024-06-26");
    REQUIRE(plan.complexes.size() == 4);
    REQUIRE(plan.complex("general") != nullptr);
    CHECK(plan.complex("general")->designated_area_m2 == Approx(1'830'000).margin(1));
    CHECK(plan.firms == new_complex + "firms.csv");
    CHECK(plan.dem == new_complex + "dem.tif");
    REQUIRE(plan.layers.size() == 5);
    const auto layer = [&](const std::string& role) {
        return *std::find_if(plan.layers.begin(), plan.layers.end(),
                             [&](const auto& ref) { return ref.role == role; });
    };
    CHECK(layer("parcels").fields.at("id") == "PNU");
    CHECK(layer("parcels").fields.at("jibun") == "JIBUN");
    CHECK(layer("zoning").fields.at("code") == "UQ_CODE");
    CHECK(layer("zoning").fields.at("notice_date") == "NTFDATE");
    CHECK(layer("lots").fields.at("use") == "USE_CD");
    const auto project = io::read_project(folder / "plan/plan.toml", 2);
    CHECK(project.layer("lots")->features.size() > 250);
}

TEST_CASE("init says what it could not recognise, in a plan that is still valid", "[cli]") {
    const test::TempDir folder;
    const auto strange = folder.write(
        "strange.geojson",
        R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"q":1},)"
        R"("geometry":{"type":"Point","coordinates":[127,35.8]}}]})");
    const auto broken = folder.write("broken.geojson", "no json");
    const auto result = run_cli({"init", folder / "plan", "--from", strange, broken});
    CHECK(result.exit == 0);
    const auto text = test::read_file(folder / "plan/plan.toml");
    CHECK_THAT(text, Catch::Contains("role not recognised; fields: q"));
    CHECK_THAT(text, Catch::Contains("cannot be read: "));
    CHECK(io::read_plan(folder / "plan/plan.toml").layers.empty());
}

TEST_CASE("init overwrites nothing and needs files that exist", "[cli]") {
    const test::TempDir folder;
    folder.write("plan.toml", "mine");
    const auto again =
        run_cli({"init", folder.path().string(), "--from", new_complex + "lots.shp"});
    CHECK(again.exit == 2);
    CHECK_THAT(again.err, Catch::Contains("is already there and is not overwritten"));
    CHECK(test::read_file(folder / "plan.toml") == "mine");
    const auto missing = run_cli({"init", folder / "new", "--from", folder / "none.shp"});
    CHECK(missing.exit == 2);
    CHECK_THAT(missing.err, Catch::Contains("none.shp: no such file"));
    CHECK_FALSE(std::filesystem::exists(folder / "new"));
}
