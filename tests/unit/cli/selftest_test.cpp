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

TEST_CASE("selftest takes groups, and refuses words that choose nothing", "[cli]") {
    const std::string plan = SANDAN_SOURCE_DIR "/gis_data/new_complex/plan.toml";
    const auto group = run_cli({"selftest", plan, "--select", "PC", "--lang", "en"});
    CHECK(group.exit == 0);
    CHECK_THAT(group.out,
               Catch::Contains("PC-01") && Catch::Contains("PC-11") && !Catch::Contains("GT-02"));
    for (const auto* const word : {"GT-99", "gt-02"}) {
        const auto wrong = run_cli({"selftest", plan, "--select", word});
        CHECK(wrong.exit == 2);
        CHECK_THAT(wrong.err, Catch::Contains("no such rule or group") &&
                                  Catch::Contains("did you mean GT-0"));
    }
    CHECK(run_cli({"selftest", plan, "--select", "SI-31"}).exit == 3); // there is no fault for it
}
