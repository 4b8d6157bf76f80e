// PD-04, PD-10: access of a firm's site, and the lots merged for it.

#include "rules/support.hpp"
#include "rules/topics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

namespace sandan::rules {

namespace {

using model::Firm;

/// Frontage and road width; both are larger for a factory from `large_floor_area` on.
Outcome access_of(const Context& context, const Site& site, bool is_large) {
    const auto* const frontage =
        context.parameter("PD-04", is_large ? "min_frontage_large" : "min_frontage");
    if (frontage == nullptr || !reaches(*site.facts.frontage_m, frontage->value)) {
        return at_least({{"접도 길이", "frontage on a road"}, *site.facts.frontage_m, {}}, frontage,
                        is_large ? "PD-04 min_frontage_large" : "PD-04 min_frontage");
    }
    if (!is_large) {
        return pass();
    }
    if (!site.facts.road_width_m) {
        return unknown({"roads.width_m"});
    }
    const auto* const width = context.parameter("PD-04", "min_road_width_large");
    if (width == nullptr || !reaches(*site.facts.road_width_m, width->value)) {
        return at_least({{"접한 도로 너비", "width of the road"}, *site.facts.road_width_m, {}},
                        width, "PD-04 min_road_width_large");
    }
    return pass();
}

/// A factory of unknown size may be small or large: what both ask for is known.
Outcome access(const Context& context, const Firm& firm, const Site& site) {
    if (!site.facts.frontage_m) {
        return unknown({"layer roads"});
    }
    const auto* const large = context.parameter("PD-04", "large_floor_area");
    if (large == nullptr) {
        return without_parameter("PD-04", "large_floor_area");
    }
    if (firm.floor_area_m2) {
        return access_of(context, site, *firm.floor_area_m2 >= large->value);
    }
    auto as_small = access_of(context, site, false);
    if (as_small.kind != Outcome::Kind::pass) {
        return as_small;
    }
    auto as_large = access_of(context, site, true);
    if (as_large.kind == Outcome::Kind::pass) {
        return as_large;
    }
    as_large.missing.emplace_back("firms.floor_area_m2");
    return unknown(std::move(as_large.missing));
}

/// Borders of at least `least` m join two lots; shorter ones are corners.
bool are_joined(const std::vector<geom::Contact>& contacts, std::size_t a, std::size_t b,
                double least) {
    const auto found = std::lower_bound(
        contacts.begin(), contacts.end(), std::pair{std::min(a, b), std::max(a, b)},
        [](const geom::Contact& contact, const std::pair<std::size_t, std::size_t>& pair) {
            return std::pair{contact.a, contact.b} < pair;
        });
    return found != contacts.end() && found->a == std::min(a, b) && found->b == std::max(a, b) &&
           found->length >= least;
}

/// Grows from the first lot over shared borders.
bool is_contiguous(const std::vector<geom::Contact>& contacts, std::vector<std::size_t> rest,
                   double least) {
    std::vector<std::size_t> reached{rest.back()};
    rest.pop_back();
    for (std::size_t at = 0; at < reached.size(); ++at) {
        const auto joined = std::partition(rest.begin(), rest.end(), [&](std::size_t lot) {
            return !are_joined(contacts, reached[at], lot, least);
        });
        reached.insert(reached.end(), joined, rest.end());
        rest.erase(joined, rest.end());
    }
    return rest.empty();
}

Outcome merged(const Context& context, const Site& site) {
    if (site.lots.size() < 2) {
        return pass();
    }
    const auto* const border = context.parameter("PD-10", "min_contact");
    if (border == nullptr) {
        return without_parameter("PD-10", "min_contact");
    }
    if (!is_contiguous(context.analysis.contacts, site.lots, border->value)) {
        auto evidence = told({"획지가 서로 접하지 않음", "the lots do not adjoin"});
        evidence.parameter = border;
        return breach(std::move(evidence));
    }
    const auto& lots = *context.project.layer("lots");
    std::vector<std::string> missing;
    for (const auto* const field : {"complex", "management", "phase"}) {
        std::set<std::string> given;
        for (const auto lot : site.lots) {
            given.insert(lots.text(lots.features[lot], field).value_or(""));
        }
        if (given.erase("") > 0) {
            missing.push_back(fmt::format("lots.{}", field));
        }
        if (given.size() > 1) {
            return breach(told({fmt::format("{} 값이 서로 다른 획지를 합필", field),
                                fmt::format("lots of different {} are merged", field)}));
        }
    }
    return missing.empty() ? pass() : unknown(std::move(missing));
}

constexpr std::array table{
    Rule{"PD-04", nullptr, access},
    Rule{"PD-10", nullptr, nullptr, merged},
};

} // namespace

std::span<const Rule> site_lot_rules() {
    return table;
}

} // namespace sandan::rules
