#pragma once
// Which capacity rows a firm draws on. A row of utilities.csv is what a complex can supply up to
// its year: it counts every firm that starts by then; a complex's last row counts all its firms.

#include <sandan/allocation/allocate.hpp>
#include <sandan/rules/context.hpp>

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace sandan::allocation {

struct CapacityRow {
    std::string complex;
    int year = 0;
    std::size_t utility = 0; ///< Position in utility_names
    std::int64_t capacity = 0;
    bool last = false; ///< No later row for this complex and utility.
};

inline constexpr std::array<const char*, 3> utility_names{"water_m3d", "power_kw",
                                                          "wastewater_m3d"};

/// Thousandths of a unit, so that sums are exact.
[[nodiscard]] std::int64_t thousandths(double amount);

/// Rows in the order of the file; cells that are not given make no row.
[[nodiscard]] std::vector<CapacityRow> capacity_rows(const model::Project& project);

/// Demand of a firm in thousandths; not given counts as 0 (the siting rules say UNKNOWN there).
[[nodiscard]] std::int64_t demand_of(const model::Firm& firm, std::size_t utility);

/// Year from which a firm draws on the complex: its own or that of the lots, the later one.
[[nodiscard]] int start_year(const model::Firm& firm, const rules::Site& site);

[[nodiscard]] bool draws_on(const CapacityRow& row, const rules::Site& site, int start);

} // namespace sandan::allocation
