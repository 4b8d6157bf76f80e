#include "allocation/relaxation.hpp"

#include "allocation/pricing.hpp"

#include <coin/Clp_C_Interface.h>

#include <algorithm>
#include <limits>
#include <memory>

namespace sandan::allocation {

namespace {

constexpr double tolerance = 1e-6;

struct Delete {
    void operator()(Clp_Simplex* model) const { Clp_deleteModel(model); }
};

/// A variable of the LP: a column of the problem, or a y of a link.
struct Variable {
    std::uint32_t column = 0;
    std::int32_t link = -1; ///< ≥ 0: y
    std::uint32_t k = 0;
    std::uint32_t l = 0;
};

/// The restricted LP: all rows, the columns added so far. Rows: firms, lots, capacities, link
/// rows, cuts. Clp minimises, so the objective is negated.
class Restricted {
public:
    explicit Restricted(const Problem& problem)
        : m_problem{problem},
          m_model{Clp_newModel()},
          m_clusters{clusters_of_firms(problem)},
          m_link_row(problem.links.size() * 2 * problem.clusters, -1),
          m_inside(problem.columns.size(), false) {
        Clp_setLogLevel(m_model.get(), 0);
        std::vector<double> upper(problem.firms + problem.lots + problem.capacity.size(), 1);
        for (std::size_t e = 0; e < problem.links.size(); ++e) {
            open_link_rows(e * 2, problem.links[e].a, upper);
            open_link_rows(e * 2 + 1, problem.links[e].b, upper);
        }
        m_first_cut = upper.size();
        const std::vector<double> lower(upper.size(), -std::numeric_limits<double>::max());
        const std::vector<CoinBigIndex> starts(upper.size() + 1, 0);
        const int none = 0;
        const double nothing = 0;
        Clp_addRows(m_model.get(), static_cast<int>(upper.size()), lower.data(), upper.data(),
                    starts.data(), &none, &nothing);
    }

    /// Adds columns not yet in the LP. Returns how many were new.
    std::size_t add_columns(const std::vector<std::uint32_t>& columns) {
        std::vector<Variable> fresh;
        for (const auto c : columns) {
            if (!m_inside[c]) {
                m_inside[c] = true;
                fresh.push_back({.column = c});
            }
        }
        append(fresh);
        return fresh.size();
    }

    void append(const std::vector<Variable>& fresh) {
        if (fresh.empty()) {
            return;
        }
        std::vector<double> objective;
        std::vector<CoinBigIndex> starts{0};
        std::vector<int> rows;
        std::vector<double> elements;
        for (const auto& variable : fresh) {
            const auto gain = variable.link < 0
                                  ? m_problem.columns[variable.column].value
                                  : m_problem.links[static_cast<std::size_t>(variable.link)].gain *
                                        m_problem.nearness(variable.k, variable.l);
            objective.push_back(-static_cast<double>(gain));
            entries(variable, rows, elements);
            starts.push_back(static_cast<CoinBigIndex>(rows.size()));
            m_variables.push_back(variable);
        }
        const std::vector<double> lower(fresh.size(), 0);
        const std::vector<double> upper(fresh.size(), std::numeric_limits<double>::max());
        Clp_addColumns(m_model.get(), static_cast<int>(fresh.size()), lower.data(), upper.data(),
                       objective.data(), starts.data(), rows.data(), elements.data());
    }

    void add_cuts(const std::vector<Cut>& cuts) {
        std::vector<CoinBigIndex> starts{0};
        std::vector<int> columns;
        for (const auto& cut : cuts) {
            for (std::size_t v = 0; v < m_variables.size(); ++v) {
                if (m_variables[v].link < 0 &&
                    items_held(m_problem, m_problem.columns[m_variables[v].column], cut) >= 2) {
                    columns.push_back(static_cast<int>(v));
                }
            }
            starts.push_back(static_cast<CoinBigIndex>(columns.size()));
            m_cuts.push_back(cut);
        }
        const std::vector<double> lower(cuts.size(), -std::numeric_limits<double>::max());
        const std::vector<double> upper(cuts.size(), 1);
        const std::vector<double> elements(columns.size() + 1, 1);
        columns.push_back(0); // never an empty array
        Clp_addRows(m_model.get(), static_cast<int>(cuts.size()), lower.data(), upper.data(),
                    starts.data(), columns.data(), elements.data());
    }

    void primal() { Clp_primal(m_model.get(), 0); }

    void dual() { Clp_dual(m_model.get(), 0); }

    /// Duals turned to prices ≥ 0 (the firm rows' share follows from the scores).
    [[nodiscard]] Prices prices() const {
        const double* const dual = Clp_dualRowSolution(m_model.get());
        const auto at = [&](std::size_t row) {
            return std::max(0.0, -dual[row]);
        };
        Prices prices;
        std::size_t row = m_problem.firms;
        for (std::size_t i = 0; i < m_problem.lots; ++i) {
            prices.lot.push_back(at(row++));
        }
        for (std::size_t i = 0; i < m_problem.capacity.size(); ++i) {
            prices.capacity.push_back(at(row++));
        }
        prices.link.assign(m_link_row.size(), 0);
        for (std::size_t i = 0; i < m_link_row.size(); ++i) {
            if (m_link_row[i] >= 0) {
                prices.link[i] = at(static_cast<std::size_t>(m_link_row[i]));
            }
        }
        for (std::size_t i = 0; i < m_cuts.size(); ++i) {
            prices.cut.push_back(at(m_first_cut + i));
        }
        return prices;
    }

