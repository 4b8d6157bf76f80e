#include "run_cli.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <cmath>
#include <sstream>

using nlohmann::json;
using sandan::test::run_cli;

namespace {

const std::string plan = std::string{SANDAN_SOURCE_DIR} + "/gis_data/new_complex/plan.toml";

} // namespace

TEST_CASE("landuse --json closes per complex and holds the contract's keys", "[cli]") {
    const auto run = run_cli({"landuse", plan, "--json"});
    REQUIRE(run.exit == 0);
    CHECK(run.err.empty());
    CHECK_THAT(run.out, Catch::Contains("\"total_area_m2\": 2250000,"));
    const auto report = json::parse(run.out);
    CHECK(report["schema"] == "sandan.landuse/1");
    CHECK(report["total_measured_area_m2"].get<double>() == Approx(2'250'000).margin(4));
    REQUIRE(report["complexes"].size() == 4);
    for (const auto& complex : report["complexes"]) {
        double area = 0;
        long tenths = 0;
        for (const auto& use : complex["uses"]) {
            area += use["area_m2"].get<double>();
            tenths += std::lround(10 * use["share"].get<double>());
        }
        CHECK(area == std::round(complex["measured_area_m2"].get<double>()));
        CHECK(tenths == 1000);
        CHECK(complex["ratios"].size() == 7);
        for (const auto& ratio : complex["ratios"]) {
            for (const auto* key : {"rule", "value", "minimum", "margin", "result"}) {
                CHECK(ratio.contains(key));
            }
        }
    }
}

TEST_CASE("landuse margins are what is left to the limit", "[cli]") {
    const auto report = json::parse(run_cli({"landuse", plan, "--json"}).out);
    for (const auto& complex : report["complexes"]) {
        for (const auto& ratio : complex["ratios"]) {
            if (ratio["value"].is_null() || ratio["margin"].is_null()) {
                continue;
            }
            const double value = ratio["value"];
            const double room = ratio["minimum"].is_null() ? ratio["maximum"].get<double>() - value
                                                           : value - ratio["minimum"].get<double>();
            CHECK(ratio["margin"].get<double>() == Approx(room));
            CHECK((room >= 0) == (ratio["result"] == "PASS"));
        }
    }
}

TEST_CASE("landuse text tells V10 and V11 and speaks both languages", "[cli]") {
    const auto english = run_cli({"landuse", plan}).out;
    CHECK_THAT(english, Catch::Contains("green 158,250 m², roads 216,600 m²") &&
                            Catch::Contains("168,750, 225,000 m²") && Catch::Contains("100.0"));
    CHECK_THAT(run_cli({"landuse", plan, "--lang", "ko"}).out,
               Catch::Contains("토지이용계획표") && Catch::Contains("구성비(%)"));
}

TEST_CASE("landuse --csv sums to the designated areas", "[cli]") {
    std::istringstream lines{run_cli({"landuse", plan, "--csv"}).out};
    std::string line;
    std::getline(lines, line);
    CHECK(line == "complex,use,name,area_m2,pyeong,share,lots");
    double general = 0;
    while (std::getline(lines, line)) {
        if (line.starts_with("general,")) {
            std::istringstream cells{line};
            std::string cell;
            for (int i = 0; i < 4; ++i) {
                std::getline(cells, cell, ',');
            }
            general += std::stod(cell);
        }
    }
    CHECK(general == 1'830'000);
}

TEST_CASE("a result is not written as text under the name of another kind of file", "[cli]") {
    const sandan::test::TempDir dir;
    for (const auto* const name : {"x.docx", "x.HWPX", "x.dxf"}) {
        const auto done = run_cli({"landuse", plan, "-o", dir / name});
        CHECK(done.exit == 2);
        CHECK_THAT(done.err, Catch::Contains(".csv, .json, .txt"));
    }
    CHECK(dir.size() == 0);
}

TEST_CASE("landuse --excel is the CSV with a mark, and no other form beside it", "[cli]") {
    const auto csv = run_cli({"landuse", plan, "--csv"}).out;
    CHECK(run_cli({"landuse", plan, "--excel"}).out == "\xEF\xBB\xBF" + csv);
    for (const auto* const form : {"--csv", "--json"}) {
        CHECK(run_cli({"landuse", plan, "--excel", form}).exit == 2);
    }
}
