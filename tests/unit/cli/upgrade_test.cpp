#include "run_cli.hpp"
#include "shared_data.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <fstream>
#include <sstream>

using nlohmann::json;
using sandan::test::run_cli;
using sandan::test::TempDir;

namespace {

const std::string plan = std::string{SANDAN_SOURCE_DIR} + "/gis_data/upgrade_district/plan.toml";

std::vector<std::string> lines(const std::string& text) {
    std::vector<std::string> result;
    std::istringstream stream{text};
    for (std::string line; std::getline(stream, line);) {
        result.push_back(line);
    }
    return result;
}

/// A plan of real parcels and buildings, written to `folder`.
std::string real_plan(const TempDir& folder, const std::string& head, const std::string& layers) {
    const auto path = folder / "plan.toml";
    std::ofstream{path} << "[plan]\nname = \"real\"\nreference_date = 2025-01-20\n"
                           "jurisdiction = [\"kr\"]\n"
                        << head << layers;
    return path;
}

} // namespace

TEST_CASE("upgrade --json closes: land, buildings and register are each counted once", "[cli]") {
    const auto run = run_cli({"upgrade", plan, "--json"});
    REQUIRE(run.exit == 0);
    const auto report = json::parse(run.out);
    CHECK(report["schema"] == "sandan.upgrade/1");
    CHECK(report["definitions"].size() == 17);
    const auto& complex = report["complexes"][0];
    CHECK(complex["id"] == "jeonju1");
    CHECK(complex["area_m2"].get<double>() == Approx(1'683'000).margin(1));
    CHECK(report["all"]["area_m2"].get<double>() == Approx(1'808'000).margin(1));
    const auto& join = report["join"];
    CHECK(join["by_number_and_place"].get<int>() + join["by_number"].get<int>() +
              join["by_place"].get<int>() + join["nowhere"].get<int>() +
              join["repeated"].get<int>() ==
          join["buildings"].get<int>());
    int buildings = 0;
    for (const auto& site : report["sites"]) {
        buildings += site["buildings"].get<int>();
    }
    CHECK(buildings == join["buildings"].get<int>());
    // what is missing is told, and no sum counts it as 0
    CHECK(join["missing"]["approval_date"].get<int>() > 0);
    const auto& coverage = complex["indicators"]["coverage"];
    CHECK(coverage["whole"].get<double>() < complex["area_m2"].get<double>());
    CHECK(coverage["left_out"].get<int>() > 0);
    CHECK(complex["indicators"]["land_price"]["value"].is_null());
}

TEST_CASE("upgrade prints one table of each kind, the same for any number of threads", "[cli]") {
    const auto parcels = lines(run_cli({"upgrade", plan, "--csv", "--threads", "1"}).out);
    REQUIRE(parcels.size() == 589);
    CHECK_THAT(parcels[0], Catch::StartsWith("parcel_id,fid,site_id,complex,use,land_category,"
                                             "area_m2,ledger_area_m2,industrial,buildings,"));
    const auto json_1 = run_cli({"upgrade", plan, "--json", "--threads", "1"}).out;
    CHECK(json_1 == run_cli({"upgrade", plan, "--json", "--threads", "4"}).out);
    const auto indicators = lines(run_cli({"upgrade", plan, "--table", "indicators"}).out);
    CHECK(indicators.size() == 1 + 3 * 17);
    CHECK_THAT(indicators[0], Catch::Contains("denominator"));
    const auto wrong = run_cli({"upgrade", plan, "--table", "lots"});
    CHECK(wrong.exit == 2);
    CHECK_THAT(wrong.err, Catch::Contains("expected one of parcels, sites"));
}

