#pragma once
// A small aged complex: sites in a row along a narrow road, and what is made of it.

#include <sandan/geom/measure.hpp>
#include <sandan/upgrade/scheme.hpp>

#include "project_builder.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <string>
#include <vector>

namespace sandan::test {

/// P1 … P4, 50 × 40 m each, in a row; P5, 20 × 40 m, and P6, 25 × 40 m, after them. A road of 5 m
/// runs along them in the south. P3 has a building and a firm in operation, P4 one that closed.
inline ProjectBuilder aged_row() {
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
        .parameter("UG-12", "operating", 1, "가동")
        .parameter("UG-12", "shut", 1, "폐업")
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

/// The row with the roles of its layers, tenure and planned areas: what a scenario is drawn on.
inline ProjectBuilder aged_plan() {
    auto builder = aged_row();
    const auto role = [&](const char* name, std::vector<std::string> fields) {
        model::LayerRole row;
        row.role = name;
        row.required = std::move(fields);
        builder.project().codes.roles.push_back(std::move(row));
    };
    role("lots", {"id", "complex", "use", "tenure", "area_plan_m2"});
    role("roads", {"id", "width_m"});
    role("buildings", {"id", "pnu", "approval_date", "floor_area_m2"});
    role("register", {"id", "pnu", "status"});
    for (auto& layer : builder.project().layers) {
        if (layer.role == "lots") {
            layer.fields.insert(layer.fields.end(), {"tenure", "area_plan_m2"});
            for (auto& lot : layer.features) {
                lot.values.insert(lot.values.end(), {text("kept"), geom::area(lot.shape.polygons)});
            }
        }
    }
    return builder;
}

inline model::UpgradeAction upgrade_action(std::string kind, int max_sites = 2) {
    model::UpgradeAction result;
    result.kind = std::move(kind);
    result.cost_krw_m2 = 1'000;
    result.weights = {{"idle", 2}, {"old", 1}};
    result.max_sites = max_sites;
    return result;
}

struct MadeScheme {
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
inline MadeScheme make_scheme(const model::Project& project, const model::UpgradeInputs& inputs) {
    const auto analysis = rules::analyse(project, project.plan.reference_date, 2);
    const rules::Context context{project, analysis, project.plan.reference_date};
    MadeScheme made{upgrade::survey(context, inputs, 2), {}};
    made.scheme = upgrade::scheme(context, made.survey, inputs);
    return made;
}

} // namespace sandan::test