    [[nodiscard]] double objective() const { return -Clp_objectiveValue(m_model.get()); }

    [[nodiscard]] std::vector<std::pair<std::uint32_t, double>> solution() const {
        const double* const x = Clp_primalColumnSolution(m_model.get());
        std::vector<std::pair<std::uint32_t, double>> used;
        for (std::size_t v = 0; v < m_variables.size(); ++v) {
            if (m_variables[v].link < 0 && x[v] > 1e-7) {
                used.emplace_back(m_variables[v].column, x[v]);
            }
        }
        std::sort(used.begin(), used.end());
        return used;
    }

    [[nodiscard]] const std::vector<Cut>& cuts() const { return m_cuts; }

    [[nodiscard]] const std::vector<std::vector<std::uint32_t>>& clusters() const {
        return m_clusters;
    }

    [[nodiscard]] bool inside(std::uint32_t column) const { return m_inside[column]; }

private:
    void open_link_rows(std::size_t side, std::uint32_t firm, std::vector<double>& upper) {
        for (const auto k : m_clusters[firm]) {
            m_link_row[side * m_problem.clusters + k] = static_cast<int>(upper.size());
            upper.push_back(0);
        }
        m_sides_of_firm.resize(m_problem.firms);
        m_sides_of_firm[firm].push_back(side);
    }

    void entries(const Variable& variable, std::vector<int>& rows,
                 std::vector<double>& elements) const {
        const auto put = [&](std::size_t row, double value) {
            rows.push_back(static_cast<int>(row));
            elements.push_back(value);
        };
        if (variable.link >= 0) {
            const auto side = static_cast<std::size_t>(variable.link) * 2;
            put(static_cast<std::size_t>(m_link_row[side * m_problem.clusters + variable.k]), 1);
            put(static_cast<std::size_t>(m_link_row[(side + 1) * m_problem.clusters + variable.l]),
                1);
            return;
        }
        const auto& column = m_problem.columns[variable.column];
        put(column.firm, 1);
        for (const auto lot : m_problem.lots_of(column)) {
            put(m_problem.firms + lot, 1);
        }
        for (const auto& use : m_problem.uses_of(column)) {
            put(m_problem.firms + m_problem.lots + use.row, share_of(m_problem, use));
        }
        if (!m_sides_of_firm.empty()) {
            for (const auto side : m_sides_of_firm[column.firm]) {
                const auto cluster = m_problem.sets[column.set].cluster;
                put(static_cast<std::size_t>(m_link_row[side * m_problem.clusters + cluster]), -1);
            }
        }
        for (std::size_t i = 0; i < m_cuts.size(); ++i) {
            if (items_held(m_problem, column, m_cuts[i]) >= 2) {
                put(m_first_cut + i, 1);
            }
        }
    }

    const Problem& m_problem;
    std::unique_ptr<Clp_Simplex, Delete> m_model;
    std::vector<std::vector<std::uint32_t>> m_clusters;
    std::vector<int> m_link_row;
    std::vector<std::vector<std::size_t>> m_sides_of_firm;
    std::vector<bool> m_inside;
    std::vector<Variable> m_variables;
    std::vector<Cut> m_cuts;
    std::size_t m_first_cut = 0;
};

/// Per firm the `count` columns of highest score above `least[firm]`, not yet inside.
std::vector<std::uint32_t> best_columns(const Problem& problem, const Restricted& lp,
                                        const std::vector<double>& score, std::size_t count,
                                        const std::vector<double>& least) {
    const auto starts = firm_starts(problem);
    std::vector<std::uint32_t> chosen;
    std::vector<std::uint32_t> mine;
    for (std::size_t f = 0; f < problem.firms; ++f) {
        mine.clear();
        for (auto c = starts[f]; c < starts[f + 1]; ++c) {
            if (score[c] > least[f] + tolerance && !lp.inside(c)) {
                mine.push_back(c);
            }
        }
        const auto n = std::min(count, mine.size());
        const auto better = [&](auto a, auto b) {
            return score[a] != score[b] ? score[a] > score[b] : a < b;
        };
        std::partial_sort(mine.begin(), mine.begin() + static_cast<std::ptrdiff_t>(n), mine.end(),
                          better);
        chosen.insert(chosen.end(), mine.begin(), mine.begin() + static_cast<std::ptrdiff_t>(n));
    }
    return chosen;
}

/// The y worth adding: per link those with a positive score, best first, at most `count`.
class LinkPricer {
public:
    explicit LinkPricer(const Problem& problem) : m_inside(problem.links.size()) {}

