#include "run_cli.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <filesystem>

using namespace sandan;
using nlohmann::json;
using test::run_cli;
using test::TempDir;

namespace {

/// Two lots of 100 × 100 m in EPSG:5186; `shift` moves the second one into the first.
std::string lots_geojson(double shift) {
    const auto lot = [](const char* id, const char* use, double x) {
        return json{
            {"type", "Feature"},
            {"properties", {{"id", id}, {"complex", "C"}, {"use", use}}},
            {"geometry",
             {{"type", "Polygon"},
              {"coordinates",
               {{{x, 360000}, {x + 100, 360000}, {x + 100, 360100}, {x, 360100}, {x, 360000}}}}}}};
    };
    return json{
        {"type", "FeatureCollection"},
        {"crs", {{"type", "name"}, {"properties", {{"name", "urn:ogc:def:crs:EPSG::5186"}}}}},
        {"features", {lot("A", "IND", 205000), lot("B", "ROAD", 205100 - shift)}}}
        .dump();
}

/// A plan of one complex in `dir`; its path.
std::string write_plan(const TempDir& dir, double shift = 0, const std::string& more = {}) {
    dir.write("lots.geojson", lots_geojson(shift));
    return dir.write("plan.toml", R"(
[plan]
name = "two lots"
reference_date = 2024-06-26
crs = "EPSG:5186"
jurisdiction = ["kr"]
[[complex]]
id = "C"
name = "C"
kind = "일반산업단지"
designated_area_m2 = 20_000
[layers.lots]
path = "lots.geojson"
)" + more);
}

std::vector<std::string> subjects(const json& report, const std::string& rule) {
    std::vector<std::string> ids;
    for (const auto& finding : report["findings"]) {
        if (finding["rule"] == rule) {
            ids.push_back(finding["subject"]["id"]);
        }
    }
    return ids;
}

} // namespace

TEST_CASE("check exits 0 without a breach and 1 with one", "[cli]") {
    const TempDir dir;
    CHECK(run_cli({"check", write_plan(dir), "--select", "GT-02,GT-03"}).exit == 0);
    const auto faulty = run_cli({"check", write_plan(dir, 10), "--select", "GT-02,GT-03"});
    CHECK(faulty.exit == 1);
    CHECK(faulty.err.empty());
    CHECK_THAT(faulty.out, Catch::Contains("A|B") && Catch::Contains("1,000.00 m²"));
    CHECK(run_cli({"check", write_plan(dir, 10), "--select", "GT-02", "--fail-on", "never"}).exit ==
          0);
}

TEST_CASE("check --fail-on warning counts warnings", "[cli]") {
    const TempDir dir;
    const auto plan = write_plan(dir, -1); // a gap of 1 m needs a boundary to be seen: use DI-12
    CHECK(run_cli({"check", plan, "--select", "LB-06"}).exit == 0);
    const auto overlap = write_plan(dir, 0.3); // 30 m²: within survey noise at 1:1200
    CHECK(run_cli({"check", overlap, "--select", "GT-02"}).exit == 0);
    CHECK(run_cli({"check", overlap, "--select", "GT-02", "--fail-on", "warning"}).exit == 1);
}

TEST_CASE("check --json holds every key of the contract", "[cli]") {
    const TempDir dir;
    const auto run = run_cli({"check", write_plan(dir, 10), "--json"});
    CHECK(run.exit == 1);
    const auto report = json::parse(run.out);
    CHECK(report["schema"] == "sandan.check/1");
    for (const auto* key : {"pass", "fail", "warn", "unknown", "not_applicable", "waived"}) {
        CHECK(report["summary"].contains(key));
    }
    CHECK(report["rules"].size() == 128);
    for (const auto& finding : report["findings"]) {
        for (const auto* key :
             {"rule", "result", "severity", "subject", "measured", "threshold", "unit", "message",
              "source", "parameter_date", "location", "fingerprint"}) {
            REQUIRE(finding.contains(key));
        }
        CHECK(finding["result"] != "PASS");
        CHECK(finding["subject"].size() == 3);
        CHECK_FALSE(finding["message"]["ko"].get<std::string>().empty());
        CHECK_FALSE(finding["message"]["en"].get<std::string>().empty());
    }
    CHECK(subjects(report, "GT-02") == std::vector<std::string>{"A|B"});
    CHECK(report["summary"]["unknown"] > 0); // most layers are not there
}

