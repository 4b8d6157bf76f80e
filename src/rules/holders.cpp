#include "rules/holders.hpp"

#include <algorithm>
#include <limits>

namespace sandan::rules {

Holders::Holders(const model::Project& project, std::optional<double> bound_years)
    : m_bound_years{bound_years} {
    for (const auto* const layer : project.layers_of("register")) {
        m_registered = true;
        for (const auto& row : layer->features) {
            const auto lot = layer->text(row, "pnu").value_or("");
            if (lot.empty() && !m_unplaced) {
                m_unplaced.emplace();
            }
            auto& rows = lot.empty() ? *m_unplaced : m_rows[lot];
            const auto date = parse_date(layer->text(row, "registered").value_or(""));
            rows.undated = rows.undated || !date;
            rows.latest = std::max(rows.latest, date);
        }
    }
}

/// True if one of the rows may bind its lot.
bool Holders::is_young(const Rows& rows, const Date& date) const {
    return rows.undated || !rows.latest || !m_bound_years ||
           full_years(*rows.latest, date) < *m_bound_years;
}

Hold Holders::of(const model::Layer& lots, const model::Feature& lot, const Date& date) const {
    if (const auto since = parse_date(lots.text(lot, "owned_since").value_or(""))) {
        return {full_years(*since, date), {}};
    }
    const auto found = m_rows.find(lots.id(lot));
    if (found == m_rows.end()) {
        const bool told = m_registered && !lots.column("owned_since");
        return told && !(m_unplaced && is_young(*m_unplaced, date))
                   ? Hold{std::numeric_limits<double>::infinity(), {}}
                   : Hold{std::nullopt, told ? "register.pnu" : "lots.owned_since"};
    }
    const auto& rows = found->second;
    if (!rows.latest) {
        return {std::nullopt, "register.registered"};
    }
    const double held = full_years(*rows.latest, date);
    if (m_bound_years && held < *m_bound_years) {
        return {held, {}}; // bound, whatever other rows say
    }
    if (rows.undated) {
        return {std::nullopt, "register.registered"};
    }
    if (m_unplaced && is_young(*m_unplaced, date)) {
        return {std::nullopt, "register.pnu"};
    }
    return {held, {}};
}

} // namespace sandan::rules
