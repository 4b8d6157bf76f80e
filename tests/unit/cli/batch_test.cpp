// Work in parts through the binary: the parts together are one run, byte for byte; what is done is
// not done again; what changed is.
#include "displaced_zones.hpp"
#include "run_cli.hpp"
#include "shapefile_bytes.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

using namespace sandan;
using Catch::Contains;
using test::run_cli;

namespace {

namespace fs = std::filesystem;

/// Two zones that meet at x = 210,105, from 5 m east of the first lot's start on.
std::string write_zones(const test::TempDir& dir) {
    test::ShapefileBytes file;
    file.fields = {{.name = "CODE"}};
    file.polygons = {{test::square(210'005, 364'950, 100)}, {test::square(210'105, 364'000, 2000)}};
    file.rows = {{"UQA120"}, {"UQA320"}};
    return file.write(dir, "zones");
}

/// Only the last records have Korean names, so that a part by itself would be read as ASCII, and
/// one is a null shape.
test::ShapefileBytes lots() {
    auto file = test::row_of_squares(23);
    file.polygons[9].clear();
    file.rows[20] = {"\xB0\xA1-20"}; // 가 in CP949
    file.rows[21] = {"\xB3\xAA-21"}; // 나
    return file;
}

test::CliResult plan(const std::string& folder, const std::vector<std::string>& sources,
                     const std::string& zones, const std::string& part_records) {
    std::vector<std::string> words{"batch", "plan", folder};
    words.insert(words.end(), sources.begin(), sources.end());
    const std::vector<std::string> options{"--zones",      zones,  "--parcel-id",    "ID",
                                           "--zone-class", "CODE", "--part-records", part_records};
    words.insert(words.end(), options.begin(), options.end());
    return run_cli(words);
}

std::string overlay(const std::string& parcels, const std::string& zones) {
    return run_cli({"overlay", parcels, zones, "--parcel-id", "ID", "--zone-class", "CODE"}).out;
}

nlohmann::json plan_of(const std::string& folder) {
    return nlohmann::json::parse(test::read_file(folder + "/plan.json"));
}

/// Contents by name of what parts have left.
std::map<std::string, std::string> parts_in(const std::string& folder) {
    std::map<std::string, std::string> parts;
    for (const auto& entry : fs::directory_iterator{folder}) {
        const auto name = entry.path().filename().string();
        if (name.starts_with("part-")) {
            parts[name] = test::read_file(entry.path().string());
        }
    }
    return parts;
}

std::size_t count(const std::string& text, const std::string& word) {
    std::size_t found = 0;
    for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) {
        ++found;
    }
    return found;
}

} // namespace

TEST_CASE("the parts of a layer make the bytes of one run, in whatever order they were done",
          "[cli]") {
    const test::TempDir dir;
    const auto zones = write_zones(dir);
    const auto parcels = lots().write(dir, "lots");
    const auto whole = overlay(parcels, zones);
    // P0 to P8, and half of P10; 5 m of P0 lie west of the zones
    CHECK(count(whole, ",UQA120,") == 10);
    CHECK_THAT(whole, Contains("\nP0,0,(none),") && Contains("\n나-21,21,UQA320,"));
    for (const auto* const size : {"1", "7", "23", "1000"}) {
        CAPTURE(size);
        const auto folder = dir / ("batch" + std::string{size});
        REQUIRE(plan(folder, {parcels}, zones, size).exit == 0);
        const auto parts = plan_of(folder)["parts"].size();
        CHECK(parts == (22 + std::stoul(size)) / std::stoul(size));
        if (parts > 6) { // one start of the program does for all
            REQUIRE(run_cli({"batch", "run", folder}).exit == 0);
        }
        for (auto part = parts; part > 0 && parts <= 6; --part) {
            const auto run = run_cli({"batch", "run", folder, "--part", std::to_string(part),
                                      "--threads", part % 2 == 0 ? "2" : "1"});
            CAPTURE(run.err);
            REQUIRE(run.exit == 0);
        }
        const auto merged = run_cli({"batch", "merge", folder});
        CHECK(merged.exit == 0);
        CHECK(merged.out == whole);
        CHECK_THAT(merged.err, Contains("23 parcels"));
        CHECK(run_cli({"batch", "merge", folder, "-o", dir / "merged.csv"}).exit == 0);
        CHECK(test::read_file(dir / "merged.csv") == whole);
    }
}

