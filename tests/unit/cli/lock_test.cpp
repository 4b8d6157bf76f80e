// `--lock FILE` stands for results: it appears after them, or not at all.
#include "run_cli.hpp"
#include "shapefile_bytes.hpp"
#include "small_plan.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <string>
#include <vector>

using namespace sandan;
using Catch::Contains;
using Words = std::vector<std::string>;

namespace {

namespace fs = std::filesystem;

Words with(Words words, const Words& more) {
    words.insert(words.end(), more.begin(), more.end());
    return words;
}

std::size_t files_in(const std::string& folder) {
    const fs::directory_iterator all{folder};
    return static_cast<std::size_t>(std::distance(begin(all), end(all)));
}

} // namespace

TEST_CASE("a lock appears when the result stands, and only then", "[cli][lock]") {
    const test::SmallPlan plan;
    const test::TempDir dir;
    const auto lots = test::row_of_squares(5).write(dir, "lots");
    const auto zones = test::row_of_squares(3).write(dir, "zones");
    const std::vector<Words> commands{{"overlay", lots, zones},
                                      {"nearest", lots, zones},
                                      {"coverage", lots},
                                      {"coverage", lots, "--json"},
                                      {"adjacency", lots},
                                      {"inspect", lots},
                                      {"overlay", plan.path(), "--layer", "lots"},
                                      {"landuse", plan.path()}};
    const auto& command = commands.at(GENERATE(range(0U, 8U)));
    CAPTURE(command);
    const auto lock = dir / "inputs.lock";
    const auto before = files_in(dir / "");
    for (const auto& nowhere : {std::string{"/dev/full"}, dir / "none/result.csv"}) {
        const auto result = test::run_cli(with(command, {"--lock", lock, "-o", nowhere}));
        CAPTURE(nowhere, result.err);
        CHECK(result.exit == 4);
        CHECK_FALSE(fs::exists(lock));
        CHECK(files_in(dir / "") == before);
    }
    // nor does a result without the lock that was asked for
    const auto unlocked = test::run_cli(
        with(command, {"--lock", dir / "none/inputs.lock", "-o", dir / "result.csv"}));
    CHECK(unlocked.exit == 4);
    CHECK_THAT(unlocked.err, Contains("inputs.lock"));
    CHECK(files_in(dir / "") == before);

    const auto good = test::run_cli(with(command, {"--lock", lock, "-o", dir / "result.csv"}));
    CAPTURE(good.err);
    CHECK(good.exit <= 1);
    CHECK(files_in(dir / "") == before + 2);
    const auto& first = command[1];
    CHECK_THAT(test::read_file(lock), Contains("  " + fs::path{first}.filename().string() + "\n"));
    CHECK(test::run_cli(with(command, {"--lock", lock, "-o", dir / "result.csv"})).exit ==
          good.exit);
}

TEST_CASE("a lock stands beside findings, not beside a refusal", "[cli][lock]") {
    const test::TempDir dir;
    const auto lock = dir / "inputs.lock";
    auto damaged = test::row_of_squares(2);
    std::swap(damaged.polygons[1][0][1], damaged.polygons[1][0][2]); // a bow-tie
    CHECK(test::run_cli({"adjacency", damaged.write(dir, "bad"), "--lock", lock}).exit == 1);
    CHECK(fs::exists(lock));
    fs::remove(lock);
    const auto empty = test::row_of_squares(0).write(dir, "empty");
    for (const auto* const command : {"inspect", "adjacency"}) { // nothing to check
        CHECK(test::run_cli({command, empty, "--lock", lock}).exit == 3);
        CHECK_FALSE(fs::exists(lock));
    }
}

TEST_CASE("no lock takes the place of a result", "[cli][lock]") {
    const test::TempDir dir;
    const auto lots = test::row_of_squares(5).write(dir, "lots");
    const auto one = dir / "one";
    const auto both = test::run_cli({"coverage", lots, "--lock", one, "-o", dir / "./one"});
    CHECK(both.exit == 2);
    CHECK_THAT(both.err, Contains("named for the result and for the lock"));
    CHECK_FALSE(fs::exists(one));
    // of two runs at a time, or of a further result of this one
    const auto other = test::run_cli({"inspect", lots, "--lock", one, "--repaired", one});
    CHECK(other.exit == 2);
    CHECK_THAT(other.err, Contains("no line of a lock"));
    CHECK(test::read_file(one).starts_with("SQLite format 3"));
}
