#include <sandan/core/error.hpp>
#include <sandan/geom/measure.hpp>
#include <sandan/geom/overlay.hpp>
#include <sandan/upgrade/scenario.hpp>

#include "aged_row.hpp"

#include <catch2/catch.hpp>

#include <map>

using namespace sandan;
using sandan::test::text;

namespace {

struct After {
    test::MadeScheme made;
    upgrade::Scenario scenario;

    [[nodiscard]] const model::Feature* lot(const std::string& id) const {
        for (const auto& feature : scenario.lots.features) {
            if (scenario.lots.id(feature) == id) {
                return &feature;
            }
        }
        return nullptr;
    }

    [[nodiscard]] double area(const std::string& id) const {
        const auto* const found = lot(id);
        REQUIRE(found != nullptr);
        return geom::area(found->shape.polygons);
    }

    [[nodiscard]] std::string word(const std::string& id, const char* field) const {
        const auto* const found = lot(id);
        REQUIRE(found != nullptr);
        return scenario.lots.text(*found, field).value_or("");
    }
};

After draw(const model::Project& project, const model::UpgradeInputs& inputs) {
    After after{test::make_scheme(project, inputs), {}};
    const auto analysis = rules::analyse(project, project.plan.reference_date, 2);
    after.scenario = upgrade::scenario({project, analysis, project.plan.reference_date},
                                       after.made.survey, inputs, after.made.scheme);
    return after;
}

/// P1+P2 rebuilt and the road widened by half a metre on their side.
model::UpgradeInputs rebuilt_and_widened(const char* kind) {
    model::UpgradeInputs inputs;
    inputs.actions = {test::upgrade_action(kind, 2), test::upgrade_action("widen")};
    inputs.actions[0].min_area_m2 = 3'000;
    inputs.actions[0].green_percent = 5;
    inputs.actions[0].parking_percent = 2;
    inputs.actions[1].target_width_m = 6;
    inputs.budget_100m_krw = 0.05;
    return inputs;
}

} // namespace