    std::vector<Variable> pick(const Problem& problem, const Restricted& lp,
                               const Relaxation& state, std::size_t count) {
        std::vector<Variable> fresh;
        for (std::size_t e = 0; e < problem.links.size(); ++e) {
            std::vector<std::pair<double, Variable>> found;
            for (const auto k : lp.clusters()[problem.links[e].a]) {
                for (const auto l : lp.clusters()[problem.links[e].b]) {
                    const double score = state.link_score(problem, e, k, l);
                    if (score > tolerance && !seen(problem, e, k, l)) {
                        found.emplace_back(
                            score, Variable{.link = static_cast<std::int32_t>(e), .k = k, .l = l});
                    }
                }
            }
            std::stable_sort(found.begin(), found.end(),
                             [](const auto& a, const auto& b) { return a.first > b.first; });
            found.resize(std::min(found.size(), count));
            for (const auto& [score, variable] : found) {
                m_inside[e][variable.k * problem.clusters + variable.l] = true;
                fresh.push_back(variable);
            }
        }
        return fresh;
    }

private:
    bool seen(const Problem& problem, std::size_t e, std::uint32_t k, std::uint32_t l) {
        auto& inside = m_inside[e];
        inside.resize(problem.clusters * problem.clusters, false);
        return inside[k * problem.clusters + l];
    }

    std::vector<std::vector<bool>> m_inside;
};

/// Sifting: solve, price everything, add what pays, until nothing does.
class Sifting {
public:
    Sifting(const Problem& problem, double cpu_until)
        : m_problem{problem}, m_until{cpu_until}, m_lp{problem}, m_links{problem} {
        std::vector<double> value(problem.columns.size());
        std::transform(problem.columns.begin(), problem.columns.end(), value.begin(),
                       [](const auto& column) { return static_cast<double>(column.value); });
        m_lp.add_columns(
            best_columns(problem, m_lp, value, 60, std::vector<double>(problem.firms, -1e18)));
    }

    /// Returns false when the time ran out before the prices settled.
    bool settle(bool after_cuts) {
        after_cuts ? m_lp.dual() : m_lp.primal();
        for (;;) {
            Relaxation now;
            price(m_problem, m_lp.cuts(), m_lp.prices(), now);
            now.primal = m_lp.solution();
            keep(now);
            if (now.bound - m_lp.objective() < 0.01 || cpu_seconds() > m_until) {
                return now.bound - m_lp.objective() < 0.01;
            }
            const auto a_firm =
                std::max<std::size_t>(10, 4000 / std::max<std::size_t>(1, m_problem.firms));
            const auto added =
                m_lp.add_columns(best_columns(m_problem, m_lp, now.score, a_firm, threshold(now)));
            const auto fresh = m_links.pick(m_problem, m_lp, now, 30);
            m_lp.append(fresh);
            if (added == 0 && fresh.empty()) {
                return true;
            }
            m_lp.primal();
        }
    }

    bool cut() {
        const auto cuts = separate(m_problem, m_best.primal);
        if (cuts.empty() || cpu_seconds() > m_until) {
            return false;
        }
        m_lp.add_cuts(cuts);
        return true;
    }

    [[nodiscard]] const Relaxation& best() const { return m_best; }

private:
    /// A column pays when its score exceeds what its firm's row already gets in the LP.
    [[nodiscard]] std::vector<double> threshold(const Relaxation& now) const {
        std::vector<double> least(m_problem.firms, 0);
        for (std::uint32_t c = 0; c < m_problem.columns.size(); ++c) {
            if (m_lp.inside(c)) {
                auto& mine = least[m_problem.columns[c].firm];
                mine = std::max(mine, now.score[c]);
            }
        }
        return least;
    }

    /// Takes over `now` when it is the better bound.
    void keep(Relaxation& now) {
        const auto prices = m_lp.prices().cut;
        for (std::size_t i = 0; i < prices.size(); ++i) {
            if (prices[i] > tolerance) {
                now.cuts.push_back(m_lp.cuts()[i]);
            }
        }
        if (m_best.score.empty() || now.bound <= m_best.bound + tolerance) {
            m_best = now;
        }
    }

    const Problem& m_problem;
    double m_until;
    Restricted m_lp;
    LinkPricer m_links;
    Relaxation m_best;
};

} // namespace

Relaxation relax(const Problem& problem, const RelaxationLimits& limits) {
    if (problem.columns.empty()) { // Clp wants at least one
        Relaxation nothing;
        nothing.best.assign(problem.firms, 0);
        return nothing;
    }
    Sifting sifting{problem, limits.cpu_until};
    if (!sifting.settle(false)) {
        return sifting.best();
    }
    double before = sifting.best().bound;
    for (int round = 0; round < limits.cut_rounds && sifting.cut(); ++round) {
        if (!sifting.settle(true)) {
            break;
        }
        const double now = sifting.best().bound;
        if (round >= 5 && before - now < 1e-5 * before) {
            break;
        }
        before = now;
    }
    return sifting.best();
}

} // namespace sandan::allocation
