// What may not matter: the order of records, and how land under one site is cut into parcels.
#include <sandan/geom/measure.hpp>
#include <sandan/upgrade/scenario.hpp>

#include "aged_row.hpp"

#include <catch2/catch.hpp>

#include <map>
#include <random>

using namespace sandan;
using sandan::test::rectangle;
using sandan::test::text;

namespace {

/// All four kinds of candidates, and money for some of them.
model::UpgradeInputs programme() {
    model::UpgradeInputs inputs;
    inputs.actions = {test::upgrade_action("redevelop", 3), test::upgrade_action("mixed", 2),
                      test::upgrade_action("merge", 3), test::upgrade_action("widen")};
    inputs.actions[0].weights = {{"idle", 2}, {"old", 1}, {"floor_use", -1}};
    inputs.actions[2].weights = {{"small", 3}};
    inputs.actions[0].green_percent = 5;
    inputs.actions[0].floor_percent = 150;
    inputs.actions[0].jobs_1000m2 = 10;
    inputs.actions[1].parking_percent = 3;
    inputs.actions[3].target_width_m = 6;
    inputs.leaving = {"R3"};
    inputs.budget_100m_krw = 0.055;
    return inputs;
}

/// Everything that is told of a scheme, by name, so that two can be held against each other.
struct Told {
    std::map<std::string, double> figures;
    std::map<std::string, std::string> words;

    void put(const std::string& name, const std::optional<double>& figure) {
        words[name] = figure ? "known" : "unknown";
        figures[name] = figure.value_or(0);
    }
};

Told told(const model::Project& project) {
    const auto inputs = programme();
    const auto made = test::make_scheme(project, inputs);
    Told result;
    for (const auto& candidate : made.scheme.candidates) {
        result.put(candidate.id + " area", candidate.area_m2);
        result.put(candidate.id + " score", candidate.score);
        result.put(candidate.id + " known", candidate.known);
        result.put(candidate.id + " cost", static_cast<double>(candidate.cost_krw));
        result.put(candidate.id + " land", geom::area(land_of(made.survey, candidate)));
        for (const auto& constraint : candidate.constraints) {
            result.words[candidate.id + " " + constraint.id] =
                std::to_string(static_cast<int>(constraint.kind)) + constraint.message.en;
        }
    }
    std::string chosen;
    for (const auto at : made.scheme.portfolio->chosen) {
        chosen += made.scheme.candidates[at].id + " ";
    }
    result.words["chosen"] = chosen;
    result.put("worth", static_cast<double>(made.scheme.portfolio->worth_m2));
    result.put("cost", static_cast<double>(made.scheme.portfolio->cost_krw));
    for (const auto& change : made.scheme.changes) {
        result.put(change.complex + change.what + " before", change.before);
        result.put(change.complex + change.what + " after", change.after);
    }
    const auto analysis = rules::analyse(project, project.plan.reference_date, 2);
    const auto after = upgrade::scenario({project, analysis, project.plan.reference_date},
                                         made.survey, inputs, made.scheme);
    for (const auto& lot : after.lots.features) {
        const auto id = after.lots.id(lot);
        result.put("lot " + id, geom::area(lot.shape.polygons));
        result.words["use of " + id] = after.lots.text(lot, "use").value_or("") + " " +
                                       after.lots.text(lot, "candidate").value_or("");
    }
    for (const auto& building : after.buildings->features) {
        result.words["building " + after.buildings->id(building)] = "left";
    }
    return result;
}

void check_same(const Told& before, const Told& after) {
    CHECK(before.words.size() == after.words.size());
    for (const auto& [name, word] : before.words) {
        INFO(name);
        REQUIRE(after.words.contains(name));
        CHECK(after.words.at(name) == word);
    }
    for (const auto& [name, figure] : before.figures) {
        INFO(name);
        CHECK(after.figures.at(name) == Approx(figure).epsilon(1e-9).margin(1e-6));
    }
}

} // namespace

TEST_CASE("The order of records matters to no candidate, portfolio, change or scenario",
          "[upgrade]") {
    auto builder = test::aged_plan();
    const auto before = told(builder.project());
    REQUIRE(before.words.at("chosen").find("widen:R1") != std::string::npos);
    REQUIRE(before.words.at("chosen").find("redevelop:") != std::string::npos);
    std::mt19937 random{11};
    for (int round = 0; round < 8; ++round) {
        auto shuffled = builder.project();
        for (auto& layer : shuffled.layers) {
            std::shuffle(layer.features.begin(), layer.features.end(), random);
            std::int64_t fid = 0;
            for (auto& feature : layer.features) {
                feature.fid = fid++;
            }
        }
        check_same(before, told(shuffled));
    }
}

TEST_CASE("How the land under one building is cut into parcels matters to no candidate",
          "[upgrade]") {
    auto builder = test::aged_plan();
    const auto before = told(builder.project());
    for (const double cut : {12.0, 25.0, 31.5}) { // P3 lies at 100 … 150, its building at 110 … 140
        auto split = builder.project();
        for (auto& layer : split.layers) {
            if (layer.role != "parcels" && layer.role != "lots") {
                continue;
            }
            auto rest = layer.features[2];
            layer.features[2].shape = test::polygon_shape(rectangle(100, 0, cut, 40));
            rest.shape = test::polygon_shape(rectangle(100 + cut, 0, 50 - cut, 40));
            rest.values[0] = text("P3-1");
            if (layer.role == "lots") {
                layer.features[2].values[5] = cut * 40;
                rest.values[5] = (50 - cut) * 40;
            }
            rest.fid = static_cast<std::int64_t>(layer.features.size());
            layer.features.push_back(rest);
        }
        auto after = told(split);
        // the scenario has two lots where there was one, of the same land
        REQUIRE(after.figures.contains("lot P3-1"));
        after.figures["lot P3"] += after.figures["lot P3-1"];
        after.words.erase("use of P3-1");
        after.words.erase("lot P3-1");
        // owners are summed over parcels, as the constraint says: the same one of two counts twice
        for (auto& [name, word] : after.words) {
            if (name.ends_with(" owners")) {
                word = before.words.at(name);
            }
        }
        check_same(before, after);
    }
}
