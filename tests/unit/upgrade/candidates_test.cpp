#include <sandan/core/error.hpp>
#include <sandan/geom/measure.hpp>
#include <sandan/geom/overlay.hpp>
#include <sandan/upgrade/scheme.hpp>

#include "aged_row.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace sandan;
using sandan::test::rectangle;
using sandan::test::text;
using Kind = rules::Outcome::Kind;

TEST_CASE("Assemblies are the contiguous sets of sites that are large enough", "[upgrade]") {
    auto builder = test::aged_row();
    model::UpgradeInputs inputs;
    inputs.actions = {test::upgrade_action("redevelop")};
    // six in a row: 6 single sites and 5 pairs
    CHECK(test::make_scheme(builder.project(), inputs).scheme.candidates.size() == 11);
    inputs.actions[0].min_area_m2 = 3'000;
    CHECK(test::make_scheme(builder.project(), inputs).ids() ==
          std::vector<std::string>{"redevelop:P1+P2", "redevelop:P2+P3", "redevelop:P3+P4"});
    inputs.actions[0].max_sites = 3;
    CHECK(test::make_scheme(builder.project(), inputs).scheme.candidates.size() == 3 + 4);
    // only what is too small is merged, and only to what is large enough
    inputs.actions = {test::upgrade_action("merge", 3)};
    CHECK(test::make_scheme(builder.project(), inputs).ids() ==
          std::vector<std::string>{"merge:P5+P6"});
}