TEST_CASE("check gives the same bytes for any number of threads", "[cli]") {
    const TempDir dir;
    const auto plan = write_plan(dir, 10);
    CHECK(run_cli({"check", plan, "--json", "--threads", "1"}).out ==
          run_cli({"check", plan, "--json", "--threads", "4"}).out);
}

TEST_CASE("check writes several reports at once", "[cli]") {
    const TempDir dir;
    const auto run =
        run_cli({"check", write_plan(dir, 10), "--select", "GT", "--report",
                 "json=" + dir / "r.json", "--report", "csv=" + dir / "r.csv", "--report",
                 "markdown=" + dir / "r.md", "--report", "ndjson=" + dir / "r.ndjson"});
    CHECK(run.exit == 1);
    CHECK(json::parse(test::read_file(dir / "r.json"))["schema"] == "sandan.check/1");
    CHECK_THAT(test::read_file(dir / "r.csv"), Catch::StartsWith("rule,result,") &&
                                                   Catch::Contains("\nGT-02,FAIL,error,lots,A|B,"));
    CHECK_THAT(test::read_file(dir / "r.md"), Catch::Contains("| GT-02 | FAIL | lots A\\|B |"));
    CHECK_THAT(test::read_file(dir / "r.ndjson"), Catch::StartsWith("{\"rule\":"));
    CHECK_FALSE(run.out.empty()); // and the text for the reader
}

TEST_CASE("the formats of build servers hold the finding where those look for it", "[cli]") {
    const TempDir dir;
    const auto plan = write_plan(dir, 10);
    const auto as = [&](const std::string& format) {
        return run_cli({"check", plan, "--select", "GT-02", "--report", format}).out;
    };
    const auto sarif = json::parse(as("sarif"));
    CHECK(sarif["version"] == "2.1.0");
    CHECK(sarif["runs"][0]["tool"]["driver"]["rules"].size() == 128);
    const auto& result = sarif["runs"][0]["results"][0];
    CHECK(result["ruleId"] == "GT-02");
    CHECK(result["level"] == "error");
    const auto& place = result["locations"][0];
    CHECK(place["physicalLocation"]["artifactLocation"]["uri"] == "lots.geojson");
    CHECK(place["physicalLocation"]["region"]["startLine"] == 1);
    CHECK(place["logicalLocations"][0]["fullyQualifiedName"] == "lots/A|B");
    CHECK(result["partialFingerprints"].contains("primaryLocationLineHash"));
    CHECK(json::parse(as("gitlab"))[0]["location"]["lines"]["begin"] == 1);
    CHECK_THAT(as("github"),
               Catch::StartsWith("::error file=lots.geojson,title=GT-02::lots A|B: "));
    CHECK_THAT(as("junit"), Catch::Contains("failures=\"1\"") &&
                                Catch::Contains("<testsuite name=\"GT-02 ") &&
                                Catch::Contains("classname=\"GT-02\" name=\"lots A|B\""));
}

TEST_CASE("an annotation points at the line of the plan that states the fault", "[cli]") {
    const TempDir dir;
    const auto plan = write_plan(dir, 0,
                                 "[[fact]]\nid = \"a,b\"\nrule = \"LB-20\"\nunit = "
                                 "\"m²\"\ntotal = 5\nparts = [1, 2]\nsource = \"100 %\"\n");
    const auto run =
        run_cli({"check", plan, "--select", "LB-20", "--report", "github", "--lang", "en"});
    CHECK_THAT(run.out, Catch::StartsWith("::warning file=plan.toml,line=15,endLine=15,") &&
                            Catch::Contains("(100 %25)"));
}

TEST_CASE("findings as a GeoPackage are points, land and a style", "[cli]") {
    const TempDir dir;
    const auto plan = write_plan(dir, 10);
    CHECK(run_cli({"check", plan, "--report", "gpkg"}).exit == 2); // it has to be a file
    const auto write = [&](const std::string& name) {
        CHECK(run_cli({"check", plan, "--select", "GT-02,LB-06", "--report", "gpkg=" + dir / name})
                  .exit == 1);
        return test::read_file(dir / name);
    };
    const auto bytes = write("a.gpkg");
    CHECK(bytes.starts_with("SQLite format 3"));
    CHECK(bytes == write("b.gpkg"));
    for (const auto* part :
         {"findings_points", "findings_polygons", "layer_styles", "categorizedSymbol", "GT-02"}) {
        CHECK(bytes.find(part) != std::string::npos);
    }
}

