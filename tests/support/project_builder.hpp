#pragma once
// Small projects in memory, for tests of rules: rectangles with attributes and made-up parameters.

#include <sandan/model/project.hpp>
#include <sandan/rules/rule.hpp>

#include <string>
#include <utility>
#include <vector>

namespace sandan::test {

inline geom::MultiPolygon rectangle(double x, double y, double width, double height) {
    return {{.outer = {{x, y}, {x + width, y}, {x + width, y + height}, {x, y + height}, {x, y}},
             .holes = {}}};
}

inline geom::Shape polygon_shape(geom::MultiPolygon polygons) {
    return {.polygons = std::move(polygons), .lines = {}, .points = {}};
}

inline geom::Shape point_shape(double x, double y) {
    return {.polygons = {}, .lines = {}, .points = {{x, y}}};
}

/// A text cell.
inline model::Value text(const char* word) {
    return std::string{word};
}

/// The day of the plan in all these tests.
inline constexpr Date today{std::chrono::year{2024}, std::chrono::month{6}, std::chrono::day{26}};

inline model::LandUse land_use(std::string code, std::string group, bool paid, bool green,
                               bool road, bool firms, std::vector<std::string> management) {
    model::LandUse use;
    use.name = {code, code};
    use.code = std::move(code);
    use.group = std::move(group);
    use.paid = paid;
    use.counts_green = green;
    use.counts_road = road;
    use.for_sale_to_firms = firms;
    use.management = std::move(management);
    return use;
}

class ProjectBuilder {
public:
    ProjectBuilder() {
        m_project.plan.name = "test";
        m_project.plan.path = "plan.toml";
        m_project.plan.reference_date = today;
        m_project.plan.jurisdiction = {"kr"};
        m_project.rules.packs = {{"kr", "test", "1", "kr.toml", "", false, false, {}}};
        auto& codes = m_project.codes;
        codes.land_uses = {land_use("IND", "industrial", true, false, false, true, {"MI", "MC"}),
                           land_use("MIX", "mixed", true, false, false, true, {"MC"}),
                           land_use("SUP", "support", true, false, false, false, {"MS"}),
                           land_use("RES", "residential", true, false, false, false, {"MS"}),
                           land_use("ROAD", "public", false, false, true, false, {"MP"}),
                           land_use("GREEN", "public", false, true, false, false, {"MG"}),
                           land_use("PARK", "public", false, false, false, false, {"MP"})};
        for (const auto* code : {"MI", "MC", "MS", "MP", "MG"}) {
            codes.management_zones.push_back({code, {code, code}, ""});
        }
        codes.zoning = {{"UQA300", {"공업지역", "Industrial"}, "industrial", true, ""},
                        {"UQA320", {"일반공업지역", "General industrial"}, "industrial", false, ""},
                        {"UQA330", {"준공업지역", "Semi-industrial"}, "industrial", false, ""},
                        {"UQA430", {"자연녹지지역", "Natural green"}, "green", false, ""}};
    }

    ProjectBuilder& complex(std::string id, double area_m2, std::string kind = "일반산업단지",
                            std::string developer = "public") {
        model::Complex complex;
        complex.name = id;
        complex.id = std::move(id);
        complex.kind = std::move(kind);
        complex.designated_area_m2 = area_m2;
        complex.developer = std::move(developer);
        m_project.plan.complexes.push_back(std::move(complex));
        return *this;
    }

    /// Starts a layer; feature() fills the latest one. One role may have several layers.
    ProjectBuilder& layer(std::string role, std::vector<std::string> fields) {
        model::Layer layer;
        layer.name = role;
        layer.role = std::move(role);
        layer.fields = std::move(fields);
        layer.provenance.path = layer.name + ".shp";
        layer.provenance.source_layer = layer.name;
        m_project.layers.push_back(std::move(layer));
        return *this;
    }

    ProjectBuilder& feature(geom::Shape shape, std::vector<model::Value> values) {
        auto& layer = m_project.layers.back();
        model::Feature feature;
        feature.fid = static_cast<std::int64_t>(layer.features.size());
        feature.shape = std::move(shape);
        feature.values = std::move(values);
        layer.features.push_back(std::move(feature));
        ++layer.ledger.declared;
        ++layer.ledger.delivered;
        return *this;
    }

    ProjectBuilder& feature(geom::MultiPolygon polygons, std::vector<model::Value> values) {
        return feature(polygon_shape(std::move(polygons)), std::move(values));
    }

    /// Declares a rule in the book (parameter() declares it too).
    ProjectBuilder& rule(const std::string& id, Severity severity = Severity::error) {
        info(id).severity = severity;
        return *this;
    }

    ProjectBuilder& parameter(const std::string& rule, const std::string& name, double value,
                              const std::string& key = {}, double from = 0, bool verified = true) {
        model::Parameter parameter;
        parameter.name = name;
        parameter.key = key;
        parameter.from = from;
        parameter.value = value;
        parameter.valid_from =
            Date{std::chrono::year{2000}, std::chrono::month{1}, std::chrono::day{1}};
        parameter.source = "test";
        parameter.verified = verified;
        parameter.jurisdiction = "kr";
        info(rule).parameters.push_back(std::move(parameter));
        return *this;
    }

    ProjectBuilder& firm(model::Firm firm) {
        m_project.firms.push_back(std::move(firm));
        return *this;
    }

    [[nodiscard]] model::Project& project() { return m_project; }

private:
    model::RuleInfo& info(const std::string& id) {
        for (auto& rule : m_project.rules.rules) {
            if (rule.id == id) {
                return rule;
            }
        }
        model::RuleInfo added;
        added.id = id;
        added.title = {id, id};
        added.source = "test law";
        m_project.rules.rules.push_back(std::move(added));
        return m_project.rules.rules.back();
    }

    model::Project m_project;
};

/// All statements of one plan rule, with their subjects' ids.
struct Collector : rules::Sink {
    std::vector<std::pair<Subject, rules::Outcome>> all;

    void add(Subject subject, rules::Outcome outcome) override {
        all.emplace_back(std::move(subject), std::move(outcome));
    }

    [[nodiscard]] std::vector<std::string> ids(rules::Outcome::Kind kind) const {
        std::vector<std::string> ids;
        for (const auto& [subject, outcome] : all) {
            if (outcome.kind == kind) {
                ids.push_back(subject.id);
            }
        }
        return ids;
    }

    [[nodiscard]] std::vector<std::string> breaches() const {
        return ids(rules::Outcome::Kind::breach);
    }

    [[nodiscard]] std::vector<std::string> passes() const {
        return ids(rules::Outcome::Kind::pass);
    }

    [[nodiscard]] std::vector<std::string> unknowns() const {
        return ids(rules::Outcome::Kind::unknown);
    }
};

/// Runs the plan rule `id` over the project.
inline Collector run_rule(const model::Project& project, std::string_view id) {
    const auto analysis = rules::analyse(project, project.plan.reference_date, 2);
    const rules::Context context{project, analysis, project.plan.reference_date};
    Collector collector;
    rules::find_rule(id)->plan(context, collector);
    return collector;
}

} // namespace sandan::test
