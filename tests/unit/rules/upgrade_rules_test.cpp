#include "pair_rules.hpp"

#include <catch2/catch.hpp>

using namespace sandan;
using test::Kind;
using test::rectangle;
using test::run_rule;

namespace {

using Ids = std::vector<std::string>;

Date day(int year, unsigned month, unsigned d) {
    return Date{std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{d}};
}

/// A complex of 1,683,000 m² and its renewal district, `beyond` m² larger.
test::ProjectBuilder aged(double beyond) {
    test::ProjectBuilder builder;
    builder.complex("J", 1683000)
        .layer("boundary", {"complex"})
        .feature(rectangle(0, 0, 1683, 1000), {"J"})
        .layer("district", {"id", "kind"})
        .feature(rectangle(0, 0, 1683 + beyond / 1000, 1000), {"RD", "재생사업지구"});
    return builder;
}

rules::Outcome only(const test::Collector& found) {
    REQUIRE(found.all.size() == 1);
    return found.all.front().second;
}

} // namespace

TEST_CASE("V19: 125,000 of 1,683,000 m² outside the complex is 7.4 %, below 50 %", "[rules]") {
    auto builder = aged(125000);
    builder.parameter("UG-05", "max_share", 50);
    const auto outcome = only(run_rule(builder.project(), "UG-05"));
    CHECK(outcome.kind == Kind::pass);
    CHECK(*outcome.evidence.measured == Approx(7.4).margin(0.05));
    auto large = aged(1683000 / 2.0 + 1000);
    large.parameter("UG-05", "max_share", 50);
    CHECK(only(run_rule(large.project(), "UG-05")).kind == Kind::breach);
}

TEST_CASE("an old core complex began twenty years ago to the day", "[rules]") {
    auto builder = aged(0);
    builder.parameter("UG-01", "min_years", 20);
    auto& complex = builder.project().plan.complexes.front();
    CHECK(only(run_rule(builder.project(), "UG-01")).missing == Ids{"complex.started"});
    complex.started = day(2004, 6, 26);
    CHECK(only(run_rule(builder.project(), "UG-01")).kind == Kind::pass);
    complex.started = day(2004, 6, 27);
    CHECK(only(run_rule(builder.project(), "UG-01")).kind == Kind::breach);
}

TEST_CASE("UG-04: a renewal district comes first twenty years after completion, to the day",
          "[rules]") {
    auto builder = aged(0);
    builder.parameter("UG-04", "min_years", 20);
    auto& complex = builder.project().plan.complexes.front();
    complex.started = day(1967, 7, 1); // another clock: UG-01's
    CHECK(only(run_rule(builder.project(), "UG-04")).missing == Ids{"complex.completed"});
    complex.completed = day(2004, 6, 26);
    CHECK(only(run_rule(builder.project(), "UG-04")).kind == Kind::pass);
    complex.completed = day(2004, 6, 27);
    const auto young = only(run_rule(builder.project(), "UG-04"));
    CHECK(young.kind == Kind::breach);
    CHECK(*young.evidence.measured == 19);
}

