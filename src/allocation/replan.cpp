#include "allocation/replan.hpp"

#include "allocation/relaxation.hpp"

#include <algorithm>
#include <iterator>
#include <limits>
#include <map>
#include <set>
#include <tuple>

namespace sandan::allocation {

namespace {

/// Firms that are placed otherwise.
int distance(const Choice& a, const Choice& b) {
    int sum = 0;
    for (std::size_t f = 0; f < a.size(); ++f) {
        sum += a[f] != b[f] ? 1 : 0;
    }
    return sum;
}

/// The problem with `charge` taken off the columns in `used`; firms that must be placed keep more
/// than the charge.
Problem charged(const PlanProblem& plan, const std::set<std::int32_t>& used, std::int64_t charge) {
    auto problem = plan.problem;
    for (const auto c : used) {
        auto& value = problem.columns[static_cast<std::size_t>(c)].value;
        value = std::max<std::int64_t>(0, value - charge);
    }
    return problem;
}

/// The plan's problem without some columns, and the choice as far as it is left.
struct Remainder {
    PlanProblem plan;
    Choice choice;
};

template <typename Dropped>
Remainder without(const Finished& finished, const Dropped& dropped) {
    Remainder rest{finished.plan, Choice(finished.choice.size(), unplaced)};
    auto& columns = rest.plan.problem.columns;
    std::size_t next = 0;
    for (std::size_t c = 0; c < columns.size(); ++c) {
        const auto column = columns[c];
        if (dropped(column)) {
            continue;
        }
        if (finished.choice[column.firm] == static_cast<std::int32_t>(c)) {
            rest.choice[column.firm] = static_cast<std::int32_t>(next);
        }
        rest.plan.kept[next] = finished.plan.kept[c];
        columns[next++] = column;
    }
    columns.resize(next);
    return rest;
}

/// Firms, then lots, of the plan before that this one does not have; each once, by id.
std::vector<std::string> gone(const model::Project& project,
                              const std::vector<FirmLots>& previous) {
    std::set<std::string> known;
    if (const auto* const layer = project.layer("lots")) {
        for (const auto& lot : layer->features) {
            known.insert(layer->id(lot));
        }
    }
    std::set<std::string> firms;
    std::set<std::string> lots;
    for (const auto& site : previous) {
        if (project.firm(site.firm) == nullptr) {
            firms.insert(site.firm);
        }
        std::copy_if(site.lots.begin(), site.lots.end(), std::inserter(lots, lots.end()),
                     [&](const auto& lot) { return !known.contains(lot); });
    }
    std::vector<std::string> all(firms.begin(), firms.end());
    all.insert(all.end(), lots.begin(), lots.end());
    return all;
}

} // namespace

double slice(double end, std::size_t solves) {
    const double now = cpu_seconds();
    return now + std::max(0.0, end - now) / static_cast<double>(solves);
}

Replanning compare(const Finished& finished, const std::vector<FirmLots>& previous) {
    Replanning result{.move_price = finished.plan.move_price};
    std::set<std::string> before;
    for (const auto& site : previous) {
        before.insert(site.firm);
    }
    const auto& firms = finished.context.project.firms;
    std::set<std::string> now;
    for (std::size_t f = 0; f < finished.choice.size(); ++f) {
        if (finished.choice[f] == unplaced) {
            continue;
        }
        now.insert(firms[f].id);
        const bool kept = finished.plan.kept[static_cast<std::size_t>(finished.choice[f])];
        const bool known = before.contains(firms[f].id);
        result.kept += kept ? 1 : 0;
        result.moved += known && !kept ? 1 : 0;
        result.added += known ? 0 : 1;
    }
    result.dropped = static_cast<int>(std::count_if(
        before.begin(), before.end(), [&](const auto& firm) { return !now.contains(firm); }));
    result.gone = gone(finished.context.project, previous);
    return result;
}

std::vector<Alternative> alternatives(const Finished& finished, int count) {
    const auto& plan = finished.plan;
    const auto best = objective(plan, finished.choice);
    std::vector<Choice> known{finished.choice};
    const auto placed = finished.choice.size() -
                        static_cast<std::size_t>(
                            std::count(finished.choice.begin(), finished.choice.end(), unplaced));
    const auto wanted = std::max(1, static_cast<int>(placed / 5));
    std::set<std::int32_t> used(finished.choice.begin(), finished.choice.end());
    used.erase(unplaced);
    std::vector<Alternative> found;
    auto charge = std::max<std::int64_t>(1, best / 1000);
    constexpr int rounds = 8; // of doubling: up to a quarter of the objective a firm
    for (int round = 0; round < rounds && static_cast<int>(found.size()) < count; ++round) {
        auto options = finished.options;
        options.time_limit_s =
            slice(finished.options.time_limit_s, static_cast<std::size_t>(rounds - round));
        const auto solved = solve(charged(plan, used, charge), options);
        int least = std::numeric_limits<int>::max();
        for (const auto& other : known) {
            least = std::min(least, distance(solved.choice, other));
        }
        if (least < wanted) {
            charge *= 2;
            continue;
        }
        Alternative alternative{.objective = objective(plan, solved.choice), .distance = least};
        alternative.loss = best - alternative.objective;
        for (std::size_t f = 0; f < solved.choice.size(); ++f) {
            if (const auto at = solved.choice[f]; at != unplaced) {
                alternative.assignments.push_back({finished.context.project.firms[f].id,
                                                   lot_ids(finished.context, finished.matrix, plan,
                                                           static_cast<std::size_t>(at))});
                used.insert(at);
            }
        }
        known.push_back(solved.choice);
        found.push_back(std::move(alternative));
    }
    return found;
}

std::vector<Importance> importance(const Finished& finished) {
    const auto& problem = finished.plan.problem;
    const auto total = objective(finished.plan, finished.choice);
    std::vector<Importance> result;
    std::vector<std::uint32_t> lots;
    std::vector<std::uint32_t> firms;
    for (const auto at : finished.choice) {
        if (at != unplaced) {
            const auto& column = problem.columns[static_cast<std::size_t>(at)];
            const auto members = problem.lots_of(column);
            lots.insert(lots.end(), members.begin(), members.end());
            firms.push_back(column.firm);
        }
    }
    auto solves = lots.size() + firms.size();
    const auto add = [&](std::string subject, bool firm, const auto& dropped) {
        const auto rest = without(finished, dropped);
        auto options = finished.options;
        options.time_limit_s = slice(finished.options.time_limit_s, solves--);
        options.start = rest.choice;
        const auto solved = solve(rest.plan.problem, options);
        const bool exact = solved.bound - static_cast<double>(solved.worth) < 1;
        const auto anew = objective(rest.plan, solved.choice);
        result.push_back(
            {.subject = std::move(subject),
             .firm = firm,
             .loss = total - anew,
             .exact = exact,
             .regret = std::max<std::int64_t>(0, anew - objective(rest.plan, rest.choice))});
    };
    const auto& layer = *finished.context.project.layer("lots");
    for (const auto lot : lots) {
        add(layer.id(layer.features[lot]), false, [&](const Column& column) {
            const auto members = problem.lots_of(column);
            return std::binary_search(members.begin(), members.end(), lot);
        });
    }
    for (const auto firm : firms) {
        add(finished.context.project.firms[firm].id, true,
            [&](const Column& column) { return column.firm == firm; });
    }
    std::sort(result.begin(), result.end(), [](const auto& a, const auto& b) {
        return std::tuple{a.firm, -a.loss, a.subject} < std::tuple{b.firm, -b.loss, b.subject};
    });
    return result;
}

} // namespace sandan::allocation
