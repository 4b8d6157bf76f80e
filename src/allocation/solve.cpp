#include "allocation/solve.hpp"

#include "allocation/cases.hpp"
#include "allocation/local_search.hpp"
#include "allocation/master.hpp"
#include "allocation/random.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace sandan::allocation {

namespace {

constexpr std::size_t largest_master = 45'000; ///< More columns than this, CBC does not finish.
constexpr std::size_t largest_cases = 60'000;  ///< More columns take too long to relax many times.
constexpr std::size_t linked_master = 6'000;   ///< As `largest_master`, with links.
constexpr std::size_t restricted_master = 2'000;
constexpr std::size_t hub = 5; ///< Links of a firm that stays in every other turn.
constexpr int first_runs = 2;  ///< Before it is known whether reduced costs leave a small master.
constexpr std::size_t idle_turns = 3;
constexpr double near_best = 0.998; ///< Plans below this share of the best are left as they are.
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
            m_problem.links.empty() ? search() : search_linked(); // annealing knows no floors
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
        m_moves = std::clamp<std::size_t>(2'000 * m_problem.firms, 20'000, 200'000);
        const double until = cpu_seconds() + 0.3 * left();
        const auto runs = static_cast<int>(std::clamp(m_options.time_limit_s / 5, 2.0, 30.0));
        for (int run = 0; run < runs && !closed() && !past(until); ++run) {
            improve(m_start, {.moves = m_moves, .hot = 0.1, .cpu_until = until});
        }
        insist(m_moves / 10, 0.2);
        for (auto size = restricted_master; survivors().size() > 2 * size && !past(m_end - 2);
             size *= 2) {
            restricted(size);
            insist(m_moves / 10, 0.2);
        }
    }

    /// Links make a large master hopeless: each annealing run is bettered in turns without them,
    /// until reduced costs leave a master that is not large.
    void search_linked() {
        m_lists = short_lists(m_problem, m_relaxation, 200);
        m_moves = std::clamp<std::size_t>(2'000 * m_problem.firms, 20'000, 200'000);
        m_links = link_counts(m_problem);
        roam(first_runs);
        if (closed() || survivors().size() <= linked_master) {
            return;
        }
        if (m_problem.columns.size() <= largest_cases) {
            by_cases(cpu_seconds() + 0.7 * left());
        }
        roam(static_cast<int>(std::clamp(2 * m_options.time_limit_s, 4.0, 120.0)));
    }

    /// Annealing runs from the rounded relaxation, each bettered in turns.
    void roam(int runs) {
        for (int run = 0; run < runs && !closed() && !past(m_end); ++run) {
            take_turns(improve(m_start, {.moves = m_moves, .hot = 0.1, .cpu_until = m_end}), m_end);
            insist(m_moves / 10, 0.02);
        }
    }

    /// Splits cases for a lower bound; each split suggests a plan to better.
    void by_cases(double until) {
        Cases cases{m_problem, m_relaxation};
        while (!closed() && !past(until) && cases.split(until)) {
            m_best.bound = std::min(
                m_best.bound, std::max(static_cast<double>(m_best.worth), whole(cases.bound())));
            log(fmt::format("{} cases: bound {:.3f}", cases.size(), m_best.bound));
            const auto plan =
                improve(cases.hint(), {.moves = m_moves / 2, .hot = 0.05, .cpu_until = until});
            if (static_cast<double>(worth(m_problem, plan)) >
                near_best * static_cast<double>(m_best.worth)) {
                take_turns(plan, until);
            }
        }
    }

    /// Firms with many links, then a random part of those with any.
    std::vector<bool> who_stays(std::size_t turn) {
        const double share = 0.25 + 0.6 * m_random.uniform();
        std::vector<bool> stays;
        for (const auto links : m_links) {
            stays.push_back(turn % 2 == 0 ? links >= hub : links > 0 && m_random.uniform() < share);
        }
        return stays;
    }

    /// Solves what the problem is if firms with many links, or all partners, stay where they are,
    /// as long as it betters the plan.
    void take_turns(Choice plan, double until) {
        auto value = worth(m_problem, plan);
        std::size_t idle = 0;
        for (std::size_t turn = 0; idle < idle_turns && !closed() && !past(until); ++turn) {
            const auto conditioned = condition(m_problem, plan, who_stays(turn));
            auto options = m_options;
            options.time_limit_s =
                (cpu_seconds() + std::min(0.4, 0.5 * (until - cpu_seconds()))) / 0.96;
            options.start = conditioned.from(plan);
            options.gap = std::max(m_options.gap, 3e-3);
            const auto solved = solve(conditioned.problem, options);
            m_best.stopped = m_best.stopped || solved.stopped;
            auto next = improve(conditioned.back(solved.choice),
                                {.moves = m_moves / 10, .hot = 0.02, .cpu_until = until});
            const auto now = worth(m_problem, next);
            idle = now > value ? 0 : idle + 1;
            if (now > value) {
                value = now;
                plan = std::move(next);
            }
        }
        log(fmt::format("turns: worth {} of {}", value, m_best.worth));
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
    Choice improve(const Choice& start, Annealing options) {
        options.seed = m_options.seed * 1000 + m_runs++;
        auto annealed = anneal(m_problem, m_lists, start, options);
        m_best.stopped = m_best.stopped || annealed.stopped;
        const auto before = m_best.worth;
        take(annealed.choice);
        if (m_best.worth > before) {
            log(fmt::format("annealing {}: worth {}", m_runs, m_best.worth));
        }
        return std::move(annealed.choice);
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
                                          .relative_gap = m_options.gap,
                                          .only_plan = true});
        take(result.choice);
        m_best.stopped = m_best.stopped || result.timed_out;
        log(fmt::format("CBC on the best {} columns: worth {}", size, m_best.worth));
    }

    void finish() {
        const auto columns = survivors();
        if (columns.size() > (m_problem.links.empty() ? largest_master : linked_master) ||
            left() < static_cast<double>(columns.size()) * 1e-4) {
            m_best.stopped = true;
            if (!m_lists.empty()) {
                insist(m_moves / 10, 1); // the bound stays; the plan may still get better
            }
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
    std::vector<std::size_t> m_links; ///< Per firm.
    Random m_random;
    std::size_t m_moves = 0;  ///< Of a long annealing run.
    std::uint64_t m_runs = 0; ///< Annealing runs so far, for the seeds.
    Solved m_best;
};

} // namespace

Solved solve(const Problem& problem, const SolveOptions& options) {
    return Search{problem, options}.run();
}

} // namespace sandan::allocation