TEST_CASE("UG-10: what the floor-area limit leaves is told over lots whose limit is known",
          "[rules]") {
    test::ProjectBuilder builder;
    builder.complex("J", 20'000)
        .parameter("ZO-01", "max_percent", 70, "UQA320")
        .parameter("ZO-02", "max_percent", 300, "UQA320")
        .parameter("ZO-08", "min_area", 1)
        .parameter("ZO-08", "min_width", 1)
        .layer("lots", {"id", "complex", "use"})
        .feature(rectangle(0, 0, 100, 100), {"L1", "J", "IND"})
        .feature(rectangle(100, 0, 100, 100), {"L2", "J", "IND"})
        .feature(rectangle(900, 0, 100, 100), {"nowhere", "J", "IND"})
        .layer("zoning", {"code"})
        .feature(rectangle(0, 0, 200, 100), {"UQA320"})
        .layer("buildings", {"id", "pnu", "floor_area_m2"})
        .feature(rectangle(10, 10, 10, 10), {"a", "L1", 9'000.0})
        .feature(rectangle(30, 10, 10, 10), {"b", "L1", 6'000.0}) // two on one lot
        .feature(rectangle(910, 10, 10, 10), {"c", "nowhere", 50'000.0});
    const auto outcome = only(run_rule(builder.project(), "UG-10"));
    CHECK(*outcome.evidence.measured == Approx(75)); // (60,000 − 15,000) / 60,000
    CHECK(outcome.evidence.message.en ==
          "75.0 % of the allowed floor area is unused (15,000 of 60,000 m²)");
    builder
        .feature(rectangle(110, 10, 10, 10), {"d", {}, 15'000.0}) // without PNU, on L2
        .feature(rectangle(130, 10, 10, 10), {"e", "L2", {}});
    CHECK(only(run_rule(builder.project(), "UG-10")).evidence.message.en ==
          "50.0 % of the allowed floor area is unused (30,000 of 60,000 m²); without 1 buildings "
          "of unknown lot or floor area");
}

TEST_CASE("without an upgrade district the age of a complex is nobody's business", "[rules]") {
    test::ProjectBuilder builder;
    builder.complex("A", 1000).parameter("UG-01", "min_years", 20);
    CHECK(only(run_rule(builder.project(), "UG-01")).kind == Kind::not_applicable);
}

TEST_CASE("a general complex needs recognition in the strategic plan", "[rules]") {
    auto builder = aged(0);
    builder.rule("UG-02");
    auto& complex = builder.project().plan.complexes.front();
    CHECK(only(run_rule(builder.project(), "UG-02")).kind == Kind::unknown);
    complex.recognition = "2024-04-30";
    CHECK(only(run_rule(builder.project(), "UG-02")).kind == Kind::pass);
    complex.kind = "국가산업단지";
    CHECK(only(run_rule(builder.project(), "UG-02")).kind == Kind::not_applicable);
}

TEST_CASE("activation and restructuring areas take 30 % at most", "[rules]") {
    const auto kind = [](const char* rule, const char* what, double width) {
        auto builder = aged(0);
        builder.parameter(rule, "max_share", 30).feature(rectangle(0, 0, width, 1000), {"X", what});
        return only(run_rule(builder.project(), rule)).kind;
    };
    CHECK(kind("UG-06", "활성화구역", 504.9) == Kind::pass);
    CHECK(kind("UG-06", "활성화구역", 505.0) == Kind::breach);
    CHECK(kind("UG-07", "구조고도화", 504.9) == Kind::pass);
    CHECK(kind("UG-07", "구조고도화", 505.0) == Kind::breach);
}

TEST_CASE("old buildings are a share of those with a date", "[rules]") {
    test::ProjectBuilder builder;
    builder.parameter("UG-09", "old_from", 20)
        .layer("buildings", {"id", "pnu", "approval_date", "floor_area_m2"})
        .feature(rectangle(0, 0, 1, 1), {"1", "P", "20040626", 300.0})
        .feature(rectangle(0, 0, 1, 1), {"2", "P", "20040627", 100.0})
        .feature(rectangle(0, 0, 1, 1), {"3", "P", {}, 500.0})
        .feature(rectangle(0, 0, 1, 1), {"4", "P", "00000000", {}});
    const auto outcome = only(run_rule(builder.project(), "UG-09"));
    CHECK(*outcome.evidence.measured == Approx(50));
    CHECK(outcome.evidence.message.en ==
          "50.0 % of buildings are 20 years or older (75.0 % of floor area), 50.0 % without a "
          "date");
}

TEST_CASE("idle parcels are factory land above the limit without a building", "[rules]") {
    test::ProjectBuilder builder;
    builder.parameter("UG-11", "min_area", 900)
        .layer("parcels", {"id", "jibun"})
        .feature(rectangle(0, 0, 10, 100), {"idle", "1장"})
        .feature(rectangle(0, 0, 10, 100), {"built", "2장"})
        .feature(rectangle(0, 0, 10, 90), {"limit", "3장"})
        .feature(rectangle(0, 0, 10, 100), {"park", "4공"})
        .layer("buildings", {"id", "pnu"})
        .feature(rectangle(0, 0, 5, 5), {"b", "built"});
    const auto outcome = only(run_rule(builder.project(), "UG-11"));
    CHECK(*outcome.evidence.measured == Approx(1000.0 / 2900 * 100));
    builder.feature(rectangle(2, 50, 5, 5), {"c", {}}); // without PNU it stands where it lies
    CHECK(*only(run_rule(builder.project(), "UG-11")).evidence.measured == Approx(0));
}

TEST_CASE("closed firms count by floor area", "[rules]") {
    test::ProjectBuilder builder;
    builder.rule("UG-12")
        .layer("register", {"id", "status", "floor_area_m2"})
        .feature(geom::MultiPolygon{}, {"1", "가동", 300.0})
        .feature(geom::MultiPolygon{}, {"2", "폐업", 60.0})
        .feature(geom::MultiPolygon{}, {"3", "휴업", 40.0})
        .parameter("UG-12", "operating", 1, "가동")
        .parameter("UG-12", "shut", 1, "휴업")
        .parameter("UG-12", "shut", 1, "폐업");
    CHECK(*only(run_rule(builder.project(), "UG-12")).evidence.measured == Approx(25));
    // rows without an area, without a status or of a word nobody lists are in neither sum
    builder.feature(geom::MultiPolygon{}, {"4", "폐업", {}})
        .feature(geom::MultiPolygon{}, {"5", {}, 1'000.0})
        .feature(geom::MultiPolygon{}, {"6", "등록취소", 1'000.0});
    const auto outcome = only(run_rule(builder.project(), "UG-12"));
    CHECK(*outcome.evidence.measured == Approx(25));
    CHECK_THAT(outcome.evidence.message.en, Catch::Contains("area or status of 3 rows unknown"));
    // of two registers both count
    builder.layer("register", {"id", "status", "floor_area_m2"})
        .feature(geom::MultiPolygon{}, {"7", "폐업", 400.0});
    CHECK(*only(run_rule(builder.project(), "UG-12")).evidence.measured == Approx(62.5));
}

TEST_CASE("admitted industries are reviewed from the tenth year on", "[rules]") {
    auto builder = aged(0);
    builder.parameter("UG-16", "min_years", 10).parameter("UG-16", "period", 5);
    auto& complex = builder.project().plan.complexes.front();
    CHECK(only(run_rule(builder.project(), "UG-16")).kind == Kind::not_applicable);
    complex.completed = day(2014, 6, 26);
    CHECK_THAT(only(run_rule(builder.project(), "UG-16")).evidence.message.en,
               Catch::Contains("due (every 5"));
    complex.completed = day(2014, 6, 27);
    CHECK_THAT(only(run_rule(builder.project(), "UG-16")).evidence.message.en,
               Catch::Contains("not due"));
}

TEST_CASE("indicators of age ask for their layers only in an upgrade plan", "[rules]") {
    test::ProjectBuilder builder;
    builder.complex("A", 1000).rule("UG-12").parameter("UG-09", "old_from", 20);
    CHECK(only(run_rule(builder.project(), "UG-12")).kind == Kind::not_applicable);
    auto upgrade = aged(0);
    upgrade.rule("UG-12").parameter("UG-09", "old_from", 20);
    CHECK(only(run_rule(upgrade.project(), "UG-12")).missing == Ids{"layer register"});
    CHECK(only(run_rule(upgrade.project(), "UG-09")).missing == Ids{"layer buildings"});
    upgrade.rule("UG-11").layer("buildings", {"id", "pnu"});
    CHECK(only(run_rule(upgrade.project(), "UG-11")).missing == Ids{"layer parcels"});
    upgrade.layer("parcels", {"id"});
    CHECK(only(run_rule(upgrade.project(), "UG-11")).missing == Ids{"parameter UG-11 min_area"});
}

TEST_CASE("UG-05 to UG-07 weigh each complex by itself, however large the others are", "[rules]") {
    const auto build = [](const char* of) {
        test::ProjectBuilder builder;
        builder.complex("J", 10'000)
            .complex("huge", 10'000'000)
            .parameter("UG-05", "max_share", 50)
            .parameter("UG-06", "max_share", 30)
            .parameter("UG-07", "max_share", 30)
            .layer("boundary", {"complex"})
            .feature(rectangle(0, 0, 100, 100), {"J"})
            .feature(rectangle(10'000, 0, 10'000, 1'000), {"huge"})
            .layer("district", {"id", "kind", "complex"})
            .feature(rectangle(0, 0, 160, 100), {"R", "재생사업지구", test::text(of)})
            .feature(rectangle(0, 0, 100, 100), {"S", "구조고도화", test::text(of)})
            .feature(rectangle(0, 0, 50, 100), {"A", "활성화구역", test::text(of)});
        return builder;
    };
    for (const auto* const of : {"J", ""}) { // named, or found by where it lies
        auto builder = build(of);
        for (const auto* const rule : {"UG-05", "UG-06", "UG-07"}) {
            CAPTURE(of, rule);
            const auto found = run_rule(builder.project(), rule);
            CHECK(found.breaches() == Ids{"J"});
            CHECK(found.ids(Kind::not_applicable) == Ids{"huge"});
        }
    }
    auto builder = build("J");
    CHECK(*run_rule(builder.project(), "UG-05").all.front().second.evidence.measured == Approx(60));
    CHECK(*run_rule(builder.project(), "UG-07").all.front().second.evidence.measured ==
          Approx(100));
}

TEST_CASE("land of a district that no complex is known for decides nothing", "[rules]") {
    test::ProjectBuilder builder;
    builder.complex("A", 10'000)
        .complex("B", 10'000)
        .parameter("UG-05", "max_share", 50)
        .layer("boundary", {"complex"})
        .feature(rectangle(0, 0, 100, 100), {"A"})
        .feature(rectangle(100, 0, 100, 100), {"B"})
        .layer("district", {"id", "kind"})
        .feature(rectangle(50, 0, 100, 130), {"R", "재생사업지구"}); // on both, and beyond
    const auto found = run_rule(builder.project(), "UG-05");
    CHECK(found.unknowns() == Ids{"A", "B"});
    CHECK(found.all.front().second.missing == Ids{"district.complex"});
}

TEST_CASE("districts over several complexes count where they lie", "[rules]") {
    const auto run = [](const char* rule, double width, const char* named, const char* boundary_b) {
        test::ProjectBuilder builder;
        builder.complex("A", 10'000)
            .complex("B", 10'000)
            .parameter("UG-05", "max_share", 50)
            .parameter("UG-07", "max_share", 30)
            .parameter("UG-08", "max_share", 50)
            .layer("boundary", {"complex"})
            .feature(rectangle(0, 0, 100, 100), {"A"})
            .feature(rectangle(100, 0, 100, 100), {test::text(boundary_b)})
            .layer("district", {"id", "kind", "complex", "partial"})
            .feature(rectangle(0, 0, width, 40), {"R", "재생사업지구", test::text(named), "1"})
            .feature(rectangle(0, 0, width, 40), {"S", "구조고도화", test::text(named), "1"});
        return run_rule(builder.project(), rule);
    };
    const auto split = run("UG-07", 150, "", "B"); // 40 % of A, 20 % of B
    CHECK(split.breaches() == Ids{"A"});
    CHECK(split.passes() == Ids{"B"});
    CHECK(*split.all.front().second.evidence.measured == Approx(40));
    CHECK(run("UG-07", 150, "B", "B").breaches() == Ids{"A"}); // a name does not move land
    CHECK(run("UG-08", 150, "", "B").passes() == Ids{"R"});    // 40 and 20 % of one complex each
    CHECK(run("UG-08", 220, "", "B").unknowns() == Ids{"R"});  // whose are the 800 m² beyond?
    CHECK(run("UG-08", 226, "B", "B").breaches() == Ids{"R"}); // 5,040 m² of B's
    const auto drawn = run("UG-07", 100.4, "", "B");           // two drawings of one line
    CHECK(drawn.passes().empty());
    CHECK(drawn.ids(Kind::not_applicable) == Ids{"B"});
    const auto open = run("UG-05", 100, "", "");
    CHECK(open.unknowns() == Ids{"A", "B"});
    CHECK(open.all.front().second.missing == Ids{"boundary.complex"});
    const auto other = run("UG-05", 100, "nosuch", "B");
    CHECK(other.all.front().second.missing == Ids{"district.complex (no complex 'nosuch')"});
}

TEST_CASE("a district of no kind may be of any", "[rules]") {
    test::ProjectBuilder builder;
    builder.complex("A", 10'000)
        .parameter("UG-05", "max_share", 50)
        .parameter("UG-08", "max_share", 50)
        .layer("boundary", {"complex"})
        .feature(rectangle(0, 0, 100, 100), {"A"})
        .layer("district", {"id", "kind"})
        .feature(rectangle(0, 0, 10, 40), {"R", {}});
    CHECK(only(run_rule(builder.project(), "UG-05")).missing == Ids{"district.kind"});
    CHECK(only(run_rule(builder.project(), "UG-08")).missing == Ids{"district.kind"});
}
