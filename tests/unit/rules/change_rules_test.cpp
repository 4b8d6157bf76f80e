#include "project_builder.hpp"

#include <catch2/catch.hpp>

using namespace sandan;
using test::rectangle;
using Kind = rules::Outcome::Kind;

namespace {

/// A complex of 100,000 m²: industrial land of `industrial` m², the rest park.
test::ProjectBuilder plan(double industrial, double designated = 100000) {
    test::ProjectBuilder builder;
    builder.complex("A", designated)
        .parameter("LB-13", "complex_area_change", 10)
        .parameter("LB-13", "facility_area_change", 10)
        .parameter("LB-13", "facility_size_change", 50)
        .parameter("LB-14", "facility_area_change", 10)
        .parameter("LB-14", "facility_area_change_m2", 30000)
        .parameter("LB-14", "large_change", 50)
        .parameter("LB-14", "road_width", 15)
        .parameter("LB-14", "capacity_change", 50)
        .parameter("GT-07", "max_difference", 1)
        .layer("lots", {"id", "complex", "use"})
        .feature(rectangle(0, 0, industrial / 100, 100), {"i", "A", "IND"})
        .feature(rectangle(5000, 0, 1000 - industrial / 100, 100), {"g", "A", "SUP"})
        .layer("boundary", {"complex"})
        .feature(rectangle(0, 0, 1000, 100), {"A"})
        .layer("roads", {"id", "width_m"})
        .feature(rectangle(0, -20, 1000, 20), {"R1", 20.0});
    builder.project().capacities = {{"A", 2026, 1000, 5000, 900, "", 1}};
    return builder;
}

rules::Outcome weigh(const char* rule, test::ProjectBuilder& before, test::ProjectBuilder& after) {
    const auto old_analysis = rules::analyse(before.project(), test::today, 1);
    const rules::Context old{before.project(), old_analysis, test::today};
    const auto analysis = rules::analyse(after.project(), test::today, 1);
    rules::Context context{after.project(), analysis, test::today};
    context.previous = &old;
    test::Collector found;
    rules::find_rule(rule)->plan(context, found);
    return found.all.front().second;
}

void complete(test::ProjectBuilder& builder) {
    builder.project().plan.complexes[0].completed = test::today;
}

} // namespace

TEST_CASE("a facility's area changed by 10 % is an important change, by less is not", "[rules]") {
    auto old = plan(50000);
    auto less = plan(54990);
    const auto minor = weigh("LB-13", old, less);
    CHECK(minor.kind == Kind::pass);
    CHECK(minor.evidence.message.en ==
          "not an important change: largest change IND 50,000 → 54,990 (+9.98 %), limit 10 %");
    CHECK(*minor.evidence.measured == Approx(9.98));
    CHECK(weigh("LB-13", old, old).evidence.message.en ==
          "not an important change: no area or capacity changed");
    auto just = plan(55000);
    const auto weight = weigh("LB-13", old, just);
    CHECK(weight.kind == Kind::breach);
    CHECK(weight.evidence.message.en ==
          "an important change: IND 50,000 → 55,000 (+10.0 %); SUP 50,000 → 45,000 (-10.0 %)");
}

TEST_CASE("so is a tenth of the complex, and another list of industries", "[rules]") {
    auto old = plan(50000, 100000);
    auto larger = plan(50000, 110000);
    CHECK(weigh("LB-13", old, larger).kind == Kind::breach);
    auto slightly = plan(50000, 109000);
    CHECK(weigh("LB-13", old, slightly).kind == Kind::pass);
    auto other = plan(50000);
    other.project().plan.admissions = {{"A", "", 10, model::AdmissionRule::parse("allow C20"), ""}};
    CHECK(weigh("LB-13", old, other).kind == Kind::breach);
}

TEST_CASE("a facility half as large again is an important change", "[rules]") {
    auto old = plan(50000);
    auto water = plan(50000);
    water.project().capacities[0].water_m3d = 1499;
    CHECK(weigh("LB-13", old, water).kind == Kind::pass);
    water.project().capacities[0].water_m3d = 1500;
    const auto weight = weigh("LB-13", old, water);
    CHECK(weight.kind == Kind::breach);
    CHECK(weight.evidence.message.en ==
          "an important change: water capacity 1,000 → 1,500 (+50.0 %)");
}