TEST_CASE("check refuses what makes no sense and leaves no file behind", "[cli]") {
    const TempDir dir;
    const auto plan = write_plan(dir, 10);
    const auto unknown_format = run_cli({"check", plan, "--report", "yaml=" + dir / "r.yaml"});
    CHECK(unknown_format.exit == 2);
    CHECK_THAT(unknown_format.err, Catch::Contains("yaml: no such format"));
    CHECK(run_cli({"check", plan, "--report", "json", "--report", "csv"}).exit == 2);
    CHECK(run_cli({"check", plan, "--select", "XX-99"}).exit == 2);
    CHECK(run_cli({"check", dir / "nowhere.toml", "--report", "json=" + dir / "r.json"}).exit == 2);
    CHECK(run_cli({"check", plan, "-o", dir / "lots.geojson"}).exit == 2);
    CHECK(run_cli({"check", plan, "--report", "csv=" + dir / "no/such/folder.csv"}).exit == 4);
    CHECK(dir.size() == 2); // plan and lots
}

TEST_CASE("a baseline hides what it knows and nothing else", "[cli]") {
    const TempDir dir;
    const auto plan = write_plan(dir, 10);
    const auto baseline = dir / "baseline.json";
    CHECK(run_cli({"check", plan, "--select", "GT-02", "--write-baseline", baseline}).exit == 1);
    const auto again = run_cli({"check", plan, "--select", "GT-02", "--baseline", baseline});
    CHECK(again.exit == 0);
    CHECK_THAT(again.out, Catch::Contains("in the baseline"));
    CHECK(run_cli({"check", plan, "--select", "GT-02,GT-12", "--baseline", baseline}).exit == 0);
    CHECK(run_cli({"check", plan, "--baseline", plan}).exit == 3);
    for (const auto* const text : {R"({"schema":5,"findings":[]})", R"({"schema":null})", "[]"}) {
        const auto other = run_cli({"check", plan, "--baseline", dir.write("other.json", text)});
        CHECK(other.exit == 3);
        CHECK_THAT(other.err, Catch::Contains("not a baseline"));
    }
}

TEST_CASE("a warning of the baseline that is a failure now is new", "[cli]") {
    const TempDir dir;
    const auto plan = write_plan(dir, 10);
    const auto baseline = dir / "baseline.json";
    CHECK(run_cli({"check", plan, "--select", "GT-02", "--write-baseline", baseline}).exit == 1);
    auto known = json::parse(test::read_file(baseline));
    const auto exit_against = [&](const json& file) {
        return run_cli({"check", plan, "--select", "GT-02", "--baseline",
                        dir.write("other.json", file.dump())})
            .exit;
    };
    CHECK(exit_against(known) == 0);
    known["findings"][0]["result"] = "WARN";
    CHECK(exit_against(known) == 1);
    known["findings"][0].erase("result"); // of before results were written: knows either
    CHECK(exit_against(known) == 0);
}

TEST_CASE("a baseline tells what is no longer found", "[cli]") {
    const TempDir dir;
    const auto baseline = dir / "baseline.json";
    CHECK(run_cli({"check", write_plan(dir, 10), "--select", "GT-02", "--write-baseline", baseline})
              .exit == 1);
    const auto entry = json::parse(test::read_file(baseline))["findings"][0];
    CHECK(entry["rule"] == "GT-02");
    CHECK(entry["subject"] == "A|B");
    CHECK(entry["result"] == "FAIL");
    CHECK(entry["count"] == 1);
    const auto fixed =
        run_cli({"check", write_plan(dir), "--select", "GT-02", "--baseline", baseline});
    CHECK(fixed.exit == 0);
    CHECK_THAT(fixed.out, Catch::Contains("1 findings of the baseline are gone"));
}

TEST_CASE("a choice that leaves no rule is refused, a wrong word gets the nearest one", "[cli]") {
    const TempDir dir;
    const auto plan = write_plan(dir);
    const auto none = run_cli({"check", plan, "--select", "GT", "--ignore", "GT"});
    CHECK(none.exit == 3);
    CHECK_THAT(none.err, Catch::Contains("nothing to check"));
    const auto lower = run_cli({"check", plan, "--select", "gt-02"});
    CHECK(lower.exit == 2);
    CHECK_THAT(lower.err, Catch::Contains("gt-02: no such rule or group") &&
                              Catch::Contains("did you mean GT-02?"));
}

