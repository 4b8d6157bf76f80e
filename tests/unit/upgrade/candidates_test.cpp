#include <sandan/core/error.hpp>
#include <sandan/upgrade/scheme.hpp>

#include "project_builder.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace sandan;
using sandan::test::ProjectBuilder;
using sandan::test::rectangle;
using sandan::test::text;
using Kind = rules::Outcome::Kind;

namespace {

/// P1 … P4, 50 × 40 m each, in a row; P5, 20 × 40 m, and P6, 25 × 40 m, after them. A road of 5 m
/// runs along them in the south. P3 has a building and a firm in operation, P4 one that closed.
ProjectBuilder row() {
    ProjectBuilder builder;
    builder.complex("A", 10'000);
    builder.project().plan.complexes.back().completed =
        Date{std::chrono::year{1980}, std::chrono::month{1}, std::chrono::day{1}};
    builder.parameter("UG-09", "old_from", 20)
        .parameter("UG-10", "join_share", 10)
        .parameter("UG-11", "min_area", 900)
        .parameter("PD-02", "min_area", 1'650)
        .parameter("PD-10", "min_contact", 2)
        .parameter("LB-04", "min_share", 5)
        .parameter("LB-07", "min_share", 8)
        .parameter("LB-17", "min_share", 1)
        .parameter("ZO-06", "allowed", 1, "UQA330")
        .parameter("SI-10", "min_distance", 300)
        .parameter("SI-27", "min_years", 5);
    for (const auto* const role : {"parcels", "lots"}) {
        builder.layer(role, {"id", "complex", "use", "owners"});
        const auto add = [&](const char* id, double x, double width, model::Value owners) {
            builder.feature(rectangle(x, 0, width, 40),
                            {text(id), text("A"), text("IND"), std::move(owners)});
        };
        add("P1", 0, 50, 1.0);
        add("P2", 50, 50, 2.0);
        add("P3", 100, 50, 1.0);
        add("P4", 150, 50, 1.0);
        add("P5", 200, 20, {});
        add("P6", 220, 25, 1.0);
    }
    builder.layer("buildings",
                  {"id", "pnu", "approval_date", "building_area_m2", "floor_area_m2", "floors"});
    builder.feature(rectangle(110, 1, 30, 20),
                    {text("B3"), text("P3"), text("19800615"), 600.0, 1'200.0, 2.0});
    builder.feature(rectangle(160, 1, 30, 20),
                    {text("B4"), text("P4"), text("20200615"), 600.0, 600.0, 1.0});
    builder.layer("register", {"id", "pnu", "ksic", "status", "registered", "jobs"});
    builder.feature(geom::Shape{}, {text("R3"), text("P3"), text("25913"), text("가동"),
                                    text("1990-01-01"), 12.0});
    builder.feature(geom::Shape{},
                    {text("R4"), text("P4"), text("25913"), text("폐업"), text("2023-01-01"), 7.0});
    builder.layer("roads", {"id", "width_m"});
    builder.feature(rectangle(0, -5, 245, 5), {text("R1"), 5.0});
    builder.layer("zoning", {"code"});
    builder.feature(rectangle(-10, -10, 110, 100), {text("UQA330")});
    builder.feature(rectangle(100, -10, 200, 100), {text("UQA320")});
    builder.layer("heritage", {"id"});
    builder.feature(rectangle(0, 1'000, 10, 10), {text("H1")});
    return builder;
}

model::UpgradeAction action(std::string kind, int max_sites = 2) {
    model::UpgradeAction result;
    result.kind = std::move(kind);
    result.cost_krw_m2 = 1'000;
    result.weights = {{"idle", 2}, {"old", 1}};
    result.max_sites = max_sites;
    return result;
}

struct Made {
    upgrade::Survey survey;
    upgrade::Scheme scheme;

    [[nodiscard]] const upgrade::Candidate& candidate(const std::string& id) const {
        const auto found = std::find_if(scheme.candidates.begin(), scheme.candidates.end(),
                                        [&](const auto& row) { return row.id == id; });
        REQUIRE(found != scheme.candidates.end());
        return *found;
    }

    [[nodiscard]] const upgrade::Constraint& constraint(const std::string& candidate_id,
                                                        const std::string& id) const {
        const auto& all = candidate(candidate_id).constraints;
        const auto found =
            std::find_if(all.begin(), all.end(), [&](const auto& row) { return row.id == id; });
        REQUIRE(found != all.end());
        return *found;
    }

    [[nodiscard]] std::vector<std::string> ids() const {
        std::vector<std::string> result;
        for (const auto& row : scheme.candidates) {
            result.push_back(row.id);
        }
        return result;
    }

    [[nodiscard]] const upgrade::Change& change(const std::string& what) const {
        const auto found = std::find_if(scheme.changes.begin(), scheme.changes.end(),
                                        [&](const auto& row) { return row.what == what; });
        REQUIRE(found != scheme.changes.end());
        return *found;
    }
};

/// The project must outlive what is made of it.
Made make(const model::Project& project, const model::UpgradeInputs& inputs) {
    const auto analysis = rules::analyse(project, project.plan.reference_date, 2);
    const rules::Context context{project, analysis, project.plan.reference_date};
    Made made{upgrade::survey(context, inputs, 2), {}};
    made.scheme = upgrade::scheme(context, made.survey, inputs);
    return made;
}

} // namespace

TEST_CASE("Assemblies are the contiguous sets of sites that are large enough", "[upgrade]") {
    auto builder = row();
    model::UpgradeInputs inputs;
    inputs.actions = {action("redevelop")};
    // six in a row: 6 single sites and 5 pairs
    CHECK(make(builder.project(), inputs).scheme.candidates.size() == 11);
    inputs.actions[0].min_area_m2 = 3'000;
    CHECK(make(builder.project(), inputs).ids() ==
          std::vector<std::string>{"redevelop:P1+P2", "redevelop:P2+P3", "redevelop:P3+P4"});
    inputs.actions[0].max_sites = 3;
    CHECK(make(builder.project(), inputs).scheme.candidates.size() == 3 + 4);
    // only what is too small is merged, and only to what is large enough
    inputs.actions = {action("merge", 3)};
    CHECK(make(builder.project(), inputs).ids() == std::vector<std::string>{"merge:P5+P6"});
}

TEST_CASE("A candidate is worth its area by the indicators that are known, and says how many",
          "[upgrade]") {
    auto builder = row();
    model::UpgradeInputs inputs;
    inputs.actions = {action("redevelop")};
    const auto made = make(builder.project(), inputs);
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
    const auto reversed = make(builder.project(), inputs);
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
    CHECK_THROWS_AS(make(builder.project(), inputs), Error);
}

TEST_CASE("Firms that stay, owners, heritage, holding periods and zones block; gaps are unknown",
          "[upgrade]") {
    auto builder = row();
    model::UpgradeInputs inputs;
    inputs.actions = {action("redevelop"), action("mixed")};
    inputs.actions[0].max_owners = 2;
    auto made = make(builder.project(), inputs);
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
    CHECK(make(builder.project(), inputs).constraint("redevelop:P3", "occupied").kind ==
          Kind::pass);
    inputs.leaving = {"R9"};
    CHECK_THROWS_AS(make(builder.project(), inputs), Error);

    auto near = row();
    near.layer("heritage", {"id"});
    near.feature(rectangle(0, 100, 10, 10), {text("H2")});
    inputs.leaving.clear();
    made = make(near.project(), inputs);
    CHECK(made.constraint("redevelop:P1", "heritage").kind == Kind::breach);
}

TEST_CASE("Without register, heritage or zoning their constraints are unknown, never passed",
          "[upgrade]") {
    auto builder = row();
    auto& layers = builder.project().layers;
    layers.erase(std::remove_if(layers.begin(), layers.end(),
                                [](const auto& layer) {
                                    return layer.role == "register" || layer.role == "heritage" ||
                                           layer.role == "zoning";
                                }),
                 layers.end());
    model::UpgradeInputs inputs;
    inputs.actions = {action("mixed")};
    inputs.budget_100m_krw = 1;
    const auto made = make(builder.project(), inputs);
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
    auto builder = row();
    model::UpgradeInputs inputs;
    inputs.actions = {action("widen")};
    inputs.actions[0].target_width_m = 6; // half a metre on this side, the buildings stand 1 m off
    auto made = make(builder.project(), inputs);
    REQUIRE(made.ids() == std::vector<std::string>{"widen:R1"});
    CHECK(made.scheme.candidates[0].area_m2 == Approx(245 * 0.5));
    CHECK(made.scheme.candidates[0].pieces.size() == 6);
    CHECK(made.scheme.candidates[0].open());
    inputs.actions[0].target_width_m = 8; // half a metre into both buildings
    made = make(builder.project(), inputs);
    CHECK(made.scheme.candidates[0].area_m2 == Approx(245 * 1.5));
    CHECK_FALSE(made.scheme.candidates[0].open());
    CHECK_THAT(made.constraint("widen:R1", "occupied").message.en, Catch::Contains("R3"));
    inputs.leaving = {"R3"};
    CHECK(make(builder.project(), inputs).scheme.candidates[0].open());
    inputs.actions[0].target_width_m = 5;
    CHECK(make(builder.project(), inputs).scheme.candidates.empty());
}

TEST_CASE("Before and after: what the scenario does to land, floor area, firms and jobs",
          "[upgrade]") {
    auto builder = row();
    model::UpgradeInputs inputs;
    inputs.actions = {action("redevelop", 2), action("widen")};
    auto& redevelop = inputs.actions[0];
    redevelop.min_area_m2 = 3'000;
    redevelop.floor_percent = 200;
    redevelop.green_percent = 5;
    redevelop.firms_ha = 5;
    redevelop.jobs_1000m2 = 10;
    inputs.actions[1].target_width_m = 6;
    inputs.budget_100m_krw = 0.05; // 5,000,000: P1+P2 (4,000,000) and the strips (122,500)
    const auto made = make(builder.project(), inputs);
    REQUIRE(made.scheme.portfolio);
    CHECK(made.scheme.portfolio->chosen.size() == 2);
    CHECK(made.scheme.portfolio->cost_krw == 4'122'500);
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
    const auto unstated = make(builder.project(), inputs);
    CHECK_FALSE(unstated.change("jobs").after);
    CHECK(unstated.change("jobs").missing ==
          std::vector<std::string>{"upgrade.action.jobs_1000m2"});
}

TEST_CASE("Published parts that do not sum to their total are told with both", "[upgrade]") {
    auto builder = row();
    builder.project().plan.facts.push_back(
        {"upgrade funding", "PC-09", "억원", 2'843, {1'519, 354, 980}, "test"});
    const auto made = make(builder.project(), {});
    REQUIRE(made.scheme.funding.size() == 1);
    CHECK(made.scheme.funding[0].total == 2'843);
    CHECK(made.scheme.funding[0].parts == 2'853);
    CHECK(made.scheme.missing == std::vector<std::string>{"[[upgrade.action]]"});
}
