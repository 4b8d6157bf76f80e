#include "places.hpp"
#include "run_cli.hpp"

#include <catch2/catch.hpp>

using namespace sandan;
using test::run_cli;

TEST_CASE("selftest finds this installation sound", "[cli]") {
    const auto run = run_cli({"selftest", "--lang", "en"});
    CHECK(run.exit == 0);
    CHECK_THAT(run.out, Catch::Contains("coordinate systems") && Catch::Contains("128 rules") &&
                            !Catch::Contains("FAULT"));
}

TEST_CASE("selftest shows that rules catch their faults in the user's own data", "[cli]") {
    const std::string plan = SANDAN_SOURCE_DIR "/gis_data/new_complex/plan.toml";
    const auto run = run_cli({"selftest", plan, "--select", "LB-01,SI-06,PC-11", "--lang", "en"});
    CHECK(run.exit == 0);
    CHECK_THAT(run.out, Catch::Contains("3 faults injected, 3 caught"));
}