TEST_CASE("a plan divides records evenly and tells where they lie", "[cli]") {
    const test::TempDir dir;
    const auto zones = write_zones(dir);
    const auto parcels = lots().write(dir, "lots");
    REQUIRE(plan(dir / "batch", {parcels}, zones, "10").exit == 0);
    const auto first = test::read_file(dir / "batch/plan.json");
    const auto parts = plan_of(dir / "batch")["parts"];
    REQUIRE(parts.size() == 3);
    CHECK(parts[0]["first"] == 0);
    CHECK(parts[1]["first"] == 7);
    CHECK(parts[2]["first"] == 15);
    CHECK(parts[2]["count"] == 8);
    CHECK(parts[1]["bbox"] == nlohmann::json({210'070, 365'000, 210'150, 365'010}));
    CHECK(plan_of(dir / "batch")["sources"][0]["encoding"] == "CP949");
    REQUIRE(plan(dir / "batch", {parcels}, zones, "10").exit == 0);
    CHECK(test::read_file(dir / "batch/plan.json") == first);
}

TEST_CASE("several sources follow each other as planned, the largest is done first", "[cli]") {
    const test::TempDir dir;
    const auto zones = write_zones(dir);
    const auto small = test::row_of_squares(3).write(dir, "small");
    const auto large = lots().write(dir, "large");
    const auto folder = dir / "batch";
    REQUIRE(plan(folder, {small, large}, zones, "12").exit == 0);
    const auto run = run_cli({"batch", "run", folder});
    CHECK(run.exit == 0);
    // 12, 11 and 3 records: parts 3, 2 and 1
    CHECK(run.err.find("part 3: ") < run.err.find("part 2: "));
    CHECK(run.err.find("part 2: ") < run.err.find("part 1: "));
    auto expected = overlay(large, zones);
    expected.erase(0, expected.find('\n') + 1);
    CHECK(run_cli({"batch", "merge", folder}).out == overlay(small, zones) + expected);
}

TEST_CASE("after a killed part only that part is computed", "[cli]") {
    const test::TempDir dir;
    const auto zones = write_zones(dir);
    const auto parcels = lots().write(dir, "lots");
    const auto folder = dir / "batch";
    REQUIRE(plan(folder, {parcels}, zones, "6").exit == 0);
    for (const auto* const part : {"1", "3", "4"}) {
        REQUIRE(run_cli({"batch", "run", folder, "--part", part}).exit == 0);
    }
    const auto early = run_cli({"batch", "merge", folder, "-o", dir / "merged.csv"});
    CHECK(early.exit == 3);
    CHECK_THAT(early.err, Contains("part 2 of 4 not done"));
    CHECK_FALSE(fs::exists(dir / "merged.csv"));

    // and one part's rows were cut short behind its back
    const auto before = parts_in(folder);
    const auto hurt = std::find_if(before.begin(), before.end(),
                                   [](const auto& part) { return part.first.ends_with(".csv"); });
    fs::resize_file(folder + "/" + hurt->first, hurt->second.size() - 1);
    CHECK_THAT(run_cli({"batch", "merge", folder}).err, Contains("of 4 not done"));

    const auto resumed = run_cli({"batch", "run", folder});
    CHECK(resumed.exit == 0);
    CHECK(count(resumed.err, "done already") == 2);
    auto after = parts_in(folder);
    for (const auto& [name, bytes] : before) {
        CHECK(after[name] == bytes);
    }
    CHECK(run_cli({"batch", "merge", folder}).out == overlay(parcels, zones));
}

