#include "allocation/local_search.hpp"

#include "allocation/random.hpp"

#include <algorithm>
#include <cmath>

namespace sandan::allocation {

namespace {

constexpr std::uint32_t nobody = 0xffffffffU;

/// A choice with the books kept: who holds a lot, what is left of each capacity.
class Books {
public:
    explicit Books(const Problem& problem)
        : m_problem{problem},
          m_choice(problem.firms, unplaced),
          m_holder(problem.lots, nobody),
          m_left{problem.capacity},
          m_links(problem.firms) {
        for (const auto& link : problem.links) {
            m_links[link.a].push_back({link.b, link.gain});
            m_links[link.b].push_back({link.a, link.gain});
        }
    }

    [[nodiscard]] const Choice& choice() const { return m_choice; }

    [[nodiscard]] std::int64_t worth() const { return m_worth; }

    [[nodiscard]] std::uint32_t holder(std::uint32_t lot) const { return m_holder[lot]; }

    [[nodiscard]] bool lacks(const Use& use) const { return m_left[use.row] < use.amount; }

    [[nodiscard]] bool fits(std::uint32_t c) const {
        const auto& column = m_problem.columns[c];
        const auto lots = m_problem.lots_of(column);
        const auto& uses = m_problem.uses_of(column);
        return m_choice[column.firm] == unplaced &&
               std::all_of(lots.begin(), lots.end(),
                           [&](auto lot) { return m_holder[lot] == nobody; }) &&
               std::none_of(uses.begin(), uses.end(), [&](const auto& use) { return lacks(use); });
    }

    void place(std::uint32_t c) {
        const auto& column = m_problem.columns[c];
        m_choice[column.firm] = static_cast<std::int32_t>(c);
        for (const auto lot : m_problem.lots_of(column)) {
            m_holder[lot] = column.firm;
        }
        for (const auto& use : m_problem.uses_of(column)) {
            m_left[use.row] -= use.amount;
        }
        m_worth += column.value + link_gain(column);
    }

    /// Returns the column the firm had.
    std::uint32_t remove(std::uint32_t firm) {
        const auto c = static_cast<std::uint32_t>(m_choice[firm]);
        const auto& column = m_problem.columns[c];
        for (const auto lot : m_problem.lots_of(column)) {
            m_holder[lot] = nobody;
        }
        for (const auto& use : m_problem.uses_of(column)) {
            m_left[use.row] += use.amount;
        }
        m_worth -= column.value + link_gain(column);
        m_choice[firm] = unplaced;
        return c;
    }

private:
    struct Partner {
        std::uint32_t firm;
        std::int64_t gain;
    };

    [[nodiscard]] std::int64_t link_gain(const Column& column) const {
        std::int64_t sum = 0;
        const auto cluster = m_problem.sets[column.set].cluster;
        for (const auto& partner : m_links[column.firm]) {
            const auto at = m_choice[partner.firm];
            if (at != unplaced && partner.firm != column.firm) {
                const auto& other = m_problem.columns[static_cast<std::size_t>(at)];
                sum +=
                    partner.gain * m_problem.nearness(cluster, m_problem.sets[other.set].cluster);
            }
        }
        return sum;
    }

    const Problem& m_problem;
    Choice m_choice;
    std::vector<std::uint32_t> m_holder;
    std::vector<std::int64_t> m_left;
    std::vector<std::vector<Partner>> m_links;
    std::int64_t m_worth = 0;
};

std::vector<std::vector<std::uint32_t>>
short_lists(const Problem& problem, const std::vector<double>& score, std::size_t count) {
    std::vector<std::vector<std::uint32_t>> lists(problem.firms);
    for (std::uint32_t c = 0; c < problem.columns.size(); ++c) {
        lists[problem.columns[c].firm].push_back(c);
    }
    for (auto& list : lists) {
        const auto n = static_cast<std::ptrdiff_t>(std::min(count, list.size()));
        std::partial_sort(list.begin(), list.begin() + n, list.end(), [&](auto a, auto b) {
            return score[a] != score[b] ? score[a] > score[b] : a < b;
        });
        list.resize(static_cast<std::size_t>(n));
    }
    return lists;
}

/// One move with an undo log.
class Annealer {
public:
    Annealer(const Problem& problem, const Relaxation& relaxation, const Choice& start,
             const Annealing& options)
        : m_problem{problem},
          m_books{problem},
          m_random{options.seed},
          m_lists{short_lists(problem, relaxation.score, options.columns_per_firm)} {
        for (std::uint32_t f = 0; f < problem.firms; ++f) {
            if (start[f] != unplaced) {
                m_books.place(static_cast<std::uint32_t>(start[f]));
            }
            if (!m_lists[f].empty()) {
                m_firms.push_back(f);
            }
        }
    }

