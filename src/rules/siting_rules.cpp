// SI-27, SI-30: duties that come with a lot or with the size of a complex.

#include "rules/support.hpp"
#include "rules/topics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace sandan::rules {

namespace {

using model::Firm;

/// First sale in a complex that is not completed: there is no owner yet.
bool is_first_sale(const Context& context, const Site& site) {
    const auto* const complex = context.project.plan.complex(site.complex);
    return complex != nullptr && (!complex->completed || context.date < *complex->completed);
}

/// The shortest known hold of the site's lots: one young holder is enough to bind the site.
std::optional<double> shortest_hold(const Context& context, const Site& site) {
    std::optional<double> shortest;
    for (const auto lot : site.lots) {
        const auto& years = context.analysis.lots[lot].held_years;
        shortest = years ? std::min(shortest.value_or(*years), *years) : shortest;
    }
    return shortest;
}

/// The fields that leave the hold of some of the site's lots open.
std::vector<std::string> missing_holds(const Context& context, const Site& site) {
    std::set<std::string> missing;
    for (const auto lot : site.lots) {
        const auto& facts = context.analysis.lots[lot];
        if (!facts.held_years) {
            // what is not for firms is not measured
            missing.emplace(facts.held_missing.empty() ? "lots.owned_since" : facts.held_missing);
        }
    }
    return {missing.begin(), missing.end()};
}

/// A young holder may give the lot only back to the managing agency, so it is no bar, but a path.
Outcome disposal(const Context& context, const Site& site) {
    const auto* const limit = context.parameter("SI-27", "min_years");
    auto years = site.facts.held_years;
    if (!years) {
        years = shortest_hold(context, site);
        const bool bound = years && limit != nullptr && *years < limit->value;
        if (!bound && is_first_sale(context, site)) {
            return not_applicable({});
        }
        if (!bound) {
            return unknown(missing_holds(context, site));
        }
    }
    if (limit == nullptr) {
        return unknown({"parameter SI-27 min_years"});
    }
    if (*years >= limit->value) {
        return pass();
    }
    auto evidence =
        told({fmt::format("취득·등록 후 {}년 (처분제한 {}년): 관리기관을 통해서만 처분", *years,
                          limit->value),
              fmt::format("held for {} years (bound for {}): only through the managing agency",
                          *years, limit->value)});
    evidence.measured = years;
    evidence.threshold = limit->value;
    evidence.unit = limit->unit;
    evidence.parameter = limit;
    evidence.advisory = true;
    return breach(std::move(evidence));
}

struct Assessment {
    std::string_view key;
    Text name;
};

/// What the size of a complex brings with it; only told, so a breach is a duty, not a fault.
void assessments(const Context& context, Sink& sink) {
    static const std::array all{
        Assessment{"environment", {"환경영향평가", "environmental impact assessment"}},
        Assessment{"heritage", {"국가유산영향진단", "heritage impact diagnosis"}},
        Assessment{"disaster", {"재해영향평가", "disaster impact assessment"}},
        Assessment{"traffic", {"교통영향평가", "traffic impact assessment"}}};
    for (const auto& complex : context.project.plan.complexes) {
        for (const auto& assessment : all) {
            const auto* const from = context.parameter("SI-30", "min_area", assessment.key);
            if (from == nullptr) {
                sink.add(complex_subject(complex.id),
                         without_parameter("SI-30", fmt::format("min_area {}", assessment.key)));
                continue;
            }
            const bool due = reaches(complex.designated_area_m2, from->value);
            auto evidence =
                told({fmt::format("{} {} ({} m² 이상)", assessment.name.ko, due ? "대상" : "비대상",
                                  number_text(from->value, 0)),
                      fmt::format("{} {} (from {} m²)", assessment.name.en,
                                  due ? "required" : "not required", number_text(from->value, 0))});
            evidence.measured = complex.designated_area_m2;
            evidence.threshold = from->value;
            evidence.unit = from->unit;
            evidence.parameter = from;
            auto subject = complex_subject(complex.id);
            sink.add(std::move(subject),
                     due ? breach(std::move(evidence)) : pass(std::move(evidence)));
        }
    }
}

constexpr std::array table{
    Rule{"SI-27", nullptr, nullptr, disposal},
    Rule{"SI-30", assessments, nullptr},
};

} // namespace

std::span<const Rule> siting_rules() {
    return table;
}

} // namespace sandan::rules
