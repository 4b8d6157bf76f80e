// What build servers and desktops are given: places, hashes, help, and what waivers hide.
#include "run_cli.hpp"
#include "small_plan.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <cstdlib>
#include <filesystem>

using namespace sandan;
using Catch::Contains;
using nlohmann::json;
using test::run_cli;
using test::SmallPlan;

namespace {

/// A-2 lies 10 m in A-1.
void overlap(const SmallPlan& plan) {
    plan.change_lots("[[[205100, 363000], [205200, 363000], [205200, 363100], [205100, 363100], "
                     "[205100, 363000]]]",
                     "[[[205090, 363000], [205200, 363000], [205200, 363100], [205090, 363100], "
                     "[205090, 363000]]]");
}

void waive(const SmallPlan& plan, const std::string& subject) {
    plan.folder.write("waivers.toml", "[[waiver]]\nrule = \"GT-02\"\nsubject = \"" + subject +
                                          "\"\nreason = \"재측량\"\napprover = \"전주시\"\n"
                                          "document = \"2024-7\"\nuntil = 2024-12-31\n");
}

std::string check(const SmallPlan& plan, const std::string& format,
                  const std::vector<std::string>& more = {}) {
    std::vector<std::string> words{"check", plan.path(), "--select", "GT-02", "--report", format};
    words.insert(words.end(), more.begin(), more.end());
    return run_cli(words).out;
}

std::string sha256sum(const SmallPlan& plan, const std::string& file) {
    const auto out = plan.folder / "sum";
    const auto command = "sha256sum '" + (plan.folder / file) + "' > '" + out + "'";
    REQUIRE(std::system(command.c_str()) == 0); // NOLINT(concurrency-mt-unsafe,cert-env33-c)
    return test::read_file(out).substr(0, 64);
}

} // namespace

TEST_CASE("SARIF names the version of the file, and the place in degrees", "[cli]") {
    const SmallPlan plan;
    overlap(plan);
    const auto run = json::parse(check(plan, "sarif"))["runs"][0];
    REQUIRE(run["results"].size() == 1);
    const auto& place = run["results"][0]["locations"][0]["physicalLocation"];
    const auto& artifact = run["artifacts"][place["artifactLocation"]["index"].get<std::size_t>()];
    CHECK(artifact["location"]["uri"] == "lots.geojson");
    CHECK(artifact["hashes"]["sha-256"] == sha256sum(plan, "lots.geojson"));
    const auto& properties = run["results"][0]["properties"];
    CHECK(properties["point"][0].get<double>() == Approx(205095));
    // gdaltransform -s_srs EPSG:5186 -t_srs EPSG:4326 of 205095 363050
    CHECK(properties["lonlat"][0].get<double>() == Approx(127.056412236).margin(1e-8));
    CHECK(properties["lonlat"][1].get<double>() == Approx(35.864848369).margin(1e-8));
    CHECK(properties["crs"] == "EPSG:5186");
}

TEST_CASE("explain, SARIF's help and the report's page tell a rule in the same words", "[cli]") {
    const SmallPlan plan;
    overlap(plan);
    for (const std::string language : {"ko", "en"}) {
        const auto explained =
            run_cli({"explain", "GT-02", "--as-of", "2024-06-26", "--lang", language}).out;
        const auto sarif = json::parse(check(plan, "sarif", {"--lang", language}));
        std::string help;
        for (const auto& rule : sarif["runs"][0]["tool"]["driver"]["rules"]) {
            help = rule["id"] == "GT-02" ? rule["help"]["text"].get<std::string>() : help;
        }
        const auto page = plan.folder / "report.html";
        REQUIRE(run_cli({"report", plan.path(), "--lang", language, "-o", page}).exit == 0);
        const auto html = test::read_file(page);
        CHECK_THAT(help, Contains(language == "ko" ? "판정식: " : "formula: "));
        CHECK_THAT(help, Contains(language == "ko" ? "예: FAIL" : "an example: FAIL"));
        for (std::size_t start = 0; start < help.size();) {
            const auto end = help.find('\n', start);
            const auto line = help.substr(start, end - start);
            const auto text = line.substr(line.find(": ") + 2);
            CAPTURE(text);
            CHECK(explained.find(text) != std::string::npos);
            const auto plain = text.find_first_of("<>&\"") == std::string::npos;
            CHECK((!plain || html.find(text) != std::string::npos));
            start = end + 1;
        }
    }
}

TEST_CASE("every report counts what was waived", "[cli]") {
    const SmallPlan plan;
    overlap(plan);
    waive(plan, "A-1|A-2");
    CHECK(run_cli({"check", plan.path(), "--select", "GT-02"}).exit == 0);
    CHECK_THAT(check(plan, "text"), Contains("waived 1") && Contains("2024-7"));
    CHECK_THAT(check(plan, "markdown"), Contains("waived 1"));
    CHECK_THAT(check(plan, "github"), Contains("1 WAIVED"));
    CHECK_THAT(check(plan, "junit"), Contains("skipped=\"1\"") && Contains("WAIVED: "));
    CHECK_THAT(check(plan, "csv"), Contains("GT-02,WAIVED,"));
    CHECK(json::parse(check(plan, "json"))["summary"]["waived"] == 1);
    CHECK(json::parse(check(plan, "ndjson"))["result"] == "WAIVED");
    const auto run = json::parse(check(plan, "sarif"))["runs"][0];
    CHECK(run["properties"]["waived"] == 1);
    CHECK_THAT(run["results"][0]["suppressions"][0]["justification"].get<std::string>(),
               Contains("재측량") && Contains("전주시") && Contains("2024-7"));
    CHECK(json::parse(check(plan, "gitlab")).empty());
}

