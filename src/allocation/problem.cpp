#include "allocation/problem.hpp"

#include <algorithm>

namespace sandan::allocation {

std::uint32_t Problem::add_set(std::span<const std::uint32_t> lot_set, std::uint16_t place,
                               std::uint32_t cluster) {
    sets.push_back({.first = static_cast<std::uint32_t>(members.size()),
                    .count = static_cast<std::uint16_t>(lot_set.size()),
                    .place = place,
                    .cluster = cluster});
    members.insert(members.end(), lot_set.begin(), lot_set.end());
    return static_cast<std::uint32_t>(sets.size() - 1);
}

std::int64_t worth(const Problem& problem, const Choice& choice) {
    std::int64_t sum = 0;
    const auto column = [&](std::uint32_t firm) -> const Column* {
        const auto at = choice[firm];
        return at == unplaced ? nullptr : &problem.columns[static_cast<std::size_t>(at)];
    };
    for (std::uint32_t f = 0; f < problem.firms; ++f) {
        const auto* const mine = column(f);
        sum += mine == nullptr ? 0 : mine->value;
    }
    for (const auto& link : problem.links) {
        const auto* const a = column(link.a);
        const auto* const b = column(link.b);
        if (a != nullptr && b != nullptr) {
            sum += link.gain *
                   problem.nearness(problem.sets[a->set].cluster, problem.sets[b->set].cluster);
        }
    }
    return sum;
}

bool reaches_floors(const Problem& problem, const Choice& choice) {
    return std::all_of(problem.floors.begin(), problem.floors.end(), [&](const Floor& floor) {
        std::int64_t sum = 0;
        for (const auto at : choice) {
            sum += at == unplaced ? 0 : floor.values[static_cast<std::size_t>(at)];
        }
        for (std::size_t e = 0; e < floor.gains.size(); ++e) {
            const auto a = choice[problem.links[e].a];
            const auto b = choice[problem.links[e].b];
            if (a != unplaced && b != unplaced) {
                const auto cluster = [&](std::int32_t at) {
                    return problem.sets[problem.columns[static_cast<std::size_t>(at)].set].cluster;
                };
                sum += floor.gains[e] * problem.nearness(cluster(a), cluster(b));
            }
        }
        return sum >= floor.least;
    });
}

double floor_share(const Floor& floor, std::size_t column) {
    return static_cast<double>(floor.values[column]) / static_cast<double>(floor.least);
}

double floor_share(const Problem& problem, const Floor& floor, std::size_t link, std::uint32_t k,
                   std::uint32_t l) {
    return floor.gains.empty() ? 0
                               : static_cast<double>(floor.gains[link] * problem.nearness(k, l)) /
                                     static_cast<double>(floor.least);
}

bool is_feasible(const Problem& problem, const Choice& choice) {
    std::vector<bool> taken(problem.lots);
    auto left = problem.capacity;
    for (const auto at : choice) {
        if (at == unplaced) {
            continue;
        }
        const auto& column = problem.columns[static_cast<std::size_t>(at)];
        for (const auto lot : problem.lots_of(column)) {
            if (taken[lot]) {
                return false;
            }
            taken[lot] = true;
        }
        for (const auto& use : problem.uses_of(column)) {
            left[use.row] -= use.amount;
            if (left[use.row] < 0) {
                return false;
            }
        }
    }
    return true;
}

std::vector<std::uint32_t> firm_starts(const Problem& problem) {
    std::vector<std::uint32_t> starts(problem.firms + 1, 0);
    for (const auto& column : problem.columns) {
        ++starts[column.firm + 1];
    }
    for (std::size_t f = 0; f < problem.firms; ++f) {
        starts[f + 1] += starts[f];
    }
    return starts;
}

} // namespace sandan::allocation
