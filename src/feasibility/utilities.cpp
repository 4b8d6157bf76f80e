#include "feasibility/parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace sandan::feasibility {

namespace {

constexpr double per_m2 = 1000; ///< Units are per 1,000 m².

/// A unit and where it comes from.
struct Unit {
    double value = 0;
    std::string basis;
    std::string source;
};

/// The plan's row of the longest prefix, else the pack's mean for water (SI-07).
std::optional<Unit> unit_for(const Parts& parts, std::string_view utility,
                             const std::string& ksic) {
    const model::UnitDemand* best = nullptr;
    for (const auto& row : parts.inputs.units) {
        const bool fits = row.utility == utility && ksic.starts_with(row.ksic);
        if (fits && (best == nullptr || row.ksic.size() > best->ksic.size())) {
            best = &row;
        }
    }
    if (best != nullptr) {
        return Unit{best->value, best->basis,
                    fmt::format("{} /1,000 m² {} {} ({}, {})", best->value, best->basis,
                                best->statistic, best->source, best->year)};
    }
    const auto* const mean =
        utility == "water" ? parts.context.parameter("SI-07", "unit_water") : nullptr;
    return mean == nullptr ? std::nullopt
                           : std::optional{Unit{
                                 mean->value, "site",
                                 fmt::format("{} {} ({})", mean->value, mean->unit, mean->source)}};
}

/// Adds one lot's demand, or what it lacks.
void add_lot(const Parts& parts, const FirmLot& lot, UtilityRow& row,
             std::set<std::string>& sources) {
    const bool settled = lot.firm != nullptr && !lot.firm->industries.empty();
    const auto unit =
        unit_for(parts, row.utility, settled ? lot.firm->industries.front().ksic : "");
    if (!unit) {
        row.missing.push_back(fmt::format("[[feasibility.unit]] {}", row.utility));
        return;
    }
    double area = lot.area_m2;
    if (unit->basis == "floor") {
        if (!settled || !lot.firm->floor_area_m2) {
            row.missing.emplace_back("firms.floor_area_m2");
            return;
        }
        double land = 0; // the firm's floor area, by lot
        for (const auto& other : parts.lots) {
            land += other.firm == lot.firm ? other.area_m2 : 0;
        }
        area = *lot.firm->floor_area_m2 * lot.area_m2 / land;
    }
    row.by_area = row.by_area.value_or(0) + area * unit->value / per_m2;
    sources.insert(unit->source);
}

std::optional<double> stated(const model::Firm& firm, std::string_view utility) {
    if (utility == "water") {
        return firm.water_m3d;
    }
    if (utility == "wastewater") {
        return firm.wastewater_m3d;
    }
    if (utility == "power") {
        return firm.power_kw;
    }
    return utility == "jobs" ? firm.jobs : std::nullopt;
}

std::optional<double> capacity_of(const model::Capacity& capacity, std::string_view utility) {
    if (utility == "water") {
        return capacity.water_m3d;
    }
    if (utility == "wastewater") {
        return capacity.wastewater_m3d;
    }
    return utility == "power" ? capacity.power_kw : std::nullopt;
}

/// The latest stated capacity up to the year.
std::optional<double> capacity_by(const model::Project& project, const std::string& complex,
                                  int year, std::string_view utility) {
    std::optional<double> found;
    int latest = 0;
    for (const auto& capacity : project.capacities) {
        const auto value = capacity_of(capacity, utility);
        if (capacity.complex == complex && capacity.year <= year && capacity.year >= latest &&
            value) {
            latest = capacity.year;
            found = value;
        }
    }
    return found;
}

void sort_unique(std::vector<std::string>& words) {
    std::sort(words.begin(), words.end());
    words.erase(std::unique(words.begin(), words.end()), words.end());
}

UtilityRow utility_row(Parts& parts, const std::string& complex, int year,
                       std::string_view utility) {
    UtilityRow row;
    row.complex = complex;
    row.year = year;
    row.utility = utility;
    std::set<std::string> sources;
    std::set<const model::Firm*> firms;
    for (const auto& lot : parts.lots) {
        if (lot.complex != complex || lot.year.value_or(year) > year) {
            continue;
        }
        row.land_m2 += lot.area_m2;
        row.undated_m2 += lot.year ? 0 : lot.area_m2;
        add_lot(parts, lot, row, sources);
        if (lot.firm != nullptr && firms.insert(lot.firm).second) {
            const auto own = stated(*lot.firm, utility);
            row.firms_missing += own ? 0U : 1U;
            row.by_firms = own ? row.by_firms.value_or(0) + *own : row.by_firms;
        }
    }
    sort_unique(row.missing);
    for (const auto& input : row.missing) {
        parts.require(input);
        row.by_area.reset();
    }
    row.source = fmt::format("{}", fmt::join(sources, "; "));
    row.capacity = capacity_by(parts.context.project, complex, year, utility);
    return row;
}

/// Lots that do not say when they are ready, of the complex.
std::size_t undated_lots(const Parts& parts, const std::string& complex) {
    return static_cast<std::size_t>(
        std::count_if(parts.lots.begin(), parts.lots.end(),
                      [&](const FirmLot& lot) { return lot.complex == complex && !lot.year; }));
}

/// A complex of which nobody says a year is in use from the year of the study on.
std::set<int> years_of(const Parts& parts, const std::string& complex) {
    std::set<int> years;
    for (const auto& lot : parts.lots) {
        if (lot.complex == complex && lot.year) {
            years.insert(*lot.year);
        }
    }
    for (const auto& capacity : parts.context.project.capacities) {
        if (capacity.complex == complex) {
            years.insert(capacity.year);
        }
    }
    const bool some = std::any_of(parts.lots.begin(), parts.lots.end(),
                                  [&](const FirmLot& lot) { return lot.complex == complex; });
    if (years.empty() && some) {
        years.insert(static_cast<int>(parts.context.date.year()));
    }
    return years;
}

/// Adds what is known of a complex; one unknown makes the sum unknown.
void pool(std::optional<double>& sum, const std::optional<double>& value, bool first) {
    sum = (first || sum) && value ? std::optional{sum.value_or(0) + *value} : std::nullopt;
}

/// The last year of every complex together.
UtilityRow pooled_row(const std::vector<UtilityRow>& rows, std::string_view utility) {
    std::map<std::string, const UtilityRow*> last;
    for (const auto& row : rows) {
        if (row.utility == utility) {
            last[row.complex] = &row; // years ascend
        }
    }
    UtilityRow sum;
    sum.utility = utility;
    bool first = true;
    for (const auto& [complex, row] : last) {
        sum.year = std::max(sum.year, row->year);
        sum.land_m2 += row->land_m2;
        sum.undated_m2 += row->undated_m2;
        sum.firms_missing += row->firms_missing;
        pool(sum.by_area, row->by_area, first);
        pool(sum.by_firms, row->by_firms, first);
        pool(sum.capacity, row->capacity, first);
        first = false;
    }
    return sum;
}

} // namespace

