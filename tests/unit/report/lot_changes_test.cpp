#include "project_builder.hpp"
#include "report/lot_changes.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <map>
#include <random>

using namespace sandan;
using report::LotEvent;
using test::rectangle;

namespace {

model::Layer
lots(const std::vector<std::tuple<std::string, std::string, geom::MultiPolygon>>& all) {
    model::Layer layer;
    layer.role = "lots";
    layer.fields = {"id", "use"};
    for (const auto& [id, use, shape] : all) {
        model::Feature feature;
        feature.fid = static_cast<std::int64_t>(layer.features.size());
        feature.shape = test::polygon_shape(shape);
        feature.values = {id, use};
        layer.features.push_back(std::move(feature));
    }
    return layer;
}

std::string text_of(const report::LandDiff& diff) {
    std::string text;
    for (const auto& change : diff.lots) {
        text += std::string{to_string(change.event)} + ":";
        for (const auto& id : change.before) {
            text += " " + id;
        }
        text += " >";
        for (const auto& id : change.after) {
            text += " " + id;
        }
        text += "\n";
    }
    return text;
}

report::LandDiff compare(const model::Layer& before, const model::Layer& now) {
    return report::compare_lots(&before, &now, 1, 2);
}

/// A grid of 20 m cells, drawn by runs: every row is cut at random places, uses are random.
model::Layer random_plan(std::mt19937& random, double shift) {
    std::vector<std::tuple<std::string, std::string, geom::MultiPolygon>> all;
    const auto pick = [&](int most) {
        return std::uniform_int_distribution<int>{0, most}(random);
    };
    for (int row = 0; row < 8; ++row) {
        for (int x = pick(3); x < 40;) {
            const int width = 1 + pick(7);
            const std::string use(1, static_cast<char>('A' + pick(2)));
            if (pick(9) > 0) { // sometimes nothing stands there
                all.emplace_back(
                    std::to_string(row) + "-" + std::to_string(x / 3), use,
                    rectangle(205000 + shift + 20 * x, 363000 + 20 * row + shift, 20 * width, 20));
            }
            x += width;
        }
    }
    return lots(all);
}

} // namespace

TEST_CASE("every square metre of two plans is in one class, whatever was edited", "[report]") {
    std::mt19937 random{20240626};
    for (int round = 0; round < 60; ++round) {
        const auto a = random_plan(random, 0);
        const auto b = random_plan(random, round % 3 == 0 ? 0 : 3.7);
        const auto there = compare(a, b).areas;
        CHECK(std::abs(there.closure_error_m2()) < 1e-6 * there.union_m2);
        // and seen from the other side nothing but the direction changes
        const auto back = compare(b, a).areas;
        CHECK(back.added_m2 == Approx(there.removed_m2).margin(1e-4));
        CHECK(back.removed_m2 == Approx(there.added_m2).margin(1e-4));
        CHECK(back.unchanged_m2 == Approx(there.unchanged_m2).margin(1e-4));
        CHECK(back.relotted_m2 == Approx(there.relotted_m2).margin(1e-4));
        CHECK(back.use_changed_m2 == Approx(there.use_changed_m2).margin(1e-4));
    }
}

TEST_CASE("an unchanged plan has no changes", "[report]") {
    std::mt19937 random{7};
    const auto plan = random_plan(random, 0);
    const auto diff = compare(plan, plan);
    CHECK(diff.areas.unchanged_m2 == Approx(diff.areas.union_m2));
    CHECK(diff.areas.use_changed_m2 == 0);
}

TEST_CASE("lots are matched by id, then by the land they share", "[report]") {
    const auto before = lots({{"split", "IND", rectangle(0, 0, 100, 50)},
                              {"m1", "IND", rectangle(0, 100, 50, 50)},
                              {"m2", "IND", rectangle(50, 100, 50, 50)},
                              {"moved", "IND", rectangle(0, 200, 100, 50)},
                              {"use", "IND", rectangle(0, 300, 100, 50)},
                              {"old", "IND", rectangle(0, 400, 100, 50)},
                              {"gone", "IND", rectangle(0, 500, 100, 50)},
                              {"noise", "IND", rectangle(0, 600, 100, 50)}});
    const auto now = lots({{"split", "IND", rectangle(0, 0, 60, 50)},
                           {"child", "SUP", rectangle(60, 0, 40, 50)},
                           {"merged", "IND", rectangle(0, 100, 100, 50)},
                           {"moved", "IND", rectangle(0, 200, 101, 50)},
                           {"use", "SUP", rectangle(0, 300, 100, 50)},
                           {"new", "IND", rectangle(0, 400, 99, 50)},
                           {"fresh", "IND", rectangle(900, 0, 100, 50)},
                           {"noise", "IND", rectangle(0, 600, 100.01, 50)}});
    const auto diff = compare(before, now);
    CHECK(text_of(diff) == "added: > fresh\n"
                           "removed: gone >\n"
                           "renamed: old > new\n"
                           "split: split > child split\n"
                           "merged: m1 m2 > merged\n"
                           "moved: moved > moved\n"
                           "use_changed: use > use\n");
    CHECK(diff.lots[5].changed_m2 == Approx(50));
    std::map<LotEvent, double> land;
    for (const auto& change : diff.lots) {
        land[change.event] = change.land_m2();
    }
    CHECK(land[LotEvent::split] == Approx(5000)); // the land is the same, its lots are not
    CHECK(land[LotEvent::merged] == Approx(5000));
    CHECK(land[LotEvent::renamed] == Approx(4950));
    CHECK(land[LotEvent::use_changed] == Approx(5000));
    CHECK(land[LotEvent::moved] == Approx(50));
    CHECK(land[LotEvent::added] == Approx(5000));
    CHECK(land[LotEvent::removed] == Approx(5000));
    CHECK(diff.areas.use_changed_m2 == Approx(40 * 50 + 100 * 50));
    CHECK(diff.areas.added_m2 == Approx(5000 + 50 + 0.5));
    CHECK(diff.areas.removed_m2 == Approx(5000 + 50));
}

TEST_CASE("land under two lots of one plan is counted once", "[report]") {
    const auto a =
        lots({{"1", "IND", rectangle(0, 0, 100, 100)}, {"2", "SUP", rectangle(100, 0, 50, 100)}});
    const auto b = lots({{"1", "IND", rectangle(0, 0, 100, 100)},
                         {"2", "SUP", rectangle(100, 0, 50, 100)},
                         {"copy", "SUP", rectangle(0, 0, 100, 100)},
                         {"half", "IND", rectangle(140, 0, 40, 100)}});
    const auto there = compare(a, b).areas;
    CHECK(there.union_m2 == Approx(18'000));
    CHECK(std::abs(there.closure_error_m2()) < 1e-6 * there.union_m2);
    CHECK(there.unchanged_m2 == Approx(15'000));
    CHECK(there.added_m2 == Approx(3'000));
    const auto back = compare(b, a).areas;
    CHECK(std::abs(back.closure_error_m2()) < 1e-6 * back.union_m2);
    CHECK(back.removed_m2 == Approx(there.added_m2));
    const auto lines = text_of(compare(a, b)); // what happened to lots is told of whole lots
    CHECK_THAT(lines, Catch::Contains("half"));
}
