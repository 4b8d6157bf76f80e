#include <sandan/model/appraisal.hpp>
#include <sandan/upgrade/survey.hpp>

#include "project_builder.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <numeric>
#include <random>

using namespace sandan;
using sandan::test::ProjectBuilder;
using sandan::test::rectangle;
using sandan::test::text;
using upgrade::Key;

namespace {

const std::vector<std::string> building_fields{
    "id", "pnu", "approval_date", "building_area_m2", "floor_area_m2", "floors"};

/// Thresholds as in the pack, and two zones.
ProjectBuilder with_rules() {
    ProjectBuilder builder;
    builder.complex("A", 10'000);
    builder.parameter("UG-09", "old_from", 20)
        .parameter("UG-09", "very_old_from", 30)
        .parameter("UG-10", "join_share", 10)
        .parameter("UG-10", "under_used", 30)
        .parameter("UG-11", "min_area", 900)
        .parameter("UG-11", "industrial", 1, "공장용지")
        .parameter("UG-11", "public", 1, "도로")
        .parameter("UG-12", "operating", 1, "가동")
        .parameter("UG-12", "shut", 1, "폐업")
        .parameter("PD-02", "min_area", 1'650)
        .parameter("PD-04", "min_road_width_large", 6)
        .parameter("DI-15", "max_difference", 5)
        .parameter("ZO-01", "max_percent", 80, "UQA320@complex")
        .parameter("ZO-01", "max_percent", 70, "UQA320")
        .parameter("ZO-01", "max_percent", 20, "UQA430")
        .parameter("ZO-02", "max_percent", 350, "UQA320")
        .parameter("ZO-02", "max_percent", 100, "UQA430")
        .parameter("ZO-03", "max_small_part", 330)
        .parameter("ZO-03", "max_small_part_strip", 660);
    builder.project().codes.jimok = {{9, "공장용지", "장"}, {14, "도로", "도"}};
    return builder;
}

/// P1 and P2, 50 × 40 m each, side by side, both zone UQA320; P3 beyond a gap of 10 m.
ProjectBuilder three_parcels() {
    auto builder = with_rules();
    builder.layer("parcels", {"id", "jibun"});
    builder.feature(rectangle(0, 0, 50, 40), {text("P1"), text("1장")});
    builder.feature(rectangle(50, 0, 50, 40), {text("P2"), text("2장")});
    builder.feature(rectangle(110, 0, 50, 40), {text("P3"), text("3장")});
    builder.layer("zoning", {"code"});
    builder.feature(rectangle(-10, -10, 300, 100), {text("UQA320")});
    return builder;
}

upgrade::Survey survey_of(const model::Project& project, unsigned threads = 2,
                          const model::UpgradeInputs& inputs = {}) {
    const auto analysis = rules::analyse(project, project.plan.reference_date, 2);
    return upgrade::survey({project, analysis, project.plan.reference_date}, inputs, threads);
}

std::optional<double> value(const upgrade::Values& values, Key key) {
    return at(values, key).value(upgrade::indicators()[static_cast<std::size_t>(key)]);
}

const upgrade::SiteRow& site(const upgrade::Survey& survey, const std::string& id) {
    return *std::find_if(survey.sites.begin(), survey.sites.end(),
                         [&](const auto& row) { return row.id == id; });
}

std::vector<std::string> codes(const upgrade::Survey& survey) {
    std::vector<std::string> result;
    for (const auto& remark : survey.remarks) {
        result.push_back(remark.code + " " + remark.subject.id);
    }
    return result;
}

} // namespace

TEST_CASE("A building across two parcels makes them one site, and its densities are the site's",
          "[upgrade]") {
    auto builder = three_parcels();
    builder.layer("buildings", building_fields);
    builder.feature(rectangle(30, 10, 40, 20),
                    {text("B1"), text("P1"), text("19800615"), 800.0, 2'400.0, 3.0});
    const auto survey = survey_of(builder.project());
    REQUIRE(survey.sites.size() == 2);
    const auto& joined = site(survey, "P1");
    CHECK(joined.parcels.size() == 2);
    CHECK(joined.area_m2 == Approx(4'000));
    CHECK(*value(joined.values, Key::coverage) == Approx(20));
    CHECK(*value(joined.values, Key::floor_ratio) == Approx(60));
    CHECK(*value(joined.values, Key::floor_use) == Approx(100.0 * 2'400 / (4'000 * 3.5)));
    CHECK(*value(joined.values, Key::old) == Approx(100));
    CHECK(survey.join.by_number_and_place == 1);
    CHECK(survey.join.several_parcels == 1);
    CHECK(survey.join.sites_of_several_parcels == 1);
}

TEST_CASE("What is missing leaves a density unknown, and is never 0", "[upgrade]") {
    auto builder = three_parcels();
    builder.layer("buildings", building_fields);
    builder.feature(rectangle(5, 5, 20, 20), {text("B1"), text("P1"), {}, 400.0, {}, {}});
    builder.feature(rectangle(28, 5, 10, 20),
                    {text("B2"), text("P1"), text("2010-01-01"), 200.0, 200.0, 1.0});
    const auto survey = survey_of(builder.project());
    const auto& first = site(survey, "P1");
    CHECK(*value(first.values, Key::coverage) == Approx(30));
    CHECK_FALSE(value(first.values, Key::floor_ratio));
    CHECK(at(first.values, Key::floor_ratio).missing == 1);
    CHECK(*value(first.values, Key::old) == 0); // of the one building whose age is known
    CHECK(at(first.values, Key::old).missing == 1);
    // no building record is not "nothing built"
    CHECK_FALSE(value(site(survey, "P2").values, Key::coverage));
    CHECK(*value(site(survey, "P2").values, Key::idle) == 100);
    CHECK(survey.join.missing.at("approval_date") == 1);
    CHECK(survey.join.dated == 1);
    CHECK(survey.join.old == 0); // of 2010
    CHECK(survey.join.missing.at("floors") == 1);
    // in the sum the unknown site is in neither part nor whole
    CHECK(at(survey.all.values, Key::coverage).whole == Approx(2'000));
    CHECK(at(survey.all.values, Key::coverage).left_out == 2);
}

TEST_CASE("Golden vector V13: a split-zone site has the area-weighted limits", "[upgrade]") {
    auto builder = with_rules();
    builder.layer("lots", {"id", "complex", "use"});
    builder.feature(rectangle(0, 0, 100, 100), {text("P1"), text("A"), text("IND")});
    builder.layer("zoning", {"code"});
    builder.feature(rectangle(0, 0, 97, 100), {text("UQA320")});
    builder.feature(rectangle(97, 0, 3, 100), {text("UQA430")});
    const auto survey = survey_of(builder.project());
    CHECK(survey.sites[0].basis == "averaged");
    CHECK(*survey.sites[0].coverage_limit == Approx(78.2));
    CHECK(*survey.sites[0].floor_limit == Approx(342.5));
}

TEST_CASE("A cadastre without lots lies in the complex whose boundary holds it", "[upgrade]") {
    auto builder = three_parcels();
    builder.layer("boundary", {"complex"});
    builder.feature(rectangle(-5, -5, 80, 60), {text("A")}); // P1, and 25 of the 50 m of P2
    const auto survey = survey_of(builder.project());
    CHECK(survey.parcels[0].complex == "A");
    CHECK(survey.parcels[1].complex.empty()); // not more than half
    CHECK(survey.parcels[2].complex.empty());
    // and the limits of a complex hold there
    CHECK(*site(survey, "P1").coverage_limit == Approx(80));
    CHECK(*site(survey, "P3").coverage_limit == Approx(70));
    REQUIRE(survey.groups.size() == 2);
    CHECK(survey.groups[0].id == "A");
    CHECK(survey.groups[0].area_m2 == Approx(2'000));
    CHECK(survey.groups[1].area_m2 == Approx(4'000));
}

TEST_CASE("In an activation area coverage and floor area may rise to the national ceiling",
          "[upgrade]") {
    auto builder = three_parcels();
    // an ordinance asks for less; the national pack comes first
    auto& rules = builder.project().rules;
    rules.packs.push_back(rules.packs.front());
    rules.packs.back().id = "kr-52-jeonju";
    builder.parameter("ZO-01", "max_percent", 60, "UQA320")
        .parameter("ZO-02", "max_percent", 300, "UQA320");
    for (auto& rule : rules.rules) {
        if (rule.id == "ZO-01" || rule.id == "ZO-02") {
            rule.parameters.back().jurisdiction = rules.packs.back().id;
        }
    }
    builder.layer("district", {"id", "kind"});
    builder.feature(rectangle(0, 0, 50, 40), {text("D1"), text("활성화구역")});
    const auto survey = survey_of(builder.project());
    const auto& inside = site(survey, "P1");
    CHECK(*inside.coverage_limit == Approx(60));
    CHECK(*inside.coverage_ceiling == Approx(70));
    CHECK(*inside.floor_limit == Approx(300));
    CHECK(*inside.floor_ceiling == Approx(350));
    CHECK_FALSE(site(survey, "P2").coverage_ceiling);
    CHECK_FALSE(site(survey, "P2").floor_ceiling);
}

TEST_CASE("Parcels and buildings of several files are surveyed as one", "[upgrade]") {
    auto whole = three_parcels();
    whole.layer("buildings", building_fields);
    auto parts = with_rules();
    parts.layer("parcels", {"id", "jibun"});
    parts.feature(rectangle(0, 0, 50, 40), {text("P1"), text("1장")});
    parts.layer("parcels", {"jibun", "id"});
    parts.feature(rectangle(50, 0, 50, 40), {text("2장"), text("P2")});
    parts.feature(rectangle(110, 0, 50, 40), {text("3장"), text("P3")});
    parts.layer("zoning", {"code"});
    parts.feature(rectangle(-10, -10, 300, 100), {text("UQA320")});
    for (int i = 0; i < 3; ++i) {
        const auto id = std::to_string(i + 1);
        const std::vector<model::Value> values{"B" + id, "P" + id,        text("1990-01-01"),
                                               400.0,    400.0 * (i + 1), 1.0 + i};
        const auto shape = rectangle(5 + 50 * i + (i == 2 ? 10 : 0), 5, 20, 20);
        whole.feature(shape, values);
        parts.layer("buildings", building_fields);
        parts.feature(shape, values);
    }
    const auto one = survey_of(whole.project());
    const auto several = survey_of(parts.project());
    REQUIRE(several.sites.size() == 3);
    CHECK(several.join.buildings == 3);
    CHECK(codes(several) == codes(one));
    for (std::size_t i = 0; i < 3; ++i) {
        CHECK(*value(several.sites[i].values, Key::floor_ratio) ==
              Approx(*value(one.sites[i].values, Key::floor_ratio)));
    }
    CHECK(*value(several.all.values, Key::floor_ratio) == Approx(40));
}

TEST_CASE("The number decides where a building stands away from its parcel", "[upgrade]") {
    auto builder = three_parcels();
    builder.layer("buildings", building_fields);
    builder.feature(rectangle(115, 5, 20, 20),
                    {text("B1"), text("P1"), text("1990-01-01"), 400.0, 400.0, 1.0});
    builder.feature(rectangle(500, 500, 20, 20),
                    {text("B2"), text("P9"), text("1990-01-01"), 400.0, 400.0, 1.0});
    builder.feature(rectangle(60, 5, 20, 20),
                    {text("B3"), {}, text("1990-01-01"), 400.0, 400.0, 1.0});
    const auto survey = survey_of(builder.project());
    CHECK(site(survey, "P1").buildings == std::vector<std::size_t>{0});
    CHECK(site(survey, "P2").buildings == std::vector<std::size_t>{2});
    CHECK(site(survey, "P3").buildings.empty());
    const auto& join = survey.join;
    CHECK(join.by_number == 1);
    CHECK(join.by_place == 1);
    CHECK(join.nowhere == 1);
    CHECK(join.buildings ==
          join.by_number_and_place + join.by_number + join.by_place + join.nowhere + join.repeated);
    CHECK(codes(survey) == std::vector<std::string>{"BLD-NOWHERE B2", "BLD-NUMBER B1",
                                                    "BLD-NUMBER B2", "PCL-EMPTY P3"});
}

TEST_CASE("Buildings of another place do not make the land unbuilt", "[upgrade]") {
    auto builder = three_parcels();
    builder.layer("buildings", building_fields);
    builder.feature(rectangle(20'000, 5, 20, 20),
                    {text("B1"), {}, text("1990-01-01"), 400.0, 400.0, 1.0});
    const auto survey = survey_of(builder.project());
    CHECK(codes(survey) == std::vector<std::string>{"BLD-ELSEWHERE buildings", "BLD-NOWHERE B1"});
    CHECK(survey.missing.front() == "layer buildings (none of 1 on the land)");
    for (const auto key : {Key::footprint, Key::idle, Key::coverage, Key::old}) {
        CHECK_FALSE(value(survey.all.values, key));
    }
    CHECK(survey.join.nowhere == 1); // still counted
    // one building on the land is enough to tell built from idle
    builder.feature(rectangle(5, 5, 20, 20),
                    {text("B2"), text("P1"), text("1990-01-01"), 400.0, 400.0, 1.0});
    const auto near = survey_of(builder.project());
    CHECK(*value(near.all.values, Key::footprint) == Approx(100.0 * 400 / 6'000));
    CHECK(*value(near.all.values, Key::idle) == Approx(100.0 * 4'000 / 6'000));
}

TEST_CASE("Values that are none are findings, and nothing is lost", "[upgrade]") {
    auto builder = three_parcels();
    builder.layer("buildings", building_fields);
    const auto add = [&](double x, const char* id, const char* date, double area, double floor,
                         double floors) {
        builder.feature(rectangle(x, 5, 5, 20),
                        {text(id), text("P1"), text(date), area, floor, floors});
    };
    add(1, "zeros", "00000000", 100, 100, 1);
    add(7, "february", "19690230", 100, 100, 1);
    add(13, "future", "20991231", 100, 100, 1);
    add(19, "negative", "19900101", -100, 100, 1);
    add(25, "cellar", "19900101", 100, 100, -1);
    add(31, "pyeong", "19900101", 100 / 3.3058, 100 / 3.3058, 1);
    add(37, "twice", "19900101", 100, 100, 1);
    add(37, "twice", "19900101", 100, 100, 1);
    add(43, "twice", "19910101", 100, 100, 1);
    const auto survey = survey_of(builder.project());
    CHECK(codes(survey) == std::vector<std::string>{"BLD-AREA negative", "BLD-DATE february",
                                                    "BLD-DATE future", "BLD-DATE zeros",
                                                    "BLD-DUPLICATE twice", "BLD-DUPLICATE twice",
                                                    "BLD-FLOORS cellar", "PCL-EMPTY P2",
                                                    "PCL-EMPTY P3", "UNIT-PYEONG pyeong"});
    CHECK(survey.join.buildings == 9);
    CHECK(survey.join.repeated == 1);
    CHECK(survey.join.by_number_and_place == 8);
    CHECK(survey.join.dated == 5); // negative, cellar, pyeong, twice once, and the other "twice"
    CHECK(survey.join.old == 5);
    // dates of 4 buildings and the areas of "pyeong" do not count
    CHECK(at(survey.sites[0].values, Key::old).missing == 4);
    CHECK(at(survey.sites[0].values, Key::old).whole == Approx(400));
}

TEST_CASE("Floor areas in pyeong are told and not used", "[upgrade]") {
    auto builder = three_parcels();
    builder.layer("buildings", {"id", "pnu", "approval_date", "building_area_m2", "floor_area_m2",
                                "floors", "far_percent", "site_area_m2"});
    const auto add = [&](const char* id, double x, double floor, model::Value floors,
                         model::Value far, model::Value site) {
        builder.feature(rectangle(x, 5, 5, 20),
                        {text(id), text("P1"), text("19900101"), 100.0, floor, std::move(floors),
                         std::move(far), std::move(site)});
    };
    add("two_floors", 1, 200 / 3.3058, 2.0, {}, {}); // upper floors may be smaller
    add("tower", 7, 1'000 / 3.3058, 10.0, 50.0, 2'000.0);
    add("base", 13, 1'000 / 3.3058, 10.0, {}, {});
    add("square_metres", 19, 200, 2.0, 10.0, 2'000.0);
    add("canopy", 25, 60, 1.0, {}, {}); // smaller than its ground, but not by that factor
    const auto survey = survey_of(builder.project());
    CHECK(codes(survey) ==
          std::vector<std::string>{"PCL-EMPTY P2", "PCL-EMPTY P3", "UNIT-PYEONG tower"});
    CHECK(survey.join.missing.at("floor_area_m2") == 1);
    const auto& values = site(survey, "P1").values;
    CHECK(at(values, Key::floor_ratio).missing == 1);
    CHECK(*value(values, Key::coverage) == Approx(100.0 * 500 / 2'000)); // those are in m²
}

TEST_CASE("A building whose number names a parcel, but which stands on none, is told",
          "[upgrade]") {
    auto builder = three_parcels();
    builder.layer("buildings", building_fields);
    builder.feature(rectangle(5, 5, 20, 20),
                    {text("B1"), text("P1"), text("1990-01-01"), 400.0, 400.0, 1.0});
    builder.feature(rectangle(500, 5, 20, 20),
                    {text("B2"), text("P2"), text("1990-01-01"), 400.0, 400.0, 1.0});
    builder.feature(rectangle(600, 5, 20, 20),
                    {text("B3"), {}, text("1990-01-01"), 400.0, 400.0, 1.0});
    const auto survey = survey_of(builder.project());
    CHECK(codes(survey) ==
          std::vector<std::string>{"BLD-NOWHERE B3", "BLD-NUMBER B2", "PCL-EMPTY P3"});
    CHECK(site(survey, "P2").buildings == std::vector<std::size_t>{1});
    CHECK(survey.join.dated == 2); // B3 is of no land
}

TEST_CASE("Land prices in another unit than the rest are told and not used", "[upgrade]") {
    auto builder = with_rules();
    builder.layer("parcels", {"id", "jibun", "price_krw_m2"});
    builder.feature(rectangle(0, 0, 50, 40), {text("P1"), text("1장"), 400'000.0});
    builder.feature(rectangle(50, 0, 50, 40), {text("P2"), text("2장"), 200'000.0});
    builder.feature(rectangle(110, 0, 50, 40), {text("P3"), text("3장"), 30.0});
    model::UpgradeInputs inputs;
    inputs.land_price_krw_m2 = 200'000;
    const auto survey = survey_of(builder.project(), 2, inputs);
    CHECK(codes(survey) == std::vector<std::string>{"UNIT-MONEY P3"});
    CHECK(*value(survey.sites[0].values, Key::land_price) == Approx(200));
    CHECK(*value(survey.all.values, Key::land_price) == Approx(150));
    CHECK_FALSE(value(survey_of(builder.project()).all.values, Key::land_price));
}

TEST_CASE("Frontage on narrow roads is a share of the frontage on roads of known width",
          "[upgrade]") {
    auto builder = three_parcels();
    builder.layer("roads", {"id", "width_m"});
    builder.feature(rectangle(0, -4, 50, 4), {text("R1"), 4.0});
    builder.feature(rectangle(-8, 0, 8, 40), {text("R2"), 8.0});
    builder.feature(rectangle(0, 40, 100, 5), {text("R3"), {}});
    const auto survey = survey_of(builder.project());
    const auto& frontage = at(site(survey, "P1").values, Key::narrow_road);
    CHECK(frontage.part == Approx(50));
    CHECK(frontage.whole == Approx(90));
    CHECK(frontage.missing == 1);
    CHECK_FALSE(value(site(survey, "P2").values, Key::narrow_road));
}

TEST_CASE("The register gives factory area, closure, leases and industry fit of a site",
          "[upgrade]") {
    auto builder = three_parcels();
    builder.project().plan.admissions = {
        {"", "", 10, model::AdmissionRule::parse("allow C23"), ""}};
    builder.project().codes.factory_rates = {{"23995", 3}, {"30399", 12}};
    builder.layer("register", {"id", "pnu", "ksic", "status", "floor_area_m2", "leased"});
    builder.feature(geom::MultiPolygon{},
                    {text("R1"), text("P1"), text("C23995"), text("가동"), 60.0, text("0")});
    builder.feature(geom::MultiPolygon{},
                    {text("R2"), text("P1"), text("30399"), text("가동"), 40.0, text("1")});
    builder.feature(geom::MultiPolygon{},
                    {text("R3"), text("P1"), text("30399"), text("폐업"), 25.0, {}});
    builder.feature(geom::MultiPolygon{},
                    {text("R4"), text("P8"), text("30399"), text("가동"), 25.0, {}});
    const auto survey = survey_of(builder.project());
    const auto& values = site(survey, "P1").values;
    // V8: harmonic, 2,000 m² → 85.71 m²
    CHECK(at(values, Key::factory_area).whole == Approx(85.714286));
    CHECK(at(values, Key::factory_area).part == Approx(100));
    CHECK(*value(values, Key::closed) == Approx(20));
    CHECK(*value(values, Key::leased) == Approx(40));
    CHECK(at(values, Key::leased).missing == 1);
    CHECK(*value(values, Key::fit) == Approx(100.0 * 60 / 125));
    CHECK(*value(values, Key::firms) == Approx(10));
    CHECK(survey.join.register_nowhere == 1);
    CHECK(codes(survey) == std::vector<std::string>{"REG-NUMBER R4"});
}

TEST_CASE("Words of the register that nobody knows are missing, not firms in operation or leased",
          "[upgrade]") {
    auto builder = three_parcels();
    builder.layer("register", {"id", "pnu", "ksic", "status", "floor_area_m2", "leased"});
    const auto add = [&](const char* id, const char* status, const char* leased) {
        builder.feature(geom::MultiPolygon{},
                        {text(id), text("P1"), text("23995"), text(status), 100.0, text(leased)});
    };
    add("R1", "가동", "0");
    add("R2", "폐업", "1");
    add("R3", "등록취소", "자가");
    const auto survey = survey_of(builder.project());
    const auto& values = site(survey, "P1").values;
    CHECK(*value(values, Key::closed) == Approx(50));
    CHECK(at(values, Key::closed).missing == 1);
    CHECK(*value(values, Key::leased) == Approx(50));
    CHECK(at(values, Key::leased).missing == 1);
    CHECK(codes(survey) == std::vector<std::string>{"REG-WORD R3", "REG-WORD R3"});
    // it may be in operation: nobody takes its land without asking
    REQUIRE(site(survey, "P1").occupants.size() == 2);
    CHECK(site(survey, "P1").occupants[0].status_known);
    CHECK_FALSE(site(survey, "P1").occupants[1].status_known);
}

TEST_CASE("Public land without a building is no site", "[upgrade]") {
    auto builder = with_rules();
    builder.layer("parcels", {"id", "jibun"});
    builder.feature(rectangle(0, 0, 50, 40), {text("P1"), text("1장")});
    builder.feature(rectangle(0, 40, 50, 8), {text("P2"), text("2도")});
    builder.feature(rectangle(0, 48, 50, 8), {text("P3"), text("3도")});
    builder.layer("buildings", building_fields);
    builder.feature(rectangle(5, 49, 5, 5),
                    {text("B1"), text("P3"), text("1990-01-01"), 25.0, 25.0, 1.0});
    const auto survey = survey_of(builder.project());
    REQUIRE(survey.sites.size() == 2);
    CHECK(survey.sites[1].id == "P3");
    CHECK_FALSE(survey.parcels[1].site);
}

namespace {

struct Pieces {
    std::vector<std::pair<geom::MultiPolygon, std::vector<model::Value>>> parcels;
    std::vector<std::pair<geom::MultiPolygon, std::vector<model::Value>>> buildings;
};

/// Twelve parcels in two rows, a building on most, one across a border.
Pieces district() {
    Pieces pieces;
    for (int i = 0; i < 12; ++i) {
        const double x = 60 * (i % 6);
        const double y = 50 * (i / 6);
        const auto id = "P" + std::to_string(10 + i);
        pieces.parcels.push_back({rectangle(x, y, 60, 50), {id, id.substr(1) + "장"}});
        if (i % 5 != 4) {
            const double width = i == 2 ? 60 : 30;
            const double area = width * 20;
            pieces.buildings.push_back(
                {rectangle(x + 10, y + 10, width, 20),
                 {"B" + id, id, std::to_string(1970 + 5 * i) + "-03-01", area, 2 * area, 2.0}});
        }
    }
    return pieces;
}

model::Project project_of(const Pieces& pieces) {
    auto builder = with_rules();
    builder.layer("parcels", {"id", "jibun"});
    for (const auto& [shape, values] : pieces.parcels) {
        builder.feature(shape, values);
    }
    builder.layer("buildings", building_fields);
    for (const auto& [shape, values] : pieces.buildings) {
        builder.feature(shape, values);
    }
    builder.layer("zoning", {"code"});
    builder.feature(rectangle(-10, -10, 500, 67), {text("UQA320")});
    builder.feature(rectangle(-10, 57, 500, 100), {text("UQA430")});
    builder.layer("roads", {"id", "width_m"});
    builder.feature(rectangle(0, -5, 360, 5), {text("R1"), 5.0});
    builder.feature(rectangle(-9, 0, 9, 100), {text("R2"), 9.0});
    return builder.project();
}

/// Sites by id with their values, to compare; parcel ids of pieces begin with the whole's.
void check_same_sites(const upgrade::Survey& a, const upgrade::Survey& b) {
    REQUIRE(a.sites.size() == b.sites.size());
    for (std::size_t i = 0; i < a.sites.size(); ++i) {
        CHECK(b.sites[i].id.substr(0, 3) == a.sites[i].id);
        CHECK(b.sites[i].basis == a.sites[i].basis);
        CHECK(b.sites[i].floor_limit.value_or(-1) == Approx(a.sites[i].floor_limit.value_or(-1)));
        for (std::size_t k = 0; k < upgrade::indicator_count; ++k) {
            const auto& indicator = upgrade::indicators()[k];
            INFO(a.sites[i].id << " " << indicator.id);
            // a border is measured to the centimetre (geom::shared_border)
            const double epsilon = k == static_cast<std::size_t>(Key::narrow_road) ? 1e-3 : 1e-6;
            CHECK(b.sites[i].values[k].value(indicator).value_or(-1) ==
                  Approx(a.sites[i].values[k].value(indicator).value_or(-1))
                      .epsilon(epsilon)
                      .margin(1e-9));
        }
    }
}

} // namespace

TEST_CASE("The order of parcels and buildings never matters to sites", "[upgrade]") {
    const auto pieces = district();
    const auto before = survey_of(project_of(pieces), 1);
    std::mt19937 random{8};
    for (int round = 0; round < 5; ++round) {
        auto shuffled = pieces;
        std::shuffle(shuffled.parcels.begin(), shuffled.parcels.end(), random);
        std::shuffle(shuffled.buildings.begin(), shuffled.buildings.end(), random);
        check_same_sites(before, survey_of(project_of(shuffled), 3));
    }
}

TEST_CASE("Splitting a building or a built parcel changes no indicator of its site", "[upgrade]") {
    const auto pieces = district();
    const auto before = survey_of(project_of(pieces));
    for (std::size_t i = 0; i < pieces.buildings.size(); ++i) {
        auto split = pieces;
        auto& [shape, values] = split.buildings[i];
        const auto low = shape[0].outer[0];
        const double width = shape[0].outer[1].x - low.x;
        auto half = values;
        half[0] = std::get<std::string>(half[0]) + "b";
        half[3] = std::get<double>(half[3]) / 2;
        half[4] = std::get<double>(half[4]) / 2;
        values[3] = half[3];
        values[4] = half[4];
        shape = rectangle(low.x, low.y, width / 2, 20);
        split.buildings.push_back({rectangle(low.x + width / 2, low.y, width / 2, 20), half});
        check_same_sites(before, survey_of(project_of(split)));
    }
    for (std::size_t i = 0; i < pieces.parcels.size(); ++i) {
        auto split = pieces;
        auto& [shape, values] = split.parcels[i];
        const auto id = std::get<std::string>(values[0]);
        const bool built = std::any_of(
            pieces.buildings.begin(), pieces.buildings.end(),
            [&](const auto& building) { return std::get<std::string>(building.second[1]) == id; });
        if (!built) {
            continue;
        }
        const auto low = shape[0].outer[0];
        shape = rectangle(low.x, low.y, 25, 50);
        split.parcels.push_back({rectangle(low.x + 25, low.y, 35, 50), {id + "-1", values[1]}});
        check_same_sites(before, survey_of(project_of(split)));
    }
}

TEST_CASE("Golden vectors V10 and V11: deficits are asked of each complex, not of the sum",
          "[upgrade]") {
    ProjectBuilder builder;
    const std::vector<std::pair<const char*, double>> complexes{
        {"general", 1'830'000}, {"smart", 220'000}, {"film", 100'000}, {"recycling", 100'000}};
    for (const auto& [id, area] : complexes) {
        builder.complex(id, area);
        builder.project().plan.complexes.back().completed =
            Date{std::chrono::year{1990}, std::chrono::month{1}, std::chrono::day{1}};
    }
    builder.parameter("LB-04", "min_share", 5)
        .parameter("LB-04", "min_share", 7.5, {}, 1'000'000)
        .parameter("LB-04", "min_share", 10, {}, 3'000'000)
        .parameter("LB-07", "min_share", 8)
        .parameter("LB-07", "min_share", 10, {}, 1'000'000);
    builder.layer("lots", {"id", "complex", "use"});
    builder.feature(rectangle(0, 0, 100, 100), {text("L1"), text("general"), text("GREEN")});
    const auto survey = survey_of(builder.project());
    double green = 0;
    double road = 0;
    for (const auto& row : survey.deficits) {
        green += row.what == "green" ? *row.required_m2() : 0;
        road += row.what == "road" ? *row.required_m2() : 0;
    }
    CHECK(green == Approx(158'250)); // pooled it would be 168,750
    CHECK(road == Approx(216'600));  // pooled 225,000
    const auto& first = survey.deficits[1];
    CHECK(*first.measured_m2 == Approx(10'000));
    CHECK(*first.measured_percent() == Approx(100.0 * 10'000 / 1'830'000));
    CHECK(*first.deficit_m2() == Approx(127'250));
    CHECK_FALSE(survey.deficits[2].measured_percent());
    CHECK_FALSE(survey.deficits[2].deficit_m2()); // no layer of car parks: unknown
}
