#include <sandan/core/parallel.hpp>
#include <sandan/siting/feasibility.hpp>
#include <sandan/siting/score.hpp>

#include <algorithm>
#include <optional>
#include <utility>

namespace sandan::siting {

namespace {

using rules::Context;
using rules::Outcome;

/// What the statement comes to once the plan's waivers are heard.
Result heard(const Context& context, const model::RuleInfo& info, const model::Firm& firm,
             const rules::Site& site, const Outcome& outcome) {
    if (outcome.kind == Outcome::Kind::breach && !context.project.plan.waivers.empty()) {
        return rules::to_finding(context, info, {"assignments", firm.id + "@" + site.id, firm.line},
                                 outcome)
            .result;
    }
    return rules::result_of(info, outcome);
}

Verdict verdict_of(const std::vector<Reason>& reasons) {
    const auto is_hard = [](const Reason& reason) {
        return reason.hard;
    };
    const auto is_unknown = [](const Reason& reason) {
        return reason.outcome.kind == Outcome::Kind::unknown;
    };
    if (std::any_of(reasons.begin(), reasons.end(), is_hard)) {
        return Verdict::infeasible;
    }
    if (std::any_of(reasons.begin(), reasons.end(), is_unknown)) {
        return Verdict::unknown;
    }
    return reasons.empty() ? Verdict::feasible : Verdict::conditional;
}

} // namespace

std::string_view to_string(Verdict verdict) noexcept {
    switch (verdict) {
    case Verdict::feasible:
        return "feasible";
    case Verdict::conditional:
        return "conditional";
    case Verdict::infeasible:
        return "infeasible";
    case Verdict::unknown:
        break;
    }
    return "unknown";
}

PairRules::PairRules(const Context& context) : m_context{context} {
    for (const auto& rule : rules::rule_table()) {
        const auto* const info = context.project.rules.rule(rule.id);
        if (rule.sites_firms() && info != nullptr) {
            m_entries.push_back({&rule, info});
        }
    }
}

std::vector<Outcome> PairRules::of_land(const rules::Site& site) const {
    std::vector<Outcome> land;
    for (const auto& [rule, info] : m_entries) {
        if (rule->land != nullptr) {
            land.push_back(rule->land(m_context, site));
        }
    }
    return land;
}

FirmSite PairRules::judge(const model::Firm& firm, const rules::Site& site) const {
    return judge(firm, site, of_land(site));
}

FirmSite PairRules::judge(const model::Firm& firm, const rules::Site& site,
                          const std::vector<Outcome>& land) const {
    FirmSite cell;
    auto told = land.begin();
    for (const auto& [rule, info] : m_entries) {
        std::optional<Outcome> asked;
        if (rule->land == nullptr) {
            asked = rule->pair(m_context, firm, site);
        }
        const auto& outcome = asked ? *asked : *told++;
        const auto result = heard(m_context, *info, firm, site, outcome);
        if (result == Result::fail || result == Result::warn || result == Result::unknown) {
            cell.reasons.push_back({std::string{rule->id}, asked ? std::move(*asked) : outcome,
                                    result == Result::fail});
        }
    }
    cell.verdict = verdict_of(cell.reasons);
    if (cell.verdict != Verdict::infeasible) {
        cell.score = score(m_context, firm, site, cell.reasons);
    }
    return cell;
}

FirmSite judge(const Context& context, const model::Firm& firm, const rules::Site& site) {
    return PairRules{context}.judge(firm, site);
}

Matrix feasibility(const Context& context, int max_lots, unsigned threads) {
    Matrix matrix;
    matrix.sites = candidate_sites(context, max_lots);
    const auto& firms = context.project.firms;
    const PairRules pair_rules{context};
    matrix.cells.resize(firms.size() * matrix.sites.size());
    parallel_for(matrix.sites.size(), threads, [&](std::size_t site) {
        const auto land = pair_rules.of_land(matrix.sites[site]);
        for (std::size_t firm = 0; firm < firms.size(); ++firm) {
            auto& cell = matrix.cells[firm * matrix.sites.size() + site];
            cell = pair_rules.judge(firms[firm], matrix.sites[site], land);
            cell.firm = firm;
            cell.site = site;
        }
    });
    return matrix;
}

} // namespace sandan::siting