TEST_CASE("every format names the rule packs by hash, and the waiver that waives nothing",
          "[cli]") {
    const SmallPlan plan;
    overlap(plan);
    waive(plan, "A-1|A-9");
    const auto packs = json::parse(check(plan, "json"))["rule_packs"];
    const auto hash = packs[0]["sha256"].get<std::string>();
    const auto version = packs[0]["version"].get<std::string>();
    for (const std::string format : {"csv", "ndjson", "junit", "sarif"}) {
        CAPTURE(format);
        CHECK_THAT(check(plan, format), Contains(hash) && Contains(version));
    }
    for (const std::string format : {"text", "markdown", "github", "gitlab"}) {
        CAPTURE(format); // for people: a short hash
        CHECK_THAT(check(plan, format), Contains(hash.substr(0, 8)) && Contains(version));
    }
    for (const std::string format :
         {"text", "markdown", "github", "gitlab", "junit", "csv", "ndjson"}) {
        CAPTURE(format);
        CHECK_THAT(check(plan, format, {"--lang", "en"}),
                   Contains("unused waiver") && Contains("A-1|A-9"));
    }
    const auto path = plan.folder / "found.gpkg";
    REQUIRE(run_cli({"check", plan.path(), "--select", "GT-02", "--report", "gpkg=" + path}).exit ==
            1);
    const auto bytes = test::read_file(path);
    CHECK_THAT(bytes, Contains(hash) && Contains("A-1|A-9"));
}

TEST_CASE("a waiver comes back on the day after its last, and the reader is told", "[cli]") {
    const SmallPlan plan;
    overlap(plan);
    waive(plan, "A-1|A-2");
    const auto on = [&](const char* date) {
        return run_cli({"check", plan.path(), "--select", "GT-02", "--as-of", date});
    };
    CHECK(on("2024-12-31").exit == 0);
    const auto expired = on("2025-01-01");
    CHECK(expired.exit == 1);
    CHECK_THAT(expired.out, Contains("waiver expired on 2024-12-31"));
}

TEST_CASE("a waiver nothing needs is told by every report that people read", "[cli]") {
    const SmallPlan plan;
    overlap(plan);
    waive(plan, "nobody");
    CHECK_THAT(check(plan, "text"), Contains("unused waiver: GT-02 nobody"));
    CHECK_THAT(check(plan, "markdown"), Contains("unused waiver: GT-02 nobody"));
    CHECK_THAT(check(plan, "github"),
               Contains("::warning title=sandan waivers::unused waiver: GT-02 nobody"));
    CHECK(json::parse(check(plan, "json"))["notes"][0]["subject"]["id"] == "nobody");
    const auto run = json::parse(check(plan, "sarif"))["runs"][0];
    CHECK(run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"] ==
          "unused waiver: 'GT-02 nobody'");
}

TEST_CASE("a waiver says who, why, by which document and until when", "[cli]") {
    const std::string whole = "[[waiver]]\nrule = \"GT-02\"\nsubject = \"S\"\nreason = \"r\"\n"
                              "approver = \"a\"\ndocument = \"d\"\nuntil = 2024-12-31\n";
    for (const std::string key : {"rule", "subject", "reason", "approver", "document", "until"}) {
        const SmallPlan plan;
        const auto start = whole.find(key + " = ");
        auto text = whole;
        plan.folder.write("waivers.toml", text.erase(start, whole.find('\n', start) + 1 - start));
        const auto run = run_cli({"check", plan.path()});
        CHECK(run.exit == 2);
        CHECK_THAT(run.err, Contains("waivers.toml:1:1: [[waiver]] has no '" + key + "'"));
    }
}

TEST_CASE("SARIF's paths are references: what is no ASCII or could be syntax is encoded", "[cli]") {
    const SmallPlan plan;
    overlap(plan);
    std::filesystem::rename(plan.folder / "lots.geojson", plan.folder / "획 a#1%41.geojson");
    plan.change_plan("path = \"lots.geojson\"", "path = \"획 a#1%41.geojson\"");
    const auto run = json::parse(check(plan, "sarif"))["runs"][0];
    const std::string encoded = "%ED%9A%8D%20a%231%2541.geojson"; // python3: urllib.parse.quote
    CHECK(run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] ==
          encoded);
    CHECK(run["artifacts"][0]["location"]["uri"] == encoded);
}

TEST_CASE("SARIF quotes the waiver in force, not the expired one before it", "[cli]") {
    const SmallPlan plan;
    overlap(plan);
    const auto waiver = [](const std::string& reason, const std::string& until) {
        return "[[waiver]]\nrule = \"GT-02\"\nsubject = \"A-1|A-2\"\nreason = \"" + reason +
               "\"\napprover = \"a\"\ndocument = \"d\"\nuntil = " + until + "\n";
    };
    plan.folder.write("waivers.toml", waiver("old", "2020-01-01") + waiver("new", "2030-01-01"));
    const auto run = json::parse(check(plan, "sarif"))["runs"][0];
    CHECK(run["results"][0]["suppressions"][0]["justification"] == "new (a, d)");
}

TEST_CASE("ids that are markup or no characters at all leave reports whole", "[cli]") {
    const SmallPlan plan;
    overlap(plan);
    plan.folder.write("lots.geojson",
                      test::replaced(test::read_file(plan.folder / "lots.geojson"),
                                     "\"LOT\": \"A-2\"", "\"LOT\": \"<b>`x`\xEF\xBF\xBE\""));
    CHECK_THAT(check(plan, "markdown"), Contains("\\<b>\\`x\\`") && !Contains(" <b>"));
    const auto junit = check(plan, "junit");
    CHECK_THAT(junit, Contains("&lt;b&gt;`x`\xEF\xBF\xBD") && !Contains("\xEF\xBF\xBE"));
}
