// SI-28, SI-29, PC-07: what binds firms to land and to each other: leases and value chains.

#include <sandan/geom/measure.hpp>

#include "core/number.hpp"
#include "rules/support.hpp"
#include "rules/topics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>

namespace sandan::rules {

namespace {

using model::Firm;
using model::Parameter;

/// SI-28, 산업집적법 §38의2②
Outcome judge_lease(const Context& context, const model::Layer& contracts,
                    const model::Feature& row) {
    const auto leased = contracts.text(row, "leased").value_or("");
    if (leased.empty()) {
        return unknown({"register.leased"});
    }
    if (leased != "1") {
        return not_applicable({"임대가 아님", "no lease"});
    }
    const auto years = contracts.number(row, "lease_years");
    if (!years) {
        return unknown({"register.lease_years"});
    }
    const bool requested = contracts.text(row, "lease_requested").value_or("") == "1";
    const char* const name = requested ? "min_years_on_request" : "min_years";
    const Text note = requested ? Text{" (임차인 요청)", " (at the lessee's request)"} : Text{};
    return at_least({{"임대기간", "term of lease"}, *years, note}, context.parameter("SI-28", name),
                    fmt::format("SI-28 {}", name));
}

/// Contracts stand in the factory register; a plan that leases nothing needs none.
void lease_terms(const Context& context, Sink& sink) {
    const auto layers = context.project.layers_of("register");
    const auto* const lots = context.project.layer("lots");
    const bool leases =
        lots != nullptr &&
        std::any_of(lots->features.begin(), lots->features.end(), [&](const model::Feature& lot) {
            return lots->text(lot, "lease").value_or("") == "1" ||
                   lots->text(lot, "tenure") == "lease";
        });
    if (layers.empty()) {
        sink.add({"register", "register", -1},
                 leases ? unknown({"layer register (lease_years)"})
                        : not_applicable({"임대용지가 없음", "the plan leases no land"}));
    }
    for (const auto* const layer : layers) {
        for (const auto& row : layer->features) {
            sink.add(subject_of(*layer, row), judge_lease(context, *layer, row));
        }
    }
}

/// The land given to a firm; empty if none is.
geom::Shape land_of(const Context& context, const std::string& firm) {
    geom::Shape land;
    const auto* const lots = context.project.layer("lots");
    for (const auto& assignment : context.project.assignments) {
        if (assignment.firm != firm || lots == nullptr) {
            continue;
        }
        for (const auto& lot : lots->features) {
            const auto& ids = assignment.lots;
            if (std::find(ids.begin(), ids.end(), lots->id(lot)) != ids.end()) {
                land.polygons.insert(land.polygons.end(), lot.shape.polygons.begin(),
                                     lot.shape.polygons.end());
            }
        }
    }
    return land;
}

Outcome nothing_assigned() {
    return not_applicable({"배정된 연계 기업 쌍이 없음", "no linked pair of firms is assigned"});
}

/// SI-29: how far the ends of each value-chain link lie apart.
void chain_distances(const Context& context, Sink& sink) {
    const auto* const reach = context.parameter("SI-29", "reach");
    bool any = false;
    for (const auto& link : context.project.links) {
        const auto from = land_of(context, link.from);
        const auto to = land_of(context, link.to);
        if (from.empty() || to.empty()) {
            continue;
        }
        any = true;
        const double distance = geom::distance(from, to);
        const bool near = reach != nullptr && distance < reach->value;
        auto evidence =
            told({fmt::format("{} → {} ({}): {} m{}", link.from, link.to, link.kind,
                              grouped(distance, 0), near ? "" : ", 떨어져 있음"),
                  fmt::format("{} → {} ({}): {} m apart{}", link.from, link.to, link.kind,
                              grouped(distance, 0), near ? "" : ", not near")});
        evidence.measured = distance;
        evidence.unit = "m";
        evidence.parameter = reach;
        sink.add(pair_subject("firms", link.from, link.to), pass(std::move(evidence)));
    }
    if (!any) {
        sink.add({"firms", "links", -1}, nothing_assigned());
    }
}

/// Both ends are in the special zone as far as the plan's assignments go.
bool in_one_zone(const Context& context, const std::string& a, const std::string& b) {
    const auto* const lots = context.project.layer("lots");
    const auto* const limit = context.parameter("PC-01", "max_outside_area");
    if (lots == nullptr || limit == nullptr) {
        return false;
    }
    for (const auto& assignment : context.project.assignments) {
        if (assignment.firm != a && assignment.firm != b) {
            continue;
        }
        for (std::size_t i = 0; i < lots->features.size(); ++i) {
            const auto& ids = assignment.lots;
            const bool own =
                std::find(ids.begin(), ids.end(), lots->id(lots->features[i])) != ids.end();
            const auto& outside = context.analysis.lots[i].outside_special_zone_m2;
            if (own && (!outside || !within(*outside, limit->value))) {
                return false;
            }
        }
    }
    return true;
}

const Firm* anchor_of(const Context& context, const model::Link& link) {
    for (const auto* const id : {&link.from, &link.to}) {
        const auto* const firm = context.project.firm(*id);
        if (firm != nullptr && firm->anchor) {
            return firm;
        }
    }
    return nullptr;
}

Outcome judge_partner(const Parameter* most, const std::string& anchor, const std::string& partner,
                      double distance, bool one_zone) {
    const bool near = one_zone || (most != nullptr && within(distance, most->value));
    auto evidence =
        told({fmt::format("앵커 {} – {}: {} m{}{}", anchor, partner, grouped(distance, 0),
                          one_zone ? ", 같은 특구" : "", near ? "" : ", 협력권 밖"),
              fmt::format("anchor {} – {}: {} m{}{}", anchor, partner, grouped(distance, 0),
                          one_zone ? ", one special zone" : "", near ? "" : ", out of reach")});
    evidence.measured = distance;
    evidence.threshold = most == nullptr ? std::nullopt : std::optional{most->value};
    evidence.unit = "m";
    evidence.parameter = most;
    return near ? pass(std::move(evidence)) : breach(std::move(evidence));
}

/// PC-07: partners of an anchor are in its zone or near it.
void anchor_partners(const Context& context, Sink& sink) {
    const auto* const most = context.parameter("PC-07", "max_distance");
    bool any = false;
    for (const auto& link : context.project.links) {
        const auto* const anchor = anchor_of(context, link);
        if (anchor == nullptr) {
            continue;
        }
        const auto& partner = anchor->id == link.from ? link.to : link.from;
        const auto own = land_of(context, anchor->id);
        const auto other = land_of(context, partner);
        if (own.empty() || other.empty()) {
            continue;
        }
        any = true;
        sink.add(pair_subject("firms", anchor->id, partner),
                 judge_partner(most, anchor->id, partner, geom::distance(own, other),
                               in_one_zone(context, anchor->id, partner)));
    }
    if (!any) {
        sink.add({"firms", "anchors", -1}, nothing_assigned());
    }
}

constexpr std::array table{
    Rule{"SI-28", lease_terms},
    Rule{"SI-29", chain_distances},
    Rule{"PC-07", anchor_partners},
};

} // namespace

std::span<const Rule> chain_rules() {
    return table;
}

} // namespace sandan::rules
