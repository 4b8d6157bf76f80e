#include "allocation/local_search.hpp"

#include "allocation/books.hpp"
#include "allocation/random.hpp"

#include <cmath>
#include <numeric>

namespace sandan::allocation {

namespace {

/// The promising columns of every firm, best score first, as a problem of their own that fits the
/// processor's cache.
struct Pool {
    Problem problem;
    std::vector<std::uint32_t> origin; ///< Per column.
    std::vector<std::uint32_t> starts; ///< Per firm, and the end.
};

Pool make_pool(const Problem& problem, const ShortLists& lists, const Choice& keep) {
    Pool pool;
    auto& small = pool.problem;
    small.firms = problem.firms;
    small.lots = problem.lots;
    small.places = problem.places;
    small.clusters = problem.clusters;
    small.capacity = problem.capacity;
    small.uses = problem.uses;
    small.links = problem.links;
    small.proximity = problem.proximity;
    for (std::uint32_t f = 0; f < problem.firms; ++f) {
        pool.starts.push_back(static_cast<std::uint32_t>(small.columns.size()));
        auto list = lists[f];
        const auto kept = static_cast<std::uint32_t>(keep[f]);
        if (keep[f] != unplaced && std::find(list.begin(), list.end(), kept) == list.end()) {
            list.push_back(kept);
        }
        for (const auto c : list) {
            const auto& column = problem.columns[c];
            const auto& set = problem.sets[column.set];
            const auto copy = small.add_set(problem.lots_of(column), set.place, set.cluster);
            small.columns.push_back({f, copy, column.value});
            pool.origin.push_back(c);
        }
    }
    pool.starts.push_back(static_cast<std::uint32_t>(small.columns.size()));
    return pool;
}

/// One move with an undo log.
class Annealer {
public:
    Annealer(const Pool& pool, const Choice& start, std::uint64_t seed)
        : m_pool{pool},
          m_books{pool.problem},
          m_random{seed},
          m_pinned(pool.problem.firms, false),
          m_rank(pool.problem.firms, absent) {
        for (std::uint32_t f = 0; f < pool.problem.firms; ++f) {
            if (pool.starts[f] == pool.starts[f + 1]) {
                continue;
            }
            m_firms.push_back(f);
            enter(m_unplaced, f);
        }
        for (const auto f : m_firms) {
            for (auto c = pool.starts[f]; c < pool.starts[f + 1]; ++c) {
                if (static_cast<std::int32_t>(pool.origin[c]) == start[f]) {
                    place(c);
                }
            }
        }
    }

    Annealed run(const Annealing& options) {
        for (const auto firm : options.pinned) {
            pin(firm);
        }
        auto best = m_books.choice();
        std::int64_t most = m_books.worth();
        Annealed result;
        const double hot = options.hot * mean_best_value();
        const double cold = std::max(0.5, hot / 200);
        const double cooling = std::pow(cold / hot, 1.0 / static_cast<double>(options.moves));
        double temperature = hot;
        for (std::size_t move = 0; move < options.moves && !m_firms.empty(); ++move) {
            temperature *= cooling;
            step(temperature);
            if (m_books.worth() > most) {
                most = m_books.worth();
                best = m_books.choice();
            }
            if (move % 4096 == 0 && cpu_seconds() > options.cpu_until) {
                result.stopped = true;
                break;
            }
        }
        for (const auto at : best) {
            result.choice.push_back(
                at == unplaced
                    ? unplaced
                    : static_cast<std::int32_t>(m_pool.origin[static_cast<std::size_t>(at)]));
        }
        return result;
    }

private:
    /// Gives the firm the best site that no pinned firm holds, whoever else has to leave.
    void pin(std::uint32_t firm) {
        m_pinned[firm] = true;
        for (auto c = m_pool.starts[firm]; c < m_pool.starts[firm + 1]; ++c) {
            m_log.clear();
            m_ejected.clear();
            if (make_room(firm, c)) {
                place(c);
                repair(firm);
                return;
            }
            undo();
        }
    }

    static constexpr std::uint32_t absent = 0xffffffffU;

    struct Change {
        std::uint32_t column;
        bool placed;
    };

    [[nodiscard]] double mean_best_value() const {
        double sum = 0;
        for (const auto f : m_firms) {
            sum += static_cast<double>(m_pool.problem.columns[m_pool.starts[f]].value);
        }
        return std::max(1.0, sum / static_cast<double>(std::max<std::size_t>(1, m_firms.size())));
    }

    void enter(std::vector<std::uint32_t>& firms, std::uint32_t f) {
        m_rank[f] = static_cast<std::uint32_t>(firms.size());
        firms.push_back(f);
    }

    void leave(std::vector<std::uint32_t>& firms, std::uint32_t f) {
        const auto last = firms.back();
        firms[m_rank[f]] = last;
        m_rank[last] = m_rank[f];
        firms.pop_back();
    }

    void place(std::uint32_t c) {
        m_books.place(c);
        const auto f = m_pool.problem.columns[c].firm;
        leave(m_unplaced, f);
        enter(m_placed, f);
        m_log.push_back({c, true});
    }

    void remove(std::uint32_t f) {
        m_log.push_back({m_books.remove(f), false});
        leave(m_placed, f);
        enter(m_unplaced, f);
        m_ejected.push_back(f);
    }

    void undo() {
        for (auto change = m_log.size(); change-- > 0;) {
            const auto [c, placed] = m_log[change];
            if (placed) {
                remove(m_pool.problem.columns[c].firm);
            } else {
                place(c);
            }
        }
    }

