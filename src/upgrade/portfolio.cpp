#include "upgrade/portfolio.hpp"

#include "allocation/master.hpp"
#include "allocation/solve.hpp"

#include <algorithm>
#include <map>

namespace sandan::upgrade {

namespace {

/// What a candidate takes that no other may: its sites, or its road.
std::vector<std::uint32_t> items_of(const Candidate& candidate, std::size_t sites,
                                    std::map<std::string, std::uint32_t>& roads) {
    if (!candidate.strips.empty()) {
        const auto road = candidate.id.substr(candidate.id.find(':'));
        const auto at = static_cast<std::uint32_t>(sites + roads.size());
        return {roads.emplace(road, at).first->second};
    }
    std::vector<std::uint32_t> items;
    for (const auto& piece : candidate.pieces) {
        items.push_back(static_cast<std::uint32_t>(piece.site));
    }
    return items;
}

} // namespace

double Portfolio::gap() const {
    const auto worth = static_cast<double>(worth_m2);
    return bound_m2 <= worth ? 0 : (bound_m2 - worth) / std::max(1.0, worth);
}

Portfolio choose(const std::vector<Candidate>& candidates, std::size_t sites,
                 std::int64_t budget_krw, const model::AllocationOptions& options) {
    Portfolio result;
    result.budget_krw = budget_krw;
    result.solver = allocation::solver_name();
    std::vector<std::size_t> considered;
    allocation::Problem problem;
    problem.capacity = {budget_krw};
    problem.proximity = {0};
    std::map<std::string, std::uint32_t> roads;
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        const auto& candidate = candidates[i];
        result.unscored += candidate.open() && !candidate.score ? 1U : 0U;
        if (!candidate.open() || candidate.cost_krw > budget_krw || candidate.worth_m2 <= 0) {
            continue;
        }
        const auto firm = static_cast<std::uint32_t>(considered.size());
        const auto set = problem.add_set(items_of(candidate, sites, roads), 0, 0);
        problem.columns.push_back({firm, set, candidate.worth_m2});
        problem.uses.push_back({{0, candidate.cost_krw}});
        considered.push_back(i);
    }
    result.considered = considered.size();
    if (considered.empty()) {
        return result;
    }
    problem.firms = considered.size();
    problem.lots = sites + roads.size();
    // the solver's clock is the process's
    const auto solved = allocation::solve(
        problem, {.gap = options.gap,
                  .time_limit_s = allocation::cpu_seconds() + options.time_limit_s,
                  .seed = static_cast<std::uint64_t>(options.seed)});
    result.worth_m2 = solved.worth;
    result.bound_m2 = solved.bound;
    result.stopped = solved.stopped;
    for (std::size_t firm = 0; firm < considered.size(); ++firm) {
        if (solved.choice[firm] != allocation::unplaced) {
            result.chosen.push_back(considered[firm]);
            result.cost_krw += candidates[considered[firm]].cost_krw;
        }
    }
    return result;
}

} // namespace sandan::upgrade
