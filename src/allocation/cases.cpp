#include "allocation/cases.hpp"

#include "allocation/local_search.hpp"

#include <algorithm>
#include <map>

namespace sandan::allocation {

Cases::Cases(const Problem& problem, const Relaxation& whole)
    : m_problem{problem}, m_gains(problem.firms, 0), m_hint(problem.firms, unplaced) {
    for (const auto& link : problem.links) {
        m_gains[link.a] += static_cast<double>(link.gain);
        m_gains[link.b] += static_cast<double>(link.gain);
    }
    m_open.push_back({whole.bound, {}, undecided(whole.primal)});
}

double Cases::bound() const {
    double most = m_open.front().bound;
    for (const auto& open : m_open) {
        most = std::max(most, open.bound);
    }
    return most;
}

bool Cases::split(double cpu_until) {
    const auto at =
        std::max_element(m_open.begin(), m_open.end(),
                         [](const Case& a, const Case& b) { return a.bound < b.bound; });
    if (!at->next) {
        return false;
    }
    auto outside = part(*at, false, cpu_until);
    *at = part(*at, true, cpu_until);
    m_open.push_back(std::move(outside));
    return true;
}

Cases::Case Cases::part(const Case& whole, bool inside, double cpu_until) {
    Case result{whole.bound, whole.where, {}};
    result.where.push_back(*whole.next);
    result.where.back().inside = inside;
    const auto sub = only_in(m_problem, result.where);
    auto relaxed = relax(sub.problem, {.cpu_until = cpu_until, .cuts_until = cpu_until});
    result.bound = std::min(whole.bound, relaxed.bound);
    m_hint = sub.back(round_up(sub.problem, relaxed));
    for (auto& [c, x] : relaxed.primal) {
        c = sub.origin[c];
    }
    result.next = undecided(relaxed.primal);
    return result;
}

/// The linked firm, and a cluster of it, that the relaxation leaves most in doubt, by what hangs on
/// it.
std::optional<Whereabouts> Cases::undecided(const Primal& primal) const {
    std::map<std::pair<std::uint32_t, std::uint32_t>, double> shares;
    for (const auto& [c, x] : primal) {
        const auto& column = m_problem.columns[c];
        shares[{column.firm, m_problem.sets[column.set].cluster}] += x;
    }
    std::optional<Whereabouts> result;
    double most = 1e-3; // what is less is noise of the simplex
    for (const auto& [place, share] : shares) {
        const double doubt = m_gains[place.first] * std::min(share, 1 - share);
        if (doubt > most) {
            most = doubt;
            result = Whereabouts{place.first, place.second};
        }
    }
    return result;
}

} // namespace sandan::allocation
