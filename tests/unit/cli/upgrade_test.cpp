#include "run_cli.hpp"
#include "shared_data.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <fstream>
#include <map>
#include <set>
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

/// `sandan upgrade` of the synthetic district, run once for all cases that ask the same.
const sandan::test::CliResult& told(std::vector<std::string> options) {
    static std::map<std::vector<std::string>, sandan::test::CliResult> known;
    auto at = known.find(options);
    if (at == known.end()) {
        std::vector<std::string> arguments{"upgrade", plan};
        arguments.insert(arguments.end(), options.begin(), options.end());
        at = known.emplace(std::move(options), run_cli(arguments)).first;
    }
    return at->second;
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
    const auto& run = told({"--json"});
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
    const auto parcels = lines(told({"--csv"}).out);
    REQUIRE(parcels.size() == 589);
    CHECK_THAT(parcels[0], Catch::StartsWith("parcel_id,fid,site_id,complex,use,land_category,"
                                             "area_m2,ledger_area_m2,industrial,buildings,"));
    // the portfolio depends on the processor's time under sanitizers; the solver has one thread
    const auto without_portfolio = [](const std::string& out) {
        auto report = json::parse(out);
        REQUIRE(report.erase("portfolio") == 1);
        REQUIRE(report.erase("changes") == 1);
        return report.dump();
    };
    const auto on_all_cores = without_portfolio(told({"--json"}).out);
    CHECK(on_all_cores == without_portfolio(told({"--json", "--threads", "1"}).out));
    const auto indicators = lines(told({"--table", "indicators"}).out);
    CHECK(indicators.size() == 1 + 3 * 17);
    CHECK_THAT(indicators[0], Catch::Contains("denominator"));
    const auto wrong = told({"--table", "lots"});
    CHECK(wrong.exit == 2);
    CHECK_THAT(wrong.err, Catch::Contains("expected one of parcels, sites"));
}