TEST_CASE("A candidate is worth its area by the indicators that are known, and says how many",
          "[upgrade]") {
    auto builder = test::aged_row();
    model::UpgradeInputs inputs;
    inputs.actions = {test::upgrade_action("redevelop")};
    const auto made = test::make_scheme(builder.project(), inputs);
    // P2 is idle (100 by weight 2), nothing is known of the age of its buildings;
    // P3 is not idle (0 by 2) and old (100 by 1)
    const auto& pair = made.candidate("redevelop:P2+P3");
    CHECK(pair.area_m2 == Approx(4'000));
    CHECK(*pair.score == Approx((2'000 * 100.0 + 2'000 * 100.0 / 3) / 4'000)); // 66.7
    CHECK(pair.known == Approx((2.0 / 3 + 1) / 2));
    CHECK(pair.worth_m2 == 2'667);
    CHECK(pair.cost_krw == 4'000'000);
    CHECK(pair.unknown == std::vector<std::string>{"old"});
    // the less of it the better
    inputs.actions[0].weights = {{"old", -1}};
    inputs.budget_100m_krw = 1;
    const auto reversed = test::make_scheme(builder.project(), inputs);
    CHECK(*reversed.candidate("redevelop:P3").score == Approx(0));
    CHECK(*reversed.candidate("redevelop:P4").score == Approx(100));
    // of P2 nothing is known that counts: no score, and never a choice
    CHECK_FALSE(reversed.candidate("redevelop:P2").score);
    CHECK(reversed.candidate("redevelop:P2").known == 0);
    // what P2 lacks makes P2+P3 neither better nor worse than P3
    CHECK(*reversed.candidate("redevelop:P2+P3").score == Approx(0));
    CHECK(reversed.candidate("redevelop:P2+P3").known == Approx(0.5));
    std::size_t unscored = 0;
    for (const auto& row : reversed.scheme.candidates) {
        unscored += row.open() && !row.score ? 1U : 0U;
    }
    CHECK(unscored == 6); // P1, P2, P5, P6 have no building, P1+P2 and P5+P6 neither
    CHECK(reversed.scheme.portfolio->unscored == unscored);
    inputs.actions[0].weights = {{"firms", 1}}; // no percentage
    CHECK_THROWS_AS(test::make_scheme(builder.project(), inputs), Error);
}

TEST_CASE("Firms that stay, owners, heritage, holding periods and zones block; gaps are unknown",
          "[upgrade]") {
    auto builder = test::aged_row();
    model::UpgradeInputs inputs;
    inputs.actions = {test::upgrade_action("redevelop"), test::upgrade_action("mixed")};
    inputs.actions[0].max_owners = 2;
    auto made = test::make_scheme(builder.project(), inputs);
    CHECK(made.constraint("redevelop:P1", "occupied").kind == Kind::pass);
    const auto& stays = made.constraint("redevelop:P2+P3", "occupied");
    CHECK(stays.kind == Kind::breach);
    CHECK_THAT(stays.message.en, Catch::Contains("R3"));
    CHECK_FALSE(made.candidate("redevelop:P2+P3").open());
    CHECK(made.constraint("redevelop:P4", "occupied").kind == Kind::pass); // closed
    CHECK(made.constraint("redevelop:P2", "owners").kind == Kind::pass);
    CHECK(made.constraint("redevelop:P1+P2", "owners").kind == Kind::breach); // 3 > 2
    CHECK(made.constraint("redevelop:P5", "owners").kind == Kind::unknown);
    CHECK(made.constraint("redevelop:P5", "owners").missing ==
          std::vector<std::string>{"parcels.owners"});
    CHECK(made.constraint("mixed:P5", "owners").kind == Kind::unknown);
    CHECK(made.constraint("mixed:P1", "owners").kind == Kind::not_applicable); // no limit given
    CHECK(made.constraint("redevelop:P4", "disposal").kind == Kind::breach);   // since 2023
    CHECK(made.constraint("redevelop:P3", "disposal").kind == Kind::pass);     // since 1990
    CHECK(made.constraint("redevelop:P1", "heritage").kind == Kind::pass);
    CHECK(made.constraint("mixed:P1+P2", "zoning").kind == Kind::pass);
    CHECK(made.constraint("mixed:P2+P3", "zoning").kind == Kind::breach);
    // who agrees to leave blocks nothing
    inputs.leaving = {"R3"};
    CHECK(
        test::make_scheme(builder.project(), inputs).constraint("redevelop:P3", "occupied").kind ==
        Kind::pass);
    inputs.leaving = {"R9"};
    CHECK_THROWS_AS(test::make_scheme(builder.project(), inputs), Error);

    auto near = test::aged_row();
    near.layer("heritage", {"id"});
    near.feature(rectangle(0, 100, 10, 10), {text("H2")});
    inputs.leaving.clear();
    made = test::make_scheme(near.project(), inputs);
    CHECK(made.constraint("redevelop:P1", "heritage").kind == Kind::breach);
}

TEST_CASE("Without register, heritage or zoning their constraints are unknown, never passed",
          "[upgrade]") {
    auto builder = test::aged_row();
    auto& layers = builder.project().layers;
    layers.erase(std::remove_if(layers.begin(), layers.end(),
                                [](const auto& layer) {
                                    return layer.role == "register" || layer.role == "heritage" ||
                                           layer.role == "zoning";
                                }),
                 layers.end());
    model::UpgradeInputs inputs;
    inputs.actions = {test::upgrade_action("mixed")};
    inputs.budget_100m_krw = 1;
    const auto made = test::make_scheme(builder.project(), inputs);
    for (const auto* const id : {"occupied", "heritage", "disposal", "zoning"}) {
        CHECK(made.constraint("mixed:P3", id).kind == Kind::unknown);
        CHECK_FALSE(made.constraint("mixed:P3", id).missing.empty());
    }
    CHECK(made.candidate("mixed:P1").open());
    CHECK(made.candidate("mixed:P1").has_unknown());
    CHECK_FALSE(made.change("firms").before);
    CHECK_FALSE(made.change("jobs").after);
}

TEST_CASE("A road is widened by as much on either side, but not through a firm that stays",
          "[upgrade]") {
    auto builder = test::aged_row();
    model::UpgradeInputs inputs;
    inputs.actions = {test::upgrade_action("widen")};
    inputs.actions[0].target_width_m = 6; // half a metre on this side, the buildings stand 1 m off
    auto made = test::make_scheme(builder.project(), inputs);
    REQUIRE(made.ids() == std::vector<std::string>{"widen:R1"});
    CHECK(made.scheme.candidates[0].area_m2 == Approx(245 * 0.5));
    CHECK(made.scheme.candidates[0].pieces.size() == 6);
    CHECK(made.scheme.candidates[0].open());
    inputs.actions[0].target_width_m = 8; // half a metre into both buildings
    made = test::make_scheme(builder.project(), inputs);
    CHECK(made.scheme.candidates[0].area_m2 == Approx(245 * 1.5));
    CHECK_FALSE(made.scheme.candidates[0].open());
    CHECK_THAT(made.constraint("widen:R1", "occupied").message.en, Catch::Contains("R3"));
    inputs.leaving = {"R3"};
    CHECK(test::make_scheme(builder.project(), inputs).scheme.candidates[0].open());
    inputs.actions[0].target_width_m = 5;
    CHECK(test::make_scheme(builder.project(), inputs).scheme.candidates.empty());
}

TEST_CASE("Before and after: what the scenario does to land, floor area, firms and jobs",
          "[upgrade]") {
    auto builder = test::aged_row();
    model::UpgradeInputs inputs;
    inputs.actions = {test::upgrade_action("redevelop", 2), test::upgrade_action("widen")};
    auto& redevelop = inputs.actions[0];
    redevelop.min_area_m2 = 3'000;
    redevelop.floor_percent = 200;
    redevelop.green_percent = 5;
    redevelop.firms_ha = 5;
    redevelop.jobs_1000m2 = 10;
    inputs.actions[1].target_width_m = 6;
    inputs.budget_100m_krw = 0.040725; // P1+P2 without their strips (3,950,000), strips (122,500)
    const auto made = test::make_scheme(builder.project(), inputs);
    REQUIRE(made.scheme.portfolio);
    CHECK(made.scheme.portfolio->chosen.size() == 2);
    CHECK(made.scheme.portfolio->cost_krw == 4'072'500);
    CHECK(made.scheme.portfolio->gap() == 0);

    // P1 and P2 lose 50 m² of 4,000 to the road; 5 % of the 3,950 become green
    const double land = 3'950;
    const double plot = land * 0.95;
    CHECK(*made.change("use:IND").before == Approx(9'800));
    CHECK(*made.change("use:IND").after == Approx(9'800 - 122.5 - land * 0.05));
    CHECK(*made.change("use:ROAD").after == Approx(122.5));
    CHECK(*made.change("use:GREEN").after == Approx(land * 0.05));
    double before = 0;
    double after = 0;
    for (const auto& change : made.scheme.changes) {
        if (change.what.starts_with("use:")) {
            before += *change.before;
            after += *change.after;
        }
    }
    CHECK(before == Approx(9'800));
    CHECK(after == Approx(before));
    // floor area: P3 1,200 and P4 600 of 4,000 m² today; the strips take 25 m² of each
    CHECK(*made.change("floor_ratio").before == Approx(100.0 * 1'800 / 4'000));
    CHECK(*made.change("floor_ratio").after == Approx(100 * (1'800 + 2 * plot) / (3'950 + plot)));
    CHECK(*made.change("firms").before == 1);
    CHECK(*made.change("firms").after == Approx(1 + 5 * plot / 10'000));
    CHECK(*made.change("jobs").before == 12);
    CHECK(*made.change("jobs").after == Approx(12 + 10 * plot / 1'000));
    // UG-13: 8 % of 10,000 m² are missing as road today, 122.5 less afterwards
    CHECK(*made.change("road_deficit").before == Approx(800));
    CHECK(*made.change("road_deficit").after == Approx(800 - 122.5));
    CHECK(*made.change("green_deficit").after == Approx(500 - land * 0.05));
    CHECK_FALSE(made.change("parking_deficit").after); // no layer of car parks

    // an outcome nobody states is unknown, not unchanged
    redevelop.jobs_1000m2.reset();
    const auto unstated = test::make_scheme(builder.project(), inputs);
    CHECK_FALSE(unstated.change("jobs").after);
    CHECK(unstated.change("jobs").missing ==
          std::vector<std::string>{"upgrade.action.jobs_1000m2"});
}

TEST_CASE("Published parts that do not sum to their total are told with both", "[upgrade]") {
    auto builder = test::aged_row();
    builder.project().plan.facts.push_back(
        {"upgrade funding", "PC-09", "억원", 2'843, {1'519, 354, 980}, "test"});
    const auto made = test::make_scheme(builder.project(), {});
    REQUIRE(made.scheme.funding.size() == 1);
    CHECK(made.scheme.funding[0].total == 2'843);
    CHECK(made.scheme.funding[0].parts == 2'853);
    CHECK(made.scheme.missing == std::vector<std::string>{"[[upgrade.action]]"});
}

namespace {

/// A second road of 5 m in the west, at right angles to the first.
test::ProjectBuilder at_a_corner() {
    auto builder = test::aged_row();
    for (auto& layer : builder.project().layers) {
        if (layer.role == "roads") {
            model::Feature road;
            road.fid = 1;
            road.shape.polygons = rectangle(-5, -5, 5, 45);
            road.values = {text("R2"), 5.0};
            layer.features.push_back(std::move(road));
        }
    }
    return builder;
}

} // namespace

TEST_CASE("No two candidates that may be chosen together take the same land", "[upgrade]") {
    auto builder = at_a_corner();
    model::UpgradeInputs inputs;
    inputs.actions = {test::upgrade_action("redevelop", 2), test::upgrade_action("widen")};
    inputs.actions[1].target_width_m = 6;
    const auto made = test::make_scheme(builder.project(), inputs);
    // half a metre along P1 in the south and in the west, the corner once
    CHECK(made.candidate("widen:R1").area_m2 == Approx(245 * 0.5));
    CHECK(made.candidate("widen:R2").area_m2 == Approx(39.5 * 0.5));
    CHECK(made.candidate("redevelop:P1").area_m2 == Approx(49.5 * 39.5));
    CHECK(made.candidate("redevelop:P1").cost_krw == 1'955'250);
    for (const auto& assembly : made.scheme.candidates) {
        const auto land = upgrade::land_of(made.survey, assembly);
        CHECK(geom::area(land) == Approx(assembly.area_m2));
        for (const auto* const road : {"widen:R1", "widen:R2"}) {
            const auto& strips = made.candidate(road);
            if (&strips != &assembly) {
                CHECK(geom::intersection_area(land, upgrade::land_of(made.survey, strips)) ==
                      Approx(0).margin(1e-6));
            }
        }
    }
}

TEST_CASE("A strip that does not become road stays as it is, and is nobody's cost", "[upgrade]") {
    auto builder = test::aged_row();
    model::UpgradeInputs inputs;
    inputs.actions = {test::upgrade_action("redevelop", 2), test::upgrade_action("widen")};
    inputs.actions[0].min_area_m2 = 3'000;
    inputs.actions[0].green_percent = 10;
    inputs.actions[1].target_width_m = 6;
    inputs.budget_100m_krw = 0.0395; // enough for P1+P2 alone
    const auto made = test::make_scheme(builder.project(), inputs);
    REQUIRE(made.scheme.portfolio->chosen.size() == 1);
    CHECK(made.scheme.portfolio->cost_krw == 3'950'000);
    CHECK(*made.change("use:IND").after == Approx(9'800 - 395));
    CHECK(*made.change("use:GREEN").after == Approx(395));
    CHECK(*made.change("road").after == *made.change("road").before);
}

TEST_CASE("The order of parcels, buildings and roads changes no candidate and no portfolio",
          "[upgrade]") {
    auto builder = at_a_corner();
    model::UpgradeInputs inputs;
    inputs.actions = {test::upgrade_action("redevelop", 3), test::upgrade_action("widen")};
    inputs.actions[1].target_width_m = 6;
    inputs.budget_100m_krw = 0.03;
    const auto before = test::make_scheme(builder.project(), inputs);
    for (auto& layer : builder.project().layers) {
        std::reverse(layer.features.begin(), layer.features.end());
    }
    const auto after = test::make_scheme(builder.project(), inputs);
    REQUIRE(after.ids() == before.ids());
    for (std::size_t i = 0; i < before.ids().size(); ++i) {
        const auto& a = before.scheme.candidates[i];
        const auto& b = after.scheme.candidates[i];
        INFO(a.id);
        CHECK(b.area_m2 == Approx(a.area_m2));
        CHECK(b.score.value_or(-1) == Approx(a.score.value_or(-1)).margin(1e-9));
        CHECK(b.cost_krw == a.cost_krw);
        CHECK(b.open() == a.open());
    }
    CHECK(after.scheme.portfolio->chosen == before.scheme.portfolio->chosen);
    CHECK(after.scheme.portfolio->worth_m2 == before.scheme.portfolio->worth_m2);
}
