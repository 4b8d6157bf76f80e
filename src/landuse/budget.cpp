#include <sandan/geom/adjacency.hpp>
#include <sandan/geom/measure.hpp>
#include <sandan/landuse/budget.hpp>
#include <sandan/model/area.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

namespace sandan::landuse {

namespace {

using model::LandUse;
using model::Layer;
using model::Project;

/// Area and number of lots by position of the use in land_uses.csv.
using UseSums = std::map<std::size_t, UseRow>;

const LandUse* use_of(const Project& project, const Layer& lots, const model::Feature& lot) {
    const auto code = lots.text(lot, "use");
    return code ? project.codes.land_use(*code) : nullptr;
}

ComplexBudget* complex_of(Budget& budget, const Layer& lots, const model::Feature& lot) {
    const auto id = lots.text(lot, "complex");
    const auto found =
        std::find_if(budget.complexes.begin(), budget.complexes.end(),
                     [&](const ComplexBudget& complex) { return complex.complex == id; });
    return found == budget.complexes.end() ? nullptr : &*found;
}

/// What the law asks of a lot: which land it counts as.
enum class Counts { not_industrial, industrial, mixed, mixed_other, mixed_unknown };

Counts kind_of(const Layer& lots, const model::Feature& lot, const LandUse& use,
               double least_share) {
    if (use.group != "mixed") {
        return use.group == "industrial" ? Counts::industrial : Counts::not_industrial;
    }
    const auto share = lots.number(lot, "industrial_share");
    if (!share) {
        return Counts::mixed_unknown;
    }
    return *share >= least_share ? Counts::mixed : Counts::mixed_other;
}

void add_industrial(Counts kind, double area, bool paid, ComplexBudget& complex) {
    switch (kind) {
    case Counts::industrial:
        complex.industrial_m2 += area;
        break;
    case Counts::mixed:
        complex.mixed_counted_m2 += area;
        break;
    case Counts::mixed_other:
        complex.mixed_other_m2 += area;
        break;
    case Counts::mixed_unknown:
        complex.mixed_unknown_m2 += area;
        complex.paid_mixed_unknown_m2 += paid ? area : 0;
        break;
    case Counts::not_industrial:
        break;
    }
    const bool counts = kind == Counts::industrial || kind == Counts::mixed;
    complex.paid_industrial_m2 += counts && paid ? area : 0;
}

void add_lot(const Layer& lots, std::size_t at, const LandUse& use, double least_share,
             ComplexBudget& complex) {
    const auto& lot = lots.features[at];
    const double area = geom::area(lot.shape.polygons);
    const bool paid = is_paid(lots, lot, use);
    complex.lots.push_back(at);
    complex.measured_m2 += area;
    complex.paid_m2 += paid ? area : 0;
    add_industrial(kind_of(lots, lot, use, least_share), area, paid, complex);
    if (use.counts_road) {
        complex.road_m2 += area;
    }
}

std::size_t root(const std::vector<std::size_t>& parent, std::size_t at) {
    while (parent[at] != at) {
        at = parent[at];
    }
    return at;
}

/// Joins the green lots of a complex that share a border; a corner alone does not join.
std::vector<GreenPatch> green_patches(const Layer& lots, const std::vector<std::size_t>& green,
                                      double least_area) {
    std::vector<geom::MultiPolygon> shapes;
    shapes.reserve(green.size());
    for (const auto at : green) {
        shapes.push_back(lots.features[at].shape.polygons);
    }
    std::vector<std::size_t> parent(green.size());
    std::iota(parent.begin(), parent.end(), std::size_t{0});
    for (const auto& contact : geom::contacts(shapes)) {
        const auto a = root(parent, contact.a);
        const auto b = root(parent, contact.b);
        parent[std::max(a, b)] = std::min(a, b);
    }
    std::map<std::size_t, GreenPatch> patches;
    for (std::size_t i = 0; i < green.size(); ++i) {
        auto& patch = patches[root(parent, i)];
        patch.lots.push_back(green[i]);
        patch.area_m2 += geom::area(shapes[i]);
    }
    std::vector<GreenPatch> ordered;
    for (auto& [first, patch] : patches) {
        patch.counted = patch.area_m2 >= least_area;
        ordered.push_back(std::move(patch));
    }
    return ordered;
}

void count_green(const Project& project, const Layer& lots, double least_area,
                 ComplexBudget& complex) {
    std::vector<std::size_t> green;
    for (const auto at : complex.lots) {
        if (use_of(project, lots, lots.features[at])->counts_green) {
            green.push_back(at);
        }
    }
    complex.green_patches = green_patches(lots, green, least_area);
    for (const auto& patch : complex.green_patches) {
        (patch.counted ? complex.green_m2 : complex.green_small_m2) += patch.area_m2;
    }
}

UseSums sum_by_use(const Project& project, const Layer& lots,
                   const std::vector<std::size_t>& positions) {
    UseSums sums;
    for (const auto at : positions) {
        const auto* const use = use_of(project, lots, lots.features[at]);
        const auto order = static_cast<std::size_t>(use - project.codes.land_uses.data());
        auto& row = sums[order];
        row.use = use->code;
        row.area_m2 += geom::area(lots.features[at].shape.polygons);
        ++row.lots;
    }
    return sums;
}

/// Rows close: whole m² to the rounded total, tenths of a percent to 100.0.
std::vector<UseRow> closed_rows(const UseSums& sums, double total) {
    std::vector<UseRow> rows;
    std::vector<double> areas;
    std::vector<double> percents;
    for (const auto& [order, row] : sums) {
        rows.push_back(row);
        areas.push_back(row.area_m2);
        percents.push_back(100 * row.area_m2 / total);
    }
    if (rows.empty() || !(total > 0)) {
        return rows;
    }
    const auto rounded = model::largest_remainder(areas, std::round(total), 0);
    const auto shares = model::largest_remainder(percents, 100, 1);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        rows[i].rounded_m2 = rounded[i];
        rows[i].percent = shares[i];
    }
    return rows;
}

void add_to(ComplexBudget& pooled, const ComplexBudget& complex) {
    for (const auto member :
         {&ComplexBudget::designated_m2, &ComplexBudget::boundary_m2, &ComplexBudget::measured_m2,
          &ComplexBudget::paid_m2, &ComplexBudget::paid_industrial_m2,
          &ComplexBudget::paid_mixed_unknown_m2, &ComplexBudget::industrial_m2,
          &ComplexBudget::mixed_counted_m2, &ComplexBudget::mixed_other_m2,
          &ComplexBudget::mixed_unknown_m2, &ComplexBudget::green_m2,
          &ComplexBudget::green_small_m2, &ComplexBudget::road_m2}) {
        pooled.*member += complex.*member;
    }
    pooled.lots.insert(pooled.lots.end(), complex.lots.begin(), complex.lots.end());
}

void measure_boundaries(const Project& project, Budget& budget) {
    for (const auto* const layer : project.layers_of("boundary")) {
        for (const auto& feature : layer->features) {
            if (auto* const complex = complex_of(budget, *layer, feature)) {
                complex->boundary_m2 += geom::area(feature.shape.polygons);
            }
        }
    }
}

} // namespace

