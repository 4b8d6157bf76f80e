// The scenario of an aged complex as a plan: before and after by diff and map, and the main job on
// the freed land.
#include "run_cli.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <map>
#include <set>
#include <sstream>

using nlohmann::json;
using sandan::test::run_cli;
using sandan::test::TempDir;

namespace {

const std::string plan = std::string{SANDAN_SOURCE_DIR} + "/gis_data/upgrade_district/plan.toml";

/// The scenario of the synthetic district, made once, and what `upgrade --json` said with it.
struct Made {
    TempDir folder;
    std::string after = folder / "after/plan.toml";
    sandan::test::CliResult run =
        run_cli({"upgrade", plan, "--json", "--scenario", folder / "after"});
    json report = json::parse(run.out);
};

const Made& made() {
    static const Made once;
    return once;
}

std::map<std::string, double> uses_of(const std::string& path) {
    std::map<std::string, double> areas;
    const auto run = run_cli({"landuse", path, "--json"});
    REQUIRE(run.exit == 0);
    const json report = json::parse(run.out);
    for (const auto& complex : report["complexes"]) {
        for (const auto& use : complex["uses"]) {
            areas[use["use"].get<std::string>()] += use["area_m2"].get<double>();
        }
    }
    return areas;
}

/// Lots that the portfolio rebuilds.
std::set<std::string> rebuilt() {
    std::set<std::string> chosen;
    for (const auto& id : made().report["portfolio"]["chosen"]) {
        chosen.insert(id.get<std::string>());
    }
    std::map<std::string, json> sites;
    for (const auto& site : made().report["sites"]) {
        sites[site["id"].get<std::string>()] = site["parcels"];
    }
    std::set<std::string> lots;
    for (const auto& candidate : made().report["candidates"]) {
        if (!chosen.contains(candidate["id"].get<std::string>()) || candidate["kind"] == "widen") {
            continue;
        }
        for (const auto& site : candidate["sites"]) {
            for (const auto& parcel : sites.at(site["id"].get<std::string>())) {
                lots.insert(parcel.get<std::string>());
            }
        }
    }
    return lots;
}

} // namespace

TEST_CASE("upgrade --scenario writes a plan whose land use is what before-and-after tells",
          "[cli]") {
    CAPTURE(made().run.err);
    REQUIRE(made().run.exit == 0);
    CHECK_THAT(made().run.err, Catch::Contains("sandan diff"));
    for (const auto* const name : {"plan.toml", "scenario.gpkg", "register.csv"}) {
        CHECK(std::filesystem::exists(made().folder / (std::string{"after/"} + name)));
    }
    const auto before = uses_of(plan);
    const auto after = uses_of(made().after);
    int told = 0;
    double total = 0;
    for (const auto& change : made().report["changes"]) {
        const auto what = change["what"].get<std::string>();
        if (change["complex"] != "jeonju1" || !what.starts_with("use:")) {
            continue;
        }
        const auto use = what.substr(4);
        INFO(use);
        const auto area = [&](const auto& areas) {
            return areas.contains(use) ? areas.at(use) : 0;
        };
        // what the command computed by shares, against what was drawn, written and read again
        CHECK(area(before) == Approx(change["before"].get<double>()).margin(1));
        CHECK(area(after) == Approx(change["after"].get<double>()).margin(1));
        total += area(after);
        ++told;
    }
    CHECK(told >= 4);
    // the plan after lacks what before-and-after says it lacks
    const auto again = json::parse(run_cli({"upgrade", made().after, "--json"}).out);
    std::map<std::string, double> lacks;
    for (const auto& row : again["deficits"]) {
        lacks[row["what"].get<std::string>()] = row["measured_m2"].get<double>();
    }
    for (const auto& change : made().report["changes"]) {
        const auto what = change["what"].get<std::string>();
        if (change["complex"] == "jeonju1" && lacks.contains(what)) {
            INFO(what);
            CHECK(lacks.at(what) == Approx(change["after"].get<double>()).margin(1));
        }
    }
    CHECK(lacks.size() == 3);
    CHECK(total == Approx(1'683'000).margin(2));
}