TEST_CASE("a completed complex is weighed by its own article", "[rules]") {
    auto old = plan(50000);
    complete(old);
    auto tenth = plan(60000); // 20 %, but only 10,000 m²
    CHECK(weigh("LB-14", old, tenth).kind == Kind::pass);
    CHECK(weigh("LB-13", old, tenth).kind == Kind::not_applicable);
    auto half = plan(75000);
    CHECK(weigh("LB-14", old, half).kind == Kind::breach);
    auto roads = plan(50000);
    roads.project().layers.back().features.clear();
    CHECK(weigh("LB-14", old, roads).evidence.message.en.find("R1") != std::string::npos);
    auto water = plan(50000);
    water.project().capacities[0].water_m3d = 1500;
    CHECK(weigh("LB-14", old, water).kind == Kind::breach);
    auto moved = plan(50000);
    moved.project().layers[1].features[0].shape =
        test::polygon_shape(rectangle(0, 0, 1000.02, 100));
    CHECK(weigh("LB-14", old, moved).evidence.message.en.find("boundary moved over 2 m²") !=
          std::string::npos);
}

TEST_CASE("a designation that the new plan drops is weighed", "[rules]") {
    auto old = plan(50000);
    auto none = plan(50000);
    none.project().plan.complexes.clear();
    const auto dropped = weigh("LB-13", old, none);
    CHECK(dropped.kind == Kind::breach);
    CHECK(dropped.evidence.message.en ==
          "an important change: designation dropped, area of the complex 100,000 → 0 (-100.0 %)");
    CHECK(weigh("LB-14", old, none).kind == Kind::not_applicable);
    complete(old);
    CHECK(weigh("LB-13", old, none).kind == Kind::not_applicable);
    CHECK(weigh("LB-14", old, none).kind == Kind::breach);
}

TEST_CASE("one plan alone has no change to weigh", "[rules]") {
    auto alone = plan(50000);
    CHECK(test::run_rule(alone.project(), "LB-13").unknowns() == std::vector<std::string>{"A"});
}

TEST_CASE("a capacity that one plan leaves open is unknown, not given up", "[rules]") {
    auto old = plan(50000);
    auto silent = plan(50000);
    silent.project().capacities[0].water_m3d = std::nullopt;
    const std::vector<std::string> water{"utilities.water_m3d"};
    CHECK(weigh("LB-13", old, silent).missing == water);
    CHECK(weigh("LB-13", silent, old).missing ==
          std::vector<std::string>{"utilities.water_m3d of the plan before"});
    CHECK(weigh("LB-13", silent, silent).kind == Kind::pass); // silent alike
    silent.project().capacities.push_back({"A", 2028, 1500, 5000, 900, "", 2});
    CHECK(weigh("LB-13", old, silent).kind == Kind::breach); // half as much again, or more
    silent.project().capacities[1].water_m3d = 1499;
    CHECK(weigh("LB-13", old, silent).missing == water);
    auto none = plan(50000);
    none.project().capacities.clear();
    CHECK(weigh("LB-13", old, none).missing.size() == 3);
}

TEST_CASE("land whose use one plan leaves open is unknown, not given up", "[rules]") {
    auto old = plan(50000);
    auto none = plan(50000);
    none.project().layers.erase(none.project().layers.begin());
    CHECK(weigh("LB-13", old, none).missing == std::vector<std::string>{"layer lots"});
    CHECK(weigh("LB-13", none, old).missing ==
          std::vector<std::string>{"layer lots of the plan before"});
    auto silent = plan(50000);
    silent.project().layers[0].features[0].values[2] = {};
    CHECK(weigh("LB-13", old, silent).missing == std::vector<std::string>{"lots.use"});
    silent.project().layers[0].fields = {"id", "cplx", "use"};
    CHECK(weigh("LB-13", old, silent).missing == std::vector<std::string>{"lots.complex"});
}

