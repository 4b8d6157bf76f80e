#include "allocation_plan.hpp"
#include "run_cli.hpp"

#include <catch2/catch.hpp>

#include <fstream>

using sandan::test::read_file;
using sandan::test::run_cli;
using sandan::test::TempDir;

TEST_CASE("report writes one page that loads nothing and names every firm and rule", "[cli]") {
    const TempDir folder;
    const auto plan = sandan::test::write_allocation_plan(folder);
    const auto file = folder / "report.html";
    const auto run = run_cli({"report", plan, "-o", file});
    CAPTURE(run.err);
    REQUIRE(run.exit == 0);
    const auto page = read_file(file);
    for (const auto* const text : {"F01", "D05", "LB-04", "GT-02", "SYNTHETIC", "Land-use plan",
                                   "Allocation", "firms.csv", "default-src 'none'"}) {
        CAPTURE(text);
        CHECK(page.find(text) != std::string::npos);
    }
    // Plain links to the law are allowed; what is loaded would have a source or be a link element.
    for (const auto* const loads : {" src=", "<link", "@import", "url(http", "fetch("}) {
        CAPTURE(loads);
        CHECK(page.find(loads) == std::string::npos);
    }
}

TEST_CASE("the report of an aged complex has its indicators, portfolio, before and after",
          "[cli]") {
    const TempDir folder;
    const auto plan = std::string{SANDAN_SOURCE_DIR} + "/gis_data/upgrade_district/plan.toml";
    const auto file = folder / "report.html";
    REQUIRE(run_cli({"report", plan, "-o", file}).exit == 0);
    const auto page = read_file(file);
    for (const auto* const text :
         {"The aged complex", "old buildings", "Chosen candidates", "redevelopment",
          "Before and after", "deficit of green (UG-13)", "2,853.0"}) {
        CAPTURE(text);
        CHECK(page.find(text) != std::string::npos);
    }
    CHECK(page.find("Feasibility study</h") == std::string::npos); // the plan has none
}

TEST_CASE("a firm's name in the report is text, never markup", "[cli]") {
    const TempDir folder;
    const auto plan = sandan::test::write_allocation_plan(folder);
    auto firms = read_file(folder / "firms.csv");
    firms = sandan::test::replaced(firms, "효성첨단소재", "<img src=x onerror=alert(1)>");
    std::ofstream{folder / "firms.csv"} << firms;
    const auto file = folder / "report.html";
    REQUIRE(run_cli({"report", plan, "-o", file}).exit == 0);
    const auto page = read_file(file);
    CHECK(page.find("<img src=x") == std::string::npos);
    CHECK(page.find("&lt;img src=x onerror=alert(1)&gt;") != std::string::npos);
}

TEST_CASE("report to another kind of file is refused before the work", "[cli]") {
    const TempDir folder;
    const auto run = run_cli({"report", folder / "absent.toml", "-o", folder / "report.docx"});
    CHECK(run.exit == 2);
    CHECK(run.err.find(".pdf or .html") != std::string::npos);
}
