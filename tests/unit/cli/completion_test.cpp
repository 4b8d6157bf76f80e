#include "run_cli.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>

using namespace sandan;

namespace {

/// What bash offers for the last of `words`, a blank before each offer.
std::string offered(const std::string& words) {
    const test::TempDir folder;
    const auto script = test::run_cli({"completion", "bash", "-o", folder / "completion"});
    REQUIRE(script.exit == 0);
    std::ofstream{folder / "ask"} << "set -eu\nsource '" + folder.path().string() +
                                         "/completion'\nCOMP_WORDS=(" + words +
                                         ")\nCOMP_CWORD=$((${#COMP_WORDS[@]} - 1))\n_sandan\n"
                                         "printf ' %s' \"${COMPREPLY[@]}\"\n";
    const auto command = "bash '" + (folder / "ask") + "' >'" + (folder / "answer") + "'";
    REQUIRE(std::system(command.c_str()) == 0); // NOLINT(cert-env33-c,concurrency-mt-unsafe)
    return test::read_file(folder / "answer");
}

} // namespace

TEST_CASE("bash offers commands, then a command's options, then their words", "[cli]") {
    CHECK(offered("sandan cov") == " coverage");
    CHECK(offered("sandan coverage --area") == " --area-crs");
    CHECK(offered("sandan check --lang ''") == " ko en");
    CHECK_THAT(offered("sandan ''"), Catch::Contains(" allocate") && Catch::Contains(" verify"));
}

TEST_CASE("bash offers themes, formats, steps and shells, also behind options of the program",
          "[cli]") {
    CHECK(offered("sandan map p.toml --theme ''") ==
          " landuse zoning siting allocation findings upgrade diff");
    CHECK(offered("sandan map p.toml --theme si") == " siting");
    CHECK(offered("sandan map --theme = si") == " siting"); // as bash parts --theme=si
    CHECK_THAT(offered("sandan check p.toml --report ''"),
               Catch::Contains(" sarif") && Catch::Contains(" gpkg"));
    CHECK(offered("sandan check p.toml --report = ''").find("[") == std::string::npos);
    CHECK(offered("sandan completion ''") == " bash zsh fish man all");
    CHECK(offered("sandan batch --threads 2 ''") == " plan run merge");
    CHECK(offered("sandan --lang ''") == " ko en");
    CHECK(offered("sandan --lang ko ma") == " map");
    CHECK(offered("sandan -q cov") == " coverage");
    CHECK(offered("sandan --lang en map p.toml --paper ''") == " A3 A4");
    CHECK_THAT(offered("sandan --l"), Catch::Contains(" --lang"));
}

TEST_CASE("zsh and fish get the words of themes, formats and steps", "[cli]") {
    const auto zsh = test::run_cli({"completion", "zsh"}).out;
    CHECK_THAT(zsh, Catch::Contains("--theme[") &&
                        Catch::Contains(":value:(landuse zoning siting allocation findings "
                                        "upgrade diff)'") &&
                        Catch::Contains("'1:STEP:(plan run merge)'"));
    const auto fish = test::run_cli({"completion", "fish"}).out;
    CHECK_THAT(fish, Catch::Contains("-l theme -x -a 'landuse zoning siting ") &&
                         Catch::Contains("-l lang -x -a 'ko en'") &&
                         Catch::Contains("-f -a 'plan run merge'"));
    for (const auto& text : {zsh, fish}) {
        CHECK_THAT(text, Catch::Contains("sarif"));
    }
}

TEST_CASE("fish offers a command's options for that command alone", "[cli]") {
    const auto fish = test::run_cli({"completion", "fish"}).out;
    // `run` is also a step of batch: seen anywhere on the line it means nothing
    CHECK(fish.find("__fish_seen_subcommand_from run'") == std::string::npos);
    CHECK_THAT(fish, Catch::Contains("-n '__sandan_command_is run' -l fail-on") &&
                         Catch::Contains("-n '__sandan_command_is batch' -l part"));
    if (std::system("command -v fish >/dev/null") !=
        0) { // NOLINT(cert-env33-c,concurrency-mt-unsafe)
        WARN("fish is not installed: the script was not run");
        return;
    }
    const test::TempDir folder;
    std::ofstream{folder / "sandan.fish"} << fish;
    const auto offers = [&](const std::string& line) {
        const auto command = "fish -c 'source " + folder / "sandan.fish" + "; complete -C \"" +
                             line + "\"' > '" + folder / "said" + "'";
        REQUIRE(std::system(command.c_str()) == 0); // NOLINT(cert-env33-c,concurrency-mt-unsafe)
        return test::read_file(folder / "said");
    };
    CHECK_THAT(offers("sandan batch run --f"), !Catch::Contains("--fail-on\tExit with 1 from"));
    CHECK_THAT(offers("sandan --lang en run --f"), Catch::Contains("--fail-on"));
}

TEST_CASE("zsh and fish get every command, too", "[cli]") {
    for (const auto* const shell : {"zsh", "fish"}) {
        const auto result = test::run_cli({"completion", shell});
        CHECK(result.exit == 0);
        CHECK_THAT(result.out, Catch::Contains("overlay") && Catch::Contains("zone-class"));
    }
    const auto wrong = test::run_cli({"completion", "fisch"});
    CHECK(wrong.exit == 2);
    CHECK_THAT(wrong.err, Catch::Contains("did you mean fish?"));
}

TEST_CASE("pages of the manual hold every option of their command, in both languages", "[cli]") {
    const test::TempDir folder;
    REQUIRE(test::run_cli({"completion", "all", "-o", folder / "share"}).exit == 0);
    CHECK(std::filesystem::exists(folder / "share/bash-completion/completions/sandan"));
    CHECK(std::filesystem::exists(folder / "share/zsh/site-functions/_sandan"));
    CHECK(std::filesystem::exists(folder / "share/fish/vendor_completions.d/sandan.fish"));
    for (const auto* const command : {"check", "allocate", "coverage"}) {
        const auto page =
            test::read_file(folder / ("share/man/man1/sandan-" + std::string{command} + ".1"));
        const auto help = test::run_cli({command, "--help"}).out; // what the parser itself prints
        std::size_t options = 0;
        for (std::size_t at = help.find("--"); at != std::string::npos;
             at = help.find("--", at + 2)) {
            const auto end = help.find_first_not_of("abcdefghijklmnopqrstuvwxyz-", at);
            auto name = help.substr(at, end - at);
            for (std::size_t dash = 0; (dash = name.find('-', dash)) != std::string::npos;
                 dash += 2) {
                name.replace(dash, 1, "\\-");
            }
            CAPTURE(command, name);
            CHECK_THAT(page, Catch::Contains(name));
            ++options;
        }
        CHECK(options > 10);
    }
    CHECK_THAT(test::read_file(folder / "share/man/ko/man1/sandan.1"),
               Catch::Contains("종료 상태"));
    if (std::system("command -v groff >/dev/null") !=
        0) { // NOLINT(cert-env33-c,concurrency-mt-unsafe)
        WARN("groff is not installed: the pages were not typeset");
        return;
    }
    const auto command = "for page in '" + folder / "share/man/man1" +
                         "'/*.1; do groff -man -ww -Kutf8 -Tutf8 \"$page\" >/dev/null || exit 1; "
                         "done 2>'" +
                         folder / "said" + "'";
    CHECK(std::system(command.c_str()) == 0); // NOLINT(cert-env33-c,concurrency-mt-unsafe)
    CHECK(test::read_file(folder / "said").empty());
}