TEST_CASE("upgrade tells its findings in both languages and as files", "[cli]") {
    CHECK_THAT(run_cli({"upgrade", plan, "--lang", "ko"}).out, Catch::Contains("노후 건축물") &&
                                                                   Catch::Contains("공공녹지") &&
                                                                   Catch::Contains("90,967"));
    CHECK_THAT(run_cli({"upgrade", plan}).out,
               Catch::Contains("old buildings") && Catch::Contains("PCL-EMPTY"));
    const TempDir folder;
    for (const auto* name : {"u.xlsx", "u.gpkg", "u.csv", "u.json"}) {
        CHECK(run_cli({"upgrade", plan, "-o", folder / name}).exit == 0);
        CHECK(std::filesystem::file_size(folder / name) > 1'000);
    }
    const auto inspected = run_cli({"inspect", folder / "u.gpkg", "--json"});
    const auto layers = json::parse(inspected.out)["layers"];
    REQUIRE(layers.size() == 2);
    CHECK(layers[0]["area_m2"].get<double>() == Approx(1'808'000).margin(1));
}

TEST_CASE("upgrade reads [upgrade] strictly", "[cli]") {
    const TempDir folder;
    std::ifstream file{plan};
    std::stringstream text;
    text << file.rdbuf();
    const auto path = folder / "plan.toml";
    std::ofstream{path} << text.str() << "\n[upgrade]\nland_price_krw_m2 = 400_000\n";
    const auto unsourced = run_cli({"upgrade", path});
    CHECK(unsourced.exit == 2);
    CHECK_THAT(unsourced.err, Catch::Contains("land_price_source") && Catch::Contains("required"));
    std::ofstream{path} << text.str() << "\n[upgrade]\nland_prize_krw_m2 = 400_000\n";
    const auto unknown = run_cli({"upgrade", path});
    CHECK(unknown.exit == 2);
    CHECK_THAT(unknown.err, Catch::Contains("plan.toml:") && Catch::Contains("land_prize_krw_m2") &&
                                Catch::Contains("land_price_krw_m2"));
}

TEST_CASE("upgrade joins real plots and buildings as the reference does", "[cli][real]") {
    const auto set = sandan::test::shared_data("cz_bubenec");
    if (!set) {
        return;
    }
    const TempDir folder;
    const auto file = (*set / "bubenec.gpkg").string();
    const auto run = run_cli(
        {"upgrade", "--json",
         real_plan(folder, "crs = \"EPSG:32633\"\n",
                   "[layers.parcels]\npath = \"" + file +
                       "\"\nlayer = \"plots\"\nfields = { id = \"ID\" }\n[layers.buildings]\n"
                       "path = \"" +
                       file + "\"\nlayer = \"buildings\"\nfields = { id = \"uID\" }\n")});
    REQUIRE(run.exit == 0);
    const auto report = json::parse(run.out);
    const auto& footprint = report["all"]["indicators"]["footprint"];
    CHECK(footprint["part"].get<double>() == Approx(43'115.6995).epsilon(1e-6));
    CHECK(footprint["whole"].get<double>() == Approx(278'727.58).epsilon(1e-6));
    CHECK(report["join"]["by_place"] == 144);
    CHECK(report["all"]["indicators"]["floor_use"]["value"].is_null());
}

TEST_CASE("upgrade tells each of the buildings of a real sheet that lie on no parcel",
          "[cli][real]") {
    const auto parcels = sandan::test::shared_data("kr_gangnam_parcels");
    const auto sheet = sandan::test::shared_data("kr_ngii_37608089");
    if (!parcels || !sheet) {
        return;
    }
    const TempDir folder;
    const auto run = run_cli(
        {"upgrade", "--json",
         real_plan(folder, "",
                   "[layers.parcels]\npath = \"" + (*parcels / "Parcels.shp").string() +
                       "\"\ncrs = \"EPSG:5186\"\nfields = { id = \"A1\", jibun = \"A7\", "
                       "ledger_area_m2 = \"A12\", land_category = \"A11\", zoning = \"A14\", "
                       "price_krw_m2 = \"A25\" }\n[layers.buildings]\npath = \"" +
                       (*sheet / "N3A_B0010000.shp").string() + "\"\ncrs = \"EPSG:5186\"\n")});
    INFO(run.err);
    REQUIRE(run.exit == 0);
    const auto report = json::parse(run.out);
    CHECK(report["all"]["parcels"] == 235);
    CHECK(report["all"]["area_m2"].get<double>() == Approx(310'354.368).margin(0.01));
    CHECK(report["join"]["buildings"] == 12'401);
    CHECK(report["join"]["nowhere"] == 12'401);
    int told = 0;
    for (const auto& finding : report["findings"]) {
        told += finding["code"] == "BLD-NOWHERE" ? 1 : 0;
    }
    CHECK(told == 12'401);
    // 35 of the parcels are roads (A11): land without a building, no sites
    CHECK(report["all"]["sites"] == 200);
}
