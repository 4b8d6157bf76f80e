// CBC through its C interface (2.10). What it says is checked: the plan is re-verified in integers,
// "proven optimal" only counts when no limit was hit and bound and plan agree (Cbc issue 364).

#include <sandan/core/error.hpp>

#include "allocation/master.hpp"
#include "allocation/pricing.hpp"

#include <coin/Cbc_C_Interface.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <string>

namespace sandan::allocation {

namespace {

constexpr double almost = 0.98; ///< Of a point of worth: the rest is room for rounding.

/// How far from its bound a plan may be for CBC to end, beyond the point by which CBC itself wants
/// a whole-numbered objective bettered. Nothing when plans must be proven.
double allowed(const MasterLimits& limits) {
    return std::max(0.0, limits.relative_gap * std::abs(limits.cutoff) - 1);
}

struct Delete {
    void operator()(Cbc_Model* model) const { Cbc_deleteModel(model); }
};

struct Rows {
    std::vector<std::vector<int>> columns;
    std::vector<std::vector<double>> elements;
    std::vector<double> upper;

    int open(double limit) {
        columns.emplace_back();
        elements.emplace_back();
        upper.push_back(limit);
        return static_cast<int>(upper.size()) - 1;
    }

    void put(int row, int column, double element) {
        columns[static_cast<std::size_t>(row)].push_back(column);
        elements[static_cast<std::size_t>(row)].push_back(element);
    }
};

struct Pair {
    std::uint32_t link = 0;
    std::uint32_t k = 0;
    std::uint32_t l = 0;
};

class Master {
public:
    Master(const Problem& problem, const Relaxation& relaxation,
           const std::vector<std::uint32_t>& columns)
        : m_problem{problem}, m_columns{columns}, m_model{Cbc_newModel()} {
        add_packing_rows();
        add_cut_rows(relaxation.cuts);
        open_floors();
        add_link_rows();
        load();
    }

    void solve(const MasterLimits& limits) {
        auto* const model = m_model.get();
        Cbc_setLogLevel(model, 0);
        Cbc_setParameter(model, "log", "0");
        // A start solution would do, but Cbc 2.10 loses it when preprocessing drops columns
        // ("Illegal index"); the cutoff alone asks for what is better.
        // Worths are integer points: almost a point more than the start prunes what only equals it.
        Cbc_setParameter(model, "cutoff", fmt::format("{}", -limits.cutoff - almost).c_str());
        Cbc_setParameter(model, "sec", std::to_string(limits.seconds).c_str());
        Cbc_setParameter(model, "allow", fmt::format("{}", allowed(limits)).c_str());
        // The search before left its heuristics no better plan to find.
        Cbc_setParameter(model, "heuristicsOnOff", "off");
        if (!limits.only_plan || !m_pairs.empty()) {
            // CBC 2.10's preprocessing lost 5 optima of 100,000 random cases of up to 8 firms.
            Cbc_setParameter(model, "preprocess", "off");
        }
        Cbc_solve(model);
        if (Cbc_isAbandoned(model) != 0) {
            throw Error{ErrorKind::solver,
                        Text{"CBC가 모형을 포기했습니다(수치 문제)",
                             "CBC abandoned the model (numerical difficulties)"}};
        }
    }

    [[nodiscard]] Choice choice() const {
        Choice result(m_problem.firms, unplaced);
        if (Cbc_numberSavedSolutions(m_model.get()) <= 0) {
            return result;
        }
        const double* const x = Cbc_getColSolution(m_model.get());
        for (std::size_t v = 0; v < m_columns.size(); ++v) {
            if (x[v] > 0.5) {
                result[m_problem.columns[m_columns[v]].firm] =
                    static_cast<std::int32_t>(m_columns[v]);
            }
        }
        return result;
    }

    [[nodiscard]] double bound() const { return -Cbc_getBestPossibleObjValue(m_model.get()); }

    [[nodiscard]] bool timed_out() const { return Cbc_isSecondsLimitReached(m_model.get()) != 0; }

