#include "rules/changed_sources.hpp"

#include <sandan/landuse/all_lots.hpp>

#include "rules/support.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <utility>

namespace sandan::rules {

namespace {

using model::Project;

/// What the records of a complex in one layer leave open.
struct Silence {
    bool complex = false; ///< A record names none: it may be of any.
    bool geometry = false;
    bool use = false;
    bool any = false; ///< A record is of the complex.
};

Silence silence_of(const Project& project, const model::Layer& layer, const std::string& complex) {
    Silence open;
    for (const auto& feature : layer.features) {
        const auto of = layer.text(feature, "complex");
        if (of && !of->empty() && *of != complex) {
            continue;
        }
        const bool named = of && !of->empty();
        const auto use = layer.text(feature, "use");
        open.complex = open.complex || !named;
        open.geometry = open.geometry || feature.shape.polygons.empty();
        open.use = open.use || (named && (!use || project.codes.land_use(*use) == nullptr));
        open.any = open.any || named;
    }
    return open;
}

void add_if(std::vector<std::string>& missing, bool open, std::string what) {
    if (open) {
        missing.push_back(std::move(what));
    }
}

/// By year; a row without a number is nothing.
using Capacities = std::map<int, std::optional<double>>;

Capacities capacities(const Project& project, const std::string& complex,
                      std::optional<double> model::Capacity::*utility) {
    Capacities rows;
    for (const auto& capacity : project.capacities) {
        if (capacity.complex == complex) {
            rows[capacity.year] = capacity.*utility;
        }
    }
    return rows;
}

double largest(const Capacities& rows) {
    double most = 0;
    for (const auto& [year, capacity] : rows) {
        most = std::max(most, capacity.value_or(0));
    }
    return most;
}

bool is_complete(const Capacities& rows) {
    return !rows.empty() && std::all_of(rows.begin(), rows.end(),
                                        [](const auto& row) { return row.second.has_value(); });
}

enum class Width { absent, narrow, wide, unknown };

std::map<std::string, Width> widths(const Project& project, const std::string& complex,
                                    double width) {
    std::map<std::string, Width> roads;
    for (const auto* const layer : project.layers_of("roads")) {
        for (const auto& road : layer->features) {
            const auto of = layer->text(road, "complex");
            if (of && *of != complex) {
                continue;
            }
            const auto own = layer->number(road, "width_m");
            const auto found = !own                   ? Width::unknown
                               : reaches(*own, width) ? Width::wide
                                                      : Width::narrow;
            auto& known = roads.try_emplace(layer->id(road), found).first->second;
            known = std::max(known, found);
        }
    }
    return roads;
}

Width width_of(const std::map<std::string, Width>& roads, const std::string& id) {
    const auto found = roads.find(id);
    return found == roads.end() ? Width::absent : found->second;
}

} // namespace

std::string of_plan_before(const std::string& field) {
    return fmt::format("{} of the plan before", field);
}

std::vector<std::string> of_both(const std::vector<std::string>& before,
                                 const std::vector<std::string>& after) {
    std::vector<std::string> missing;
    std::transform(before.begin(), before.end(), std::back_inserter(missing), of_plan_before);
    missing.insert(missing.end(), after.begin(), after.end());
    return missing;
}

std::vector<std::string> missing_uses(const Project& project, const std::string& complex) {
    const auto* const lots = project.layer("lots");
    if (lots == nullptr) {
        return {"layer lots"};
    }
    const auto open = silence_of(project, *lots, complex);
    std::vector<std::string> missing;
    add_if(missing, !lots->column("complex") || open.complex, "lots.complex");
    add_if(missing, open.geometry, "lots.geometry");
    add_if(missing, open.use, "lots.use");
    add_if(missing, !landuse::all_lots_read(project),
           fmt::format("{} of {} lots", lots->ledger.rejected, lots->ledger.declared));
    return missing;
}

std::vector<std::string> missing_boundary(const Project& project, const std::string& complex) {
    const auto layers = project.layers_of("boundary");
    if (layers.empty()) {
        return {"layer boundary"};
    }
    Silence open;
    for (const auto* const layer : layers) {
        const auto of_layer = silence_of(project, *layer, complex);
        open.complex = open.complex || of_layer.complex;
        open.geometry = open.geometry || of_layer.geometry;
        open.any = open.any || of_layer.any;
    }
    std::vector<std::string> missing;
    add_if(missing, open.complex, "boundary.complex");
    add_if(missing, open.geometry, "boundary.geometry");
    add_if(missing, !open.any && missing.empty(), fmt::format("boundary of complex {}", complex));
    return missing;
}

CapacityChange capacity_change(const Project& before, const Project& after,
                               const std::string& complex,
                               std::optional<double> model::Capacity::*utility,
                               std::string_view field) {
    const auto old_rows = capacities(before, complex, utility);
    const auto new_rows = capacities(after, complex, utility);
    CapacityChange change{largest(old_rows), largest(new_rows), true, {}};
    if (old_rows == new_rows) {
        return change;
    }
    const auto name = fmt::format("utilities.{}", field);
    if (!is_complete(old_rows)) {
        change.missing.push_back(of_plan_before(name));
    }
    if (!is_complete(new_rows)) {
        change.missing.push_back(name);
    }
    // what a plan leaves open can only add to its largest
    change.at_least = change.after > change.before ? is_complete(old_rows) : is_complete(new_rows);
    return change;
}

RoadChange road_change(const Project& before, const Project& after, const std::string& complex,
                       double width) {
    RoadChange change;
    if (before.layers_of("roads").empty()) {
        change.missing.push_back(of_plan_before("layer roads"));
    }
    if (after.layers_of("roads").empty()) {
        change.missing.emplace_back("layer roads");
    }
    if (!change.missing.empty()) {
        return change;
    }
    const auto old_roads = widths(before, complex, width);
    const auto new_roads = widths(after, complex, width);
    std::set<std::string> ids;
    for (const auto* const roads : {&old_roads, &new_roads}) {
        for (const auto& [id, found] : *roads) {
            ids.insert(id);
        }
    }
    bool silent_before = false;
    bool silent_after = false;
    for (const auto& id : ids) {
        const auto was = width_of(old_roads, id);
        const auto is = width_of(new_roads, id);
        if (was == is) {
            continue;
        }
        silent_before = silent_before || was == Width::unknown;
        silent_after = silent_after || is == Width::unknown;
        const bool known = was != Width::unknown && is != Width::unknown;
        if (known && (was == Width::wide || is == Width::wide)) {
            change.changed.push_back(id);
        }
    }
    if (silent_before) {
        change.missing.push_back(of_plan_before("roads.width_m"));
    }
    if (silent_after) {
        change.missing.emplace_back("roads.width_m");
    }
    return change;
}

} // namespace sandan::rules
