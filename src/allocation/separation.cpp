// Rank-1 cuts over packing rows: subset-row cuts over three items (Jepsen, Petersen, Spoorendonk,
// Pisinger, Oper. Res. 56, 2008), and over four or five items with the multipliers of Pecin,
// Pessoa, Poggi, Uchoa and Santos (Oper. Res. Lett. 45, 2017).

#include "allocation/pricing.hpp"
#include "allocation/random.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace sandan::allocation {

namespace {

constexpr double least_violation = 0.04;
constexpr std::size_t cuts_a_round = 150;
constexpr int cuts_an_item = 6;
constexpr std::size_t few_cuts = 15; ///< Fewer over three items: look for larger ones.

constexpr std::array templates{Cut{{}, {1, 1, 1, 1, 1}, 2}, Cut{{}, {1, 1, 1, 1, 1}, 3},
                               Cut{{}, {2, 2, 1, 1, 1}, 4}, Cut{{}, {3, 1, 1, 1, 1}, 4},
                               Cut{{}, {3, 2, 2, 1, 1}, 5}, Cut{{}, {2, 2, 1, 1, 1}, 3},
                               Cut{{}, {3, 3, 2, 2, 1}, 4}, Cut{{}, {2, 1, 1, 1, 0}, 3}};

struct Violated {
    Cut cut;
    double excess = 0;
};

/// The fractional columns as sets of items, and the weight of each pair of items.
class Fractions {
public:
    Fractions(const Problem& problem, const std::vector<std::pair<std::uint32_t, double>>& primal)
        : m_columns(problem.lots + problem.firms), m_pairs(problem.lots + problem.firms) {
        for (const auto& [c, x] : primal) {
            if (x > 1 - 1e-6) {
                continue;
            }
            const auto& column = problem.columns[c];
            const auto lots = problem.lots_of(column);
            std::vector<std::uint32_t> items(lots.begin(), lots.end());
            items.push_back(static_cast<std::uint32_t>(problem.lots + column.firm));
            add(std::move(items), x);
        }
        m_sum.resize(m_items.size(), 0);
    }

    [[nodiscard]] std::vector<Violated> triples() const {
        std::vector<Violated> found;
        for (std::uint32_t i = 0; i < m_pairs.size(); ++i) {
            for (auto j = m_pairs[i].upper_bound(i); j != m_pairs[i].end(); ++j) {
                for (auto k = std::next(j); k != m_pairs[i].end(); ++k) {
                    const auto jk = m_pairs[j->first].find(k->first);
                    if (jk == m_pairs[j->first].end() ||
                        j->second + k->second + jk->second <= 1 + least_violation) {
                        continue;
                    }
                    const double excess = j->second + k->second + jk->second -
                                          2 * weight_of_all(i, j->first, k->first) - 1;
                    if (excess > least_violation) {
                        found.push_back(
                            {{{i, j->first, k->first, 0, 0}, {1, 1, 1, 0, 0}, 2}, excess});
                    }
                }
            }
        }
        return found;
    }

    /// Four or five items by exchange: from an item and random neighbours, the best exchange of
    /// one item for a neighbour, as long as the excess grows.
    [[nodiscard]] std::vector<Violated> larger() {
        Random random{1};
        std::vector<Violated> found;
        for (std::uint32_t i = 0; i < m_columns.size(); ++i) {
            if (m_pairs[i].size() < 5) {
                continue;
            }
            std::vector<std::uint32_t> around{i};
            for (const auto& [item, weight] : m_pairs[i]) {
                around.push_back(item);
            }
            for (const auto& shape : templates) {
                climb(shape, around, random, found);
            }
        }
        return found;
    }

private:
    void add(std::vector<std::uint32_t> items, double x) {
        for (std::size_t a = 0; a < items.size(); ++a) {
            m_columns[items[a]].push_back(m_items.size());
            for (std::size_t b = a + 1; b < items.size(); ++b) {
                m_pairs[items[a]][items[b]] += x;
                m_pairs[items[b]][items[a]] += x;
            }
        }
        m_items.push_back(std::move(items));
        m_weights.push_back(x);
    }

    [[nodiscard]] double weight_of_all(std::uint32_t i, std::uint32_t j, std::uint32_t k) const {
        double sum = 0;
        for (const auto c : m_columns[i]) {
            const auto& items = m_items[c];
            if (std::binary_search(items.begin(), items.end(), j) &&
                std::binary_search(items.begin(), items.end(), k)) {
                sum += m_weights[c];
            }
        }
        return sum;
    }

