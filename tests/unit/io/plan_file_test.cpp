#include <sandan/core/error.hpp>
#include <sandan/io/read.hpp>

#include "small_plan.hpp"

#include <catch2/catch.hpp>

using namespace sandan;
using test::SmallPlan;

namespace {

Date day(int year, unsigned month, unsigned number) {
    return Date{std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{number}};
}

/// Expects the small plan, changed once, to be refused with "plan.toml:<rest>".
void check_refused(std::string_view from, std::string_view to, const std::string& rest) {
    const SmallPlan plan;
    plan.change_plan(from, to);
    try {
        (void)io::read_plan(plan.path());
        FAIL("not refused: " << rest);
    } catch (const Error& error) {
        CHECK(error.kind() == ErrorKind::usage);
        CHECK_THAT(error.what(), Catch::Contains("plan.toml:" + rest));
        CHECK(std::string{error.what()}.find('\n') == std::string::npos);
    }
}

} // namespace

TEST_CASE("a plan file is read as it stands, with paths from its own folder", "[io]") {
    const SmallPlan small;
    const auto plan = io::read_plan(small.path());
    CHECK(plan.name == "작은 계획");
    CHECK(plan.reference_date == day(2024, 6, 26));
    CHECK(plan.crs == "EPSG:5186");
    CHECK(plan.jurisdiction == std::vector<std::string>{"kr", "kr-52-jeonju"});
    CHECK_FALSE(plan.synthetic);
    REQUIRE(plan.complexes.size() == 1);
    CHECK(plan.complexes[0].designated_area_m2 == 20'000);
    CHECK_FALSE(plan.complexes[0].started);
    REQUIRE(plan.layers.size() == 1);
    CHECK(plan.layers[0].role == "lots");
    CHECK(plan.layers[0].path == small.folder / "lots.geojson");
    CHECK(plan.layers[0].vintage == "2024-05-31");
    CHECK(plan.layers[0].fields.at("use") == "USE_CD");
    CHECK(plan.firms == small.folder / "firms.csv");
    CHECK(plan.waivers_path == small.folder / "waivers.toml");
    REQUIRE(plan.admissions.size() == 1);
    CHECK(plan.admissions[0].ksic_rev == 10);
    REQUIRE(plan.facts.size() == 1);
    CHECK(plan.facts[0].parts == std::vector<double>{10'000, 10'000});
    CHECK(plan.allocation.objective == std::vector<std::string>{"jobs", "fit"});
    CHECK(plan.allocation.max_parcels == 3);
    CHECK(plan.allocation.seed == 1);
    CHECK(plan.places.at("layers.lots.path").line == 14);
    CHECK(plan.places.at("complex.0.id").line == 8);
}

TEST_CASE("layers keep the order of the file, and a dem is no layer", "[io]") {
    const SmallPlan small;
    small.change_plan("[firms]", "[layers.zoning]\npath = \"z.shp\"\n[layers.dem]\npath = "
                                 "\"dem.tif\"\n[layers.a]\nrole = \"roads\"\npath = \"a.shp\"\n"
                                 "[firms]");
    const auto plan = io::read_plan(small.path());
    REQUIRE(plan.layers.size() == 3);
    CHECK(plan.layers[0].name == "lots");
    CHECK(plan.layers[1].name == "zoning");
    CHECK(plan.layers[2].name == "a");
    CHECK(plan.layers[2].role == "roads");
    CHECK(plan.dem == small.folder / "dem.tif");
}

TEST_CASE("an unknown key is refused with the nearest known one", "[io]") {
    check_refused("reference_date", "refrence_date",
                  "3:1: unknown key 'refrence_date' in [plan]; did you mean 'reference_date'?");
    check_refused("[plan]\n", "[plan]\nsintetic = true\n",
                  "2:1: unknown key 'sintetic' in [plan]; did you mean 'synthetic'?");
    check_refused("vintage =", "vintige =",
                  "15:1: unknown key 'vintige' in [layers.lots]; did you mean 'vintage'?");
    check_refused("[firms]", "[firm]",
                  "18:2: unknown key 'firm' in the file; did you mean 'firms'?");
    check_refused("max_parcels", "max_lots",
                  "48:1: unknown key 'max_lots' in [allocation]; expected one of gap, max_parcels");
}

TEST_CASE("a value of the wrong type is refused with what was expected", "[io]") {
    check_refused("name = \"작은 계획\"", "name = 3",
                  "2:8: 'name' is of the wrong type, expected text in quotes");
    check_refused("2024-06-26", "\"26.6.2024\"",
                  "3:18: 'reference_date' is of the wrong type, expected a date without quotes");
    check_refused("[\"kr\", \"kr-52-jeonju\"]", "\"kr\"",
                  "5:16: 'jurisdiction' is of the wrong type, expected a list of texts");
    check_refused("max_parcels = 3", "max_parcels = 2.5",
                  "48:15: 'max_parcels' is of the wrong type, expected a whole number");
    check_refused("[[complex]]", "[complex]",
                  "7:1: 'complex' is of the wrong type, expected a list");
    check_refused("[firms]\npath = \"firms.csv\"", "firms = \"firms.csv\"",
                  "18:1: unknown key 'firms' in [layers.lots]");
}

TEST_CASE("a value that cannot be is refused", "[io]") {
    check_refused("\"EPSG:5186\"", "\"5186\"", "4:7: crs '5186' is no EPSG code");
    check_refused("20_000\n\n[layers", "-5\n\n[layers",
                  "11:22: designated_area_m2 is -5, expected more than 0");
    check_refused("\"일반산업단지\"", "\"일반산단\"", "10:8: unknown kind '일반산단'");
    check_refused("ksic_rev = 10", "ksic_rev = 8",
                  "35:12: ksic_rev 8 is no revision of KSIC we know");
    check_refused("complex = \"general\"\nksic", "complex = \"other\"\nksic",
                  "34:11: no [[complex]] has the id 'other'");
    check_refused("[\"jobs\", \"fit\"]", "[\"jobs\", \"jobs\"]",
                  "47:13: objective 'jobs' is unknown or");
    check_refused("max_parcels = 3", "gap = -1", "48:7: gap is -1, expected 0 or more");
    check_refused("allow C13 C20-C31", "permit C13", "36:8: admission rule 'permit C13'");
    check_refused("[layers.lots]",
                  "[[complex]]\nid = \"general\"\nname = \"b\"\nkind = "
                  "\"농공단지\"\ndesignated_area_m2 = 1\n[layers.lots]",
                  "14:6: complex 'general' stands here a second time");
}

TEST_CASE("text that is no TOML is refused with the place", "[io]") {
    check_refused("name = \"작은 계획\"", "name = \"open", "2:13: not valid TOML");
    check_refused("crs = \"EPSG:5186\"", "name = \"twice\"", "4:8: not valid TOML");
}

TEST_CASE("a plan file that is not there is a usage error", "[io]") {
    const test::TempDir folder;
    for (const auto& path : {folder / "none.toml", folder.path().string()}) {
        try {
            (void)io::read_plan(path);
            FAIL("read: " << path);
        } catch (const Error& error) {
            CHECK(error.kind() == ErrorKind::usage);
            CHECK_THAT(error.what(), Catch::StartsWith(path));
        }
    }
}
