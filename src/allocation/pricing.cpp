#include "allocation/pricing.hpp"

#include <algorithm>
#include <ctime>
#include <numeric>

namespace sandan::allocation {

namespace {

/// Cuts by item, so that a column meets only those it may be in.
class CutIndex {
public:
    CutIndex(const Problem& problem, const std::vector<Cut>& cuts,
             const std::vector<double>& prices)
        : m_lots{problem.lots},
          m_cuts{cuts},
          m_prices{prices},
          m_of_item(problem.lots + problem.firms),
          m_held(cuts.size(), 0) {
        for (std::uint32_t c = 0; c < cuts.size(); ++c) {
            for (std::size_t i = 0; i < cuts[c].items.size(); ++i) {
                if (prices[c] > 0 && cuts[c].weights[i] > 0) {
                    m_of_item[cuts[c].items[i]].push_back({c, cuts[c].weights[i]});
                }
            }
        }
    }

    [[nodiscard]] double rent(const Problem& problem, const Column& column) {
        double sum = 0;
        const auto meet = [&](std::size_t item) {
            for (const auto& [c, weight] : m_of_item[item]) {
                if (m_held[c] == 0) {
                    m_touched.push_back(c);
                }
                m_held[c] += weight;
            }
        };
        for (const auto lot : problem.lots_of(column)) {
            meet(lot);
        }
        meet(m_lots + column.firm);
        for (const auto c : m_touched) {
            const auto times = m_held[c] / m_cuts[c].divisor; // whole times, rounded down
            sum += m_prices[c] * times;
            m_held[c] = 0;
        }
        m_touched.clear();
        return sum;
    }

private:
    struct Member {
        std::uint32_t cut;
        int weight;
    };

    std::size_t m_lots;
    const std::vector<Cut>& m_cuts;
    const std::vector<double>& m_prices;
    std::vector<std::vector<Member>> m_of_item;
    std::vector<int> m_held;
    std::vector<std::uint32_t> m_touched;
};

std::vector<double> set_rents(const Problem& problem, const std::vector<double>& lot_prices) {
    std::vector<double> rents(problem.sets.size(), 0);
    for (std::size_t s = 0; s < rents.size(); ++s) {
        const auto& set = problem.sets[s];
        for (std::uint32_t m = set.first; m < set.first + set.count; ++m) {
            rents[s] += lot_prices[problem.members[m]];
        }
    }
    return rents;
}

/// What a firm in a cluster earns from the link rows it opens: [firm × clusters + cluster].
std::vector<double> link_bonus(const Problem& problem, const std::vector<double>& link_prices) {
    std::vector<double> bonus(problem.firms * problem.clusters, 0);
    for (std::size_t e = 0; e < problem.links.size(); ++e) {
        const auto& link = problem.links[e];
        for (std::size_t k = 0; k < problem.clusters; ++k) {
            bonus[link.a * problem.clusters + k] += link_prices[e * 2 * problem.clusters + k];
            bonus[link.b * problem.clusters + k] += link_prices[(e * 2 + 1) * problem.clusters + k];
        }
    }
    return bonus;
}

std::vector<double> use_rents(const Problem& problem, const std::vector<double>& prices) {
    std::vector<double> rents(problem.uses.size(), 0);
    for (std::size_t u = 0; u < rents.size(); ++u) {
        for (const auto& use : problem.uses[u]) {
            rents[u] += share_of(problem, use) * prices[use.row];
        }
    }
    return rents;
}

double best_link_score(const Problem& problem, const Relaxation& result,
                       const std::vector<std::vector<std::uint32_t>>& clusters, std::size_t e) {
    double best = 0;
    for (const auto k : clusters[problem.links[e].a]) {
        for (const auto l : clusters[problem.links[e].b]) {
            best = std::max(best, result.link_score(problem, e, k, l));
        }
    }
    return best;
}

} // namespace

double share_of(const Problem& problem, const Use& use) {
    return static_cast<double>(use.amount) /
           static_cast<double>(std::max<std::int64_t>(1, problem.capacity[use.row]));
}

std::vector<std::vector<std::uint32_t>> clusters_of_firms(const Problem& problem) {
    std::vector<std::vector<std::uint32_t>> clusters(problem.firms);
    for (const auto& column : problem.columns) {
        clusters[column.firm].push_back(problem.sets[column.set].cluster);
    }
    for (auto& list : clusters) {
        std::sort(list.begin(), list.end());
        list.erase(std::unique(list.begin(), list.end()), list.end());
    }
    return clusters;
}

double Relaxation::link_score(const Problem& problem, std::size_t link, std::uint32_t k,
                              std::uint32_t l) const {
    double sum = static_cast<double>(problem.links[link].gain * problem.nearness(k, l)) -
                 link_dual[link * 2 * problem.clusters + k] -
                 link_dual[(link * 2 + 1) * problem.clusters + l];
    for (std::size_t i = 0; i < floor_dual.size(); ++i) {
        sum += floor_dual[i] * floor_share(problem, problem.floors[i], link, k, l);
    }
    return sum;
}

void price(const Problem& problem, const std::vector<Cut>& cuts, const Prices& prices,
           Relaxation& result) {
    const auto rents = set_rents(problem, prices.lot);
    const auto dues = use_rents(problem, prices.capacity);
    const auto bonus =
        problem.links.empty() ? std::vector<double>{} : link_bonus(problem, prices.link);
    CutIndex index{problem, cuts, prices.cut};
    result.score.resize(problem.columns.size());
    result.best.assign(problem.firms, 0);
    for (std::size_t c = 0; c < problem.columns.size(); ++c) {
        const auto& column = problem.columns[c];
        const auto& set = problem.sets[column.set];
        double score = static_cast<double>(column.value) - rents[column.set] -
                       dues[column.firm * problem.places + set.place];
        score += bonus.empty() ? 0 : bonus[column.firm * problem.clusters + set.cluster];
        score -= cuts.empty() ? 0 : index.rent(problem, column);
        for (std::size_t i = 0; i < prices.floor.size(); ++i) {
            score += prices.floor[i] * floor_share(problem.floors[i], c);
        }
        result.score[c] = score;
        result.best[column.firm] = std::max(result.best[column.firm], score);
    }
    result.link_dual = prices.link;
    result.floor_dual = prices.floor;
    result.link_best.assign(problem.links.size(), 0);
    if (!problem.links.empty()) {
        const auto clusters = clusters_of_firms(problem);
        for (std::size_t e = 0; e < problem.links.size(); ++e) {
            result.link_best[e] = best_link_score(problem, result, clusters, e);
        }
    }
    const auto sum = [](const std::vector<double>& part) {
        return std::accumulate(part.begin(), part.end(), 0.0);
    };
    double due = 0;
    for (std::size_t c = 0; c < cuts.size(); ++c) {
        due += prices.cut[c] * cuts[c].most();
    }
    result.bound = sum(prices.lot) + sum(prices.capacity) + due + sum(result.best) +
                   sum(result.link_best) - sum(prices.floor);
}

double cpu_seconds() {
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

} // namespace sandan::allocation
