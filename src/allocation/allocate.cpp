#include <sandan/allocation/allocate.hpp>
#include <sandan/core/error.hpp>

#include "allocation/explain.hpp"
#include "allocation/left_out.hpp"
#include "allocation/master.hpp"
#include "allocation/objective_terms.hpp"
#include "allocation/relaxation.hpp"
#include "allocation/replan.hpp"
#include "allocation/stages.hpp"
#include "allocation/ties.hpp"
#include "allocation/value.hpp"
#include "core/korean.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace sandan::allocation {

namespace {

Placement place(const rules::Context& context, const siting::Matrix& matrix,
                const PlanProblem& plan, std::size_t f, std::int32_t at) {
    const auto& firm = context.project.firms[f];
    Placement placement;
    placement.firm = firm.id;
    placement.mandatory = firm.mandatory;
    if (at == unplaced) {
        return placement;
    }
    const auto c = static_cast<std::size_t>(at);
    const auto& cell = matrix.cells[plan.cell_of_column[c]];
    const auto& site = matrix.sites[cell.site];
    placement.lots = lot_ids(context, matrix, plan, c);
    placement.area_m2 = site.area_m2;
    placement.value = plan.problem.columns[c].value - (plan.required[f] ? plan.bonus : 0) -
                      (plan.kept[c] ? plan.move_price : 0);
    placement.score = cell.score;
    placement.phase = site.phase;
    placement.placed = true;
    return placement;
}

std::vector<CapacityUse> capacity_uses(const PlanProblem& plan, const Choice& choice) {
    std::vector<std::int64_t> used(plan.rows.size(), 0);
    for (const auto at : choice) {
        if (at == unplaced) {
            continue;
        }
        const auto& column = plan.problem.columns[static_cast<std::size_t>(at)];
        for (const auto& use : plan.problem.uses_of(column)) {
            used[use.row] += use.amount;
        }
    }
    std::vector<CapacityUse> result;
    for (std::size_t r = 0; r < plan.rows.size(); ++r) {
        const auto& row = plan.rows[r];
        result.push_back({row.complex, row.year, utility_names[row.utility],
                          static_cast<double>(used[r]) / 1000,
                          static_cast<double>(row.capacity) / 1000});
    }
    return result;
}

std::vector<ObjectiveTerm> terms(const rules::Context& context, const siting::Matrix& matrix,
                                 const PlanProblem& plan, const Choice& choice,
                                 const Options& options) {
    std::vector<Served> served;
    for (std::size_t f = 0; f < choice.size(); ++f) {
        if (choice[f] != unplaced) {
            const auto c = static_cast<std::size_t>(choice[f]);
            const auto& cell = matrix.cells[plan.cell_of_column[c]];
            served.push_back({&context.project.firms[f], &matrix.sites[cell.site], cell.score});
        }
    }
    return terms_of(context, served, weights_of(options.objective), totals_of(context.project),
                    !plan.problem.links.empty());
}

/// Names the firms that had to be placed and are not.
void report_left_out(const PlanProblem& plan, const Choice& choice, Allocation& result) {
    for (std::size_t f = 0; f < choice.size(); ++f) {
        if (plan.required[f] && choice[f] == unplaced) {
            const auto& placement = result.placements[f];
            result.conflicts.push_back({format_ko("반드시 배정할 {}을(를) 배정하지 못함: {}",
                                                  placement.firm, placement.reason.ko),
                                        fmt::format("{} must be placed and is not: {}",
                                                    placement.firm, placement.reason.en)});
        }
    }
}

Status status_of(const PlanProblem& plan, const Allocation& result, double gap) {
    const bool proven =
        result.gap <= gap && std::all_of(result.stages.begin(), result.stages.end(),
                                         [&](const Stage& stage) { return stage.gap <= gap; });
    if (!plan.conflicts.empty() || (proven && !result.conflicts.empty())) {
        return Status::infeasible;
    }
    if (!proven) {
        return Status::feasible;
    }
    return plan.full_scope ? Status::optimal : Status::optimal_in_pool;
}

/// Small conflicts and remedies of every firm that got nothing, as long as there is time.
void explain_left_out(const Finished& finished, const Options& options, Allocation& result) {
    bool stopped = false;
    for (std::size_t f = 0; f < result.placements.size(); ++f) {
        if (result.placements[f].placed) {
            continue;
        }
        if (cpu_seconds() < options.time_limit_s) {
            result.placements[f].left_out = left_out(finished, options, f, stopped);
        } else {
            stopped = true;
        }
    }
    result.deterministic = result.deterministic && !stopped;
}

void follow_up(const Finished& finished, const Options& options, Allocation& result) {
    if (!options.previous.empty()) {
        result.replanning = compare(finished, options.previous);
    }
    if (options.alternatives > 0) {
        result.alternatives = alternatives(finished, options.alternatives);
        result.alternatives_asked = options.alternatives;
    }
    if (options.importance) {
        result.importance = importance(finished);
        const auto asking = regrets(finished, options);
        result.importance.insert(result.importance.end(), asking.begin(), asking.end());
    }
}

} // namespace

