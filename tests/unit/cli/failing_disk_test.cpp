// A disk that fails, and a file that another program changes, while a layer passes by or is read
// once more: a documented end with a word about it, or the right result; never another one.
#include "many_lots.hpp"
#include "run_cli.hpp"

#include <catch2/catch.hpp>

#include <cerrno>
#include <filesystem>
#include <string>
#include <vector>

using namespace sandan;
using Catch::Contains;
using Words = std::vector<std::string>;

namespace {

namespace fs = std::filesystem;

/// More lots than are read at a time, a few a metre over their neighbour: faults, which are looked
/// at once more.
std::string lots(const test::TempDir& dir) {
    auto file = test::row_of_squares(2500);
    for (std::size_t i = 0; i < file.polygons.size(); i += 1000) {
        file.polygons[i] = {test::square(210'000 + 10 * static_cast<double>(i), 365'000, 11)};
    }
    return file.write(dir, "lots");
}

/// The commands in which a layer passes by: block by block, and those that read shapes again.
Words command_on(const std::string& layer) {
    const auto name = GENERATE(as<std::string>{}, "overlay", "coverage", "adjacency");
    if (name == "overlay") {
        return {name, layer, layer, "--parcel-id", "ID"};
    }
    return {name, layer, "--id", "ID"};
}

struct Fault {
    bool reads = false;
    bool changes = false; ///< Instead of failing.
    long at = 0;          ///< Of the calls; 0: none.
    bool sticky = false;
    std::string path; ///< Part of the paths that are watched.
};

test::CliResult run(const Words& words, const Fault& fault, const std::string& count) {
    const auto flag = [](const char* name, bool set) {
        return std::string{name} + (set ? "=1" : "=0");
    };
    return test::run_cli(words,
                         {"LD_PRELOAD=" SANDAN_FAILING_IO, "FAIL_PATH=" + fault.path,
                          flag("FAIL_READS", fault.reads), flag("FAIL_CHANGES", fault.changes),
                          flag("FAIL_STICKY", fault.sticky), "FAIL_AT=" + std::to_string(fault.at),
                          "FAIL_ERRNO=" + std::to_string(fault.reads ? EIO : ENOSPC),
                          "FAIL_COUNT=" + count, "ASAN_OPTIONS=verify_asan_link_order=0"});
}

} // namespace

TEST_CASE("a layer that cannot be read to its end is refused, or read anew", "[cli][faults]") {
    const test::TempDir dir;
    const auto layer = lots(dir);
    const auto words = command_on(layer);
    const auto count = dir / "count";
    const auto sound = run(words, {.reads = true, .path = dir / "lots."}, count);
    REQUIRE(sound.exit == 0);
    const auto calls = std::stol(test::read_file(count));
    REQUIRE(calls > 8);
    std::size_t read_anew = 0;
    for (long at = 1; at <= calls; ++at) {
        CAPTURE(words, at, calls);
        const auto broken =
            run(words, {.reads = true, .at = at, .sticky = true, .path = dir / "lots."}, count);
        REQUIRE(broken.exit == 3);
        REQUIRE(broken.out.empty());
        REQUIRE_THAT(broken.err, Contains("/lots.") && Contains("Input/output error"));
        const auto once = run(words, {.reads = true, .at = at, .path = dir / "lots."}, count);
        if (once.exit == sound.exit) { // read as a whole, from the start
            ++read_anew;
            REQUIRE((once.out == sound.out));
            REQUIRE(once.err == sound.err);
        } else {
            REQUIRE(once.exit == 3);
            REQUIRE(once.out.empty());
            REQUIRE_THAT(once.err, Contains("/lots.") && Contains("Input/output error"));
        }
    }
    CHECK(read_anew > 0);
}

TEST_CASE("a layer that another program writes to meanwhile is read as it is afterwards",
          "[cli][faults]") {
    const test::TempDir dir;
    const auto layer = lots(dir);
    const auto words = command_on(layer);
    const auto count = dir / "count";
    (void)run(words, {.reads = true, .path = dir / "lots."}, count);
    const auto calls = std::stol(test::read_file(count));
    std::size_t refused = 0;
    for (long at = 1; at <= calls; ++at) {
        (void)lots(dir);
        const auto changed =
            run(words, {.reads = true, .changes = true, .at = at, .path = dir / "lots."}, count);
        const auto afterwards = test::run_cli(words);
        CAPTURE(words, at, calls, changed.err);
        if (changed.exit == 3 && afterwards.exit != 3) {
            ++refused;
            REQUIRE(changed.out.empty());
            REQUIRE_THAT(changed.err, Contains("/lots.") && Contains("SRC-CHANGED"));
        } else {
            REQUIRE(changed.exit == afterwards.exit);
            REQUIRE((changed.out == afterwards.out));
            REQUIRE(changed.err == afterwards.err);
        }
    }
    CHECK(refused < static_cast<std::size_t>(calls));
}

TEST_CASE("a result that cannot be written ends a stream at once", "[cli][faults]") {
    const test::TempDir dir;
    const test::TempDir results;
    const auto layer = lots(dir);
    const auto words = command_on(layer);
    const auto count = dir / "count";
    auto written = words;
    written.insert(written.end(), {"-o", results / "x.csv"});
    REQUIRE(run(written, {.path = results / ""}, count).exit == 0);
    const auto calls = std::stol(test::read_file(count));
    fs::remove(results / "x.csv");
    for (long at = 1; at <= calls; ++at) {
        CAPTURE(words, at, calls);
        const auto full = run(written, {.at = at, .sticky = true, .path = results / ""}, count);
        REQUIRE(full.exit == 4);
        REQUIRE_THAT(full.err, Contains("x.csv") && Contains("No space left on device"));
        REQUIRE(full.err.find("sandan: ") == full.err.rfind("sandan: ")); // told once
        REQUIRE(fs::is_empty(results / ""));
    }
}
