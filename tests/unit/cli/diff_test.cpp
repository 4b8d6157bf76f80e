// `diff` on the shipped plan and a copy of it with edits.
#include "places.hpp"
#include "run_cli.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>

using namespace sandan;
using nlohmann::json;
using test::run_cli;
using test::TempDir;

namespace {

json lot(const char* id, const char* use, double x, double width) {
    return {
        {"type", "Feature"},
        {"properties", {{"id", id}, {"complex", "C"}, {"use", use}}},
        {"geometry",
         {{"type", "Polygon"},
          {"coordinates",
           {{{x, 360000}, {x + width, 360000}, {x + width, 360100}, {x, 360100}, {x, 360000}}}}}}};
}

std::string write_plan(const TempDir& dir, const std::string& name, const json& lots) {
    dir.write(
        name + ".geojson",
        json{{"type", "FeatureCollection"},
             {"crs", {{"type", "name"}, {"properties", {{"name", "urn:ogc:def:crs:EPSG::5186"}}}}},
             {"features", lots}}
            .dump());
    return dir.write(name + ".toml", "[plan]\nname = \"" + name + R"("
reference_date = 2024-06-26
crs = "EPSG:5186"
jurisdiction = ["kr"]
[[complex]]
id = "C"
name = "C"
kind = "일반산업단지"
designated_area_m2 = 20_000
[layers.lots]
path = ")" + name + ".geojson\"\n");
}

} // namespace

TEST_CASE("diff tells what moved, and that a tenth of a use is an important change", "[cli]") {
    const TempDir dir;
    const auto old_plan =
        write_plan(dir, "old", {lot("A", "IND", 205000, 100), lot("B", "ROAD", 205100, 100)});
    const auto same = run_cli({"diff", old_plan, old_plan, "--lang", "en"});
    CHECK(same.exit == 0);
    CHECK_THAT(same.out, Catch::Contains("0 lots and 0 assignments changed"));
    const auto new_plan =
        write_plan(dir, "new", {lot("A", "IND", 205000, 112), lot("B", "ROAD", 205112, 88)});
    const auto changed = run_cli({"diff", old_plan, new_plan, "--json"});
    CHECK(changed.exit == 1);
    const auto report = json::parse(changed.out);
    CHECK(report["schema"] == "sandan.diff/1");
    CHECK(report["important"] == true);
    CHECK(report["areas"]["use_changed_m2"].get<double>() == Approx(1200));
    CHECK(report["areas"]["union_m2"].get<double>() == Approx(20000));
    CHECK(std::abs(report["areas"]["closure_error_m2"].get<double>()) < 0.01);
    CHECK(report["lots"].size() == 2);
    CHECK(run_cli({"diff", old_plan, new_plan, "--fail-on", "never"}).exit == 0);
    const auto markdown = run_cli({"diff", old_plan, new_plan, "--markdown", "--lang", "en"});
    CHECK_THAT(markdown.out, Catch::StartsWith("## old → new") &&
                                 Catch::Contains("| LB-13 | C | important |") &&
                                 Catch::Contains("</details>"));
}

TEST_CASE("diff lists the findings that came and went", "[cli]") {
    const TempDir dir;
    const auto good =
        write_plan(dir, "good", {lot("A", "IND", 205000, 100), lot("B", "ROAD", 205100, 100)});
    const auto bad =
        write_plan(dir, "bad", {lot("A", "IND", 205000, 105), lot("B", "ROAD", 205100, 100)});
    const auto worse = json::parse(run_cli({"diff", good, bad, "--json"}).out);
    const auto better = json::parse(run_cli({"diff", bad, good, "--json"}).out);
    const auto rules = [](const json& findings) {
        std::vector<std::string> ids;
        for (const auto& finding : findings) {
            ids.push_back(finding["rule"]);
        }
        return ids;
    };
    const auto appeared = rules(worse["findings"]["appeared"]);
    CHECK(std::find(appeared.begin(), appeared.end(), "GT-02") != appeared.end());
    CHECK(rules(better["findings"]["vanished"]) == appeared);
}

TEST_CASE("map --theme diff draws the change between two plans", "[cli]") {
    const TempDir dir;
    const auto old_plan =
        write_plan(dir, "old", {lot("A", "IND", 205000, 100), lot("B", "ROAD", 205100, 100)});
    const auto new_plan =
        write_plan(dir, "new", {lot("A", "IND", 205000, 112), lot("B", "ROAD", 205112, 88)});
    const auto sheet = dir / "change.svg";
    CHECK(run_cli({"map", new_plan, "--theme", "diff", "--old", old_plan, "-o", sheet}).exit == 0);
    CHECK(std::filesystem::file_size(sheet) > 10'000);
    CHECK(run_cli({"map", new_plan, "--theme", "diff", "-o", sheet}).exit == 2);
    CHECK(run_cli({"map", new_plan, "--theme", "landuse", "--old", old_plan, "-o", sheet}).exit ==
          2);
}
