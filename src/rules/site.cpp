#include <sandan/rules/site.hpp>

#include <algorithm>
#include <limits>
#include <utility>

namespace sandan::rules {

namespace {

using Fact = std::optional<double> LotFacts::*;

/// One fact over the lots of a site; nothing as soon as one lot's is not known.
template <typename Join>
std::optional<double> joined(const std::vector<const LotFacts*>& lots, Fact fact, double start,
                             const Join& join) {
    double value = start;
    for (const auto* const lot : lots) {
        if (!(lot->*fact)) {
            return std::nullopt;
        }
        value = join(value, *(lot->*fact), lot->area_m2);
    }
    return value;
}

std::optional<double> total(const std::vector<const LotFacts*>& lots, Fact fact) {
    return joined(lots, fact, 0, [](double sum, double value, double) { return sum + value; });
}

std::optional<double> smallest(const std::vector<const LotFacts*>& lots, Fact fact) {
    return joined(lots, fact, std::numeric_limits<double>::infinity(),
                  [](double least, double value, double) { return std::min(least, value); });
}

std::optional<double> largest(const std::vector<const LotFacts*>& lots, Fact fact) {
    return joined(lots, fact, 0,
                  [](double most, double value, double) { return std::max(most, value); });
}

std::optional<double> weighted(const std::vector<const LotFacts*>& lots, Fact fact, double area) {
    if (!(area > 0)) {
        return std::nullopt;
    }
    const auto sum =
        joined(lots, fact, 0, [](double all, double value, double m2) { return all + value * m2; });
    return sum ? std::optional{*sum / area} : std::nullopt;
}

LotFacts join_facts(const std::vector<const LotFacts*>& lots) {
    LotFacts site;
    for (const auto* const lot : lots) {
        site.area_m2 += lot->area_m2;
    }
    for (const auto fact : {&LotFacts::frontage_m, &LotFacts::river_m2, &LotFacts::agricultural_m2,
                            &LotFacts::outside_special_zone_m2}) {
        site.*fact = total(lots, fact);
    }
    for (const auto fact :
         {&LotFacts::school_gate_m, &LotFacts::school_site_m, &LotFacts::heritage_m,
          &LotFacts::railway_m, &LotFacts::power_line_m, &LotFacts::power_line_500_m,
          &LotFacts::power_line_765_m, &LotFacts::substation_m, &LotFacts::substation_500_m,
          &LotFacts::substation_765_m, &LotFacts::housing_m, &LotFacts::gas_facility_m,
          &LotFacts::line_7_35_kv_m, &LotFacts::line_over_35_kv_m, &LotFacts::held_years}) {
        site.*fact = smallest(lots, fact);
    }
    for (const auto fact : {&LotFacts::road_width_m, &LotFacts::people}) {
        site.*fact = largest(lots, fact);
    }
    for (const auto fact : {&LotFacts::slope_deg, &LotFacts::bcr_percent, &LotFacts::far_percent,
                            &LotFacts::bcr_served_percent}) {
        site.*fact = weighted(lots, fact, site.area_m2);
    }
    for (const auto* const lot : lots) {
        for (const auto& field : lot->limits_missing) {
            if (std::find(site.limits_missing.begin(), site.limits_missing.end(), field) ==
                site.limits_missing.end()) {
                site.limits_missing.push_back(field);
            }
        }
    }
    return site;
}

/// The text all lots agree on; empty when they differ.
std::string common(const model::Layer& layer, const std::vector<std::size_t>& lots,
                   std::string_view field) {
    const auto first = layer.text(layer.features[lots.front()], field).value_or("");
    const bool same = std::all_of(lots.begin(), lots.end(), [&](std::size_t lot) {
        return layer.text(layer.features[lot], field).value_or("") == first;
    });
    return same ? first : std::string{};
}

/// The year in which the last of the lots can be used; nothing if one has none.
std::optional<int> last_year(const model::Layer& layer, const std::vector<std::size_t>& lots) {
    std::optional<int> last;
    for (const auto lot : lots) {
        const auto year = layer.number(layer.features[lot], "available_year");
        if (!year) {
            return std::nullopt;
        }
        last = std::max(last.value_or(0), static_cast<int>(*year));
    }
    return last;
}

std::string joined_ids(const model::Layer& layer, const std::vector<std::size_t>& lots) {
    std::vector<std::string> ids;
    ids.reserve(lots.size());
    for (const auto lot : lots) {
        ids.push_back(layer.id(layer.features[lot]));
    }
    std::sort(ids.begin(), ids.end());
    std::string text;
    for (const auto& id : ids) {
        text += text.empty() ? id : "+" + id;
    }
    return text;
}

} // namespace

bool is_on_offer(const model::Project& project, const model::Layer& lots,
                 const model::Feature& lot) {
    const auto code = lots.text(lot, "use");
    const auto* const use = code ? project.codes.land_use(*code) : nullptr;
    const auto tenure = lots.text(lot, "tenure");
    return use != nullptr && use->for_sale_to_firms && tenure != "free" && tenure != "kept";
}

Site make_site(const model::Project& project, const std::vector<LotFacts>& facts,
               std::vector<std::size_t> lots) {
    Site site;
    const auto* const layer = project.layer("lots");
    if (layer == nullptr || lots.empty()) {
        return site;
    }
    std::sort(lots.begin(), lots.end());
    std::vector<const LotFacts*> of_lots;
    of_lots.reserve(lots.size());
    for (const auto lot : lots) {
        of_lots.push_back(&facts[lot]);
    }
    site.id = joined_ids(*layer, lots);
    site.complex = common(*layer, lots, "complex");
    site.management = common(*layer, lots, "management");
    site.block = common(*layer, lots, "block");
    site.phase =
        static_cast<int>(layer->number(layer->features[lots.front()], "phase").value_or(0));
    site.available_year = last_year(*layer, lots);
    site.facts = join_facts(of_lots);
    site.area_m2 = site.facts.area_m2;
    site.lots = std::move(lots);
    return site;
}

} // namespace sandan::rules
