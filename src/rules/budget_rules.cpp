// LB: the land-use budget of each designated complex against the law. Thresholds are never pooled
// (domain facts §1.6).
#include <sandan/geom/measure.hpp>
#include <sandan/geom/overlay.hpp>
#include <sandan/landuse/all_lots.hpp>
#include <sandan/model/area.hpp>

#include "core/number.hpp"
#include "rules/flagged_land.hpp"
#include "rules/support.hpp"
#include "rules/topics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace sandan::rules {

namespace {

using landuse::ComplexBudget;
using model::Complex;

/// Calls `judge(complex, its budget)` for every complex with lots; the others are unknown, and so
/// are all when lots could not be read.
template <typename Judge>
void for_each_complex(const Context& context, Sink& sink, const Judge& judge) {
    const auto* const lots = context.project.layer("lots");
    const bool all_read = landuse::all_lots_read(context.project);
    for (const auto& budget : context.analysis.budget.complexes) {
        auto subject = complex_subject(budget.complex);
        if (lots == nullptr) {
            sink.add(std::move(subject), unknown({"layer lots"}));
        } else if (!all_read) {
            sink.add(std::move(subject),
                     unknown({fmt::format("{} of {} lots", lots->ledger.rejected,
                                          lots->ledger.declared)}));
        } else if (budget.lots.empty()) {
            sink.add(std::move(subject), unknown({"lots of complex " + budget.complex}));
        } else {
            sink.add(std::move(subject),
                     judge(*context.project.plan.complex(budget.complex), budget));
        }
    }
}

/// The same for what is asked of new plans only.
template <typename Judge>
void for_each_planned(const Context& context, Sink& sink, const Judge& judge) {
    for_each_complex(context, sink, [&](const Complex& complex, const ComplexBudget& budget) {
        return is_completed(complex, context.date) ? not_retroactive() : judge(complex, budget);
    });
}

double percent(double part, double whole) {
    return whole > 0 ? 100 * part / whole : 0;
}

/// ": 915,000 / 유상공급 1,300,000 m²"
Text areas(double part, double whole, const Text& of) {
    return {fmt::format(": {} / {} {} m²", grouped(part), of.ko, grouped(whole)),
            fmt::format(": {} of {} m² {}", grouped(part), grouped(whole), of.en)};
}

/// LB-01, 산업입지법 §6⑧, 영 §7⑤
void industrial_share(const Context& context, Sink& sink) {
    for_each_complex(context, sink, [&](const Complex& complex, const ComplexBudget& budget) {
        const auto* const minimum = context.parameter("LB-01", "min_share", complex.kind);
        const auto judge = [&](double industrial) {
            const Text note = areas(industrial, budget.paid_m2, {"유상공급", "for sale"});
            return at_least({{"산업시설용지 비율", "industrial land"},
                             percent(industrial, budget.paid_m2),
                             note},
                            minimum, "LB-01 min_share");
        };
        auto without = judge(budget.paid_industrial_m2);
        const auto with = judge(budget.paid_industrial_m2 + budget.paid_mixed_unknown_m2);
        return without.kind == with.kind ? without : unknown({"lots.industrial_share"});
    });
}

/// LB-02, 산업입지법 영 §7⑤. The decree's base is read in two ways; the pack says which decides,
/// and both are told.
void mixed_cap(const Context& context, Sink& sink) {
    for_each_complex(context, sink, [&](const Complex& complex, const ComplexBudget& budget) {
        if (budget.mixed_unknown_m2 > 0) {
            return unknown({"lots.industrial_share"});
        }
        if (budget.mixed_counted_m2 <= 0) {
            return not_applicable({"복합용지가 없음", "no mixed land counted as industrial"});
        }
        const auto* const cap = context.parameter("LB-02", "max_share", complex.kind);
        const auto* const reading = context.parameter("LB-02", "base_includes_mixed");
        if (cap == nullptr || reading == nullptr) {
            return unknown({"parameter LB-02 max_share, base_includes_mixed"});
        }
        const double mixed = budget.mixed_counted_m2;
        const double of_both = percent(mixed, budget.industrial_m2 + mixed);
        const double of_pure =
            budget.industrial_m2 > 0 ? percent(mixed, budget.industrial_m2) : 100;
        const bool both_decides = reading->value != 0;
        const Text note{
            fmt::format("; 산업+복합 대비 {:.1f} %, 순수 산업 대비 {:.1f} %", of_both, of_pure),
            fmt::format("; {:.1f} % of industrial + mixed, {:.1f} % of pure industrial", of_both,
                        of_pure)};
        auto outcome = at_most({{"복합용지 비율", "mixed land counted as industrial"},
                                both_decides ? of_both : of_pure,
                                note},
                               cap, "LB-02 max_share");
        const bool readings_differ = within(of_both, cap->value) != within(of_pure, cap->value);
        if (readings_differ && outcome.kind == Outcome::Kind::breach) {
            outcome.evidence.parameter = reading; // the reading decides, and nobody verified it
        }
        return outcome;
    });
}

/// LB-03, 통합지침 §13①1)다
void mixed_lot_share(const Context& context, Sink& sink) {
    const auto* const lots = context.project.layer("lots");
    const auto* const minimum = context.parameter("LB-03", "min_industrial_share");
    bool any = false;
    for (const auto at : context.analysis.budget.pooled.lots) {
        const auto& lot = lots->features[at];
        const auto* const use = context.project.codes.land_use(*lots->text(lot, "use"));
        if (use->group != "mixed") {
            continue;
        }
        any = true;
        const auto share = lots->number(lot, "industrial_share");
        const Text what{"복합용지 산업시설 비중", "industrial floor area of mixed land"};
        sink.add(subject_of(*lots, lot),
                 share ? placed(at_least({what, *share, {}}, minimum, "LB-03 min_industrial_share"),
                                lot.shape)
                       : unknown({"lots.industrial_share"}));
    }
    if (!any) {
        sink.add({"lots", "", -1}, not_applicable({"복합용지가 없음", "no mixed land"}));
    }
}

Text joined(const Text& a, const Text& b) {
    return {a.ko + b.ko, a.en + b.en};
}

/// What may move a limit, and by how much (%p).
struct Adjustment {
    std::string_view name;
    Text why;
};

/// ", 경감 사유별(증빙 필요): …": the amounts in force; nothing of those the pack does not have.
template <std::size_t Count>
Text adjustments(const Context& context, std::string_view rule, double size, const Text& title,
                 const std::array<Adjustment, Count>& all) {
    Text text;
    for (const auto& [name, why] : all) {
        if (const auto* const points = context.parameter(rule, name, {}, size)) {
            const auto amount = number_text(points->value, 0);
            text.ko += fmt::format("{} {} {} %p", text.ko.empty() ? "" : ",", why.ko, amount);
            text.en += fmt::format("{} {} {} %p", text.en.empty() ? "" : ",", why.en, amount);
        }
    }
    return text.en.empty() ? text : Text{title.ko + text.ko, title.en + text.en};
}

/// LB-04, 통합지침 §14-1. Reductions G1–G3 are the planner's to claim, with evidence from outside
/// the plan: the message tells what each would be worth.
void green_minimum(const Context& context, Sink& sink) {
    static const std::array reductions{
        Adjustment{"reduction_nearby_green", {"인접 녹지", "green nearby"}},
        Adjustment{"reduction_consultation", {"협의", "consultation"}},
        Adjustment{"reduction_buffer", {"완충녹지", "wide belts"}}};
    for_each_planned(context, sink, [&](const Complex&, const ComplexBudget& budget) {
        const double size = budget.designated_m2;
        const auto* const minimum = context.parameter("LB-04", "min_share", {}, size);
        const auto* const near = context.parameter("LB-04", "nearby_green_distance");
        const auto reach = near == nullptr ? std::string{} : number_text(near->value, 0) + " m";
        const auto claims = adjustments(
            context, "LB-04", size,
            {fmt::format(", 미반영 경감(증빙 시, 인접 {} 이내):", reach),
             fmt::format(", before reductions with evidence (nearby: within {}):", reach)},
            reductions);
        const auto note = joined(areas(budget.green_m2, size, {"지정면적", "designated"}), claims);
        return at_least({{"공공녹지율", "public green"}, percent(budget.green_m2, size), note},
                        minimum, "LB-04 min_share");
    });
}

/// LB-05: the upper limit is discretionary (terrain, facilities), so it warns.
void green_maximum(const Context& context, Sink& sink) {
    static const std::array increases{
        Adjustment{"increase_facilities", {"녹지 안 시설·사면", "facilities or slopes in it"}},
        Adjustment{"increase_terrain", {"지형(위원회)", "terrain (committee)"}}};
    for_each_planned(context, sink, [&](const Complex&, const ComplexBudget& budget) {
        const double size = budget.designated_m2;
        const auto* const maximum = context.parameter("LB-05", "max_share", {}, size);
        const auto claims = adjustments(
            context, "LB-05", size,
            {", 미반영 가산(증빙 시):", ", before increases with evidence:"}, increases);
        const auto note = joined(areas(budget.green_m2, size, {"지정면적", "designated"}), claims);
        return at_most({{"공공녹지율", "public green"}, percent(budget.green_m2, size), note},
                       maximum, "LB-05 max_share");
    });
}

std::string joined_ids(const model::Layer& lots, const std::vector<std::size_t>& positions) {
    std::vector<std::string> ids;
    ids.reserve(positions.size());
    for (const auto at : positions) {
        ids.push_back(lots.id(lots.features[at]));
    }
    std::sort(ids.begin(), ids.end());
    return fmt::format("{}", fmt::join(ids, "|"));
}

/// LB-06, 통합지침 §14-1: one statement per green patch.
void green_patch(const Context& context, Sink& sink) {
    const auto* const lots = context.project.layer("lots");
    const auto* const minimum = context.parameter("LB-06", "min_patch");
    for (const auto& complex : context.analysis.budget.complexes) {
        for (const auto& patch : complex.green_patches) {
            const auto& first = lots->features[patch.lots.front()];
            const auto fid = patch.lots.size() == 1 ? first.fid : -1;
            sink.add({"lots", joined_ids(*lots, patch.lots), fid},
                     placed(at_least({{"공공녹지 한 곳의 면적", "green patch"}, patch.area_m2, {}},
                                     minimum, "LB-06 min_patch"),
                            first.shape));
        }
    }
    if (lots == nullptr) {
        sink.add({"lots", "", -1}, unknown({"layer lots"}));
    }
}

/// LB-07, 통합지침 §14-2
void road_share(const Context& context, Sink& sink) {
    for_each_planned(context, sink, [&](const Complex&, const ComplexBudget& budget) {
        const auto* const minimum =
            context.parameter("LB-07", "min_share", {}, budget.designated_m2);
        return at_least({{"도로율", "roads"},
                         percent(budget.road_m2, budget.designated_m2),
                         areas(budget.road_m2, budget.designated_m2, {"지정면적", "designated"})},
                        minimum, "LB-07 min_share");
    });
}

/// `judge(part, whole)` of the flagged land of a complex; unknown where it hangs on mixed land
/// whose share is not given.
template <typename Judge>
Outcome judge_flagged(const ComplexBudget& budget, const Flagged& flagged, const Judge& judge) {
    const double whole = budget.industrial_m2 + budget.mixed_counted_m2;
    const auto least = judge(flagged.area_m2, whole + budget.mixed_unknown_m2 - flagged.unknown_m2);
    const auto most = judge(flagged.area_m2 + flagged.unknown_m2, whole + flagged.unknown_m2);
    return least.kind == most.kind ? judge(flagged.area_m2, whole)
                                   : unknown({"lots.industrial_share"});
}

/// LB-09, 통합지침 §17: only large complexes of public developers owe land for lease.
void lease_share(const Context& context, Sink& sink) {
    for_each_planned(context, sink, [&](const Complex& complex, const ComplexBudget& budget) {
        const auto* const minimum = context.parameter("LB-09", "min_share");
        const auto* const size = context.parameter("LB-09", "min_complex_area");
        if (size == nullptr) {
            return unknown({"parameter LB-09 min_complex_area"});
        }
        if (budget.designated_m2 < size->value || complex.developer == "private") {
            return not_applicable({"임대용지 의무 대상이 아님", "owes no land for lease"});
        }
        if (complex.developer.empty()) {
            return unknown({"complex.developer"});
        }
        const auto lease = flagged_area(context, budget, "lease");
        if (!lease) {
            return unknown({"lots.lease"});
        }
        return judge_flagged(budget, *lease, [&](double part, double industrial) {
            return at_least({{"임대용지 비율", "land for lease"},
                             percent(part, industrial),
                             areas(part, industrial, {"산업시설", "industrial"})},
                            minimum, "LB-09 min_share");
        });
    });
}

/// LB-10, 통합지침 §13①2)
void negative_share(const Context& context, Sink& sink) {
    for_each_complex(context, sink, [&](const Complex&, const ComplexBudget& budget) {
        const auto* const free = context.parameter("LB-10", "free_up_to");
        const double industrial = budget.industrial_m2 + budget.mixed_counted_m2;
        if (free != nullptr && industrial <= free->value) {
            if (industrial + budget.mixed_unknown_m2 > free->value) {
                return unknown({"lots.industrial_share"});
            }
            return not_applicable(
                {"산업시설용지 10만 m² 이하는 제한 없음", "no limit for small industrial land"});
        }
        const auto negative = flagged_area(context, budget, "negative");
        if (!negative) {
            return unknown({"lots.negative"});
        }
        return judge_flagged(budget, *negative, [&](double part, double whole) {
            return at_most({{"제한업종(네거티브) 구역 비율", "negative-list zone"},
                            percent(part, whole),
                            areas(part, whole, {"산업시설", "industrial"})},
                           context.parameter("LB-10", "max_share"), "LB-10 max_share");
        });
    });
}

/// LB-11, 통합지침 §26의3: what is given free cannot be in the denominator of LB-01, and the other
/// way round: a public use is not sold.
void paid_or_free(const Context& context, Sink& sink) {
    for_each_complex(context, sink, [&](const Complex&, const ComplexBudget& budget) {
        const auto& lots = *context.project.layer("lots");
        std::vector<std::size_t> wrong;
        bool open = false;
        double area = 0;
        for (const auto at : budget.lots) {
            const auto& lot = lots.features[at];
            const auto* const use = context.project.codes.land_use(*lots.text(lot, "use"));
            const auto tenure = lots.text(lot, "tenure");
            open = open || (!use->paid && tenure.value_or("").empty());
            if (!use->paid && (tenure == "sale" || tenure == "lease")) {
                wrong.push_back(at);
                area += geom::area(lot.shape.polygons);
            }
        }
        if (wrong.empty() && open) {
            return unknown({"lots.tenure"});
        }
        if (wrong.empty()) {
            return pass(told(areas(budget.paid_m2, budget.measured_m2, {"전체", "in all"})));
        }
        const auto ids = joined_ids(lots, wrong);
        auto evidence = told(
            {fmt::format("무상공급 용지를 유상으로 적음: {} ({} m²)", ids, grouped(area)),
             fmt::format("free land marked for sale or lease: {} ({} m²)", ids, grouped(area))},
            location_of(lots.features[wrong.front()].shape));
        evidence.measured = area;
        evidence.unit = "m²";
        return breach(std::move(evidence));
    });
}

/// LB-12: tells what pooling would have asked for instead (domain facts §1.6).
void per_complex(const Context& context, Sink& sink) {
    const auto& budget = context.analysis.budget;
    if (budget.complexes.size() < 2) {
        sink.add({"plan", "plan", -1}, not_applicable({"단지가 하나", "a single complex"}));
        return;
    }
    const auto least = [&](std::string_view rule, double area) {
        const auto* const minimum = context.parameter(rule, "min_share", {}, area);
        return minimum == nullptr ? 0 : minimum->value / 100 * area;
    };
    double green = 0;
    double roads = 0;
    for (const auto& complex : budget.complexes) {
        green += least("LB-04", complex.designated_m2);
        roads += least("LB-07", complex.designated_m2);
    }
    const double pooled = budget.pooled.designated_m2;
    const auto pooled_green = grouped(least("LB-04", pooled));
    const auto pooled_roads = grouped(least("LB-07", pooled));
    auto evidence =
        told({fmt::format("단지별 하한의 합: 녹지 {} m², 도로 {} m² (합산 판정이면 {}, {} m²)",
                          grouped(green), grouped(roads), pooled_green, pooled_roads),
              fmt::format("minima per complex: green {} m², roads {} m² (pooled: {}, {} m²)",
                          grouped(green), grouped(roads), pooled_green, pooled_roads)});
    evidence.measured = green;
    evidence.unit = "m²";
    sink.add({"plan", "plan", -1}, pass(std::move(evidence)));
}

/// LB-20: published totals that do not add up.
void published_totals(const Context& context, Sink& sink) {
    for_facts(context, sink, "LB-20", not_applicable({"발표 수치가 없음", "no published total"}),
              total_of_parts);
}

constexpr std::array table{
    Rule{"LB-01", industrial_share}, Rule{"LB-02", mixed_cap},     Rule{"LB-03", mixed_lot_share},
    Rule{"LB-04", green_minimum},    Rule{"LB-05", green_maximum}, Rule{"LB-06", green_patch},
    Rule{"LB-07", road_share},       Rule{"LB-09", lease_share},   Rule{"LB-10", negative_share},
    Rule{"LB-11", paid_or_free},     Rule{"LB-12", per_complex},   Rule{"LB-20", published_totals},
};

} // namespace

std::span<const Rule> budget_rules() {
    return table;
}

} // namespace sandan::rules
