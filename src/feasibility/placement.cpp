#include <sandan/model/area.hpp>
#include <sandan/model/ksic.hpp>

#include "feasibility/parts.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>
#include <tuple>

namespace sandan::feasibility {

namespace {

/// Lots of one complex, block, industry and phase, in the order of complexes, then of names.
void group_lots(Parts& parts) {
    const auto& complexes = parts.context.project.plan.complexes;
    const auto rank = [&](const std::string& complex) {
        const auto found =
            std::find_if(complexes.begin(), complexes.end(),
                         [&](const model::Complex& row) { return row.id == complex; });
        return found - complexes.begin();
    };
    using Name = std::tuple<std::ptrdiff_t, std::string, std::string, std::optional<int>>;
    std::map<Name, Placement> rows;
    for (const auto& lot : parts.lots) {
        auto& row = rows[{rank(lot.complex), lot.block, lot.industry, lot.phase}];
        row.complex = lot.complex;
        row.block = lot.block;
        row.industry = lot.industry;
        row.phase = lot.phase;
        const bool dated = lot.year && (row.lots == 0 || row.year);
        row.year = dated ? std::max(lot.year, row.year) : std::nullopt;
        ++row.lots;
        row.area_m2 += lot.area_m2;
        if (lot.firm != nullptr) {
            row.assigned_m2 += lot.area_m2;
            if (std::find(row.firms.begin(), row.firms.end(), lot.firm->id) == row.firms.end()) {
                row.firms.push_back(lot.firm->id);
            }
        }
    }
    for (auto& [name, row] : rows) {
        parts.study.placements.push_back(std::move(row));
    }
}

/// Whole m² that close per complex.
void round_areas(std::vector<Placement>& rows) {
    for (auto first = rows.begin(); first != rows.end();) {
        const auto last = std::find_if(
            first, rows.end(), [&](const Placement& row) { return row.complex != first->complex; });
        std::vector<double> areas;
        for (auto row = first; row != last; ++row) {
            areas.push_back(row->area_m2);
        }
        const auto rounded = model::largest_remainder(
            areas, std::round(std::accumulate(areas.begin(), areas.end(), 0.0)), 0);
        for (auto row = first; row != last; ++row) {
            row->rounded_m2 = rounded[static_cast<std::size_t>(row - first)];
        }
        first = last;
    }
}

/// True if the planned industry `C25;C28-C31` admits one of the firm's industries.
bool admits(const std::string& industry, const model::Firm& firm) {
    if (industry.empty() || firm.industries.empty()) {
        return false;
    }
    auto list = industry;
    std::replace(list.begin(), list.end(), ';', ' ');
    const auto rule = model::AdmissionRule::parse("allow " + list);
    return rule.evaluate(firm.industries.front().ksic, {}, true) == model::Admit::allow;
}

DemandSupply& row_of(std::vector<DemandSupply>& rows, const std::string& complex,
                     const std::string& industry, std::optional<int> phase) {
    const auto found = std::find_if(rows.begin(), rows.end(), [&](const DemandSupply& row) {
        return row.complex == complex && row.industry == industry && row.phase == phase;
    });
    if (found != rows.end()) {
        return *found;
    }
    rows.push_back({complex, industry, phase, 0, 0, 0, 0});
    return rows.back();
}

/// The first placement that is the firm's, admits it in its year, or nothing.
const Placement* home_of(const std::vector<Placement>& placements, const model::Firm& firm) {
    for (const auto& row : placements) {
        if (std::find(row.firms.begin(), row.firms.end(), firm.id) != row.firms.end()) {
            return &row;
        }
    }
    for (const auto& row : placements) {
        const bool in_time = !firm.year || !row.year || *row.year <= *firm.year;
        if (in_time && admits(row.industry, firm)) {
            return &row;
        }
    }
    return nullptr;
}

void weigh_demand(Parts& parts) {
    auto& rows = parts.study.demand;
    for (const auto& placement : parts.study.placements) {
        row_of(rows, placement.complex, placement.industry, placement.phase).supply_m2 +=
            placement.area_m2;
    }
    for (const auto& firm : parts.context.project.firms) {
        const auto* const home = home_of(parts.study.placements, firm);
        auto& row = home == nullptr ? row_of(rows, "", "", std::nullopt)
                                    : row_of(rows, home->complex, home->industry, home->phase);
        ++row.firms;
        row.firms_without_area += firm.area_min_m2 ? 0U : 1U;
        row.demand_m2 += firm.area_min_m2.value_or(0);
    }
    if (parts.context.project.firms.empty()) {
        parts.require("[firms] path");
    }
}

} // namespace

void place(Parts& parts) {
    group_lots(parts);
    round_areas(parts.study.placements);
    weigh_demand(parts);
}

} // namespace sandan::feasibility