BudgetLimits budget_limits(const Project& project, const Date& date) {
    const auto value = [&](const char* rule, const char* name) {
        const auto* const parameter = project.rules.parameter(rule, name, date);
        return parameter == nullptr ? 0 : parameter->value;
    };
    return {value("LB-06", "min_patch"), value("LB-01", "min_industrial_share_of_mixed")};
}

bool is_paid(const Layer& lots, const model::Feature& lot, const LandUse& use) {
    const auto tenure = lots.text(lot, "tenure");
    return use.paid && tenure != "free" && tenure != "kept";
}

Budget land_use_budget(const Project& project, const BudgetLimits& limits) {
    Budget budget;
    for (const auto& complex : project.plan.complexes) {
        ComplexBudget row;
        row.complex = complex.id;
        row.designated_m2 = complex.designated_area_m2;
        budget.complexes.push_back(std::move(row));
    }
    measure_boundaries(project, budget);
    const auto* const lots = project.layer("lots");
    for (std::size_t at = 0; lots != nullptr && at < lots->features.size(); ++at) {
        const auto& lot = lots->features[at];
        auto* const complex = complex_of(budget, *lots, lot);
        const auto* const use = use_of(project, *lots, lot);
        if (complex == nullptr || use == nullptr) {
            budget.unassigned.push_back(at);
        } else {
            add_lot(*lots, at, *use, limits.mixed_share_percent, *complex);
        }
    }
    for (auto& complex : budget.complexes) {
        if (lots != nullptr) {
            count_green(project, *lots, limits.green_patch_m2, complex);
            complex.uses =
                closed_rows(sum_by_use(project, *lots, complex.lots), complex.measured_m2);
        }
        add_to(budget.pooled, complex);
    }
    if (lots != nullptr) {
        budget.pooled.uses =
            closed_rows(sum_by_use(project, *lots, budget.pooled.lots), budget.pooled.measured_m2);
    }
    return budget;
}

} // namespace sandan::landuse
