#include "rules/holders.hpp"

#include <algorithm>
#include <limits>

namespace sandan::rules {

Holders::Holders(const model::Project& project, std::optional<double> bound_years)
    : m_bound_years{bound_years} {
    for (const auto* const layer : project.layers_of("register")) {
        m_registered = true;
        for (const auto& row : layer->features) {
            const auto lot = layer->text(row, "pnu");
            if (!lot) {
                continue;
            }
            auto& rows = m_rows[*lot];
            const auto date = parse_date(layer->text(row, "registered").value_or(""));
            rows.undated = rows.undated || !date;
            rows.latest = std::max(rows.latest, date);
        }
    }
}

std::optional<double> Holders::years(const model::Layer& lots, const model::Feature& lot,
                                     const Date& date) const {
    if (const auto since = parse_date(lots.text(lot, "owned_since").value_or(""))) {
        return full_years(*since, date);
    }
    if (!m_registered) {
        return std::nullopt;
    }
    const auto found = m_rows.find(lots.id(lot));
    if (found == m_rows.end()) {
        return std::numeric_limits<double>::infinity();
    }
    const auto& rows = found->second;
    if (!rows.latest) {
        return std::nullopt;
    }
    const double held = full_years(*rows.latest, date);
    const bool decided = !rows.undated || (m_bound_years && held < *m_bound_years);
    return decided ? std::optional{held} : std::nullopt;
}

} // namespace sandan::rules
