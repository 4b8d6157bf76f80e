#include "allocation/demand.hpp"

#include <algorithm>
#include <cmath>

namespace sandan::allocation {

std::int64_t thousandths(double amount) {
    return std::llround(amount * 1000);
}

std::vector<CapacityRow> capacity_rows(const model::Project& project) {
    std::vector<CapacityRow> rows;
    for (const auto& given : project.capacities) {
        const std::array<std::optional<double>, 3> cells{given.water_m3d, given.power_kw,
                                                         given.wastewater_m3d};
        for (std::size_t u = 0; u < cells.size(); ++u) {
            if (cells[u]) {
                rows.push_back({given.complex, given.year, u, thousandths(*cells[u]), false});
            }
        }
    }
    for (auto& row : rows) {
        row.last = std::none_of(rows.begin(), rows.end(), [&](const auto& other) {
            return other.complex == row.complex && other.utility == row.utility &&
                   other.year > row.year;
        });
    }
    return rows;
}

std::int64_t demand_of(const model::Firm& firm, std::size_t utility) {
    const std::array<std::optional<double>, 3> demands{firm.water_m3d, firm.power_kw,
                                                       firm.wastewater_m3d};
    return thousandths(demands[utility].value_or(0));
}

int start_year(const model::Firm& firm, const rules::Site& site) {
    return std::max(firm.year.value_or(0), site.available_year.value_or(0));
}

bool draws_on(const CapacityRow& row, const rules::Site& site, int start) {
    return row.complex == site.complex && (row.last || start <= row.year);
}

} // namespace sandan::allocation