    std::uint32_t pick_firm() {
        const bool idle = (m_random.next() & 1U) != 0 && !m_unplaced.empty();
        return idle ? m_unplaced[m_random.below(m_unplaced.size())]
                    : m_firms[m_random.below(m_firms.size())];
    }

    void step(double temperature) {
        const auto firm = pick_firm();
        const double u = m_random.uniform();
        const auto many = static_cast<double>(m_pool.starts[firm + 1] - m_pool.starts[firm]);
        const auto c = m_pool.starts[firm] + static_cast<std::uint32_t>(u * u * u * many);
        if (m_books.choice()[firm] == static_cast<std::int32_t>(c)) {
            return;
        }
        m_log.clear();
        m_ejected.clear();
        const auto before = m_books.worth();
        if (make_room(firm, c)) {
            place(c);
            repair(firm);
            const auto delta = static_cast<double>(m_books.worth() - before);
            if (delta >= 0 || m_random.uniform() < std::exp(delta / temperature)) {
                return;
            }
        }
        undo();
    }

    bool make_room(std::uint32_t firm, std::uint32_t c) {
        if (m_books.choice()[firm] != unplaced) {
            remove(firm);
        }
        const auto& column = m_pool.problem.columns[c];
        for (const auto lot : m_pool.problem.lots_of(column)) {
            if (const auto holder = m_books.holder(lot); holder != nobody) {
                if (m_pinned[holder]) {
                    return false;
                }
                remove(holder);
            }
        }
        for (const auto& use : m_pool.problem.uses_of(column)) {
            for (int ejected = 0; m_books.lacks(use); ++ejected) {
                if (ejected == 12 || !eject_user_of(use.row)) {
                    return false;
                }
            }
        }
        return true;
    }

    /// Throws out a random firm that draws on the row.
    bool eject_user_of(std::uint32_t row) {
        m_users.clear();
        for (const auto f : m_placed) {
            if (m_pinned[f]) {
                continue;
            }
            const auto at = static_cast<std::size_t>(m_books.choice()[f]);
            const auto& column = m_pool.problem.columns[at];
            const auto& uses = m_pool.problem.uses_of(column);
            if (std::any_of(uses.begin(), uses.end(),
                            [&](const auto& use) { return use.row == row && use.amount > 0; })) {
                m_users.push_back(f);
            }
        }
        if (m_users.empty()) {
            return false;
        }
        remove(m_users[m_random.below(m_users.size())]);
        return true;
    }

    /// Those thrown out look for another site, then two firms without one.
    void repair(std::uint32_t firm) {
        const auto waiting = m_ejected.size();
        const auto first = waiting == 0 ? 0 : m_random.below(waiting);
        for (std::size_t i = 0; i < waiting; ++i) {
            if (const auto f = m_ejected[(first + i) % waiting]; f != firm) {
                settle(f);
            }
        }
        for (int i = 0; i < 2 && !m_unplaced.empty(); ++i) {
            settle(m_unplaced[m_random.below(m_unplaced.size())]);
        }
    }

    /// Takes the best free column, now and then a later one.
    void settle(std::uint32_t f) {
        for (auto c = m_pool.starts[f]; c < m_pool.starts[f + 1]; ++c) {
            if (m_books.fits(c) && m_random.below(8) != 0) {
                place(c);
                return;
            }
        }
    }

    const Pool& m_pool;
    Books m_books;
    Random m_random;
    std::vector<bool> m_pinned;            ///< Per firm.
    std::vector<std::uint32_t> m_firms;    ///< Those with columns.
    std::vector<std::uint32_t> m_unplaced; ///< Of them.
    std::vector<std::uint32_t> m_placed;   ///< The others.
    std::vector<std::uint32_t> m_rank;     ///< Position in m_unplaced or m_placed.
    std::vector<std::uint32_t> m_ejected;
    std::vector<std::uint32_t> m_users;
    std::vector<Change> m_log;
};

} // namespace

ShortLists short_lists(const Problem& problem, const Relaxation& relaxation, std::size_t count) {
    const auto& score = relaxation.score;
    const auto starts = firm_starts(problem);
    ShortLists lists(problem.firms);
    for (std::size_t f = 0; f < problem.firms; ++f) {
        auto& list = lists[f];
        list.resize(starts[f + 1] - starts[f]);
        std::iota(list.begin(), list.end(), starts[f]);
        const auto n = static_cast<std::ptrdiff_t>(std::min(count, list.size()));
        std::partial_sort(list.begin(), list.begin() + n, list.end(), [&](auto a, auto b) {
            return score[a] != score[b] ? score[a] > score[b] : a < b;
        });
        list.resize(static_cast<std::size_t>(n));
        list.shrink_to_fit();
    }
    return lists;
}

Choice round_up(const Problem& problem, const Relaxation& relaxation) {
    auto order = relaxation.primal;
    std::stable_sort(order.begin(), order.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
    Books books{problem};
    for (const auto& [c, x] : order) {
        if (books.fits(c)) {
            books.place(c);
        }
    }
    const auto starts = firm_starts(problem);
    for (std::uint32_t f = 0; f < problem.firms; ++f) {
        auto best = starts[f + 1];
        for (auto c = starts[f]; c < starts[f + 1]; ++c) {
            if (books.fits(c) &&
                (best == starts[f + 1] || relaxation.score[c] > relaxation.score[best])) {
                best = c;
            }
        }
        if (best != starts[f + 1]) {
            books.place(best);
        }
    }
    return books.choice();
}

Annealed anneal(const Problem& problem, const ShortLists& lists, const Choice& start,
                const Annealing& options) {
    const auto pool = make_pool(problem, lists, start);
    return Annealer{pool, start, options.seed}.run(options);
}

} // namespace sandan::allocation
