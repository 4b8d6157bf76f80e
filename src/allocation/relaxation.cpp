#include "allocation/relaxation.hpp"

#include "allocation/restricted_lp.hpp"

#include <algorithm>

namespace sandan::allocation {

namespace {

constexpr double tolerance = 1e-6;

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
            m_primal = m_lp.solution();
            const bool settled = now.bound - m_lp.objective() < 0.01;
            const auto a_firm =
                std::max<std::size_t>(10, 4000 / std::max<std::size_t>(1, m_problem.firms));
            const auto columns =
                settled ? std::vector<std::uint32_t>{}
                        : best_columns(m_problem, m_lp, now.score, a_firm, threshold(now));
            const auto fresh =
                settled ? std::vector<Variable>{} : m_links.pick(m_problem, m_lp, now, 30);
            keep(now);
            if (settled || out_of_time()) {
                return settled;
            }
            const auto added = m_lp.add_columns(columns);
            m_lp.append(fresh);
            if (added == 0 && fresh.empty()) {
                return true;
            }
            m_lp.primal();
        }
    }

    void stop_at(double cpu_until) { m_until = cpu_until; }

    bool cut() {
        const auto cuts = out_of_time() ? std::vector<Cut>{} : separate(m_problem, m_primal);
        if (cuts.empty()) {
            return false;
        }
        m_lp.add_cuts(cuts);
        return true;
    }

    [[nodiscard]] double bound() const { return m_best.bound; }

    Relaxation take() {
        m_best.stopped = m_stopped;
        return std::move(m_best);
    }

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
        auto prices = m_lp.prices();
        std::vector<double> of_cuts;
        for (std::size_t i = 0; i < prices.cut.size(); ++i) {
            if (prices.cut[i] > tolerance) {
                now.cuts.push_back(m_lp.cuts()[i]);
                of_cuts.push_back(prices.cut[i]);
            }
        }
        prices.cut = std::move(of_cuts);
        now.prices = std::move(prices);
        if (m_best.score.empty() || now.bound <= m_best.bound + tolerance) {
            std::swap(m_best, now);
            m_best.primal = m_primal;
        }
    }

    bool out_of_time() {
        m_stopped = m_stopped || cpu_seconds() > m_until;
        return m_stopped;
    }

    const Problem& m_problem;
    double m_until;
    Restricted m_lp;
    LinkPricer m_links;
    Relaxation m_best;
    std::vector<std::pair<std::uint32_t, double>> m_primal; ///< Of the last LP.
    bool m_stopped = false;
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
        return sifting.take();
    }
    sifting.stop_at(limits.cuts_until);
    int idle = 0;
    for (int round = 0; round < limits.cut_rounds && idle < 5 && sifting.cut(); ++round) {
        const double before = sifting.bound();
        if (!sifting.settle(true)) {
            break;
        }
        idle = before - sifting.bound() < 1e-6 * before ? idle + 1 : 0;
    }
    return sifting.take();
}

} // namespace sandan::allocation
