#include <sandan/core/error.hpp>

#include "io/tables.hpp"
#include "small_plan.hpp"

#include <catch2/catch.hpp>

using namespace sandan;
using test::SmallPlan;
using test::TempDir;

namespace {

std::vector<model::Firm> firms_of(const std::string& path) {
    model::ReadLog log;
    auto firms = io::read_firms(path, log);
    CHECK(log.findings.empty());
    return firms;
}

/// Expects `read` to throw Error{input} that ends a path with `rest` ("firms.csv:2:5: …").
template <typename Read>
void check_refused(const Read& read, const std::string& rest) {
    try {
        read();
        FAIL("not refused: " << rest);
    } catch (const Error& error) {
        CHECK(error.kind() == ErrorKind::input);
        CHECK_THAT(error.what(), Catch::Contains(rest));
        CHECK(std::string{error.what()}.find('\n') == std::string::npos);
    }
}

void check_firms_refused(std::string_view from, std::string_view to, const std::string& rest) {
    const SmallPlan plan;
    plan.change_firms(from, to);
    check_refused([&] { (void)firms_of(plan.folder / "firms.csv"); }, rest);
}

const std::vector<model::Firm>& two_firms() {
    static const std::vector<model::Firm> firms = [] {
        std::vector<model::Firm> list(2);
        list[0].id = "F1";
        list[1].id = "F2";
        return list;
    }();
    return firms;
}

} // namespace

TEST_CASE("firms are read with shares of industry, and an empty cell is nothing", "[io]") {
    const SmallPlan plan;
    const auto firms = firms_of(plan.folder / "firms.csv");
    REQUIRE(firms.size() == 2);
    CHECK(firms[0].id == "F1");
    CHECK(firms[0].name == "첫째");
    CHECK(firms[0].ksic_rev == 10);
    REQUIRE(firms[0].industries.size() == 1);
    CHECK(firms[0].industries[0].ksic == "23995");
    CHECK(firms[0].area_min_m2 == 5000);
    CHECK(firms[0].year == 2026);
    CHECK(firms[0].emits_known);
    CHECK(firms[0].emits.empty());
    CHECK(firms[0].rosters == std::vector<std::string>{"a", "b"});
    CHECK(firms[0].anchor);
    CHECK_FALSE(firms[0].mandatory);
    CHECK(firms[0].line == 2);
    REQUIRE(firms[1].industries.size() == 2);
    CHECK(firms[1].industries[1].ksic == "30399");
    CHECK(firms[1].industries[1].share == 0.4);
    CHECK_FALSE(firms[1].area_min_m2);
    CHECK_FALSE(firms[1].year);
    CHECK_FALSE(firms[1].emits_known);
    CHECK_FALSE(firms[1].water_m3d);
}

TEST_CASE("a firm that leaves hazards empty is silent, 'none' says that there is nothing", "[io]") {
    const SmallPlan plan;
    const auto path = plan.folder.write("hazards.csv", "firm_id,name,ksic,hazards\n"
                                                       "F1,a,23995,none\n"
                                                       "F2,b,23995,\n"
                                                       "F3,c,23995,hp_gas;hazmat\n");
    const auto firms = firms_of(path);
    CHECK(firms[0].hazards_known);
    CHECK(firms[0].hazards.empty());
    CHECK_FALSE(firms[1].hazards_known);
    CHECK(firms[2].hazards == std::vector<std::string>{"hp_gas", "hazmat"});
    CHECK_FALSE(firms_of(plan.folder / "firms.csv")[0].hazards_known); // no such column
    const auto both = plan.folder.write("both.csv", "firm_id,name,ksic,hazards\n"
                                                    "F1,a,23995,none;hp_gas\n");
    check_refused([&] { (void)firms_of(both); },
                  "both.csv:2:4: hazards 'none;hp_gas' names something beside 'none'; keep one");
}

TEST_CASE("a faulty firm is refused with line and cell", "[io]") {
    check_firms_refused("5000,10000", "-5000,10000",
                        "firms.csv:2:5: area_min_m2 is -5000, expected 0 or more");
    check_firms_refused("5000,10000", "12000,10000", "firms.csv:2:5: area_min_m2 12000 is more");
    check_firms_refused("5000,10000", "\"5,000\",10000",
                        "firms.csv:2:5: area_min_m2 '5,000' is no");
    check_firms_refused("5000,10000", "5000㎡,10000", "firms.csv:2:5: area_min_m2 '5000㎡' is no");
    check_firms_refused("5000,10000", "5000,inf", "firms.csv:2:6: area_max_m2 'inf' is no number");
    check_firms_refused("\nF2", "\nF1", "firms.csv:3:1: firm 'F1' stands a second time");
    check_firms_refused("\nF2,", "\n,", "firms.csv:3:1: firm_id is empty");
    check_firms_refused("10,23995", "10,2399", "firms.csv:2:4: ksic '2399' is no industry code");
    check_firms_refused("10,23995", "10,carbon", "firms.csv:2:4: ksic 'carbon' is no industry");
    check_firms_refused(":0.4", ":0.5", "firms.csv:3:4: shares in ksic 'C23995:0.6;30399:0.5' sum");
    check_firms_refused(":0.4", ":-0.4", "firms.csv:3:4: ksic '30399:-0.4' has no share");
    check_firms_refused("10,23995", "8,23995", "firms.csv:2:3: ksic_rev is 8, expected 9, 10, 11");
    check_firms_refused("2026,none", "2026.5,none", "firms.csv:2:8: year is 2026.5, expected a");
    check_firms_refused("none,a;b,1", "none,a;b,yes",
                        "firms.csv:2:11: anchor is 'yes', expected 1");
    check_firms_refused("none,a;b", "none;악취,a;b", "firms.csv:2:9: emits 'none;악취' names");
}

