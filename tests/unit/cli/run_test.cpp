#include <sandan/io/session.hpp>

#include "allocation_plan.hpp"
#include "run_cli.hpp"
#include "small_plan.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

using namespace sandan;
using nlohmann::json;

namespace {

std::string plan_of(const std::string& folder) {
    return std::string{SANDAN_SOURCE_DIR} + "/gis_data/" + folder + "/plan.toml";
}

/// A copy of the new complex's plan whose allocation is not stopped by the clock: sanitizers take
/// ten times the CPU, and a plan that was stopped need not be the same the next time.
std::string unhurried_plan(const test::TempDir& folder) {
    const auto own = folder / "plan";
    std::filesystem::copy(std::filesystem::path{plan_of("new_complex")}.parent_path(), own,
                          std::filesystem::copy_options::recursive);
    return folder.write("plan/plan.toml",
                        test::replaced(test::read_file(own + "/plan.toml"), "time_limit_s = 30",
                                       "time_limit_s = 900"));
}

/// Every output stands where the manifest says, with the bytes it says.
void check_manifest(const std::string& folder, std::size_t packs) {
    const auto manifest = json::parse(test::read_file(folder + "/manifest.json"));
    CHECK(manifest.at("schema") == "sandan.manifest/1");
    CHECK(manifest.at("inputs").size() > 10);
    for (const auto& input : manifest.at("inputs")) {
        CHECK(input.at("path") != "");
    }
    CHECK(manifest.at("rule_packs").size() == packs);
    for (const auto& output : manifest.at("outputs")) {
        const std::string path = output.at("path");
        CAPTURE(path);
        CHECK(io::sha256_of_text(test::read_file(folder + "/" + path)) == output.at("sha256"));
    }
    for (const auto& layer : manifest.at("layers")) {
        const auto& ledger = layer.at("ledger");
        CHECK(ledger.at("declared").get<int>() == ledger.at("delivered").get<int>() +
                                                      ledger.at("null").get<int>() +
                                                      ledger.at("rejected").get<int>());
    }
}

} // namespace

TEST_CASE("run on the new complex is clean, complete and the same for any number of threads",
          "[cli][run]") {
    const test::TempDir folder;
    const auto plan = unhurried_plan(folder);
    const auto one = folder / "one";
    const auto two = folder / "two";
    const auto first = test::run_cli({"run", plan, "-o", one, "--threads", "1"});
    CAPTURE(first.err);
    REQUIRE(first.exit == 0);
    CHECK(first.out.find("2,250,000 m²") != std::string::npos);
    check_manifest(one, 3); // the law, the city and the programme

    CHECK(std::filesystem::exists(one + "/feasibility.json"));
    CHECK_FALSE(std::filesystem::exists(one + "/upgrade.json")); // no building stands there

    REQUIRE(test::run_cli({"run", plan, "-o", two, "--threads", "2"}).exit == 0);
    CHECK(test::read_file(one + "/manifest.json") == test::read_file(two + "/manifest.json"));

    const auto verified = test::run_cli({"verify", plan, one + "/certificate.json"});
    CAPTURE(verified.out, verified.err);
    CHECK(verified.exit == 0);
}

TEST_CASE("run works on the upgrade district, with the parcels as lots", "[cli][run]") {
    const test::TempDir folder;
    const auto out = folder / "out";
    const auto result = test::run_cli({"run", plan_of("upgrade_district"), "-o", out});
    CAPTURE(result.out, result.err);
    CHECK((result.exit == 0 || result.exit == 1)); // 1: findings about the aged land
    check_manifest(out, 2);
    const auto certificate = json::parse(test::read_file(out + "/certificate.json"));
    CHECK_FALSE(certificate.at("assignments").empty());
    for (const auto* const name : {"upgrade.json", "upgrade_portfolio.csv", "upgrade_changes.csv",
                                   "maps/upgrade.png", "maps/upgrade.pdf"}) {
        CAPTURE(name);
        CHECK(std::filesystem::file_size(out + "/" + name) > 100);
    }
}

TEST_CASE("run leaves files of others in its folder and says so", "[cli][run]") {
    const test::TempDir folder;
    const auto out = folder / "out";
    std::filesystem::create_directory(out);
    (void)folder.write("out/old.csv", "mine");
    const auto result = test::run_cli({"run", test::write_allocation_plan(folder), "-o", out});
    CAPTURE(result.err);
    CHECK(test::read_file(out + "/old.csv") == "mine");
    CHECK(result.err.find("1 files are not of this run and were left as they were: old.csv") !=
          std::string::npos);
}

TEST_CASE("run without -o, or into a file, says what to do and writes nothing", "[cli][run]") {
    const test::TempDir folder;
    const auto without = test::run_cli({"run", plan_of("new_complex")});
    CHECK(without.exit == 2);
    CHECK(without.err.find("-o") != std::string::npos);

    const auto file = folder / "taken";
    (void)folder.write("taken", "mine");
    CHECK(test::run_cli({"run", plan_of("upgrade_district"), "-o", file}).exit == 4);
    CHECK(test::read_file(file) == "mine");
}

TEST_CASE("run into the plan's own folder does not touch an input", "[cli][run]") {
    const test::TempDir folder;
    const auto own = folder / "plan";
    std::filesystem::copy(std::filesystem::path{plan_of("upgrade_district")}.parent_path(), own,
                          std::filesystem::copy_options::recursive);
    (void)folder.write("plan/assignments.csv", "firm_id,parcels\n");
    const auto plan = test::read_file(own + "/plan.toml");
    (void)folder.write("plan/plan.toml",
                       plan + (plan.find("[assignments]") == std::string::npos
                                   ? "\n[assignments]\npath = \"assignments.csv\"\n"
                                   : ""));
    CHECK(test::run_cli({"run", own + "/plan.toml", "-o", own}).exit == 2);
    CHECK(test::read_file(own + "/assignments.csv") == "firm_id,parcels\n");
    CHECK_FALSE(std::filesystem::exists(own + "/manifest.json"));
}