TEST_CASE("The plan after has the areas that before-and-after tells", "[upgrade]") {
    for (const auto* const kind : {"redevelop", "mixed"}) {
        auto builder = test::aged_plan();
        const auto after = draw(builder.project(), rebuilt_and_widened(kind));
        INFO(kind);
        REQUIRE(after.made.scheme.portfolio->chosen.size() == 2);
        std::map<std::string, double> areas;
        double whole = 0;
        for (const auto& lot : after.scenario.lots.features) {
            const double area = geom::area(lot.shape.polygons);
            areas[after.scenario.lots.text(lot, "use").value_or("")] += area;
            whole += area;
            CHECK(*after.scenario.lots.number(lot, "area_plan_m2") == Approx(area));
        }
        CHECK(whole == Approx(9'800));
        for (const auto& [use, area] : areas) {
            INFO(use);
            CHECK(area == Approx(*after.made.change("use:" + use).after));
        }
        CHECK(areas.at("GREEN") == Approx(3'950 * 0.05));
        CHECK(areas.at("PARK") == Approx(3'950 * 0.02));
        CHECK(areas.at("ROAD") == Approx(122.5));
        CHECK(after.scenario.undrawn.empty());
    }
}

TEST_CASE("Rebuilt lots are for sale, the others stay as they are", "[upgrade]") {
    auto builder = test::aged_plan();
    const auto after = draw(builder.project(), rebuilt_and_widened("mixed"));
    CHECK(after.word("P1", "tenure") == "sale");
    CHECK(after.word("P2", "use") == "MIX");
    CHECK(after.word("P2", "candidate") == "mixed:P1+P2");
    CHECK(after.word("P3", "tenure") == "kept");
    CHECK(after.word("P3", "use") == "IND");
    CHECK(after.word("R1-W", "use") == "ROAD");
    CHECK(after.word("R1-W", "tenure") == "free");
    CHECK(after.word("P1-G", "use") == "GREEN");
    CHECK(after.area("P3") == Approx(2'000 - 25)); // gives to the road, and stays
    // green lies at the western end, so P2 keeps all but its strip and P1 pays for it
    CHECK(after.area("P2") == Approx(2'000 - 25));
    CHECK(after.area("P1") == Approx(2'000 - 25 - 3'950 * 0.07));
    // no two lots share land
    const auto& lots = after.scenario.lots.features;
    for (std::size_t i = 0; i < lots.size(); ++i) {
        for (std::size_t k = 0; k < i; ++k) {
            CHECK(geom::intersection_area(lots[i].shape.polygons, lots[k].shape.polygons) ==
                  Approx(0).margin(1e-6));
        }
    }
}

TEST_CASE("The widened road reaches its lots and has its new width", "[upgrade]") {
    auto builder = test::aged_plan();
    const auto after = draw(builder.project(), rebuilt_and_widened("redevelop"));
    REQUIRE(after.scenario.roads);
    const auto& roads = *after.scenario.roads;
    REQUIRE(roads.features.size() == 1);
    CHECK(*roads.number(roads.features[0], "width_m") == 6);
    CHECK(geom::area(roads.features[0].shape.polygons) == Approx(245 * 5.5));
}

TEST_CASE("Car parks and centre lines are those of the plan after", "[upgrade]") {
    auto builder = test::aged_plan();
    const auto role = [&](const char* name, std::vector<std::string> fields) {
        model::LayerRole row;
        row.role = name;
        row.required = std::move(fields);
        builder.project().codes.roles.push_back(std::move(row));
    };
    role("parking", {"id", "complex", "spaces"});
    role("road_lines", {"id", "width_m"});
    builder.layer("parking", {"id", "complex", "spaces"});
    builder.feature(test::rectangle(300, 0, 10, 10), {text("K1"), text("A"), 4.0});
    builder.layer("road_lines", {"id", "width_m"});
    geom::Shape line;
    line.lines = {{{0, -2.5}, {245, -2.5}}};
    builder.feature(line, {text("R1"), 5.0});
    const auto after = draw(builder.project(), rebuilt_and_widened("redevelop"));
    const auto& parks = *after.scenario.parking;
    REQUIRE(parks.features.size() == 2);
    CHECK(parks.number(parks.features[0], "spaces") == 4);
    CHECK_FALSE(parks.number(parks.features[1], "spaces")); // not planned, and not 0
    CHECK(geom::area(parks.features[1].shape.polygons) == Approx(3'950 * 0.02));
    CHECK(geom::area(parks.features[0].shape.polygons) +
              geom::area(parks.features[1].shape.polygons) ==
          Approx(*after.made.change("parking").after));
    const auto& lines = *after.scenario.road_lines;
    CHECK(*lines.number(lines.features[0], "width_m") == 6);
    CHECK(lines.features[0].shape.lines.size() == 1);
    CHECK(lines.features[0].shape.polygons.empty());
}

TEST_CASE("Merged lots are one lot of the lowest number", "[upgrade]") {
    auto builder = test::aged_plan();
    model::UpgradeInputs inputs;
    inputs.actions = {test::upgrade_action("merge", 3)};
    inputs.actions[0].weights = {{"small", 1}};
    inputs.budget_100m_krw = 1;
    const auto after = draw(builder.project(), inputs);
    CHECK(after.lot("P6") == nullptr);
    CHECK(after.area("P5") == Approx(1'800));
    CHECK(after.scenario.lots.features.size() == 5);
}

TEST_CASE("Buildings and register rows go with the sites that are rebuilt", "[upgrade]") {
    auto builder = test::aged_plan();
    model::UpgradeInputs inputs;
    inputs.actions = {test::upgrade_action("redevelop", 1)};
    inputs.actions[0].weights = {{"old", 1}};
    inputs.leaving = {"R3"};
    inputs.budget_100m_krw = 0.02;
    const auto after = draw(builder.project(), inputs);
    REQUIRE(after.made.scheme.portfolio->chosen.size() == 1);
    REQUIRE(after.word("P3", "tenure") == "sale");
    REQUIRE(after.scenario.buildings->features.size() == 1);
    CHECK(after.scenario.buildings->id(after.scenario.buildings->features[0]) == "B4");
    REQUIRE(after.scenario.registered->features.size() == 1);
    CHECK(after.scenario.registered->id(after.scenario.registered->features[0]) == "R4");
}

TEST_CASE("A candidate on land that is no lot is told, and no plan without lots or a portfolio",
          "[upgrade]") {
    auto builder = test::aged_plan();
    for (auto& layer : builder.project().layers) {
        if (layer.role == "lots") { // P6 is a parcel only
            layer.features.erase(layer.features.begin() + 5);
        }
    }
    model::UpgradeInputs inputs;
    inputs.actions = {test::upgrade_action("widen")};
    inputs.actions[0].target_width_m = 6;
    inputs.budget_100m_krw = 1;
    const auto after = draw(builder.project(), inputs);
    CHECK(after.scenario.undrawn == std::vector<std::string>{"widen:R1"});
    inputs.budget_100m_krw.reset();
    CHECK_THROWS_AS(draw(builder.project(), inputs), Error);
}