TEST_CASE("of an input that changed only its parts are computed anew", "[cli]") {
    const test::TempDir dir;
    const auto zones = write_zones(dir);
    const auto first = test::row_of_squares(3).write(dir, "first");
    const auto second = lots().write(dir, "second");
    const auto folder = dir / "batch";
    REQUIRE(plan(folder, {first, second}, zones, "100").exit == 0);
    REQUIRE(run_cli({"batch", "run", folder}).exit == 0);
    const auto before = run_cli({"batch", "merge", folder}).out;

    auto changed = test::row_of_squares(3);
    changed.polygons[2] = {test::square(210'020, 365'000, 20)};
    REQUIRE(changed.write(dir, "first") == first);
    const auto merged = run_cli({"batch", "merge", folder});
    CHECK(merged.out == before); // of the state planned with
    CHECK_THAT(merged.err, Contains(first + ": SRC-CHANGED"));
    CHECK(merged.err.find(second + ": SRC-CHANGED") == std::string::npos);
    CHECK_THAT(run_cli({"batch", "run", folder}).err, Contains(first + ": SRC-CHANGED"));
    const auto again = plan(folder, {first, second}, zones, "100");
    CHECK_THAT(again.err, Contains("1 of them done already"));
    const auto run = run_cli({"batch", "run", folder});
    CHECK(count(run.err, "done already") == 1);
    auto expected = overlay(second, zones);
    expected.erase(0, expected.find('\n') + 1);
    CHECK(run_cli({"batch", "merge", folder}).out == overlay(first, zones) + expected);
}

TEST_CASE("a part is not computed with other inputs than were planned with", "[cli]") {
    const test::TempDir dir;
    const auto zones = write_zones(dir);
    const auto parcels = lots().write(dir, "lots");
    const auto folder = dir / "batch";
    REQUIRE(plan(folder, {parcels}, zones, "100").exit == 0);
    const auto moved = test::row_of_squares(23).write(dir, "lots");
    const auto refused = run_cli({"batch", "run", folder, "--part", "1"});
    CHECK(refused.exit == 3);
    CHECK_THAT(refused.err, Contains("SRC-CHANGED") && Contains("batch plan again"));
    CHECK(run_cli({"batch", "run", folder}).exit == 3);
    CHECK(parts_in(folder).empty());
}

TEST_CASE("of the failures of several parts the gravest is the exit status", "[cli]") {
    const test::TempDir dir;
    const auto zones = write_zones(dir);
    const auto good = test::row_of_squares(3).write(dir, "good");
    auto nameless = test::row_of_squares(4);
    nameless.fields = {{.name = "NO"}}; // there is no field ID: exit 2
    const std::vector<std::string> sources{good, nameless.write(dir, "nameless"),
                                           test::row_of_squares(5).write(dir, "changed"),
                                           test::row_of_squares(6).write(dir, "blocked")};
    REQUIRE(plan(dir / "first", sources, zones, "100").exit == 0);
    const auto usage = run_cli({"batch", "run", dir / "first"});
    CHECK(usage.exit == 2);
    CHECK_THAT(usage.err, Contains("sandan: part 2: ") && Contains("part 4: 6 parcels"));

    const auto folder = dir / "second";
    REQUIRE(plan(folder, sources, zones, "100").exit == 0);
    (void)test::row_of_squares(7).write(dir, "changed"); // not what was planned with: exit 3
    const auto input = run_cli({"batch", "run", folder});
    CHECK(input.exit == 3);
    CHECK_THAT(input.err, Contains("sandan: part 2: ") && Contains("sandan: part 3: ") &&
                              Contains("SRC-CHANGED"));

    const auto key = [&](const std::string& source) {
        for (const auto& [name, text] : parts_in(folder)) {
            if (name.ends_with(".json") && text.find(source) != std::string::npos) {
                return name.substr(0, name.size() - 5);
            }
        }
        return std::string{};
    };
    const auto blocked = folder + "/" + key("blocked.shp");
    fs::remove(blocked + ".csv");
    fs::create_directory(blocked + ".csv"); // nothing can be written there: exit 4
    const auto output = run_cli({"batch", "run", folder});
    CHECK(output.exit == 4);
    CHECK_THAT(output.err, Contains("part 4: ") && Contains("is a folder"));
    CHECK_THAT(output.err, Contains("part 1: done already"));
}

TEST_CASE("what was repaired or rejected in a part shows in the status of the merge", "[cli]") {
    const test::TempDir dir;
    const auto zones = write_zones(dir);
    auto file = lots();
    file.polygons[5] = {{{210'050, 365'000}, // a bow-tie
                         {210'060, 365'010},
                         {210'060, 365'000},
                         {210'050, 365'010},
                         {210'050, 365'000}}};
    const auto parcels = file.write(dir, "lots");
    const auto folder = dir / "batch";
    REQUIRE(plan(folder, {parcels}, zones, "6").exit == 0);
    CHECK(run_cli({"batch", "run", folder}).exit == 0); // a chain of jobs goes on
    const auto whole =
        run_cli({"overlay", parcels, zones, "--parcel-id", "ID", "--zone-class", "CODE"});
    const auto merged = run_cli({"batch", "merge", folder});
    CHECK(whole.exit == 1);
    CHECK(merged.exit == 1);
    CHECK(merged.out == whole.out);
    CHECK(run_cli({"batch", "merge", folder, "--fail-on", "never"}).exit == 0);
}