TEST_CASE("a road without a width is neither built nor given up", "[rules]") {
    auto old = plan(50000);
    complete(old);
    auto silent = plan(50000);
    silent.project().layers.back().features[0].values[1] = {};
    CHECK(weigh("LB-14", old, silent).missing == std::vector<std::string>{"roads.width_m"});
    auto narrow = plan(50000);
    narrow.project().layers.back().features[0].values[1] = 14.9;
    CHECK(weigh("LB-14", old, narrow).kind == Kind::breach);
    auto none = plan(50000);
    none.project().layers.pop_back();
    CHECK(weigh("LB-14", old, none).missing == std::vector<std::string>{"layer roads"});
    complete(silent);
    CHECK(weigh("LB-14", silent, silent).kind == Kind::pass);
}

TEST_CASE("a designated area that a notice changed is a change, whatever was drawn", "[rules]") {
    auto old = plan(50'000);
    auto larger = plan(50'000, 120'000);
    complete(old);
    complete(larger);
    const auto changed = weigh("LB-14", old, larger);
    CHECK(changed.kind == Kind::breach);
    CHECK_THAT(changed.evidence.message.en,
               Catch::Contains("designated area 100,000 → 120,000 (+20.0 %)"));
}

TEST_CASE("a change just below its limit does not look like the limit", "[rules]") {
    auto old = plan(50'000, 1'830'000);
    auto larger = plan(50'000, 2'012'999);
    const auto minor = weigh("LB-13", old, larger);
    CHECK(minor.kind == Kind::pass);
    CHECK(minor.evidence.message.en ==
          "not an important change: largest change area of the complex "
          "1,830,000 → 2,012,999 (+9.9999 %), limit 10 %");
}

TEST_CASE("lots of no named complex, without geometry or unread leave the change of uses open",
          "[rules]") {
    auto old = plan(50'000);
    const auto spoiled = [](const auto& spoil) {
        auto builder = plan(50'000);
        spoil(builder.project().layers[0]);
        return builder;
    };
    auto blank = spoiled([](model::Layer& lots) { lots.features[0].values[1] = {}; });
    auto bare = spoiled([](model::Layer& lots) { lots.features[0].shape = {}; });
    auto unread = spoiled([](model::Layer& lots) {
        lots.features.pop_back();
        --lots.ledger.delivered;
        ++lots.ledger.rejected;
    });
    const std::vector<std::pair<test::ProjectBuilder*, std::string>> cases{
        {&blank, "lots.complex"}, {&bare, "lots.geometry"}, {&unread, "1 of 2 lots"}};
    for (const auto& [silent, field] : cases) {
        CHECK(weigh("LB-13", old, *silent).missing == std::vector<std::string>{field});
        CHECK(weigh("LB-13", *silent, old).missing ==
              std::vector<std::string>{field + " of the plan before"});
    }
    auto completed = plan(50'000);
    complete(completed);
    CHECK(weigh("LB-14", completed, blank).missing == std::vector<std::string>{"lots.complex"});
    auto elsewhere = spoiled([](model::Layer& lots) { lots.features[0].values[1] = "B"; });
    CHECK(weigh("LB-13", old, elsewhere).kind == Kind::breach); // it says where the lot went
    blank.project().plan.complexes[0].designated_area_m2 = 120'000;
    CHECK(weigh("LB-13", old, blank).kind == Kind::breach); // whatever the lots are
}

TEST_CASE("a boundary is missing in the plan that has none", "[rules]") {
    auto old = plan(50'000);
    complete(old);
    auto none = plan(50'000);
    none.project().layers.erase(none.project().layers.begin() + 1);
    CHECK(weigh("LB-14", old, none).missing == std::vector<std::string>{"layer boundary"});
    auto other = plan(50'000);
    other.project().layers[1].features[0].values[0] = "B";
    CHECK(weigh("LB-14", old, other).missing == std::vector<std::string>{"boundary of complex A"});
    auto blank = plan(50'000);
    blank.project().layers[1].features[0].values[0] = {};
    CHECK(weigh("LB-14", old, blank).missing == std::vector<std::string>{"boundary.complex"});
    auto now = plan(50'000);
    complete(none);
    CHECK(weigh("LB-14", none, now).missing ==
          std::vector<std::string>{"layer boundary of the plan before"});
}
