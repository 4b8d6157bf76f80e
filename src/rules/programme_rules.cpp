// PC-01 … PC-11: what a programme asks of zones, phases, costs and lots (PC-04, PC-05, PC-09:
// roster_rules.cpp).

#include <sandan/geom/measure.hpp>

#include "rules/support.hpp"
#include "rules/topics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

namespace sandan::rules {

namespace {

using model::Fact;
using model::Firm;

Outcome inside_special_zone(const Context& context, const Firm& firm, const Site& site) {
    if (!firm.programme) {
        return not_applicable({});
    }
    const auto& outside = site.facts.outside_special_zone_m2;
    if (!outside) {
        return unknown({"layer special_zone"});
    }
    const auto* const limit = context.parameter("PC-01", "max_outside_area");
    if (limit != nullptr && within(*outside, limit->value)) {
        return pass();
    }
    return at_most({{"기회발전특구 밖의 면적", "area outside the special zone"}, *outside, {}},
                   limit, "PC-01 max_outside_area");
}

/// True, and told, if the plan has no special zone.
bool tell_no_zones(const Context& context, Sink& sink) {
    if (!context.project.layers_of("special_zone").empty()) {
        return false;
    }
    const auto& firms = context.project.firms;
    const bool promised =
        std::any_of(firms.begin(), firms.end(), [](const Firm& firm) { return firm.programme; });
    sink.add({"special_zone", "special_zone", -1},
             promised ? unknown({"layer special_zone"})
                      : not_applicable({"특구 기업이 계획에 없음",
                                        "no firm of the plan is bound to a special zone"}));
    return true;
}

/// The polygons of one notice: what its area is of.
struct Noticed {
    std::vector<const model::Feature*> zones;
    std::optional<double> published_m2;
    double drawn_m2 = 0;
};

std::map<std::string, Noticed> by_notice(const model::Layer& layer) {
    std::map<std::string, Noticed> notices;
    for (const auto& zone : layer.features) {
        const auto id = layer.text(zone, "notice_id").value_or("");
        auto& notice = notices[id.empty() ? "zone " + layer.id(zone) : id];
        notice.zones.push_back(&zone);
        notice.drawn_m2 += geom::area(zone.shape.polygons);
        if (const auto own = layer.number(zone, "area_m2")) {
            notice.published_m2 = std::max(notice.published_m2.value_or(0), *own);
        }
    }
    return notices;
}

Outcome judge_notice_area(const Context& context, const Noticed& notice) {
    const auto* const tolerance = context.parameter("PC-02", "tolerance");
    const auto* const general = context.parameter("PC-02", "notice_area");
    const auto published = notice.published_m2 || general == nullptr
                               ? notice.published_m2
                               : std::optional{general->value};
    if (!published || !(*published > 0)) {
        return unknown({"special_zone.area_m2"});
    }
    const double off = std::abs(notice.drawn_m2 - *published) / *published * 100;
    const auto note = fmt::format(" ({} / {} m²)", number_text(notice.drawn_m2, *published),
                                  number_text(*published, notice.drawn_m2));
    return at_most(
        {{"고시면적과의 차이", "difference from the area of the notice"}, off, {note, note}},
        tolerance, "PC-02 tolerance");
}

/// PC-02: the polygons of one notice together have its area; each carries the whole of it.
void zone_area(const Context& context, Sink& sink) {
    if (tell_no_zones(context, sink)) {
        return;
    }
    for (const auto* const layer : context.project.layers_of("special_zone")) {
        for (const auto& [id, notice] : by_notice(*layer)) {
            const auto& first = *notice.zones.front();
            sink.add(subject_of(*layer, first),
                     placed(judge_notice_area(context, notice), first.shape));
        }
    }
}

Outcome judge_version(const Context& context, const model::Layer& layer,
                      const model::Feature& zone) {
    const auto id = layer.text(zone, "notice_id").value_or("");
    const auto date = parse_date(layer.text(zone, "notice_date").value_or(""));
    if (id.empty() || !date) {
        return breach(told({"특구 도형에 고시번호 또는 고시일이 없음",
                            "the zone carries no notice number or date"},
                           location_of(zone.shape)));
    }
    auto evidence = told({fmt::format("고시 {} ({})", id, to_string(*date)),
                          fmt::format("notice {} ({})", id, to_string(*date))});
    evidence.advisory = true;
    return *date > context.date ? breach(std::move(evidence)) : pass(std::move(evidence));
}

void zone_version(const Context& context, Sink& sink) {
    if (tell_no_zones(context, sink)) {
        return;
    }
    for (const auto* const layer : context.project.layers_of("special_zone")) {
        for (const auto& zone : layer->features) {
            sink.add(subject_of(*layer, zone), judge_version(context, *layer, zone));
        }
    }
}

Outcome no_figure(std::string_view rule) {
    return not_applicable({fmt::format("{} 발표값이 계획에 없음", rule),
                           fmt::format("the plan states no figure for {}", rule)});
}

/// The first year in which a planned complex has water, power and wastewater treatment; nothing if
/// the plan states no capacities for it, or for a completed one, which has them.
std::optional<int> served_from(const Context& context, const std::string& complex) {
    const auto* const known = context.project.plan.complex(complex);
    if (known != nullptr && is_completed(*known, context.date)) {
        return std::nullopt;
    }
    std::optional<int> year;
    for (const auto& capacity : context.project.capacities) {
        if (capacity.complex == complex) {
            year = std::min(year.value_or(capacity.year), capacity.year);
        }
    }
    return year;
}

/// A site must be sold and served in the year the firm needs it; a firm without a year waits for
/// any.
Outcome in_time(const Context& context, const Firm& firm, const Site& site) {
    if (!firm.year) {
        return not_applicable({});
    }
    if (!site.available_year) {
        return unknown({"lots.available_year"});
    }
    const auto served = served_from(context, site.complex).value_or(*site.available_year);
    const int ready = std::max(*site.available_year, served);
    if (ready <= *firm.year) {
        return pass();
    }
    const bool pipes = served > *site.available_year;
    auto evidence = told(
        {fmt::format("{}년 {} (희망 {}년)", ready, pipes ? "기반시설 공급" : "공급", *firm.year),
         fmt::format("{} in {}, needed in {}", pipes ? "served" : "available", ready, *firm.year)});
    evidence.measured = ready;
    evidence.threshold = *firm.year;
    evidence.unit = "year";
    return breach(std::move(evidence));
}

struct Tier {
    const char* parameter = nullptr;
    Text who;
};

/// 지방재정법 영 §41②: who reviews the investment, by size; the largest limit reached decides.
Text review_of(const Context& context, double total) {
    static const std::array tiers{
        Tier{"review_state_from", {"행정안전부 심사", "reviewed by the ministry"}},
        Tier{"review_province_from", {"시·도 심사", "reviewed by the province"}},
        Tier{"review_self_from", {"자체 심사", "reviewed by the city itself"}}};
    for (const auto& tier : tiers) {
        const auto* const from = context.parameter("PC-10", tier.parameter);
        if (from != nullptr && reaches(total, from->value)) {
            return tier.who;
        }
    }
    return {"투자심사 대상 아님", "no review"};
}

void study(const Context& context, Sink& sink) {
    const auto* const from = context.parameter("PC-10", "study_from");
    for_facts(context, sink, "PC-10", no_figure("PC-10"), [&](const Fact& fact) {
        if (from == nullptr) {
            return unknown({"parameter PC-10 study_from"});
        }
        const bool due = reaches(fact.total, from->value);
        const auto review = review_of(context, fact.total);
        auto evidence = told({fmt::format("타당성조사 {}, {}", due ? "대상" : "비대상", review.ko),
                              fmt::format("feasibility study {}, {}",
                                          due ? "required" : "not required", review.en)});
        evidence.measured = fact.total;
        evidence.threshold = from->value;
        evidence.unit = from->unit;
        evidence.parameter = from;
        return due ? breach(std::move(evidence)) : pass(std::move(evidence));
    });
}

void double_assignment(const Context& context, Sink& sink) {
    std::map<std::string, std::vector<std::string>> firms_of_lot;
    for (const auto& assignment : context.project.assignments) {
        for (const auto& lot : assignment.lots) {
            firms_of_lot[lot].push_back(assignment.firm);
        }
    }
    if (firms_of_lot.empty()) {
        sink.add({"assignments", "assignments", -1},
                 not_applicable({"계획에 배정이 없음", "the plan assigns no firm"}));
    }
    for (const auto& [lot, firms] : firms_of_lot) {
        auto evidence = told({fmt::format("배정 기업: {}", fmt::join(firms, ", ")),
                              fmt::format("assigned to {}", fmt::join(firms, ", "))});
        evidence.measured = static_cast<double>(firms.size());
        evidence.threshold = 1;
        sink.add({"lots", lot, -1},
                 firms.size() > 1 ? breach(std::move(evidence)) : pass(std::move(evidence)));
    }
}

constexpr std::array table{
    Rule{"PC-01", nullptr, inside_special_zone},
    Rule{"PC-02", zone_area, nullptr},
    Rule{"PC-03", zone_version, nullptr},
    Rule{"PC-06", nullptr, in_time},
    Rule{"PC-10", study, nullptr},
    Rule{"PC-11", double_assignment, nullptr},
};

} // namespace

std::span<const Rule> programme_rules() {
    return table;
}

} // namespace sandan::rules
