#include "allocation/books.hpp"

namespace sandan::allocation {

Books::Books(const Problem& problem)
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

void Books::place(std::uint32_t c) {
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

std::uint32_t Books::remove(std::uint32_t firm) {
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

std::int64_t Books::link_gain(const Column& column) const {
    std::int64_t sum = 0;
    const auto cluster = m_problem.sets[column.set].cluster;
    for (const auto& partner : m_links[column.firm]) {
        const auto at = m_choice[partner.firm];
        if (at != unplaced && partner.firm != column.firm) {
            const auto& other = m_problem.columns[static_cast<std::size_t>(at)];
            sum += partner.gain * m_problem.nearness(cluster, m_problem.sets[other.set].cluster);
        }
    }
    return sum;
}

} // namespace sandan::allocation
