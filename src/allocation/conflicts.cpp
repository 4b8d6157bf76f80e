#include "allocation/conflicts.hpp"

#include "allocation/explain.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

namespace sandan::allocation {

using Kind = Constraint::Kind;

std::vector<std::uint32_t> smallest_conflict(const Obstacles& obstacles, std::size_t constraints) {
    std::vector<std::vector<std::size_t>> sites_of(constraints);
    std::vector<std::size_t> guards(obstacles.size()); // of each site, not yet left out
    for (std::size_t s = 0; s < obstacles.size(); ++s) {
        if (obstacles[s].empty()) {
            return {};
        }
        guards[s] = obstacles[s].size();
        for (const auto constraint : obstacles[s]) {
            sites_of[constraint].push_back(s);
        }
    }
    std::vector<std::uint32_t> order(constraints);
    std::iota(order.begin(), order.end(), 0U);
    std::stable_sort(order.begin(), order.end(),
                     [&](auto a, auto b) { return sites_of[a].size() < sites_of[b].size(); });
    std::vector<std::uint32_t> kept;
    for (const auto constraint : order) {
        const auto& sites = sites_of[constraint];
        if (std::any_of(sites.begin(), sites.end(), [&](auto s) { return guards[s] == 1; })) {
            kept.push_back(constraint);
            continue;
        }
        for (const auto s : sites) {
            --guards[s];
        }
    }
    std::sort(kept.begin(), kept.end());
    return kept;
}

Barriers::Barriers(const rules::Context& context, const siting::Matrix& matrix,
                   const PlanProblem& plan, const Choice& choice, const Options& options,
                   std::size_t firm)
    : m_context{context},
      m_matrix{matrix},
      m_plan{plan},
      m_locks{context.project, options.locks},
      m_firm{firm},
      m_most_lots{lots_allowed(context.project.firms[firm], options)},
      m_left{plan.problem.capacity} {
    for (std::size_t f = 0; f < choice.size(); ++f) {
        if (choice[f] == unplaced || f == firm) {
            continue;
        }
        const auto& column = plan.problem.columns[static_cast<std::size_t>(choice[f])];
        for (const auto lot : plan.problem.lots_of(column)) {
            m_holder[lot] = f;
        }
        for (const auto& use : plan.problem.uses_of(column)) {
            m_left[use.row] -= use.amount;
        }
    }
    m_fixed.resize(matrix.sites.size());
    m_free.resize(matrix.sites.size());
    for (std::size_t s = 0; s < matrix.sites.size(); ++s) {
        add_site(s);
    }
}

std::uint32_t Barriers::number(Constraint constraint) {
    const auto [at, fresh] = m_numbers.try_emplace({constraint.kind, constraint.id},
                                                   static_cast<std::uint32_t>(m_numbers.size()));
    if (fresh) {
        m_constraints.push_back(std::move(constraint));
    }
    return at->second;
}

void Barriers::add_own(const siting::FirmSite& cell, std::vector<std::uint32_t>& obstacles) {
    for (const auto& reason : cell.reasons) {
        if (reason.hard) {
            obstacles.push_back(
                number({Kind::rule, reason.rule, title_of(m_context, reason.rule)}));
        }
        if (reason.outcome.kind != rules::Outcome::Kind::unknown) {
            continue;
        }
        for (const auto& item : reason.outcome.missing) {
            obstacles.push_back(
                number({Kind::data, item, {"자료 없음: " + item, "missing: " + item}}));
        }
    }
}

void Barriers::add_site(std::size_t s) {
    const auto& site = m_matrix.sites[s];
    auto& own = m_free[s];
    add_own(m_matrix.at(m_firm, s), own);
    if (static_cast<int>(site.lots.size()) > m_most_lots) {
        own.push_back(number({Kind::lots,
                              "",
                              {fmt::format("획지 {}개까지", m_most_lots),
                               fmt::format("at most {} lots", m_most_lots)}}));
    }
    for (auto& lock : m_locks.against(*m_context.project.layer("lots"), m_firm, site.lots)) {
        own.push_back(number(std::move(lock)));
    }
    auto& all = m_fixed[s];
    all = own;
    const Column column{static_cast<std::uint32_t>(m_firm), static_cast<std::uint32_t>(s), 0};
    for (const auto& use : m_plan.problem.uses_of(column)) {
        if (use.amount <= m_left[use.row]) {
            continue;
        }
        const auto& row = m_plan.rows[use.row];
        const auto at =
            number({Kind::capacity,
                    fmt::format("{} {} {}", row.complex, row.year, utility_names[row.utility]),
                    name_of(row)});
        m_rows[at] = use.row;
        all.push_back(at);
        if (use.amount > m_plan.problem.capacity[use.row]) {
            own.push_back(at);
        }
    }
    for (const auto lot : m_plan.problem.lots_of(column)) {
        if (const auto holder = m_holder.find(lot); holder != m_holder.end()) {
            const auto& firm = m_context.project.firms[holder->second];
            const auto name = firm.id + " " + firm.name;
            all.push_back(number({Kind::firm, firm.id, {name, name}}));
        }
    }
    for (auto* const list : {&own, &all}) {
        std::sort(list->begin(), list->end());
        list->erase(std::unique(list->begin(), list->end()), list->end());
    }
}

} // namespace sandan::allocation