TEST_CASE("a firms table with wrong columns is refused", "[io]") {
    check_firms_refused("area_min_m2", "area_mim_m2",
                        "firms.csv:1:5: unknown column 'area_mim_m2'; did you mean 'area_min_m2'?");
    check_firms_refused("firm_id,", "id,", "firms.csv:1:1: unknown column 'id'");
    const TempDir folder;
    const auto path = folder.write("firms.csv", "firm_id,name\nF1,a\n");
    check_refused([&] { (void)firms_of(path); }, "firms.csv:1:1: no column 'ksic'");
    const auto bare = folder.write("bare.csv", "firm_id,name,ksic\n");
    check_refused([&] { (void)firms_of(bare); }, "bare.csv: no firm below the first line");
}

TEST_CASE("links join two firms of the plan, once", "[io]") {
    const TempDir folder;
    model::ReadLog log;
    const auto read = [&](const std::string& row) {
        return io::read_links(folder.write("links.csv", "from,to,weight,kind\n" + row), two_firms(),
                              log);
    };
    CHECK(read("Ｆ１,F2,,fibre\n").front().from == "F1");
    REQUIRE(log.findings.size() == 1);
    CHECK(log.findings[0].code == "NAME-FOLDED");
    CHECK_THAT(log.findings[0].expected.en, Catch::Contains("links.csv:2: the spelling of 'F1'"));
    const auto links = read("F1,F2,,fibre\n");
    REQUIRE(links.size() == 1);
    CHECK(links[0].weight == 1);
    CHECK(links[0].kind == "fibre");
    check_refused([&] { (void)read("F1,F9,1,x\n"); }, "links.csv:2:2: no firm has the id 'F9'");
    check_refused([&] { (void)read("F1,F1,1,x\n"); }, "links.csv:2:2: 'F1' is linked to itself");
    check_refused([&] { (void)read("F1,F2,1,x\nF1,F2,2,x\n"); },
                  "links.csv:3:1: the link F1 → F2 stands a second time");
    check_refused([&] { (void)read("F1,F2,-1,x\n"); }, "links.csv:2:3: weight is -1");
}

TEST_CASE("capacities belong to a complex of the plan and a year", "[io]") {
    const TempDir folder;
    model::ReadLog log;
    model::Plan plan;
    plan.complexes.push_back({});
    plan.complexes[0].id = "general";
    const auto read = [&](const std::string& rows) {
        return io::read_capacities(
            folder.write("u.csv", "complex,year,water_m3d,power_kw,wastewater_m3d\n" + rows), plan,
            log);
    };
    const auto capacities = read("general,2026,10,,0\n");
    REQUIRE(capacities.size() == 1);
    CHECK(capacities[0].water_m3d == 10);
    CHECK_FALSE(capacities[0].power_kw);
    CHECK(capacities[0].wastewater_m3d == 0);
    check_refused([&] { (void)read("smart,2026,1,1,1\n"); }, "u.csv:2:1: no complex of the plan");
    check_refused([&] { (void)read("general,,1,1,1\n"); }, "u.csv:2:2: year is empty");
    check_refused([&] { (void)read("general,2026,1,1,1\ngeneral,2026,1,1,1\n"); },
                  "u.csv:3:2: general 2026 stands a second time");
}

TEST_CASE("assignments name a firm once, with all its lots", "[io]") {
    const TempDir folder;
    model::ReadLog log;
    const auto read = [&](const std::string& rows) {
        return io::read_assignments(folder.write("a.csv", "firm_id,parcels\n" + rows), two_firms(),
                                    log);
    };
    const auto assignments = read("F1,A-1; A-2\nF2,\n");
    REQUIRE(assignments.size() == 1);
    CHECK(assignments[0].lots == std::vector<std::string>{"A-1", "A-2"});
    check_refused([&] { (void)read("F9,A-1\n"); }, "a.csv:2:1: no firm has the id 'F9'");
    check_refused([&] { (void)read("F1,A-1\nF1,A-2\n"); }, "a.csv:3:1: firm 'F1' stands a second");
}