    void climb(const Cut& shape, const std::vector<std::uint32_t>& around, Random& random,
               std::vector<Violated>& found) {
        Violated best{shape, 0};
        std::vector<std::uint32_t> pool = around;
        for (std::size_t slot = 0; slot < best.cut.items.size(); ++slot) {
            std::swap(pool[slot], pool[slot + random.below(pool.size() - slot)]);
            best.cut.items[slot] = pool[slot];
        }
        best.excess = excess(best.cut);
        for (bool better = true; better;) {
            better = false;
            const auto from = best;
            for (std::size_t slot = 0; slot < shape.items.size(); ++slot) {
                for (const auto item : around) {
                    auto tried = from.cut;
                    const auto same = std::find(tried.items.begin(), tried.items.end(), item);
                    if (same != tried.items.end()) {
                        std::swap(*same, tried.items[slot]);
                    } else {
                        tried.items[slot] = item;
                    }
                    if (const double now = excess(tried); now > best.excess + 1e-9) {
                        best = {tried, now};
                        better = true;
                    }
                }
            }
        }
        if (best.excess > least_violation) {
            found.push_back(best);
        }
    }

    /// How far the fractional solution breaks the cut.
    [[nodiscard]] double excess(const Cut& cut) {
        m_met.clear();
        for (std::size_t i = 0; i < cut.items.size(); ++i) {
            for (const auto c : m_columns[cut.items[i]]) {
                if (cut.weights[i] > 0 && m_sum[c] == 0) {
                    m_met.push_back(c);
                }
                m_sum[c] += cut.weights[i];
            }
        }
        double sum = -cut.most();
        for (const auto c : m_met) {
            const auto times = m_sum[c] / cut.divisor; // whole times, rounded down
            sum += m_weights[c] * times;
            m_sum[c] = 0;
        }
        return sum;
    }

    std::vector<std::vector<std::uint32_t>> m_items; ///< Ascending.
    std::vector<double> m_weights;
    std::vector<std::vector<std::size_t>> m_columns;
    std::vector<std::map<std::uint32_t, double>> m_pairs; ///< Other item → weight.
    std::vector<int> m_sum;                               ///< Scratch, per column.
    std::vector<std::size_t> m_met;                       ///< Scratch.
};

/// The most violated, none of whose items is in many already.
void choose(std::vector<Violated> found, std::vector<int>& used, std::vector<Cut>& cuts) {
    std::stable_sort(found.begin(), found.end(),
                     [](const auto& a, const auto& b) { return a.excess > b.excess; });
    std::set<std::array<std::uint32_t, 5>> seen;
    for (const auto& candidate : found) {
        const auto& cut = candidate.cut;
        bool full = !seen.insert(cut.items).second;
        for (std::size_t i = 0; i < cut.items.size(); ++i) {
            full = full || (cut.weights[i] > 0 && used[cut.items[i]] >= cuts_an_item);
        }
        if (full) {
            continue;
        }
        for (std::size_t i = 0; i < cut.items.size(); ++i) {
            used[cut.items[i]] += cut.weights[i] > 0 ? 1 : 0;
        }
        cuts.push_back(cut);
        if (cuts.size() == cuts_a_round) {
            return;
        }
    }
}

} // namespace

std::vector<Cut> separate(const Problem& problem,
                          const std::vector<std::pair<std::uint32_t, double>>& primal) {
    Fractions fractions{problem, primal};
    std::vector<int> used(problem.lots + problem.firms, 0);
    std::vector<Cut> cuts;
    choose(fractions.triples(), used, cuts);
    if (cuts.size() < few_cuts) {
        choose(fractions.larger(), used, cuts);
    }
    return cuts;
}

int times_held(const Problem& problem, const Column& column, const Cut& cut) {
    int sum = 0;
    const auto lots = problem.lots_of(column);
    for (std::size_t i = 0; i < cut.items.size(); ++i) {
        const auto item = cut.items[i];
        const bool has = item >= problem.lots ? item - problem.lots == column.firm
                                              : std::binary_search(lots.begin(), lots.end(), item);
        sum += has ? cut.weights[i] : 0;
    }
    return sum / cut.divisor;
}

} // namespace sandan::allocation