TEST_CASE("what a layer's values are like is told of all of it, not part by part", "[cli]") {
    const test::TempDir dir;
    const auto zones = write_zones(dir);
    auto file = test::row_of_squares(90);
    for (std::size_t i = 0; i < 90; ++i) { // two habits, of which the first part knows one
        file.rows[i] = {(i < 30 ? "P" : "Q-") + std::to_string(100 + i)};
    }
    file.rows[3] = {"Q-103"}; // odd in its part, not in the layer
    file.rows[50] = {"#150"}; // odd in the layer
    file.rows[80] = {""};     // missing
    file.polygons[9].clear();
    file.polygons[70] = {{{210'700, 365'000}, // a bow-tie
                          {210'710, 365'010},
                          {210'710, 365'000},
                          {210'700, 365'010},
                          {210'700, 365'000}}};
    const auto parcels = file.write(dir, "lots");
    const auto whole =
        run_cli({"overlay", parcels, zones, "--parcel-id", "ID", "--zone-class", "CODE"});
    CHECK_THAT(whole.err, Contains("record 51 (fid 50): expected ID of a form") &&
                              Contains("VALUE-MISSING") && !Contains("'Q-103'"));
    for (const auto* const size : {"30", "7", "1000"}) {
        CAPTURE(size);
        const auto folder = dir / ("batch" + std::string{size});
        const auto planned = plan(folder, {parcels}, zones, size);
        const auto run = run_cli({"batch", "run", folder});
        if (size != std::string{"1000"}) { // divided
            CHECK_THAT(planned.err, Contains("TEXT-ODD"));
            CHECK_THAT(run.err, !Contains("TEXT-ODD") && Contains("lots.shp: declared "));
        }
        const auto merged = run_cli({"batch", "merge", folder});
        CHECK(merged.err == whole.err);
        CHECK(merged.out == whole.out);
        CHECK(run_cli({"batch", "merge", folder, "--quiet"}).err.empty());
    }
}

TEST_CASE("ids that several sources share are told where they are put together", "[cli]") {
    const test::TempDir dir;
    const auto zones = write_zones(dir);
    const auto first = lots().write(dir, "first");
    auto file = test::row_of_squares(3);
    const bool shared = GENERATE(true, false);
    for (std::size_t i = 0; i < 3 && !shared; ++i) {
        file.rows[i] = {"Q" + std::to_string(i)};
    }
    const auto second = file.write(dir, "second");
    const auto merged_of = [&](const std::string& name, std::vector<std::string> words) {
        const auto folder = dir / name;
        const std::vector<std::string> start{"batch", "plan", folder, first, second};
        words.insert(words.begin(), start.begin(), start.end());
        REQUIRE(run_cli(words).exit == 0);
        REQUIRE(run_cli({"batch", "run", folder}).exit == 0);
        return run_cli({"batch", "merge", folder}).err;
    };
    const auto divided = merged_of("divided", {"--zones", zones, "--parcel-id", "ID",
                                               "--zone-class", "CODE", "--part-records", "10"});
    CHECK((divided.find("3 ids stand in more than one source, the first is P0;") !=
           std::string::npos) == shared);
    CHECK(count(divided, "zones.shp: declared 2 = ") == 1);
    CHECK(count(divided, "first.shp: declared 23 = ") == 1);
    CHECK(count(divided, "second.shp: declared 3 = ") == 1);
    CHECK_THAT(merged_of("numbers", {"--zones", zones}), Contains("begin anew in each source"));
    CHECK_THAT(merged_of("coverage", {"--task", "coverage", "--parcel-id", "ID"}),
               Contains("whether records of different sources have the same id is not looked at"));
}

