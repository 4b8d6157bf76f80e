#include "allocation/solve.hpp"

#include "allocation/local_search.hpp"
#include "allocation/master.hpp"
#include "allocation/random.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace sandan::allocation {

namespace {

constexpr std::size_t largest_master = 45'000; ///< More columns than this, CBC does not finish.
constexpr std::size_t restricted_master = 2'000;
constexpr std::size_t easy_master = 500; ///< CBC is done before annealing has warmed up.

class Search {
public:
    Search(const Problem& problem, const SolveOptions& options)
        : m_problem{problem},
          m_options{options},
          m_end{0.96 * options.time_limit_s},
          m_random{options.seed} {}

    Solved run() {
        const double now = cpu_seconds();
        m_relaxation =
            relax(m_problem, {.cpu_until = now + 0.7 * left(), .cuts_until = now + 0.35 * left()});
        m_best.stopped = m_relaxation.stopped;
        m_start = m_problem.floors.empty() ? round_up(m_problem, m_relaxation) : m_options.start;
        m_best.choice = m_start;
        m_best.worth = worth(m_problem, m_start);
        m_best.bound = whole(m_relaxation.bound);
        log(fmt::format("relaxation: {} columns, {} priced cuts, bound {:.3f}",
                        m_problem.columns.size(), m_relaxation.cuts.size(), m_relaxation.bound));
        log(fmt::format("rounded: worth {}", m_best.worth));
        if (!m_options.start.empty()) {
            take(m_options.start);
        }
        if (!closed() && m_problem.floors.empty() && survivors().size() > easy_master) {
            search(); // annealing knows no floors
        }
        if (!closed()) {
            finish();
        }
        log(fmt::format("end: worth {}, bound {:.3f}{}", m_best.worth, m_best.bound,
                        m_best.stopped ? ", stopped by the clock" : ""));
        m_best.lp_bound = m_relaxation.bound;
        m_best.prices = std::move(m_relaxation.prices);
        m_best.cuts = std::move(m_relaxation.cuts);
        return std::move(m_best);
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

    /// Whatever the clock decides may come out otherwise the next time: it is noted.
    bool past(double cpu_until) {
        const bool late = cpu_seconds() > cpu_until;
        m_best.stopped = m_best.stopped || late;
        return late;
    }

    void log(const std::string& line) { m_best.log += line + "\n"; }

    void take(const Choice& choice) {
        const auto value = worth(m_problem, choice);
        if (value > m_best.worth && is_feasible(m_problem, choice) &&
            reaches_floors(m_problem, choice)) {
            m_best.choice = choice;
            m_best.worth = value;
        }
    }

    /// Annealing from the rounded relaxation with several seeds; then in turns CBC on ever more of
    /// the promising columns, and short runs around firms that have less than the prices promise.
    void search() {
        m_lists = short_lists(m_problem, m_relaxation, 200);
        const bool linear = m_problem.links.empty();
        const auto moves = std::clamp<std::size_t>(2'000 * m_problem.firms, 20'000, 200'000);
        const double until = cpu_seconds() + (linear ? 0.3 : 0.5) * left();
        const double second_a_run = linear ? 5 : 1.5;
        const auto runs =
            static_cast<int>(std::clamp(m_options.time_limit_s / second_a_run, 2.0, 30.0));
        for (int run = 0; run < runs && !closed() && !past(until); ++run) {
            improve(m_start, {.moves = moves, .hot = 0.1, .cpu_until = until});
        }
        insist(moves / 10, linear ? 0.2 : 0.8);
        for (auto size = restricted_master;
             linear && survivors().size() > 2 * size && !past(m_end - 2); size *= 2) {
            restricted(size);
            insist(moves / 10, 0.2);
        }
    }

    /// Short runs from the best plan, each around firms that have less than the prices promise.
    void insist(std::size_t moves, double share) {
        const double until = cpu_seconds() + share * left();
        const auto runs =
            static_cast<int>(5 * share * std::clamp(m_options.time_limit_s, 5.0, 60.0));
        for (int run = 0; run < runs && !closed(); ++run) {
            if (past(until)) {
                return;
            }
            improve(
                m_best.choice,
                {.moves = moves, .hot = 0.03, .pinned = disappointed(run % 4), .cpu_until = until});
        }
    }

    /// Firms drawn by how much less than the best score they have.
    std::vector<std::uint32_t> disappointed(int count) {
        std::vector<double> shares;
        double sum = 0;
        for (std::uint32_t f = 0; f < m_problem.firms; ++f) {
            const auto at = m_best.choice[f];
            const double now =
                at == unplaced ? 0 : m_relaxation.score[static_cast<std::size_t>(at)];
            sum += std::max(0.0, m_relaxation.best[f] - now);
            shares.push_back(sum);
        }
        std::vector<std::uint32_t> drawn;
        for (int i = 0; i < count; ++i) {
            const auto at =
                std::upper_bound(shares.begin(), shares.end(), m_random.uniform() * sum);
            const auto f = static_cast<std::uint32_t>(at - shares.begin());
            if (f < m_problem.firms && std::find(drawn.begin(), drawn.end(), f) == drawn.end()) {
                drawn.push_back(f);
            }
        }
        return drawn;
    }

    /// One annealing run; what it finds is taken when it is better.
    void improve(const Choice& start, Annealing options) {
        options.seed = m_options.seed * 1000 + m_runs++;
        const auto annealed = anneal(m_problem, m_lists, start, options);
        m_best.stopped = m_best.stopped || annealed.stopped;
        const auto before = m_best.worth;
        take(annealed.choice);
        if (m_best.worth > before) {
            log(fmt::format("annealing {}: worth {}", m_runs, m_best.worth));
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
    void restricted(std::size_t size) {
        std::vector<std::uint32_t> columns(m_problem.columns.size());
        std::iota(columns.begin(), columns.end(), 0U);
        std::nth_element(columns.begin(), columns.begin() + static_cast<std::ptrdiff_t>(size),
                         columns.end(), [&](auto a, auto b) {
                             const auto x = chosen(a) ? -1 : loss(a);
                             const auto y = chosen(b) ? -1 : loss(b);
                             return x != y ? x < y : a < b;
                         });
        columns.resize(size);
        std::sort(columns.begin(), columns.end());
        const auto result = solve_master(m_problem, m_relaxation, columns, m_best.choice,
                                         {.seconds = 0.4 * left(),
                                          .cutoff = static_cast<double>(m_best.worth),
                                          .relative_gap = m_options.gap});
        take(result.choice);
        m_best.stopped = m_best.stopped || result.timed_out;
        log(fmt::format("CBC on the best {} columns: worth {}", size, m_best.worth));
    }

    void finish() {
        const auto columns = survivors();
        if (columns.size() > largest_master ||
            left() < static_cast<double>(columns.size()) * 1e-4) {
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
        log(fmt::format(
            "CBC on the {} columns that reduced costs leave: worth {}, bound {:.3f}, {}",
            columns.size(), m_best.worth, m_best.bound, result.proven ? "proven" : "not proven"));
    }

    const Problem& m_problem;
    const SolveOptions& m_options;
    double m_end;
    Relaxation m_relaxation;
    Choice m_start;
    ShortLists m_lists;
    Random m_random;
    std::uint64_t m_runs = 0; ///< Annealing runs so far, for the seeds.
    Solved m_best;
};

} // namespace

Solved solve(const Problem& problem, const SolveOptions& options) {
    return Search{problem, options}.run();
}

} // namespace sandan::allocation