    /// Ended by itself: the best plan is found, or there is none better than the cutoff.
    [[nodiscard]] bool ended() const {
        const bool proven =
            Cbc_isProvenOptimal(m_model.get()) != 0 || Cbc_isProvenInfeasible(m_model.get()) != 0;
        return Cbc_status(m_model.get()) == 0 && proven && !timed_out();
    }

private:
    void add_packing_rows() {
        for (std::size_t i = 0; i < m_problem.firms + m_problem.lots; ++i) {
            m_rows.open(1);
        }
        for (const auto limit : m_problem.capacity) {
            m_rows.open(limit > 0 ? 1.0 : 0.0);
        }
        const auto lots = static_cast<int>(m_problem.firms);
        const auto capacities = static_cast<int>(m_problem.firms + m_problem.lots);
        for (std::size_t v = 0; v < m_columns.size(); ++v) {
            const auto& column = m_problem.columns[m_columns[v]];
            const auto variable = static_cast<int>(v);
            m_rows.put(static_cast<int>(column.firm), variable, 1);
            for (const auto lot : m_problem.lots_of(column)) {
                m_rows.put(lots + static_cast<int>(lot), variable, 1);
            }
            for (const auto& use : m_problem.uses_of(column)) {
                m_rows.put(capacities + static_cast<int>(use.row), variable,
                           share_of(m_problem, use));
            }
            m_objective.push_back(-static_cast<double>(column.value));
        }
    }

    void add_cut_rows(const std::vector<Cut>& cuts) {
        for (const auto& cut : cuts) {
            const int row = m_rows.open(cut.most());
            for (std::size_t v = 0; v < m_columns.size(); ++v) {
                const int times = times_held(m_problem, m_problem.columns[m_columns[v]], cut);
                if (times > 0) {
                    m_rows.put(row, static_cast<int>(v), times);
                }
            }
        }
    }

    /// −Σ shares ≤ −1, less half a point: all sums are whole.
    void open_floors() {
        for (const auto& floor : m_problem.floors) {
            m_floors.push_back(m_rows.open(0.5 / static_cast<double>(floor.least) - 1));
            for (std::size_t v = 0; v < m_columns.size(); ++v) {
                m_rows.put(m_floors.back(), static_cast<int>(v), -floor_share(floor, m_columns[v]));
            }
        }
    }

    [[nodiscard]] bool on_floor(std::uint32_t e, std::uint32_t k, std::uint32_t l) const {
        const auto& floors = m_problem.floors;
        return std::any_of(floors.begin(), floors.end(), [&](const Floor& floor) {
            return floor_share(m_problem, floor, e, k, l) > 0;
        });
    }

    void put_on_floors(std::uint32_t e, std::uint32_t k, std::uint32_t l, int variable) {
        for (std::size_t i = 0; i < m_floors.size(); ++i) {
            const double share = floor_share(m_problem, m_problem.floors[i], e, k, l);
            if (share > 0) {
                m_rows.put(m_floors[i], variable, -share);
            }
        }
    }

    /// Rows Σ y ≤ z for every link, side and cluster the columns reach, and the y with a gain.
    void add_link_rows() {
        std::vector<std::vector<int>> of_firm(m_problem.firms);
        for (std::size_t v = 0; v < m_columns.size(); ++v) {
            of_firm[m_problem.columns[m_columns[v]].firm].push_back(static_cast<int>(v));
        }
        for (std::uint32_t e = 0; e < m_problem.links.size(); ++e) {
            const auto& link = m_problem.links[e];
            const auto rows_a = open_side(of_firm[link.a]);
            const auto rows_b = open_side(of_firm[link.b]);
            for (std::uint32_t k = 0; k < m_problem.clusters; ++k) {
                for (std::uint32_t l = 0; l < m_problem.clusters; ++l) {
                    const auto gain = link.gain * m_problem.nearness(k, l);
                    if (rows_a[k] < 0 || rows_b[l] < 0 || (gain == 0 && !on_floor(e, k, l))) {
                        continue;
                    }
                    const auto variable = static_cast<int>(m_objective.size());
                    m_rows.put(rows_a[k], variable, 1);
                    m_rows.put(rows_b[l], variable, 1);
                    put_on_floors(e, k, l, variable);
                    m_objective.push_back(-static_cast<double>(gain));
                    m_pairs.push_back({e, k, l});
                }
            }
        }
    }

