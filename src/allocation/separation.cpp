// Subset-row cuts over three items (Jepsen, Petersen, Spoorendonk, Pisinger, Oper. Res. 56, 2008).

#include "allocation/pricing.hpp"

#include <algorithm>
#include <map>

namespace sandan::allocation {

namespace {

constexpr double least_violation = 0.04;
constexpr std::size_t cuts_a_round = 150;
constexpr int cuts_an_item = 6;

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
    }

    [[nodiscard]] std::vector<Violated> violated() const {
        std::vector<Violated> found;
        for (std::uint32_t i = 0; i < m_pairs.size(); ++i) {
            for (auto j = m_pairs[i].begin(); j != m_pairs[i].end(); ++j) {
                for (auto k = std::next(j); k != m_pairs[i].end(); ++k) {
                    const auto jk = m_pairs[j->first].find(k->first);
                    if (jk == m_pairs[j->first].end() ||
                        j->second + k->second + jk->second <= 1 + least_violation) {
                        continue;
                    }
                    const double excess = j->second + k->second + jk->second -
                                          2 * weight_of_all(i, j->first, k->first) - 1;
                    if (excess > least_violation) {
                        found.push_back({{{i, j->first, k->first}}, excess});
                    }
                }
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

    std::vector<std::vector<std::uint32_t>> m_items; ///< Ascending.
    std::vector<double> m_weights;
    std::vector<std::vector<std::size_t>> m_columns;
    std::vector<std::map<std::uint32_t, double>> m_pairs; ///< Larger item → weight.
};

} // namespace

std::vector<Cut> separate(const Problem& problem,
                          const std::vector<std::pair<std::uint32_t, double>>& primal) {
    auto found = Fractions{problem, primal}.violated();
    std::stable_sort(found.begin(), found.end(),
                     [](const auto& a, const auto& b) { return a.excess > b.excess; });
    std::vector<int> used(problem.lots + problem.firms, 0);
    std::vector<Cut> cuts;
    for (const auto& candidate : found) {
        const auto& items = candidate.cut.items;
        const bool full = std::any_of(items.begin(), items.end(),
                                      [&](auto item) { return used[item] >= cuts_an_item; });
        if (full) {
            continue;
        }
        for (const auto item : items) {
            ++used[item];
        }
        cuts.push_back(candidate.cut);
        if (cuts.size() == cuts_a_round) {
            break;
        }
    }
    return cuts;
}

int items_held(const Problem& problem, const Column& column, const Cut& cut) {
    int held = 0;
    for (const auto item : cut.items) {
        const auto lots = problem.lots_of(column);
        const bool has = item >= problem.lots ? item - problem.lots == column.firm
                                              : std::binary_search(lots.begin(), lots.end(), item);
        held += has ? 1 : 0;
    }
    return held;
}

} // namespace sandan::allocation
