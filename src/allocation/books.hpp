#pragma once

#include "allocation/problem.hpp"

#include <algorithm>

namespace sandan::allocation {

inline constexpr std::uint32_t nobody = 0xffffffffU;

/// A feasible choice with the books kept: who holds a lot, what is left of each capacity, what the
/// whole is worth with links.
class Books {
public:
    explicit Books(const Problem& problem);

    [[nodiscard]] const Choice& choice() const { return m_choice; }

    [[nodiscard]] std::int64_t worth() const { return m_worth; }

    [[nodiscard]] std::uint32_t holder(std::uint32_t lot) const { return m_holder[lot]; }

    [[nodiscard]] bool lacks(const Use& use) const { return m_left[use.row] < use.amount; }

    /// The firm is unplaced and everything the column needs is free.
    [[nodiscard]] bool fits(std::uint32_t c) const {
        const auto& column = m_problem.columns[c];
        const auto lots = m_problem.lots_of(column);
        return m_choice[column.firm] == unplaced &&
               std::all_of(lots.begin(), lots.end(),
                           [&](auto lot) { return m_holder[lot] == nobody; }) &&
               has_capacity(column);
    }

    void place(std::uint32_t c);

    /// Returns the column the firm had.
    std::uint32_t remove(std::uint32_t firm);

private:
    struct Partner {
        std::uint32_t firm;
        std::int64_t gain;
    };

    [[nodiscard]] bool has_capacity(const Column& column) const {
        const auto& uses = m_problem.uses_of(column);
        return std::none_of(uses.begin(), uses.end(), [&](const auto& use) { return lacks(use); });
    }

    [[nodiscard]] std::int64_t link_gain(const Column& column) const;

    const Problem& m_problem;
    Choice m_choice;
    std::vector<std::uint32_t> m_holder;
    std::vector<std::int64_t> m_left;
    std::vector<std::vector<Partner>> m_links;
    std::int64_t m_worth = 0;
};

} // namespace sandan::allocation
