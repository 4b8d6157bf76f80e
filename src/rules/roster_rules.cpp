// PC-04, PC-05, PC-09: what a programme published, against its rosters, firms and funding. Figures
// come from the plan ([[fact]]) and from the programme's own rule pack (`published`).

#include "rules/support.hpp"
#include "rules/topics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

namespace sandan::rules {

namespace {

using model::Fact;
using model::Firm;

Outcome no_figure(std::string_view rule) {
    return not_applicable({fmt::format("{} 발표값이 계획에 없음", rule),
                           fmt::format("the plan states no figure for {}", rule)});
}

std::size_t roster_size(const Context& context, const std::string& roster) {
    const auto& firms = context.project.firms;
    return static_cast<std::size_t>(
        std::count_if(firms.begin(), firms.end(), [&](const Firm& firm) {
            return std::find(firm.rosters.begin(), firm.rosters.end(), roster) !=
                   firm.rosters.end();
        }));
}

/// A roster against a published number; `from` is who published it.
Outcome judge_roster(std::size_t count, double published, const std::string& unit,
                     const std::string& from, const model::Parameter* parameter) {
    const auto found = static_cast<double>(count);
    auto evidence =
        told({fmt::format("명부 {}, 발표 {} ({})", count, published, from),
              fmt::format("{} on the list, {} published ({})", count, published, from)});
    evidence.measured = found;
    evidence.threshold = published;
    evidence.unit = unit;
    evidence.parameter = parameter;
    return found == published ? pass(std::move(evidence)) : breach(std::move(evidence));
}

/// The fact's id is the roster's name in firms.csv. A plan that states another number than the
/// programme pack breaks the rule, too.
Outcome judge_stated_roster(const Context& context, const Fact& fact) {
    const auto count = roster_size(context, fact.id);
    if (count == 0) {
        return unknown({fmt::format("firms.rosters {}", fact.id)});
    }
    auto stated = judge_roster(count, fact.total, fact.unit, fact.source, nullptr);
    const auto* const published = context.parameter("PC-04", "published", fact.id);
    return stated.kind == Outcome::Kind::breach || published == nullptr
               ? stated
               : judge_roster(count, published->value, published->unit, published->source,
                              published);
}

/// Rosters of firms.csv that the plan states no number for and the programme pack does.
std::set<std::string> unstated_rosters(const Context& context) {
    std::set<std::string> rosters;
    for (const auto& firm : context.project.firms) {
        rosters.insert(firm.rosters.begin(), firm.rosters.end());
    }
    for (const auto& fact : context.project.plan.facts) {
        if (fact.rule == "PC-04") {
            rosters.erase(fact.id);
        }
    }
    std::erase_if(rosters, [&](const std::string& roster) {
        return context.parameter("PC-04", "published", roster) == nullptr;
    });
    return rosters;
}

/// PC-04: one firm may stand on several rosters.
void roster_counts(const Context& context, Sink& sink) {
    const auto unstated = unstated_rosters(context);
    for (const auto& roster : unstated) {
        const auto& published = *context.parameter("PC-04", "published", roster);
        sink.add({"firms", roster, -1}, judge_roster(roster_size(context, roster), published.value,
                                                     published.unit, published.source, &published));
    }
    const auto& facts = context.project.plan.facts;
    const bool stated = std::any_of(facts.begin(), facts.end(),
                                    [](const Fact& fact) { return fact.rule == "PC-04"; });
    if (stated || unstated.empty()) {
        for_facts(context, sink, "PC-04", no_figure("PC-04"),
                  [&](const Fact& fact) { return judge_stated_roster(context, fact); });
    }
}

void totals(const Context& context, Sink& sink, std::string_view rule) {
    for_facts(context, sink, rule, no_figure(rule), total_of_parts);
}

/// "; 1,122 억원 unallocated": what is left of a published total.
void append_rest(Text& message, double rest, const std::string& unit) {
    const auto amount = number_text(std::abs(rest), 0);
    message.ko += fmt::format("; {} {} {}", rest >= 0 ? "미배분" : "초과", amount, unit);
    message.en += fmt::format("; {} {} {}", amount, unit, rest >= 0 ? "unallocated" : "too much");
}

/// One amount that firms promise, and the key of its published total.
struct Promise {
    std::string_view key;
    const char* field;
    Text name;
    std::optional<double> Firm::*amount;
};

/// Σ over the programme's firms against what was published: not every firm's amount is public, so
/// less is no fault and the rest is told.
Outcome judge_promise(const Context& context, const Promise& promise,
                      const model::Parameter& published) {
    double sum = 0;
    std::vector<std::string> missing;
    for (const auto& firm : context.project.firms) {
        if (firm.programme && firm.*promise.amount) {
            sum += *(firm.*promise.amount);
        } else if (firm.programme) {
            missing.push_back(fmt::format("firms.{} {}", promise.field, firm.id));
        }
    }
    const bool fits = within(sum, published.value);
    if (fits && !missing.empty()) {
        return unknown(std::move(missing));
    }
    auto evidence =
        told({fmt::format("사업 기업의 {} 합계 {} {}, 발표 {} {}", promise.name.ko,
                          number_text(sum, published.value), published.unit,
                          number_text(published.value, sum), published.unit),
              fmt::format("{} of the programme's firms: {} {}, published {} {}", promise.name.en,
                          number_text(sum, published.value), published.unit,
                          number_text(published.value, sum), published.unit)});
    append_rest(evidence.message, published.value - sum, published.unit);
    evidence.measured = sum;
    evidence.threshold = published.value;
    evidence.unit = published.unit;
    evidence.parameter = &published;
    return fits ? pass(std::move(evidence)) : breach(std::move(evidence));
}

/// PC-05
void commitments(const Context& context, Sink& sink) {
    static const std::array promises{Promise{"investment",
                                             "investment_100m_krw",
                                             {"투자", "investment"},
                                             &Firm::investment_100m_krw},
                                     Promise{"jobs", "jobs", {"고용", "jobs"}, &Firm::jobs}};
    for_facts(context, sink, "PC-05", no_figure("PC-05"), [](const Fact& fact) {
        auto outcome = total_of_parts(fact);
        if (outcome.kind == Outcome::Kind::breach) {
            append_rest(outcome.evidence.message, fact.total - *outcome.evidence.measured,
                        fact.unit);
        }
        return outcome;
    });
    const auto& firms = context.project.firms;
    const bool any =
        std::any_of(firms.begin(), firms.end(), [](const Firm& firm) { return firm.programme; });
    for (const auto& promise : promises) {
        const auto* const published = context.parameter("PC-05", "published", promise.key);
        if (any && published != nullptr) {
            sink.add({"firms", std::string{promise.key}, -1},
                     judge_promise(context, promise, *published));
        }
    }
}

void funding(const Context& context, Sink& sink) {
    totals(context, sink, "PC-09");
}

constexpr std::array table{
    Rule{"PC-04", roster_counts},
    Rule{"PC-05", commitments},
    Rule{"PC-09", funding},
};

} // namespace

std::span<const Rule> roster_rules() {
    return table;
}

} // namespace sandan::rules
