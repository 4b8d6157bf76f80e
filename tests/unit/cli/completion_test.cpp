#include "run_cli.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>
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

TEST_CASE("zsh and fish get every command, too", "[cli]") {
    for (const auto* const shell : {"zsh", "fish"}) {
        const auto result = test::run_cli({"completion", shell});
        CHECK(result.exit == 0);
        CHECK_THAT(result.out, Catch::Contains("overlay") && Catch::Contains("zone-class"));
    }
    CHECK(test::run_cli({"completion", "tcsh"}).exit == 2);
}
