#pragma once
// The LP over the columns added so far, in Clp.

#include "allocation/pricing.hpp"

#include <coin/Clp_C_Interface.h>

#include <algorithm>
#include <limits>
#include <memory>
#include <numeric>

namespace sandan::allocation {

struct DeleteSimplex {
    void operator()(Clp_Simplex* model) const { Clp_deleteModel(model); }
};

/// Marks the variable of what a floor lacks.
inline constexpr std::int32_t shortfall = -2;

/// A variable of the LP: a column of the problem, a y of a link, or what a floor lacks.
struct Variable {
    std::uint32_t column = 0;
    std::int32_t link = -1; ///< ≥ 0: y; `shortfall`: what floor `column` lacks
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
        m_first_floor = upper.size();
        upper.insert(upper.end(), problem.floors.size(), -1);
        m_first_cut = upper.size();
        const std::vector<double> lower(upper.size(), -std::numeric_limits<double>::max());
        const std::vector<CoinBigIndex> starts(upper.size() + 1, 0);
        const int none = 0;
        const double nothing = 0;
        Clp_addRows(m_model.get(), static_cast<int>(upper.size()), lower.data(), upper.data(),
                    starts.data(), &none, &nothing);
        add_shortfalls();
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
            objective.push_back(-gain_of(variable));
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
        std::vector<double> elements;
        std::vector<double> upper;
        for (const auto& cut : cuts) {
            upper.push_back(cut.most());
            for (std::size_t v = 0; v < m_variables.size(); ++v) {
                const int times =
                    m_variables[v].link == -1
                        ? times_held(m_problem, m_problem.columns[m_variables[v].column], cut)
                        : 0;
                if (times > 0) {
                    columns.push_back(static_cast<int>(v));
                    elements.push_back(times);
                }
            }
            starts.push_back(static_cast<CoinBigIndex>(columns.size()));
            m_cuts.push_back(cut);
        }
        const std::vector<double> lower(cuts.size(), -std::numeric_limits<double>::max());
        columns.push_back(0); // never an empty array
        elements.push_back(0);
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
        for (std::size_t i = 0; i < m_problem.floors.size(); ++i) {
            prices.floor.push_back(at(m_first_floor + i));
        }
        return prices;
    }

    [[nodiscard]] double objective() const { return -Clp_objectiveValue(m_model.get()); }

    [[nodiscard]] std::vector<std::pair<std::uint32_t, double>> solution() const {
        const double* const x = Clp_primalColumnSolution(m_model.get());
        std::vector<std::pair<std::uint32_t, double>> used;
        for (std::size_t v = 0; v < m_variables.size(); ++v) {
            if (m_variables[v].link == -1 && x[v] > 1e-7) {
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

    /// Columns come one by one, and until those that reach a floor are there it may lack something,
    /// at more than all firms can bring. The bound knows nothing of it: it holds for any prices.
    void add_shortfalls() {
        std::vector<double> best(m_problem.firms, 1);
        for (const auto& column : m_problem.columns) {
            best[column.firm] = std::max(best[column.firm], static_cast<double>(column.value));
        }
        m_shortfall_cost = std::accumulate(best.begin(), best.end(), 0.0);
        for (const auto& link : m_problem.links) {
            m_shortfall_cost += 100 * static_cast<double>(link.gain);
        }
        m_shortfall_cost *= 10;
        std::vector<Variable> fresh;
        for (std::uint32_t i = 0; i < m_problem.floors.size(); ++i) {
            fresh.push_back({.column = i, .link = shortfall});
        }
        append(fresh);
    }

    [[nodiscard]] double gain_of(const Variable& variable) const {
        if (variable.link == shortfall) {
            return -m_shortfall_cost;
        }
        return static_cast<double>(
            variable.link < 0 ? m_problem.columns[variable.column].value
                              : m_problem.links[static_cast<std::size_t>(variable.link)].gain *
                                    m_problem.nearness(variable.k, variable.l));
    }

    void entries(const Variable& variable, std::vector<int>& rows,
                 std::vector<double>& elements) const {
        const auto put = [&](std::size_t row, double value) {
            rows.push_back(static_cast<int>(row));
            elements.push_back(value);
        };
        if (variable.link == shortfall) {
            put(m_first_floor + variable.column, -1);
            return;
        }
        if (variable.link >= 0) {
            for (std::size_t i = 0; i < m_problem.floors.size(); ++i) {
                const double share =
                    floor_share(m_problem, m_problem.floors[i],
                                static_cast<std::size_t>(variable.link), variable.k, variable.l);
                if (share > 0) {
                    put(m_first_floor + i, -share);
                }
            }
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
        for (std::size_t i = 0; i < m_problem.floors.size(); ++i) {
            if (const double share = floor_share(m_problem.floors[i], variable.column); share > 0) {
                put(m_first_floor + i, -share);
            }
        }
        for (std::size_t i = 0; i < m_cuts.size(); ++i) {
            if (const int times = times_held(m_problem, column, m_cuts[i]); times > 0) {
                put(m_first_cut + i, times);
            }
        }
    }

    const Problem& m_problem;
    std::unique_ptr<Clp_Simplex, DeleteSimplex> m_model;
    std::vector<std::vector<std::uint32_t>> m_clusters;
    std::vector<int> m_link_row;
    std::vector<std::vector<std::size_t>> m_sides_of_firm;
    std::vector<bool> m_inside;
    std::vector<Variable> m_variables;
    std::vector<Cut> m_cuts;
    std::size_t m_first_floor = 0;
    std::size_t m_first_cut = 0;
    double m_shortfall_cost = 0;
};

} // namespace sandan::allocation
