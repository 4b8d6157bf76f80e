#include <sandan/rules/rule.hpp>

#include "rules/topics.hpp"

#include <algorithm>
#include <array>

namespace sandan::rules {

namespace {

constexpr std::array topics{
    integrity_rules,   ingest_rules,   notice_rules,  geometry_rules,   partition_rules,
    budget_rules,      facility_rules, density_rules, zoning_rules,     parcel_division_rules,
    admission_rules,   demand_rules,   siting_rules,  protection_rules, programme_rules,
    roster_rules,      upgrade_rules,  renewal_rules, position_rules,   figure_rules,
    corner_rules,      process_rules,  water_rules,   chain_rules,      change_rules,
    restriction_rules, site_lot_rules,
};

std::vector<Rule> joined() {
    std::vector<Rule> all;
    for (const auto topic : topics) {
        const auto rows = topic();
        all.insert(all.end(), rows.begin(), rows.end());
    }
    return all;
}

} // namespace

std::span<const Rule> rule_table() {
    static const auto all = joined();
    return all;
}

const Rule* find_rule(std::string_view id) {
    const auto all = rule_table();
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const Rule& rule) { return rule.id == id; });
    return found == all.end() ? nullptr : &*found;
}

} // namespace sandan::rules
