#include <sandan/siting/score.hpp>

#include <algorithm>
#include <cmath>

namespace sandan::siting {

namespace {

constexpr double half = 0.5;

double area_part(const model::Firm& firm, const rules::Site& site) {
    if (!firm.area_min_m2 || !(site.area_m2 > 0)) {
        return half;
    }
    return std::min(1.0, *firm.area_min_m2 / site.area_m2);
}

/// Area-weighted asking price, KRW/m²; nothing if a lot has none.
std::optional<double> price(const rules::Context& context, const rules::Site& site) {
    const auto& lots = *context.project.layer("lots");
    double total = 0;
    for (const auto lot : site.lots) {
        const auto asked = lots.number(lots.features[lot], "price_krw_m2");
        if (!asked) {
            return std::nullopt;
        }
        total += *asked * context.analysis.lots[lot].area_m2;
    }
    return site.area_m2 > 0 ? std::optional{total / site.area_m2} : std::nullopt;
}

double price_part(const rules::Context& context, const model::Firm& firm, const rules::Site& site) {
    const auto asked = firm.max_price_krw_m2 ? price(context, site) : std::nullopt;
    if (!asked || !(*firm.max_price_krw_m2 > 0)) {
        return half;
    }
    return std::clamp(2 * (1 - *asked / *firm.max_price_krw_m2), 0.0, 1.0);
}

double time_part(const model::Firm& firm, const rules::Site& site) {
    if (!firm.year || !site.available_year) {
        return half;
    }
    return *site.available_year <= *firm.year ? 1 : 0;
}

double frontage_part(const rules::Site& site) {
    if (!site.facts.frontage_m || !(site.area_m2 > 0)) {
        return half;
    }
    return std::min(1.0, *site.facts.frontage_m / std::sqrt(site.area_m2));
}

} // namespace

double score(const rules::Context& context, const model::Firm& firm, const rules::Site& site,
             std::span<const Reason> reasons) {
    const auto lots = static_cast<double>(std::max<std::size_t>(1, site.lots.size()));
    const double points = 40 * area_part(firm, site) + 20 * price_part(context, firm, site) +
                          15 * time_part(firm, site) + 15 * frontage_part(site) + 10 / lots;
    const double penalty = std::min(20.0, 5 * static_cast<double>(reasons.size()));
    return std::max(1.0, points - penalty);
}

} // namespace sandan::siting
