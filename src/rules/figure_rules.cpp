// LB-16, LB-18, LB-19, PC-08, UG-15: cost sheets, statistics and agreements, which a plan states as
// figures ([[fact]]: a total, its parts, a source).
#include <sandan/core/money.hpp>

#include "core/number.hpp"
#include "rules/support.hpp"
#include "rules/topics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <numeric>

namespace sandan::rules {

namespace {

using landuse::ComplexBudget;
using model::Complex;
using model::Fact;

double sum_of(const Fact& fact) {
    return std::accumulate(fact.parts.begin(), fact.parts.end(), 0.0);
}

const Fact* fact_of(const Context& context, std::string_view rule, std::string_view id) {
    const auto& facts = context.project.plan.facts;
    const auto found = std::find_if(facts.begin(), facts.end(), [&](const Fact& fact) {
        return fact.rule == rule && fact.id == id;
    });
    return found == facts.end() ? nullptr : &*found;
}

Text from(const Fact& fact) {
    const auto text = fact.source.empty() ? std::string{} : fmt::format(" ({})", fact.source);
    return {text, text};
}

/// Calls `judge(complex)` for every complex that is still a plan.
template <typename Judge>
void for_planned(const Context& context, Sink& sink, const Judge& judge) {
    for (const auto& complex : context.project.plan.complexes) {
        sink.add(complex_subject(complex.id),
                 is_completed(complex, context.date) ? not_retroactive() : judge(complex));
    }
}

/// The dearest industrial lot of a complex, KRW/m².
std::optional<double> highest_price(const Context& context, const ComplexBudget& budget) {
    const auto& lots = *context.project.layer("lots");
    std::optional<double> highest;
    for (const auto at : budget.lots) {
        const auto& lot = lots.features[at];
        const auto* const use = context.project.codes.land_use(*lots.text(lot, "use"));
        const auto price = lots.number(lot, "price_krw_m2");
        if (use->group == "industrial" && price && is_on_offer(context.project, lots, lot)) {
            highest = std::max(highest.value_or(0), *price);
        }
    }
    return highest;
}

/// The sheet's items sum to its total; total / 유상공급면적 is the cost of a m²; what industrial
/// lots are sold for is at most `max_profit` above it.
Outcome judge_cost(const Context& context, const Fact& sheet, const ComplexBudget& budget) {
    if (sheet.unit != "억원") {
        return unknown({fmt::format("fact LB-16 {} in 억원", sheet.id)});
    }
    auto items = total_of_parts(sheet);
    if (!sheet.parts.empty() && items.kind == Outcome::Kind::breach) {
        return items;
    }
    if (!(budget.paid_m2 > 0)) {
        return unknown({"layer lots"});
    }
    const double cost = sheet.total * krw_per_100m / budget.paid_m2;
    const auto price = highest_price(context, budget);
    if (!price) {
        return unknown({"lots.price_krw_m2"});
    }
    const Text note{fmt::format("; 조성원가 {} 원/m² = {} 억원 / 유상공급 {} m²", grouped(cost, 0),
                                grouped(sheet.total, 1), grouped(budget.paid_m2, 0)),
                    fmt::format("; cost {} KRW/m² = {} × 100 million KRW / {} m² for sale",
                                grouped(cost, 0), grouped(sheet.total, 1),
                                grouped(budget.paid_m2, 0))};
    return at_most(
        {{"산업시설용지 적정이윤", "profit on industrial lots"}, (*price / cost - 1) * 100, note},
        context.parameter("LB-16", "max_profit"), "LB-16 max_profit");
}

/// LB-16, 통합지침 §26의3; 산업입지법 영 §40. The fact's id is the complex's.
void development_cost(const Context& context, Sink& sink) {
    for_planned(context, sink, [&](const Complex& complex) {
        const auto* const sheet = fact_of(context, "LB-16", complex.id);
        if (sheet == nullptr) {
            return unknown({"fact LB-16 " + complex.id});
        }
        const auto& budgets = context.analysis.budget.complexes;
        const auto budget =
            std::find_if(budgets.begin(), budgets.end(),
                         [&](const ComplexBudget& row) { return row.complex == complex.id; });
        return budget == budgets.end() || context.project.layer("lots") == nullptr
                   ? unknown({"layer lots"})
                   : judge_cost(context, *sheet, *budget);
    });
}

/// LB-18, 산업입지법 영 §10의2: no designation while too much of the kind is unsold in the
/// province. The fact's id is the kind: total = land for sale, parts = unsold.
void unsold_share(const Context& context, Sink& sink) {
    for_planned(context, sink, [&](const Complex& complex) {
        const auto limit = context.lookup("LB-18", "max_unsold", complex.kind);
        if (limit.status == model::Lookup::Status::not_listed) {
            return not_applicable({"지정제한이 없는 종류", "no limit for this kind of complex"});
        }
        const auto* const fact = fact_of(context, "LB-18", complex.kind);
        if (fact == nullptr || !(fact->total > 0) || fact->parts.empty()) {
            return unknown({"fact LB-18 " + complex.kind});
        }
        return less_than({{"시·도 미분양률", "unsold share of the province"},
                          100 * sum_of(*fact) / fact->total,
                          from(*fact)},
                         limit.parameter, "LB-18 max_unsold");
    });
}

/// LB-19, 통합지침 §9의2: total = mean yearly demand, parts = planned, under way, unsold.
void supply(const Context& context, Sink& sink) {
    for_facts(context, sink, "LB-19", unknown({"fact LB-19"}), [&](const Fact& fact) {
        if (!(fact.total > 0)) {
            return unknown({"fact LB-19 total (yearly demand)"});
        }
        return at_most({{"공급규모 / 연평균 수요", "supply over yearly demand"},
                        sum_of(fact) / fact.total,
                        from(fact)},
                       context.parameter("LB-19", "max_years_of_demand"),
                       "LB-19 max_years_of_demand");
    });
}

/// PC-08, 산업입지법 영 §7②: per industry, total = area in the placement plan, parts = agreements.
void agreements(const Context& context, Sink& sink) {
    const auto none =
        not_applicable({"입주협약 면적이 계획에 없음", "the plan states no agreements"});
    for_facts(context, sink, "PC-08", none, [&](const Fact& fact) {
        const double agreed = sum_of(fact);
        const double share = fact.total > 0 ? 100 * agreed / fact.total : 0;
        auto evidence =
            told({fmt::format("{} 입주협약 {} m² / 배치계획 {} m² ({:.1f} %)", fact.id,
                              grouped(agreed, 0), grouped(fact.total, 0), share),
                  fmt::format("{}: {} m² under agreement of {} m² in the placement plan ({:.1f} %)",
                              fact.id, grouped(agreed, 0), grouped(fact.total, 0), share)});
        evidence.measured = agreed;
        evidence.threshold = fact.total;
        evidence.unit = fact.unit;
        return within(agreed, fact.total) ? pass(std::move(evidence)) : breach(std::move(evidence));
    });
}

/// UG-15: total = gain, parts = what is reinvested or given. A fact whose id begins with 지가차액
/// is the land-price gain of a change of use, any other the profit of a project.
void development_gain(const Context& context, Sink& sink) {
    const auto none = not_applicable({"개발이익이 계획에 없음", "the plan states no gain"});
    for_facts(context, sink, "UG-15", none, [&](const Fact& fact) {
        if (!(fact.total > 0)) {
            return unknown({"fact UG-15 total (gain)"});
        }
        const bool land_price = fact.id.starts_with("지가차액");
        const char* const name = land_price ? "min_gain_share" : "min_reinvestment";
        return at_least({{"개발이익 환원 비율", "share of the gain given back"},
                         100 * sum_of(fact) / fact.total,
                         from(fact)},
                        context.parameter("UG-15", name), fmt::format("UG-15 {}", name));
    });
}

constexpr std::array table{
    Rule{"LB-16", development_cost}, Rule{"LB-18", unsold_share},     Rule{"LB-19", supply},
    Rule{"PC-08", agreements},       Rule{"UG-15", development_gain},
};

} // namespace

std::span<const Rule> figure_rules() {
    return table;
}

} // namespace sandan::rules