    std::vector<int> open_side(const std::vector<int>& variables) {
        std::vector<int> rows(m_problem.clusters, -1);
        for (const auto v : variables) {
            const auto& column = m_problem.columns[m_columns[static_cast<std::size_t>(v)]];
            auto& row = rows[m_problem.sets[column.set].cluster];
            if (row < 0) {
                row = m_rows.open(0);
            }
            m_rows.put(row, v, -1);
        }
        return rows;
    }

    void load() {
        const auto n = m_objective.size();
        std::vector<int> count(n + 1, 0);
        for (const auto& columns : m_rows.columns) {
            for (const auto c : columns) {
                ++count[static_cast<std::size_t>(c) + 1];
            }
        }
        std::vector<CoinBigIndex> starts(n + 1, 0);
        for (std::size_t c = 0; c < n; ++c) {
            starts[c + 1] = starts[c] + count[c + 1];
        }
        std::vector<int> index(static_cast<std::size_t>(starts[n]));
        std::vector<double> element(index.size());
        auto next = starts;
        for (std::size_t r = 0; r < m_rows.columns.size(); ++r) {
            for (std::size_t i = 0; i < m_rows.columns[r].size(); ++i) {
                const auto at = next[static_cast<std::size_t>(m_rows.columns[r][i])]++;
                index[static_cast<std::size_t>(at)] = static_cast<int>(r);
                element[static_cast<std::size_t>(at)] = m_rows.elements[r][i];
            }
        }
        const std::vector<double> lower(n, 0);
        const std::vector<double> upper(n, 1);
        const std::vector<double> free(m_rows.upper.size(), -std::numeric_limits<double>::max());
        Cbc_loadProblem(m_model.get(), static_cast<int>(n), static_cast<int>(m_rows.upper.size()),
                        starts.data(), index.data(), element.data(), lower.data(), upper.data(),
                        m_objective.data(), free.data(), m_rows.upper.data());
        for (std::size_t v = 0; v < m_columns.size(); ++v) {
            Cbc_setInteger(m_model.get(), static_cast<int>(v));
        }
        m_rows = {};
    }

    const Problem& m_problem;
    const std::vector<std::uint32_t>& m_columns;
    std::unique_ptr<Cbc_Model, Delete> m_model;
    Rows m_rows;
    std::vector<int> m_floors;       ///< Their rows.
    std::vector<double> m_objective; ///< Negated: Cbc minimises.
    std::vector<Pair> m_pairs;       ///< The y, after the columns.
};

} // namespace

MasterResult solve_master(const Problem& problem, const Relaxation& relaxation,
                          const std::vector<std::uint32_t>& columns, const Choice& start,
                          const MasterLimits& limits) {
    Master master{problem, relaxation, columns};
    master.solve(limits);
    MasterResult result{.choice = start, .bound = master.bound()};
    const auto found = master.choice();
    if (is_feasible(problem, found) && reaches_floors(problem, found) &&
        worth(problem, found) > worth(problem, start)) {
        result.choice = found;
    }
    const auto best = static_cast<double>(worth(problem, result.choice));
    result.timed_out = master.timed_out();
    if (master.ended()) {
        // CBC then calls its plan optimal, or says that there is none better than the cutoff: what
        // it left out is worth less than a point and the allowance more.
        result.bound = best + allowed(limits);
        result.proven = result.bound < best + 1;
    }
    return result;
}

std::string solver_name() {
    return std::string{"CBC "} + Cbc_getVersion();
}

} // namespace sandan::allocation
