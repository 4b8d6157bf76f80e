#include "allocation/subproblem.hpp"

#include <algorithm>

namespace sandan::allocation {

namespace {

/// Points a firm gets in a cluster for being near its partners: [firm × clusters + cluster].
std::vector<std::int64_t> bonuses(const Problem& problem, const Choice& choice,
                                  const std::vector<bool>& keeps) {
    std::vector<std::int64_t> bonus(problem.firms * problem.clusters, 0);
    const auto give = [&](std::uint32_t firm, std::uint32_t partner, std::int64_t gain) {
        if (keeps[firm] || choice[partner] == unplaced) {
            return;
        }
        const auto& there = problem.columns[static_cast<std::size_t>(choice[partner])];
        for (std::uint32_t k = 0; k < problem.clusters; ++k) {
            const auto whole = gain * problem.nearness(k, problem.sets[there.set].cluster);
            bonus[firm * problem.clusters + k] += keeps[partner] ? whole : whole / 2;
        }
    };
    for (const auto& link : problem.links) {
        give(link.a, link.b, link.gain);
        give(link.b, link.a, link.gain);
    }
    return bonus;
}

} // namespace

Choice Subproblem::from(const Choice& choice) const {
    Choice here(choice.size(), unplaced);
    for (std::uint32_t c = 0; c < origin.size(); ++c) {
        const auto firm = problem.columns[c].firm;
        if (choice[firm] == static_cast<std::int32_t>(origin[c])) {
            here[firm] = static_cast<std::int32_t>(c);
        }
    }
    return here;
}

Choice Subproblem::back(const Choice& choice) const {
    Choice there(choice.size(), unplaced);
    for (std::size_t f = 0; f < choice.size(); ++f) {
        if (choice[f] != unplaced) {
            there[f] = static_cast<std::int32_t>(origin[static_cast<std::size_t>(choice[f])]);
        }
    }
    return there;
}

Subproblem only_in(const Problem& problem, const std::vector<Whereabouts>& where) {
    Subproblem part{.problem = problem, .origin = {}};
    part.problem.columns.clear();
    for (std::uint32_t c = 0; c < problem.columns.size(); ++c) {
        const auto& column = problem.columns[c];
        const bool out = std::any_of(where.begin(), where.end(), [&](const Whereabouts& place) {
            const bool inside = place.cluster == problem.sets[column.set].cluster;
            return place.firm == column.firm && place.inside != inside;
        });
        if (!out) {
            part.problem.columns.push_back(column);
            part.origin.push_back(c);
        }
    }
    return part;
}

std::vector<std::size_t> link_counts(const Problem& problem) {
    std::vector<std::size_t> counts(problem.firms, 0);
    for (const auto& link : problem.links) {
        ++counts[link.a];
        ++counts[link.b];
    }
    return counts;
}

Subproblem condition(const Problem& problem, const Choice& choice, std::vector<bool> keeps) {
    for (std::size_t f = 0; f < problem.firms; ++f) {
        keeps[f] = keeps[f] && choice[f] != unplaced;
    }
    const auto cluster_of = [&](const Column& column) {
        return problem.sets[column.set].cluster;
    };
    const auto bonus = bonuses(problem, choice, keeps);
    Subproblem result;
    auto& plain = result.problem;
    plain.firms = problem.firms;
    plain.lots = problem.lots;
    plain.places = problem.places;
    plain.members = problem.members;
    plain.sets = problem.sets;
    plain.capacity = problem.capacity;
    plain.uses = problem.uses;
    for (auto& set : plain.sets) {
        set.cluster = 0; // nothing depends on it without links
    }
    for (std::uint32_t c = 0; c < problem.columns.size(); ++c) {
        auto column = problem.columns[c];
        const auto k = cluster_of(column);
        if (keeps[column.firm] &&
            k != cluster_of(problem.columns[static_cast<std::size_t>(choice[column.firm])])) {
            continue;
        }
        column.value += bonus[column.firm * problem.clusters + k];
        plain.columns.push_back(column);
        result.origin.push_back(c);
    }
    return result;
}

} // namespace sandan::allocation
