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
    const auto run = run_cli({"selftest", plan, "--select",
                              "GT-06,LB-01,PC-01,PC-11,PD-09,SI-06,SI-15,SI-17", "--lang", "en"});
    CHECK(run.exit == 0);
    CAPTURE(run.out);
    CHECK_THAT(run.out, Catch::Contains("8 faults injected, 8 caught"));
}
