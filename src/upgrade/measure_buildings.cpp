#include "upgrade/measure.hpp"

namespace sandan::upgrade {

namespace {

/// Floor area of at least so many years, of all whose age and floor area are known.
Measured aged(const Work& work, const std::vector<std::size_t>& buildings, const char* parameter) {
    Measured result;
    const auto* const from = work.context.parameter("UG-09", parameter);
    for (const auto i : buildings) {
        const auto& building = work.buildings[i];
        if (!building.approved || !building.floor_area_m2 || from == nullptr) {
            ++result.missing;
            continue;
        }
        const bool old = full_years(*building.approved, work.context.date) >= from->value;
        result.known = true;
        result.whole += *building.floor_area_m2;
        result.part += old ? *building.floor_area_m2 : 0;
    }
    return result;
}

/// Built area over land: known only when no building lacks it.
Measured density(const Work& work, const std::vector<std::size_t>& buildings,
                 std::optional<double> Building::*area, double land_m2) {
    Measured result;
    result.whole = land_m2;
    for (const auto i : buildings) {
        const auto& value = work.buildings[i].*area;
        result.part += value.value_or(0);
        result.missing += value ? 0U : 1U;
    }
    result.known = !buildings.empty() && result.missing == 0;
    result.missing += buildings.empty() ? 1U : 0U; // no building data is not "nothing built"
    return result;
}

Measured against(Measured density, const std::optional<double>& limit) {
    if (limit) {
        density.whole *= *limit / 100;
    } else {
        density.known = false;
        ++density.missing;
    }
    return density;
}

/// The whole site or none of it, among industrial sites.
Measured share_of_land(const SiteRow& site, const std::optional<bool>& counts) {
    Measured result;
    if (site.industrial == false) {
        return result;
    }
    if (site.industrial && counts) {
        result = {.part = *counts ? site.area_m2 : 0, .whole = site.area_m2, .known = true};
    } else {
        result.missing = 1;
    }
    return result;
}

std::optional<bool> is_below(const model::Parameter* limit, double value) {
    return limit == nullptr ? std::nullopt : std::optional{value < limit->value};
}

std::optional<bool> is_idle(const Work& work, const SiteRow& site, bool built) {
    const auto* const from = work.context.parameter("UG-11", "min_area");
    if (work.survey.buildings == nullptr || from == nullptr) {
        return std::nullopt;
    }
    return !built && site.area_m2 > from->value;
}

/// A site without a building is idle, not under-used.
std::optional<bool> is_under_used(const Work& work, const SiteRow& site) {
    const auto used = at(site.values, Key::floor_use)
                          .value(indicators()[static_cast<std::size_t>(Key::floor_use)]);
    return used ? is_below(work.context.parameter("UG-10", "under_used"), *used) : std::nullopt;
}

/// Age by number is told of all land only: of a site it would depend on how a building is drawn.
void count_old(const Work& work) {
    const auto* const from = work.context.parameter("UG-09", "old_from");
    for (const auto& own : work.joined.buildings) {
        for (const auto i : own) {
            const auto& approved = work.buildings[i].approved;
            if (approved && from != nullptr) {
                ++work.survey.join.dated;
                const bool old = full_years(*approved, work.context.date) >= from->value;
                work.survey.join.old += old ? 1U : 0U;
            }
        }
    }
}

} // namespace

void measure_buildings(const Work& work) {
    count_old(work);
    for (std::size_t i = 0; i < work.survey.sites.size(); ++i) {
        auto& site = work.survey.sites[i];
        const auto& own = work.joined.buildings[i];
        for (const auto building : own) {
            const auto& approved = work.buildings[building].approved;
            if (approved && (!site.oldest || *approved < *site.oldest)) {
                site.oldest = approved;
            }
        }
        auto& values = site.values;
        at(values, Key::old) = aged(work, own, "old_from");
        at(values, Key::very_old) = aged(work, own, "very_old_from");
        if (work.survey.buildings != nullptr) {
            at(values, Key::coverage) =
                density(work, own, &Building::building_area_m2, site.area_m2);
            at(values, Key::floor_ratio) =
                density(work, own, &Building::floor_area_m2, site.area_m2);
            at(values, Key::coverage_use) = against(at(values, Key::coverage), site.coverage_limit);
            at(values, Key::floor_use) = against(at(values, Key::floor_ratio), site.floor_limit);
        }
        at(values, Key::idle) = share_of_land(site, is_idle(work, site, !own.empty()));
        at(values, Key::under_used) = share_of_land(site, is_under_used(work, site));
        at(values, Key::small) = share_of_land(
            site, is_below(work.context.parameter("PD-02", "min_area"), site.area_m2));
    }
}

} // namespace sandan::upgrade