TEST_CASE("a divided layer is held against the zones as a whole, its parts are not", "[cli]") {
    const test::TempDir dir;
    const auto zones = test::zones_of_lots().write(dir, "zones");
    const bool lies = GENERATE(false, true);
    // The first quarter alone looks displaced where the whole is sound, and in place where the
    // whole lies.
    const auto lots = test::lots_in_place_before(test::quarter_of_lots, !lies).write(dir, "lots");
    const auto quarter =
        test::lots_in_place_before(test::quarter_of_lots, !lies, 0, test::quarter_of_lots)
            .write(dir, "quarter");
    const std::vector<std::string> options{"--parcel-id", "ID", "--zone-class", "CODE"};
    const auto with = [&](std::vector<std::string> words, const std::vector<std::string>& more) {
        words.insert(words.end(), options.begin(), options.end());
        words.insert(words.end(), more.begin(), more.end());
        return run_cli(words);
    };
    REQUIRE(with({"overlay", quarter, zones}, {}).exit == (lies ? 0 : 3));
    const auto measured =
        GENERATE(std::vector<std::string>{}, std::vector<std::string>{"--area-crs", "EPSG:5186"});
    const auto whole = with({"overlay", lots, zones}, measured);
    CAPTURE(whole.err);
    REQUIRE(whole.exit == (lies ? 3 : 0));

    const auto folder = dir / "batch";
    auto words = measured;
    words.insert(words.end(), {"--part-records", std::to_string(test::quarter_of_lots)});
    const auto planned = with({"batch", "plan", folder, lots, "--zones", zones}, words);
    CAPTURE(planned.err);
    REQUIRE(planned.exit == whole.exit);
    if (lies) {
        CHECK_THAT(planned.err, Contains("CRS-LIE"));
        CHECK_FALSE(fs::exists(folder + "/plan.json"));
        return;
    }
    REQUIRE(plan_of(folder)["parts"].size() == 5);
    CHECK(run_cli({"batch", "run", folder}).exit == 0);
    const auto merged = run_cli({"batch", "merge", folder});
    CHECK(merged.exit == 0);
    CHECK((merged.out == whole.out)); // too much to be shown
}

TEST_CASE("batch says what is wrong with its words", "[cli]") {
    const test::TempDir dir;
    const auto zones = write_zones(dir);
    const auto parcels = lots().write(dir, "lots");
    const auto folder = dir / "batch";
    const std::vector<std::vector<std::string>> wrong{
        {"batch"},
        {"batch", "divide", folder},
        {"batch", "plan", folder, parcels},
        {"batch", "run", folder},   // no plan yet
        {"batch", "merge", folder}, // nor here
        {"batch", "plan", folder, parcels, "--zones", zones, "--part", "1"},
        {"batch", "plan", folder, parcels, "--zones", zones, "--part-records", "0"},
        {"batch", "plan", folder, parcels, "--task", "zonal"},
        {"batch", "plan", folder, parcels, "--task", "coverage", "--zones", zones},
        {"batch", "plan", folder, parcels, "--task", "coverage", "--part-records", "10"},
        {"batch", "plan", folder, parcels, "--task", "adjacency", "--cross-check=some"},
        {"batch", "run", folder, "--zones", zones},
        {"batch", "merge", folder, "--repair", "force"}};
    for (const auto& words : wrong) {
        const auto result = run_cli(words);
        CAPTURE(words, result.err);
        CHECK(result.exit == 2);
        CHECK(result.out.empty());
    }
    REQUIRE(plan(folder, {parcels}, zones, "100").exit == 0);
    CHECK(run_cli({"batch", "run", folder, "--part", "2"}).exit == 2);
    CHECK(run_cli({"batch", "run", folder, "--part", "0"}).exit == 2);
    CHECK(run_cli({"batch", "merge", folder, "-o", folder + "/plan.json"}).exit == 3);
    CHECK(plan(dir / "none", {dir / "none.shp"}, zones, "10").exit == 3);
    dir.write("batch/plan.json", "{\"schema\":\"sandan.batch-plan/9\"}");
    CHECK(run_cli({"batch", "run", folder}).exit == 2);
    dir.write("batch/plan.json", "{\"schema\":\"sandan.batch-plan/2\",\"task\":\"zonal\"}");
    const auto unknown = run_cli({"batch", "run", folder});
    CHECK(unknown.exit == 2);
    CHECK_THAT(unknown.err, Contains("zonal is no task"));
    dir.write("batch/plan.json", "no json");
    CHECK(run_cli({"batch", "run", folder}).exit == 2);
}