Allocation allocate(const rules::Context& context, const siting::Matrix& matrix,
                    const Options& options) {
    const bool goes_on = options.alternatives > 0 || options.importance;
    const bool priced = !options.previous.empty() && options.move_price.value_or(0) > 0;
    if ((goes_on || priced) && !stages_of(options.objective, options.links).empty()) {
        throw Error{
            ErrorKind::usage,
            Text{"[allocation] objective: 대안, 중요도, 이동의 값은 손실을 한 척도로 말하는데 "
                 "lexicographic 목적에는 그것이 없습니다; 가중치를 주십시오",
                 "[allocation] objective: alternatives, importance and the price of a move tell "
                 "losses on one scale, which a lexicographic objective has not; give weights"}};
    }
    const double now = cpu_seconds();
    auto staged = solve_stages(context, matrix, options,
                               goes_on ? (now + options.time_limit_s) / 2 : options.time_limit_s);
    const auto& plan = staged.plan;
    const auto& solved = staged.solved;
    Allocation result;
    for (std::size_t f = 0; f < plan.problem.firms; ++f) {
        result.placements.push_back(place(context, matrix, plan, f, solved.choice[f]));
        result.max_parcels =
            std::max(result.max_parcels, lots_allowed(context.project.firms[f], options));
        if (solved.choice[f] == unplaced) {
            result.placements[f].reason = explain_unplaced(context, matrix, plan, solved.choice, f);
        }
    }
    const auto extras = extras_of(plan, solved.choice);
    result.objective = solved.worth - extras;
    result.bound = solved.bound - static_cast<double>(extras);
    result.quadratic = !plan.problem.links.empty();
    const auto value = static_cast<double>(result.objective);
    result.gap = (result.bound - value) / std::max(1.0, std::abs(value));
    result.gap_tolerance = options.gap;
    result.gap_scope = plan.full_scope ? "full" : "pool";
    result.seed = options.seed;
    result.stages = std::move(staged.before);
    result.deterministic = !staged.stopped;
    result.solver = solver_name();
    result.capacities = capacity_uses(plan, solved.choice);
    result.terms = terms(context, matrix, plan, solved.choice, options);
    result.conflicts = plan.conflicts;
    report_left_out(plan, solved.choice, result);
    result.status = status_of(plan, result, options.gap);
    result.proof = std::move(staged.proof);
    result.locks = options.locks;
    result.solver_log = std::move(staged.log);
    const Finished finished{context,
                            matrix,
                            plan,
                            solved.choice,
                            {solver_gap(plan, options), options.time_limit_s, options.seed, {}}};
    if (result.stages.empty()) {
        result.ties = ties(finished);
    }
    explain_left_out(finished, options, result);
    follow_up(finished, options, result);
    return result;
}

} // namespace sandan::allocation
