#include <sandan/core/money.hpp>
#include <sandan/upgrade/scheme.hpp>

#include "upgrade/portfolio.hpp"

#include <cmath>
#include <numeric>

namespace sandan::upgrade {

namespace {

std::vector<Funding> funding_of(const model::Plan& plan) {
    std::vector<Funding> rows;
    for (const auto& fact : plan.facts) {
        if (fact.rule == "PC-09") {
            rows.push_back({fact.id, fact.unit, fact.total,
                            std::accumulate(fact.parts.begin(), fact.parts.end(), 0.0),
                            fact.source});
        }
    }
    return rows;
}

} // namespace

Scheme scheme(const rules::Context& context, const Survey& survey,
              const model::UpgradeInputs& inputs) {
    Scheme result;
    result.funding = funding_of(context.project.plan);
    if (inputs.actions.empty()) {
        result.missing.emplace_back("[[upgrade.action]]");
        return result;
    }
    result.candidates = candidates(context, survey, inputs, result.missing);
    if (!inputs.budget_100m_krw) {
        result.missing.emplace_back("[upgrade] budget_100m_krw");
        return result;
    }
    auto options = context.project.plan.allocation;
    options.gap = inputs.portfolio_gap;
    result.portfolio = choose(result.candidates, survey.sites.size(),
                              std::llround(*inputs.budget_100m_krw * krw_per_100m), options);
    result.changes = changes(survey, inputs, result.candidates, result.portfolio->chosen);
    return result;
}

} // namespace sandan::upgrade
