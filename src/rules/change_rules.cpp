// LB-13, LB-14: the legal weight of a change, this plan against the one before it. "±10 %" and "±50
// %" are reached on the number itself (이상).

#include <sandan/geom/measure.hpp>
#include <sandan/geom/overlay.hpp>

#include "core/number.hpp"
#include "rules/changed_sources.hpp"
#include "rules/support.hpp"
#include "rules/topics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <set>
#include <tuple>

namespace sandan::rules {

namespace {

using landuse::ComplexBudget;
using model::Complex;

/// What makes a change an important one, with its numbers.
struct Weight {
    std::vector<Text> reasons;
    double largest = 0;    ///< Of the relative changes, %.
    Text below;            ///< The largest change that stays below its limit, in words.
    double most_below = 0; ///< Its size, %.
    std::vector<std::string> missing;
};

double change_percent(double before, double after) {
    if (before > 0) {
        return 100 * (after - before) / before;
    }
    return after > 0 ? std::numeric_limits<double>::infinity() : 0;
}

Text change_text(const Text& what, double before, double after, const std::string& percent) {
    const auto areas = fmt::format("{} → {}", grouped(before, 0), grouped(after, 0));
    const auto numbers = std::isinf(change_percent(before, after))
                             ? areas
                             : fmt::format("{} ({} %)", areas, percent);
    return {fmt::format("{} {}", what.ko, numbers), fmt::format("{} {}", what.en, numbers)};
}

bool is_large(double before, double after, const model::Parameter& limit) {
    return reaches(std::abs(change_percent(before, after)), limit.value);
}

/// Keeps a change that is no reason, so that "not important" comes with its number, too.
void note_below(Weight& weight, const Text& what, double before, double after,
                const model::Parameter& limit) {
    const double change = std::abs(change_percent(before, after));
    const bool shown = grouped(before, 0) != grouped(after, 0);
    if (shown && change > weight.most_below) {
        weight.most_below = change;
        const auto number = number_text(change, limit.value); // 9.98 % is not 10 %
        const auto text = change_text(what, before, after, (after < before ? "-" : "+") + number);
        weight.below = {fmt::format("가장 큰 변경 {}, 기준 {} %", text.ko, limit.value),
                        fmt::format("largest change {}, limit {} %", text.en, limit.value)};
    }
}

const ComplexBudget* budget_of(const Context& context, const std::string& complex) {
    const auto& all = context.analysis.budget.complexes;
    const auto found = std::find_if(
        all.begin(), all.end(), [&](const ComplexBudget& row) { return row.complex == complex; });
    return found == all.end() ? nullptr : &*found;
}

std::map<std::string, double> areas_by_use(const ComplexBudget* budget) {
    std::map<std::string, double> areas;
    if (budget != nullptr) {
        for (const auto& row : budget->uses) {
            areas[row.use] = row.area_m2;
        }
    }
    return areas;
}

/// Area of every use of a complex before and after.
struct UseChange {
    std::string use;
    double before = 0;
    double after = 0;
};

/// None where a plan leaves lots open: they may be of any use.
std::vector<UseChange> use_changes(const Context& context, const std::string& complex,
                                   Weight& weight) {
    const auto missing = of_both(missing_uses(context.previous->project, complex),
                                 missing_uses(context.project, complex));
    if (!missing.empty()) {
        weight.missing.insert(weight.missing.end(), missing.begin(), missing.end());
        return {};
    }
    std::map<std::string, UseChange> changes;
    for (const auto& [use, area] : areas_by_use(budget_of(*context.previous, complex))) {
        changes[use].before = area;
    }
    for (const auto& [use, area] : areas_by_use(budget_of(context, complex))) {
        changes[use].after = area;
    }
    std::vector<UseChange> all;
    for (auto& [use, change] : changes) {
        change.use = use;
        all.push_back(change);
    }
    return all;
}

Text name_of(const Context& context, const std::string& use) {
    const auto* const known = context.project.codes.land_use(use);
    return known == nullptr ? Text{use, use} : known->name;
}

std::set<std::string> admissions(const model::Plan& plan, const std::string& complex) {
    std::set<std::string> rules;
    for (const auto& admission : plan.admissions) {
        if (admission.complex == complex) {
            rules.insert(admission.block + "|" + admission.rule.text());
        }
    }
    return rules;
}

void add_change(Weight& weight, const Text& what, double before, double after) {
    const double change = change_percent(before, after);
    weight.reasons.push_back(change_text(what, before, after, fmt::format("{:+.1f}", change)));
    weight.largest = std::max(weight.largest, std::isinf(change) ? 100 : std::abs(change));
}

/// A change that reaches the limit is a reason.
void weigh(Weight& weight, const Text& what, double before, double after,
           const model::Parameter& limit) {
    if (is_large(before, after, limit)) {
        add_change(weight, what, before, after);
    } else {
        note_below(weight, what, before, after, limit);
    }
}

/// A limit of the rule; without one the answer is unknown.
const model::Parameter* limit_of(const Context& context, Weight& weight, std::string_view rule,
                                 std::string_view name, const Complex& complex) {
    const auto* const limit =
        context.parameter(rule, name, complex.kind, complex.designated_area_m2);
    if (limit == nullptr) {
        weight.missing.push_back(fmt::format("parameter {} {}", rule, name));
    }
    return limit;
}

Outcome outcome_of(Weight weight, const model::Parameter* decides, const Text& what) {
    if (weight.reasons.empty() && !weight.missing.empty()) {
        return unknown(std::move(weight.missing));
    }
    Text text{what.ko + ": ", what.en + ": "};
    if (weight.reasons.empty()) {
        const bool none = weight.below.en.empty();
        text = {fmt::format("{}에 해당하지 않음: {}", what.ko,
                            none ? "면적과 용량의 변경 없음" : weight.below.ko),
                fmt::format("not {}: {}", what.en,
                            none ? "no area or capacity changed" : weight.below.en)};
        weight.largest = weight.most_below;
    }
    for (std::size_t i = 0; i < weight.reasons.size(); ++i) {
        text.ko += (i == 0 ? "" : "; ") + weight.reasons[i].ko;
        text.en += (i == 0 ? "" : "; ") + weight.reasons[i].en;
    }
    auto evidence = told(std::move(text));
    evidence.measured = weight.largest;
    evidence.unit = "%";
    evidence.parameter = decides;
    return weight.reasons.empty() ? pass(std::move(evidence)) : breach(std::move(evidence));
}

/// A designation the new plan no longer has: all its land leaves. LB-14 weighs completed complexes,
/// LB-13 the others.
void for_dropped(const Context& context, Sink& sink, std::string_view rule,
                 std::string_view limit) {
    const bool of_completed = rule == "LB-14";
    for (const auto& before : context.previous->project.plan.complexes) {
        if (context.project.plan.complex(before.id) != nullptr) {
            continue;
        }
        if (is_completed(before, context.date) != of_completed) {
            sink.add(complex_subject(before.id),
                     of_completed
                         ? not_applicable({"준공 전: LB-13", "not completed: LB-13"})
                         : not_applicable({"준공된 단지: LB-14", "completed complex: LB-14"}));
            continue;
        }
        Weight weight;
        const auto* const decides = limit_of(context, weight, rule, limit, before);
        add_change(weight, {"지정 해제, 단지 면적", "designation dropped, area of the complex"},
                   before.designated_area_m2, 0);
        sink.add(complex_subject(before.id),
                 outcome_of(std::move(weight), decides,
                            of_completed ? Text{"준공단지 개발계획 변경",
                                                "a change of a completed complex's plan"}
                                         : Text{"중요변경", "an important change"}));
    }
}

/// Calls `judge(complex, complex before)` for every complex both plans have.
template <typename Judge>
void for_changed(const Context& context, Sink& sink, const Judge& judge) {
    for (const auto& complex : context.project.plan.complexes) {
        auto subject = complex_subject(complex.id);
        if (context.previous == nullptr) {
            sink.add(std::move(subject), unknown({"the plan before (sandan diff OLD NEW)"}));
            continue;
        }
        const auto* const before = context.previous->project.plan.complex(complex.id);
        sink.add(std::move(subject), before == nullptr
                                         ? not_applicable({"새로 지정하는 단지", "a new complex"})
                                         : judge(complex, *before));
    }
}

/// Changes of capacity that reach the limit `name` of the rule.
void add_capacities(const Context& context, const Complex& complex, std::string_view rule,
                    std::string_view name, Weight& weight) {
    const auto* const limit = limit_of(context, weight, rule, name, complex);
    const std::array<std::tuple<std::optional<double> model::Capacity::*, const char*, Text>, 3>
        utilities{{{&model::Capacity::water_m3d, "water_m3d", {"용수 용량", "water capacity"}},
                   {&model::Capacity::power_kw, "power_kw", {"전력 용량", "power capacity"}},
                   {&model::Capacity::wastewater_m3d,
                    "wastewater_m3d",
                    {"폐수 용량", "wastewater capacity"}}}};
    for (const auto& [utility, field, what] : utilities) {
        const auto change =
            capacity_change(context.previous->project, context.project, complex.id, utility, field);
        weight.missing.insert(weight.missing.end(), change.missing.begin(), change.missing.end());
        if (limit != nullptr && change.at_least && change.before != change.after) {
            weigh(weight, what, change.before, change.after, *limit);
        }
    }
}

/// LB-13, 산업입지법 영 §7①; 통합지침 §13④
void important_change(const Context& context, Sink& sink) {
    for_changed(context, sink, [&](const Complex& now, const Complex& before) {
        if (is_completed(before, context.date)) {
            return not_applicable({"준공된 단지: LB-14", "completed complex: LB-14"});
        }
        Weight weight;
        const auto* const total = limit_of(context, weight, "LB-13", "complex_area_change", now);
        const auto* const facility =
            limit_of(context, weight, "LB-13", "facility_area_change", now);
        if (total != nullptr) {
            weigh(weight, {"단지 면적", "area of the complex"}, before.designated_area_m2,
                  now.designated_area_m2, *total);
        }
        for (const auto& change : use_changes(context, now.id, weight)) {
            if (facility != nullptr) {
                weigh(weight, name_of(context, change.use), change.before, change.after, *facility);
            }
        }
        add_capacities(context, now, "LB-13", "facility_size_change", weight);
        if (admissions(context.previous->project.plan, now.id) !=
            admissions(context.project.plan, now.id)) {
            weight.reasons.push_back({"유치업종 변경", "admitted industries changed"});
        }
        return outcome_of(std::move(weight), facility, {"중요변경", "an important change"});
    });
    if (context.previous != nullptr) {
        for_dropped(context, sink, "LB-13", "complex_area_change");
    }
}

geom::MultiPolygon boundary_of(const Context& context, const std::string& complex) {
    std::vector<geom::MultiPolygon> parts;
    for (const auto* const layer : context.project.layers_of("boundary")) {
        for (const auto& feature : layer->features) {
            if (layer->text(feature, "complex") == complex) {
                parts.push_back(feature.shape.polygons);
            }
        }
    }
    return parts.empty() ? geom::MultiPolygon{} : geom::dissolve(parts);
}

void add_boundary(const Context& context, const Complex& complex, Weight& weight) {
    const auto* const noise = limit_of(context, weight, "GT-07", "max_difference", complex);
    const auto missing = of_both(missing_boundary(context.previous->project, complex.id),
                                 missing_boundary(context.project, complex.id));
    weight.missing.insert(weight.missing.end(), missing.begin(), missing.end());
    if (!missing.empty() || noise == nullptr) {
        return;
    }
    const auto before = boundary_of(*context.previous, complex.id);
    const auto after = boundary_of(context, complex.id);
    const double moved =
        geom::area(geom::difference(before, after)) + geom::area(geom::difference(after, before));
    if (!within(moved, noise->value)) {
        weight.reasons.push_back({fmt::format("경계 변경 {} m²", grouped(moved, 0)),
                                  fmt::format("boundary moved over {} m²", grouped(moved, 0))});
    }
}

/// The area a notice states is of the boundary, too, whatever was drawn.
void add_designation(const Context& context, const Complex& now, const Complex& before,
                     Weight& weight) {
    const auto* const noise = context.parameter("GT-07", "max_difference");
    const double change = std::abs(now.designated_area_m2 - before.designated_area_m2);
    if (noise != nullptr && !within(change, noise->value)) {
        add_change(weight, {"지정면적", "designated area"}, before.designated_area_m2,
                   now.designated_area_m2);
    }
}

void add_roads(const Context& context, const Complex& complex, Weight& weight) {
    const auto* const width = limit_of(context, weight, "LB-14", "road_width", complex);
    if (width == nullptr) {
        return;
    }
    const auto [changed, missing] =
        road_change(context.previous->project, context.project, complex.id, width->value);
    weight.missing.insert(weight.missing.end(), missing.begin(), missing.end());
    if (!changed.empty()) {
        weight.reasons.push_back({fmt::format("폭 {} m 이상 도로의 신설·폐지 {}", width->value,
                                              fmt::join(changed, ", ")),
                                  fmt::format("roads of {} m or more built or given up: {}",
                                              width->value, fmt::join(changed, ", "))});
    }
}

/// LB-14, 산업입지법 §13의4
void change_of_completed(const Context& context, Sink& sink) {
    for_changed(context, sink, [&](const Complex& now, const Complex& before) {
        if (!is_completed(before, context.date)) {
            return not_applicable({"준공 전: LB-13", "not completed: LB-13"});
        }
        Weight weight;
        const auto* const share = limit_of(context, weight, "LB-14", "facility_area_change", now);
        const auto* const least =
            limit_of(context, weight, "LB-14", "facility_area_change_m2", now);
        const auto* const half = limit_of(context, weight, "LB-14", "large_change", now);
        if (share != nullptr && least != nullptr && half != nullptr) {
            for (const auto& change : use_changes(context, now.id, weight)) {
                const bool both = is_large(change.before, change.after, *share) &&
                                  reaches(std::abs(change.after - change.before), least->value);
                if (both || is_large(change.before, change.after, *half)) {
                    add_change(weight, name_of(context, change.use), change.before, change.after);
                } else {
                    note_below(weight, name_of(context, change.use), change.before, change.after,
                               *share);
                }
            }
        }
        add_boundary(context, now, weight);
        add_designation(context, now, before, weight);
        add_roads(context, now, weight);
        add_capacities(context, now, "LB-14", "capacity_change", weight);
        return outcome_of(std::move(weight), share,
                          {"준공단지 개발계획 변경", "a change of a completed complex's plan"});
    });
    if (context.previous != nullptr) {
        for_dropped(context, sink, "LB-14", "large_change");
    }
}

constexpr std::array table{
    Rule{"LB-13", important_change},
    Rule{"LB-14", change_of_completed},
};

} // namespace

std::span<const Rule> change_rules() {
    return table;
}

} // namespace sandan::rules