TEST_CASE("a waiver that waives nothing is told", "[cli]") {
    const TempDir dir;
    dir.write("waivers.toml", "[[waiver]]\nrule = \"GT-02\"\nsubject = \"X|Y\"\nreason = "
                              "\"none\"\napprover = \"city\"\ndocument = \"-\"\nuntil = "
                              "2024-12-31\n");
    const auto plan = write_plan(dir, 0, "[waivers]\npath = \"waivers.toml\"\n");
    CHECK_THAT(run_cli({"check", plan, "--select", "GT-02"}).out,
               Catch::Contains("unused waiver: GT-02 X|Y"));
}

TEST_CASE("the option --max-findings cuts the list but not the exit status", "[cli]") {
    const TempDir dir;
    const auto run = run_cli({"check", write_plan(dir, 10), "--json", "--max-findings", "1"});
    CHECK(run.exit == 1);
    const auto report = json::parse(run.out);
    CHECK(report["findings"].size() == 1);
    CHECK(report["omitted"] > 10);
    CHECK(run_cli({"check", write_plan(dir, 10), "--max-findings", "-1"}).exit == 2);
}

TEST_CASE("a waiver turns a breach into WAIVED", "[cli]") {
    const TempDir dir;
    dir.write("waivers.toml", R"(
[[waiver]]
rule = "GT-02"
subject = "A|B"
reason = "survey pending"
approver = "city"
document = "2024-12"
until = 2025-12-31
)");
    const auto plan = write_plan(dir, 10, "[waivers]\npath = \"waivers.toml\"\n");
    const auto run = run_cli({"check", plan, "--select", "GT-02", "--json"});
    CHECK(run.exit == 0);
    CHECK(json::parse(run.out)["summary"]["waived"] == 1);
    CHECK(run_cli({"check", plan, "--select", "GT-02", "--as-of", "2026-01-01"}).exit == 1);
}

TEST_CASE("rules lists all 128, explain shows one", "[cli]") {
    const auto all = json::parse(run_cli({"rules", "--json"}).out);
    CHECK(all["schema"] == "sandan.rules/1");
    REQUIRE(all["rules"].size() == 128);
    std::size_t implemented = 0;
    for (const auto& rule : all["rules"]) {
        CHECK((rule["status"] == "implemented" || rule["status"] == "declared"));
        implemented += rule["status"] == "implemented" ? 1U : 0U;
    }
    CHECK(implemented >= 40);
    CHECK_THAT(run_cli({"rules", "--markdown"}).out, Catch::Contains("| LB-01 |"));
    const auto one = run_cli({"explain", "LB-07"});
    CHECK(one.exit == 0);
    CHECK_THAT(one.out, Catch::Contains("min_share (from 1000000): 10 %, 2024-01-01") &&
                            Catch::Contains("unverified"));
    CHECK(run_cli({"explain", "LB-99"}).exit == 2);
}

TEST_CASE("a report names its rule packs, and a plan's own pack that overrides a value", "[cli]") {
    const TempDir dir;
    std::filesystem::create_directory(dir / "rules");
    dir.write("rules/city.toml", "[pack]\nid = \"city\"\nname = \"city\"\nversion = \"7\"\n"
                                 "[[parameter]]\nrule = \"LB-06\"\nname = \"min_patch\"\nvalue = "
                                 "900\nunit = \"m²\"\nvalid_from = 2024-01-01\nsource = "
                                 "\"city\"\nverified = true\n");
    const auto plan = write_plan(dir);
    auto text = test::read_file(plan);
    const std::string packs = "[\"kr\"]";
    text.replace(text.find(packs), packs.size(), "[\"kr\", \"city\"]");
    dir.write("plan.toml", text);
    const auto report = json::parse(run_cli({"check", plan, "--json"}).out);
    REQUIRE(report["rule_packs"].size() == 2);
    CHECK(report["rule_packs"][0]["own"] == false);
    CHECK(report["rule_packs"][0]["sha256"].get<std::string>().size() == 64);
    CHECK(report["rule_packs"][1]["own"] == true);
    CHECK(report["rule_packs"][1]["overrides"] == 1);
    CHECK(report["rule_packs"][1]["overridden"] == json::array({"LB-06"}));
    CHECK_THAT(run_cli({"check", plan, "--lang", "en"}).out,
               Catch::Contains("the plan's own), overrides 1 values (LB-06)"));
}
