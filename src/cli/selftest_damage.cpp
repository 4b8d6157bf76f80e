#include "cli/selftest_damage.hpp"

#include <sandan/geom/measure.hpp>
#include <sandan/rules/site.hpp>

#include <algorithm>
#include <numeric>

namespace sandan::cli::damage {

using model::Feature;
using model::Firm;
using model::Layer;
using model::Project;

Layer* layer(Project& project, std::string_view role) {
    const auto found = std::find_if(project.layers.begin(), project.layers.end(),
                                    [&](const Layer& known) { return known.role == role; });
    return found == project.layers.end() ? nullptr : &*found;
}

bool set(Layer& layer, Feature& feature, std::string_view field, model::Value value) {
    const auto column = layer.column(field);
    if (!column || *column >= feature.values.size()) {
        return false;
    }
    feature.values[*column] = std::move(value);
    return true;
}

Feature* first(Project& project, std::string_view role, const Pick& pick) {
    auto* const found = layer(project, role);
    if (found == nullptr) {
        return nullptr;
    }
    const auto feature =
        std::find_if(found->features.begin(), found->features.end(),
                     [&](const Feature& known) { return !pick || pick(*found, known); });
    return feature == found->features.end() ? nullptr : &*feature;
}

bool set_first(Project& project, std::string_view role, std::string_view field,
               const model::Value& value, const Pick& pick) {
    auto* const feature = first(project, role, pick);
    return feature != nullptr && set(*layer(project, role), *feature, field, value);
}

bool set_all(Project& project, std::string_view role, std::string_view field,
             const model::Value& value, const Pick& pick) {
    auto* const found = layer(project, role);
    bool any = false;
    if (found != nullptr) {
        for (auto& feature : found->features) {
            if (!pick || pick(*found, feature)) {
                any = set(*found, feature, field, value) || any;
            }
        }
    }
    return any;
}

Pick where(std::string_view field, std::string_view words) {
    return [field, words](const Layer& layer, const Feature& feature) {
        const auto text = layer.text(feature, field).value_or("");
        const auto list = "|" + std::string{words} + "|";
        return !text.empty() && list.find("|" + text + "|") != std::string::npos;
    };
}

Pick given(std::string_view field) {
    return [field](const Layer& layer, const Feature& feature) {
        return !layer.text(feature, field).value_or("").empty();
    };
}

Pick for_firms(const Project& project) {
    return [&project](const Layer& layer, const Feature& feature) {
        return rules::is_on_offer(project, layer, feature) && !feature.shape.polygons.empty();
    };
}

void move(geom::Shape& shape, double dx, double dy) {
    const auto shift = [&](geom::Point& p) {
        p = {p.x + dx, p.y + dy};
    };
    for (auto& polygon : shape.polygons) {
        std::for_each(polygon.outer.begin(), polygon.outer.end(), shift);
        for (auto& hole : polygon.holes) {
            std::for_each(hole.begin(), hole.end(), shift);
        }
    }
    for (auto& line : shape.lines) {
        std::for_each(line.begin(), line.end(), shift);
    }
    std::for_each(shape.points.begin(), shape.points.end(), shift);
}

geom::Shape rectangle(const geom::Point& p, double width, double height) {
    return {
        .polygons =
            {{.outer = {p, {p.x + width, p.y}, {p.x + width, p.y + height}, {p.x, p.y + height}, p},
              .holes = {}}},
        .lines = {},
        .points = {}};
}

geom::Point corner(const geom::Shape& shape) {
    return geom::envelope(shape).min;
}

Tenant tenant(Project& project, const std::function<bool(const Firm&)>& pick) {
    for (std::size_t i = 0; i < project.assignments.size(); ++i) {
        const auto& assignment = project.assignments[i];
        const auto firm =
            std::find_if(project.firms.begin(), project.firms.end(),
                         [&](const Firm& known) { return known.id == assignment.firm; });
        if (firm == project.firms.end() || assignment.lots.empty() || (pick && !pick(*firm))) {
            continue;
        }
        auto* const lot = first(project, "lots", [&](const Layer& lots, const Feature& known) {
            return lots.id(known) == assignment.lots.front();
        });
        if (lot != nullptr) {
            return {&*firm, lot, i};
        }
    }
    return {};
}

bool bring(Project& project, std::string_view role) {
    const auto home = tenant(project);
    auto* const feature = first(project, role);
    if (home.lot == nullptr || feature == nullptr || feature->shape.empty()) {
        return false;
    }
    const auto to = geom::label_point(home.lot->shape.polygons);
    const auto from = corner(feature->shape);
    move(feature->shape, to.x - from.x, to.y - from.y);
    return true;
}

model::Fact* fact(Project& project, std::string_view rule) {
    auto& facts = project.plan.facts;
    const auto found = std::find_if(facts.begin(), facts.end(),
                                    [&](const model::Fact& known) { return known.rule == rule; });
    return found == facts.end() ? nullptr : &*found;
}

} // namespace sandan::cli::damage