TEST_CASE("upgrade tells its findings in both languages and as files", "[cli]") {
    CHECK_THAT(told({"--lang", "ko"}).out, Catch::Contains("노후 건축물") &&
                                               Catch::Contains("공공녹지") &&
                                               Catch::Contains("90,967"));
    CHECK_THAT(told({}).out, Catch::Contains("old buildings") && Catch::Contains("PCL-EMPTY"));
    const TempDir folder;
    for (const auto* name : {"u.xlsx", "u.gpkg", "u.csv", "u.json"}) {
        CHECK(run_cli({"upgrade", plan, "-o", folder / name}).exit == 0);
        CHECK(std::filesystem::file_size(folder / name) > 1'000);
    }
    const auto inspected = run_cli({"inspect", folder / "u.gpkg", "--json"});
    const auto layers = json::parse(inspected.out)["layers"];
    REQUIRE(layers.size() == 3);
    CHECK(layers[2]["name"] == "portfolio");
    CHECK(layers[0]["area_m2"].get<double>() == Approx(1'808'000).margin(1));
}

TEST_CASE("upgrade reads [upgrade] strictly", "[cli]") {
    const TempDir folder;
    std::ifstream file{plan};
    std::stringstream text;
    text << file.rdbuf();
    const auto head = text.str().substr(0, text.str().find("\n[upgrade]\n"));
    const auto path = folder / "plan.toml";
    const auto refused = [&](const std::string& section) {
        std::ofstream{path} << head << "\n[upgrade]\n" << section;
        const auto run = run_cli({"upgrade", path});
        CHECK(run.exit == 2);
        return run.err;
    };
    CHECK_THAT(refused("land_price_krw_m2 = 400_000\n"),
               Catch::Contains("land_price_source") && Catch::Contains("required"));
    CHECK_THAT(refused("land_prize_krw_m2 = 400_000\n"), Catch::Contains("plan.toml:") &&
                                                             Catch::Contains("land_prize_krw_m2") &&
                                                             Catch::Contains("land_price_krw_m2"));
    CHECK_THAT(refused("budget_100m_krw = 100\n"), Catch::Contains("budget_source"));
    const std::string action = "[[upgrade.action]]\nkind = \"redevelop\"\ncost_krw_m2 = 1\n";
    CHECK_THAT(refused(action), Catch::Contains("cost_source"));
    CHECK_THAT(refused(action + "cost_source = \"x\"\nweights = { old = 1 }\n"
                                "weights_source = \"x\"\n"),
               Catch::Contains("max_sites"));
    CHECK_THAT(refused(action + "cost_source = \"x\"\nweights = { old = 1 }\n"
                                "weights_source = \"x\"\nmax_sites = 1\nfloor_percent = 200\n"),
               Catch::Contains("outcome_source"));
    CHECK_THAT(refused(action + "cost_source = \"x\"\nweights = { old = 1 }\n"
                                "weights_source = \"x\"\nmax_sites = 1\ngreen_percent = 60\n"
                                "parking_percent = 41\noutcome_source = \"x\"\n"),
               Catch::Contains("101 together")); // more than the land
}

TEST_CASE("upgrade finds candidates and spends the budget on a portfolio that closes", "[cli]") {
    const auto& run = told({"--json"});
    REQUIRE(run.exit == 0);
    const auto report = json::parse(run.out);
    // published: 1,519 + 354 + 980 = 2,853, not 2,843
    REQUIRE(report["funding"].size() == 1);
    CHECK(report["funding"][0]["total"] == 2'843);
    CHECK(report["funding"][0]["parts"] == 2'853);
    std::map<std::string, json> candidates;
    std::set<std::string> kinds;
    for (const auto& candidate : report["candidates"]) {
        candidates.emplace(candidate["id"].get<std::string>(), candidate);
        kinds.insert(candidate["kind"].get<std::string>());
        double area = 0;
        for (const auto& site : candidate["sites"]) {
            area += site["area_m2"].get<double>();
        }
        CHECK(area == Approx(candidate["area_m2"].get<double>()).margin(0.01));
    }
    CHECK(candidates.size() == report["candidates"].size()); // no id twice
    CHECK(kinds.contains("redevelop"));
    CHECK(kinds.contains("mixed"));
    CHECK(kinds.contains("widen"));

    const auto& portfolio = report["portfolio"];
    std::int64_t cost = 0;
    std::int64_t worth = 0;
    std::set<std::string> taken;
    for (const auto& id : portfolio["chosen"]) {
        const auto& candidate = candidates.at(id.get<std::string>());
        CHECK_FALSE(candidate["blocked"].get<bool>());
        cost += candidate["cost_krw"].get<std::int64_t>();
        worth += candidate["worth_m2"].get<std::int64_t>();
        if (candidate["kind"] != "widen") {
            for (const auto& site : candidate["sites"]) {
                CHECK(taken.insert(site["id"].get<std::string>()).second);
            }
        }
    }
    CHECK(portfolio["chosen"].size() > 5);
    CHECK(cost == portfolio["cost_krw"].get<std::int64_t>());
    CHECK(worth == portfolio["worth_m2"].get<std::int64_t>());
    CHECK(cost <= 284'300'000'000);
    CHECK(portfolio["bound_m2"].get<double>() >= static_cast<double>(worth));
    CHECK(
        portfolio["gap"].get<double>() ==
        Approx(portfolio["bound_m2"].get<double>() / static_cast<double>(worth) - 1).margin(1e-4));

    // the scenario turns land over, it makes none
    std::map<std::string, std::pair<double, double>> land;
    for (const auto& change : report["changes"]) {
        if (change["what"].get<std::string>().starts_with("use:")) {
            auto& [before, after] = land[change["complex"].get<std::string>()];
            before += change["before"].get<double>();
            after += change["after"].get<double>();
        }
    }
    CHECK(land.at("jeonju1").first == Approx(1'683'000).margin(1));
    for (const auto& [complex, sums] : land) {
        CHECK(sums.first == Approx(sums.second).margin(0.01));
    }
}

TEST_CASE("upgrade tells the contradiction of the published funding in both languages", "[cli]") {
    CHECK_THAT(told({"--lang", "ko"}).out,
               Catch::Contains("총액 2,843.0 ≠ 내역 합계 2,853.0 억원") &&
                   Catch::Contains("현황과 정비 후"));
    CHECK_THAT(told({"--lang", "en"}).out,
               Catch::Contains("total 2,843.0 ≠ sum of parts 2,853.0 억원") &&
                   Catch::Contains("before and after"));
    const auto portfolio = lines(told({"--table", "portfolio"}).out);
    CHECK_THAT(portfolio[0],
               Catch::StartsWith("candidate,kind,complex,sites,area_m2,score,worth_m2,cost_krw,"
                                 "unknown_indicators,blocked,occupied,owners,heritage,disposal"));
    CHECK_THAT(lines(told({"--table", "changes"}).out)[0],
               Catch::StartsWith("complex,what,name,before,after,change,unit,missing"));
}

TEST_CASE("map --theme upgrade draws sites by age and the chosen candidates", "[cli][map]") {
    const TempDir folder;
    for (const auto* const name : {"u.svg", "u.png", "u.pdf", "u.html"}) {
        const auto run = run_cli({"map", plan, "--theme", "upgrade", "-o", folder / name});
        CAPTURE(run.err);
        CHECK(run.exit == 0);
        CHECK(std::filesystem::file_size(folder / name) > 10'000);
    }
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
    // the two sheets are 4 km apart: told as one fault, and the land is not taken to be unbuilt
    CHECK(report["findings"][0]["code"] == "BLD-ELSEWHERE");
    CHECK(report["findings"][0]["severity"] == "error");
    CHECK(report["all"]["indicators"]["footprint"]["value"].is_null());
    // 35 of the parcels are roads (A11): land without a building, no sites
    CHECK(report["all"]["sites"] == 200);
}
