#include "run_cli.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <sstream>

using nlohmann::json;
using sandan::test::run_cli;

namespace {

const std::string plan = std::string{SANDAN_SOURCE_DIR} + "/gis_data/new_complex/plan.toml";

std::vector<std::string> lines(const std::string& text) {
    std::vector<std::string> all;
    std::istringstream stream{text};
    for (std::string line; std::getline(stream, line);) {
        all.push_back(line);
    }
    return all;
}

} // namespace

TEST_CASE("site prints every firm on every lot with the contract's header", "[cli]") {
    const auto run = run_cli({"site", plan, "--max-parcels", "1"});
    CHECK((run.exit == 0 || run.exit == 1));
    const auto rows = lines(run.out);
    REQUIRE_FALSE(rows.empty());
    CHECK(rows.front() == "firm_id,site_id,parcels,verdict,score,failed_rules,conditions,missing,"
                          "cheapest_relaxation");
    const auto of_firm = [&](const std::string& firm) {
        return std::count_if(rows.begin(), rows.end(),
                             [&](const std::string& row) { return row.starts_with(firm + ","); });
    };
    CHECK(of_firm("F01") > 200);
    CHECK(of_firm("F01") == of_firm("D18"));
    CHECK(static_cast<std::size_t>(of_firm("F01")) * 28 + 1 == rows.size());
    const auto said = lines(run.err);
    const auto heading = std::find_if(said.begin(), said.end(), [](const auto& line) {
        return line.starts_with("firm: feasible / conditional / unknown / infeasible");
    });
    REQUIRE(heading != said.end());
    CHECK(said.end() - heading == 1 + 28); // a line for each firm
    CHECK(run_cli({"site", plan, "--max-parcels", "1", "--threads", "1"}).out == run.out);
}

TEST_CASE("site names the nearest firm or lot when an id is not in the plan", "[cli]") {
    const auto firm = run_cli({"site", plan, "--firm", "F1"});
    CHECK(firm.exit == 2);
    CHECK(firm.out.empty());
    CHECK_THAT(firm.err, Catch::Contains("--firm F1: no such id in the plan, did you mean F0"));
    const auto lot = run_cli({"site", plan, "--parcel", "G-B18-0l"});
    CHECK(lot.exit == 2);
    CHECK_THAT(lot.err, Catch::Contains("did you mean G-B18-0"));
}

TEST_CASE("site --json gives each refusal its rules, messages and sites", "[cli]") {
    const auto run = run_cli({"site", plan, "--firm", "F01", "--parcel", "G-B18-01",
                              "--max-parcels", "2", "--json", "--quiet"});
    CHECK(run.err.empty());
    const auto report = json::parse(run.out);
    CHECK(report["schema"] == "sandan.site/1");
    REQUIRE_FALSE(report["cells"].empty());
    CHECK(report["cells"].size() == report["sites"].size());
    for (const auto& cell : report["cells"]) {
        CHECK(cell["firm"] == "F01");
        const std::string verdict = cell["verdict"];
        const auto& reasons = cell["reasons"];
        const bool fails = std::any_of(reasons.begin(), reasons.end(), [](const json& reason) {
            return reason["result"] == "FAIL";
        });
        CHECK(fails == (verdict == "infeasible"));
        CHECK(cell["relaxations"].empty() == cell["cheapest_relaxation"].is_null());
        CHECK((fails || cell["relaxations"].empty()));
        for (const auto& reason : reasons) {
            CHECK_FALSE(reason["message"]["ko"].get<std::string>().empty());
            CHECK_FALSE(reason["message"]["en"].get<std::string>().empty());
        }
    }
    for (const auto& site : report["sites"]) {
        const auto& lots = site["lots"];
        CHECK(std::find(lots.begin(), lots.end(), "G-B18-01") != lots.end());
    }
}

TEST_CASE("site writes a GeoPackage or JSON when the output is named so", "[cli]") {
    const sandan::test::TempDir folder;
    const auto path = folder / "sites.gpkg";
    const auto run =
        run_cli({"site", plan, "--firm", "F01", "--max-parcels", "1", "-q", "-o", path});
    CHECK((run.exit == 0 || run.exit == 1));
    CHECK(run.out.empty());
    CHECK(sandan::test::read_file(path).starts_with("SQLite format 3"));
    CHECK_FALSE(run_cli({"site", plan, "--firm", "F01", "--max-parcels", "1", "-q", "-o",
                         folder / "s.json"})
                    .out.size() > 0);
    CHECK(sandan::test::read_file(folder / "s.json").starts_with("{"));
}