TEST_CASE("diff and map --theme diff show what the scenario changes", "[cli]") {
    REQUIRE(made().run.exit == 0);
    const auto run = run_cli({"diff", plan, made().after, "--json"});
    CAPTURE(run.err);
    REQUIRE((run.exit == 0 || run.exit == 1)); // 1: an important change, or a new finding
    const auto diff = json::parse(run.out);
    std::map<std::string, double> change;
    for (const auto& row : diff["uses"]) {
        change[row["use"].get<std::string>()] +=
            row["after_m2"].get<double>() - row["before_m2"].get<double>();
    }
    double sum = 0;
    for (const auto& [use, area] : change) {
        sum += area;
    }
    CHECK(sum == Approx(0).margin(1)); // land turns over, none is made
    CHECK(change.at("GREEN") > 1'000);
    CHECK(change.at("ROAD") > 1'000);
    CHECK(change.at("IND") < -2'000);
    const TempDir folder;
    const auto map = folder / "diff.png";
    CHECK(run_cli({"map", made().after, "--old", plan, "--theme", "diff", "-o", map}).exit == 0);
    CHECK(std::filesystem::file_size(map) > 10'000);
}

TEST_CASE("Firms are sited and allocated on the freed land like on any other", "[cli]") {
    REQUIRE(made().run.exit == 0);
    const auto freed = rebuilt();
    REQUIRE(freed.size() > 20);
    const auto on_freed_land = [&](const std::string& path) {
        const auto run = run_cli({"site", path});
        REQUIRE((run.exit == 0 || run.exit == 1));
        std::istringstream rows{run.out};
        std::size_t found = 0;
        for (std::string row; std::getline(rows, row);) {
            const auto first = row.find(',');
            found +=
                first != std::string::npos && freed.contains(row.substr(first + 1, 19)) ? 1U : 0U;
        }
        return found;
    };
    // before, some of it is kept by its owners; afterwards every lot of it is offered to each firm
    const auto before = on_freed_land(plan);
    const auto after = on_freed_land(made().after);
    CHECK(after > before);
    const auto run = run_cli({"allocate", made().after});
    CAPTURE(run.err);
    CHECK((run.exit == 0 || run.exit == 1));
    CHECK_THAT(run.out, Catch::StartsWith("firm_id,parcels,area_m2"));
}

TEST_CASE("A scenario and a result are written together, or neither", "[cli]") {
    const TempDir folder;
    std::filesystem::create_directory(folder / "taken.csv"); // no file can be put there
    const auto failed = run_cli(
        {"upgrade", plan, "--csv", "-o", folder / "taken.csv", "--scenario", folder / "after"});
    CHECK(failed.exit == 4);
    CHECK_FALSE(std::filesystem::exists(folder / "after/plan.toml"));
    CHECK_FALSE(std::filesystem::exists(folder / "after/scenario.gpkg"));
    CHECK(failed.err.find("sandan diff") == std::string::npos);
    const auto both = run_cli(
        {"upgrade", plan, "--csv", "-o", folder / "parcels.csv", "--scenario", folder / "after"});
    CHECK(both.exit == 0);
    CHECK(std::filesystem::exists(folder / "after/plan.toml"));
    CHECK(std::filesystem::file_size(folder / "parcels.csv") > 1'000);
}

TEST_CASE("The programme is spent in its scenario, and no input is overwritten by it", "[cli]") {
    REQUIRE(made().run.exit == 0);
    const auto again = json::parse(run_cli({"upgrade", made().after, "--json"}).out);
    CHECK(again["candidates"].empty());
    CHECK(again["portfolio"].is_null());
    CHECK(again["join"]["buildings"] < made().report["join"]["buildings"]);
    const auto folder = std::filesystem::path{made().after}.parent_path().string();
    CHECK(run_cli({"upgrade", made().after, "--scenario", folder}).exit == 2); // no portfolio
    const TempDir own;
    std::filesystem::copy(std::filesystem::path{plan}.parent_path(), own / "plan",
                          std::filesystem::copy_options::recursive);
    const auto bytes = sandan::test::read_file(own / "plan/plan.toml");
    const auto refused =
        run_cli({"upgrade", own / "plan/plan.toml", "--scenario", own / "plan", "-q"});
    CHECK(refused.exit == 2);
    CHECK(sandan::test::read_file(own / "plan/plan.toml") == bytes);
    CHECK_FALSE(std::filesystem::exists(own / "plan/scenario.gpkg"));
}
