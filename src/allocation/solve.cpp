#include "allocation/solve.hpp"

#include "allocation/local_search.hpp"
#include "allocation/master.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace sandan::allocation {

namespace {

constexpr std::size_t largest_master = 45'000; ///< More columns than this, CBC does not finish.
constexpr std::size_t restricted_master = 6'000;
constexpr std::size_t easy_master = 500; ///< CBC is done before annealing has warmed up.

class Search {
public:
    Search(const Problem& problem, const SolveOptions& options)
        : m_problem{problem}, m_options{options}, m_end{options.time_limit_s} {}

    Solved run() {
        m_relaxation =
            relax(m_problem, {.cpu_until = std::min(m_end, cpu_seconds() + 0.35 * left())});
        m_best.choice = round_up(m_problem, m_relaxation);
        m_best.worth = worth(m_problem, m_best.choice);
        m_best.bound = whole(m_relaxation.bound);
        if (!closed() && survivors().size() > easy_master) {
            anneal_runs();
        }
        if (!closed() && survivors().size() > largest_master) {
            restricted();
        }
        if (!closed()) {
            finish();
        }
        return m_best;
    }

private:
    [[nodiscard]] double left() const { return std::max(0.0, m_end - cpu_seconds()); }

    /// The objective is a whole number, so its bound may be rounded down (but for the noise of
    /// adding up doubles).
    [[nodiscard]] static double whole(double bound) { return std::floor(bound + 1e-4); }

    [[nodiscard]] bool closed() const {
        const auto now = static_cast<double>(m_best.worth);
        return m_best.bound - now <= m_options.gap * std::max(1.0, std::abs(now));
    }

    void take(const Choice& choice) {
        const auto value = worth(m_problem, choice);
        if (value > m_best.worth && is_feasible(m_problem, choice)) {
            m_best.choice = choice;
            m_best.worth = value;
        }
    }

    void anneal_runs() {
        constexpr int runs = 3;
        const auto wanted = 20'000 * m_problem.firms;
        const auto budget = static_cast<std::size_t>(200'000 * m_options.time_limit_s);
        const auto moves = std::clamp<std::size_t>(std::min(wanted, budget), 1'000, 4'000'000);
        const double until = cpu_seconds() + 0.3 * left();
        for (int run = 0; run < runs && !closed() && !m_best.stopped; ++run) {
            const auto annealed =
                anneal(m_problem, m_relaxation, m_best.choice,
                       {.moves = moves,
                        .seed = m_options.seed * 1000 + static_cast<std::uint64_t>(run),
                        .cpu_until = until});
            take(annealed.choice);
            m_best.stopped = annealed.stopped;
        }
    }

    /// How much the bound falls if the column must be chosen.
    [[nodiscard]] double loss(std::uint32_t c) const {
        return m_relaxation.best[m_problem.columns[c].firm] - m_relaxation.score[c];
    }

    /// Columns that a better plan may still hold (reduced-cost fixing) and those of the best plan.
    [[nodiscard]] std::vector<std::uint32_t> survivors() const {
        std::vector<std::uint32_t> kept;
        const auto least = static_cast<double>(m_best.worth) + 1 - 1e-4;
        for (std::uint32_t c = 0; c < m_problem.columns.size(); ++c) {
            if (m_relaxation.bound - loss(c) >= least || chosen(c)) {
                kept.push_back(c);
            }
        }
        return kept;
    }

    [[nodiscard]] bool chosen(std::uint32_t c) const {
        return m_best.choice[m_problem.columns[c].firm] == static_cast<std::int32_t>(c);
    }

    /// The most promising columns only: gives plans, no bound.
    void restricted() {
        std::vector<std::uint32_t> columns(m_problem.columns.size());
        std::iota(columns.begin(), columns.end(), 0U);
        std::nth_element(columns.begin(), columns.begin() + restricted_master, columns.end(),
                         [&](auto a, auto b) {
                             const auto x = chosen(a) ? -1 : loss(a);
                             const auto y = chosen(b) ? -1 : loss(b);
                             return x != y ? x < y : a < b;
                         });
        columns.resize(restricted_master);
        std::sort(columns.begin(), columns.end());
        const auto result = solve_master(m_problem, m_relaxation, columns, m_best.choice,
                                         {.seconds = 0.45 * left(),
                                          .cutoff = static_cast<double>(m_best.worth),
                                          .relative_gap = m_options.gap});
        take(result.choice);
        m_best.stopped = m_best.stopped || result.timed_out;
    }

    void finish() {
        const auto columns = survivors();
        if (columns.size() > largest_master || left() < 0.2) {
            m_best.stopped = true;
            return;
        }
        const auto result = solve_master(m_problem, m_relaxation, columns, m_best.choice,
                                         {.seconds = 0.9 * left(),
                                          .cutoff = static_cast<double>(m_best.worth),
                                          .relative_gap = m_options.gap});
        take(result.choice);
        m_best.stopped = m_best.stopped || result.timed_out;
        // A plan outside the survivors is worth no more than the best one before: so
        // max(best, bound over the survivors) bounds everything.
        const auto best = static_cast<double>(m_best.worth);
        const double over_survivors = result.proven ? best : std::max(best, whole(result.bound));
        m_best.bound = std::min(m_best.bound, over_survivors);
    }

    const Problem& m_problem;
    const SolveOptions& m_options;
    double m_end;
    Relaxation m_relaxation;
    Solved m_best;
};

} // namespace

Solved solve(const Problem& problem, const SolveOptions& options) {
    return Search{problem, options}.run();
}

} // namespace sandan::allocation
