#include "cli/paint.hpp"
#include "cli/progress.hpp"
#include "report/text_table.hpp"
#include "run_cli.hpp"

#include <catch2/catch.hpp>

using namespace sandan;
using cli::painted;
using cli::want_colours;

namespace {

std::string plan() {
    return std::string{SANDAN_SOURCE_DIR} + "/gis_data/new_complex/plan.toml";
}

} // namespace

TEST_CASE("what is left is as long, share for share, as what is behind", "[cli]") {
    cli::Standing standing{"rules", 6, 5, 0.25};
    CHECK(cli::remaining(standing) == 14); // 5 s were a quarter: 20 s in all, 6 are gone
    CHECK(cli::progress_line(standing, Language::en, 0) == "rules (6 s, about 14 s left)");
    CHECK(cli::progress_line(standing, Language::ko, 0) == "rules (6초, 약 14초 남음)");
    standing.elapsed_s = 25; // longer than guessed: nothing is promised
    CHECK_FALSE(cli::remaining(standing));
    CHECK(cli::progress_line(standing, Language::en, 0) == "rules (25 s)");
    standing.done = -1;
    CHECK_FALSE(cli::remaining(standing));
    standing = {"규칙 점검 중", 125, 60, 0.1};
    CHECK(cli::progress_line(standing, Language::ko, 0) ==
          "규칙 점검 중 (2분 5초, 약 7분 55초 남음)");
    for (const std::size_t columns : {10U, 11U, 20U}) {
        CHECK(report::display_width(cli::progress_line(standing, Language::ko, columns)) <=
              columns);
    }
}

TEST_CASE("colours are for terminals, and every way to refuse them works", "[cli]") {
    CHECK(want_colours("auto", true, {}));
    CHECK_FALSE(want_colours("auto", false, {}));
    CHECK_FALSE(want_colours("auto", true, {.no_colour = true}));
    CHECK_FALSE(want_colours("auto", true, {.dumb = true}));
    CHECK(want_colours("auto", false, {.force_colour = true}));
    CHECK_FALSE(want_colours("auto", true, {.no_colour = true, .force_colour = true}));
    CHECK(want_colours("always", false, {.no_colour = true}));
    CHECK_FALSE(want_colours("never", true, {.force_colour = true}));

    CHECK(painted("위반 (FAIL) 2\n  GT-02 WARN\n") ==
          "\x1b[1;31m위반 (FAIL) 2\x1b[0m\n  GT-02 \x1b[33mWARN\x1b[0m\n");
    CHECK(painted("PASSAGE F-FAIL unknown") == "PASSAGE F-FAIL unknown"); // parts of other words
    CHECK(painted("{\"result\":\"FAIL\"}") == "{\"result\":\"FAIL\"}");
}

TEST_CASE("results hold colours only when asked for, and are the same but for them", "[cli]") {
    const auto faulty = std::string{SANDAN_SOURCE_DIR} + "/gis_data/faulty/plan.toml";
    const auto plain = test::run_cli({"check", faulty, "--select", "GT-02"});
    CHECK(plain.out.find('\x1b') == std::string::npos); // a pipe
    const auto coloured =
        test::run_cli({"check", faulty, "--select", "GT-02", "--color", "always"}, {"NO_COLOR=1"});
    CHECK_THAT(coloured.out, Catch::Contains("\x1b[1;31m"));
    std::string without;
    for (std::size_t at = 0; at < coloured.out.size(); ++at) {
        if (coloured.out[at] == '\x1b') {
            at = coloured.out.find('m', at);
        } else {
            without += coloured.out[at];
        }
    }
    CHECK(without == plain.out);
}

TEST_CASE("progress is no part of logs unless it is asked for", "[cli]") {
    const test::TempDir folder;
    const auto silent = test::run_cli({"landuse", plan(), "-q"});
    CHECK(silent.err.empty());
    const auto told = test::run_cli({"run", plan(), "-o", folder / "out", "--progress", "always"});
    CAPTURE(told.err);
    CHECK(told.exit == 0);
    CHECK(told.err.find('\r') == std::string::npos);
}