    Annealed run(const Annealing& options) {
        Annealed result{.choice = m_books.choice()};
        std::int64_t best = m_books.worth();
        if (m_firms.empty()) {
            return result;
        }
        const double hot = 0.3 * mean_best_value();
        const double cold = std::max(1.0, hot / 2000);
        const double cooling = std::pow(cold / hot, 1.0 / static_cast<double>(options.moves));
        double temperature = hot;
        for (std::size_t move = 0; move < options.moves; ++move) {
            temperature *= cooling;
            step(temperature);
            if (m_books.worth() > best) {
                best = m_books.worth();
                result.choice = m_books.choice();
            }
            if (move % 16384 == 0 && cpu_seconds() > options.cpu_until) {
                result.stopped = true;
                break;
            }
        }
        return result;
    }

private:
    [[nodiscard]] double mean_best_value() const {
        double sum = 0;
        for (const auto f : m_firms) {
            sum += static_cast<double>(m_problem.columns[m_lists[f].front()].value);
        }
        return std::max(1.0, sum / static_cast<double>(m_firms.size()));
    }

    std::uint32_t pick_firm() {
        auto f = m_firms[m_random.below(m_firms.size())];
        if ((m_random.next() & 1U) != 0) {
            for (int tries = 0; tries < 8 && m_books.choice()[f] != unplaced; ++tries) {
                f = m_firms[m_random.below(m_firms.size())];
            }
        }
        return f;
    }

    void step(double temperature) {
        const auto firm = pick_firm();
        const auto& list = m_lists[firm];
        const double u = m_random.uniform();
        const auto c = list[static_cast<std::size_t>(u * u * u * static_cast<double>(list.size()))];
        if (m_books.choice()[firm] == static_cast<std::int32_t>(c)) {
            return;
        }
        m_removed.clear();
        const auto before = m_books.worth();
        const bool fits = make_room(firm, c);
        if (fits) {
            m_books.place(c);
            const auto delta = static_cast<double>(m_books.worth() - before);
            if (delta >= 0 || m_random.uniform() < std::exp(delta / temperature)) {
                return;
            }
            m_books.remove(firm);
        }
        std::reverse(m_removed.begin(), m_removed.end());
        for (const auto column : m_removed) {
            m_books.place(column);
        }
    }

    bool make_room(std::uint32_t firm, std::uint32_t c) {
        if (m_books.choice()[firm] != unplaced) {
            m_removed.push_back(m_books.remove(firm));
        }
        const auto& column = m_problem.columns[c];
        for (const auto lot : m_problem.lots_of(column)) {
            if (m_books.holder(lot) != nobody) {
                m_removed.push_back(m_books.remove(m_books.holder(lot)));
            }
        }
        for (const auto& use : m_problem.uses_of(column)) {
            for (int ejected = 0; m_books.lacks(use); ++ejected) {
                if (ejected == 3 || !eject_user_of(use.row)) {
                    return false;
                }
            }
        }
        return true;
    }

    /// Throws out a random firm that draws on the row.
    bool eject_user_of(std::uint32_t row) {
        m_users.clear();
        for (const auto f : m_firms) {
            const auto at = m_books.choice()[f];
            if (at == unplaced) {
                continue;
            }
            const auto& uses = m_problem.uses_of(m_problem.columns[static_cast<std::size_t>(at)]);
            if (std::any_of(uses.begin(), uses.end(),
                            [&](const auto& use) { return use.row == row && use.amount > 0; })) {
                m_users.push_back(f);
            }
        }
        if (m_users.empty()) {
            return false;
        }
        m_removed.push_back(m_books.remove(m_users[m_random.below(m_users.size())]));
        return true;
    }

    const Problem& m_problem;
    Books m_books;
    Random m_random;
    std::vector<std::vector<std::uint32_t>> m_lists;
    std::vector<std::uint32_t> m_firms; ///< Those with columns.
    std::vector<std::uint32_t> m_removed;
    std::vector<std::uint32_t> m_users;
};

} // namespace

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
    for (const auto& list : short_lists(problem, relaxation.score, problem.columns.size())) {
        const auto fitting =
            std::find_if(list.begin(), list.end(), [&](auto c) { return books.fits(c); });
        if (fitting != list.end()) {
            books.place(*fitting);
        }
    }
    return books.choice();
}

Annealed anneal(const Problem& problem, const Relaxation& relaxation, const Choice& start,
                const Annealing& options) {
    return Annealer{problem, relaxation, start, options}.run(options);
}

} // namespace sandan::allocation