std::string_view unit_of(std::string_view utility) {
    if (utility == "water" || utility == "wastewater") {
        return "m³/d";
    }
    if (utility == "power") {
        return "kW";
    }
    if (utility == "gas") {
        return "Nm³/h";
    }
    return utility == "traffic" ? "trips/d" : "persons";
}

std::optional<double> UtilityRow::balance() const {
    return capacity && by_area ? std::optional{*capacity - *by_area} : std::nullopt;
}

void supply_utilities(Parts& parts) {
    auto& rows = parts.study.utilities;
    for (const auto& complex : parts.context.project.plan.complexes) {
        if (const auto undated = undated_lots(parts, complex.id); undated > 0) {
            parts.require(fmt::format("lots.available_year ({}: {})", complex.id, undated));
        }
        for (const auto year : years_of(parts, complex.id)) {
            for (const auto utility : model::demand_utilities) {
                rows.push_back(utility_row(parts, complex.id, year, utility));
            }
        }
    }
    if (rows.empty()) { // no land for firms
        return;
    }
    std::vector<UtilityRow> sums;
    sums.reserve(model::demand_utilities.size());
    for (const auto utility : model::demand_utilities) {
        sums.push_back(pooled_row(rows, utility));
    }
    rows.insert(rows.end(), sums.begin(), sums.end());
}

} // namespace sandan::feasibility
