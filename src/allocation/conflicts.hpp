#pragma once
// What closes sites to a firm, as small as can be.

#include "allocation/locks.hpp"
#include "allocation/plan_problem.hpp"

#include <cstdint>
#include <map>
#include <utility>
#include <vector>

namespace sandan::allocation {

/// Positions of constraints, ascending, per site.
using Obstacles = std::vector<std::vector<std::uint32_t>>;

/// A set of constraints that meets every site's obstacles and of which none can be left out
/// (deletion filter, those that close fewest sites tried first; then by position): ascending.
/// Empty when some site has no obstacle.
[[nodiscard]] std::vector<std::uint32_t> smallest_conflict(const Obstacles& obstacles,
                                                           std::size_t constraints);

/// Every constraint between one firm and the sites of a finished plan.
class Barriers {
public:
    /// Keeps references.
    Barriers(const rules::Context& context, const siting::Matrix& matrix, const PlanProblem& plan,
             const Choice& choice, const Options& options, std::size_t firm);

    [[nodiscard]] const std::vector<Constraint>& constraints() const { return m_constraints; }

    /// All others where they are: rules, data, lots, locks, capacities left, lots held.
    [[nodiscard]] const Obstacles& fixed() const { return m_fixed; }

    /// All others gone: without their lots, capacities whole.
    [[nodiscard]] const Obstacles& free() const { return m_free; }

    /// Rows that constraint `at` is about, for those of kind capacity.
    [[nodiscard]] std::uint32_t row_of(std::uint32_t at) const { return m_rows.at(at); }

    /// What is left of each capacity in the finished plan.
    [[nodiscard]] const std::vector<std::int64_t>& left() const { return m_left; }

private:
    std::uint32_t number(Constraint constraint);
    void add_own(const siting::FirmSite& cell, std::vector<std::uint32_t>& obstacles);
    void add_site(std::size_t site);

    const rules::Context& m_context;
    const siting::Matrix& m_matrix;
    const PlanProblem& m_plan;
    Locks m_locks;
    std::size_t m_firm;
    int m_most_lots;
    std::vector<std::int64_t> m_left;
    std::map<std::uint32_t, std::size_t> m_holder; ///< Lot → firm
    std::vector<Constraint> m_constraints;
    std::map<std::pair<Constraint::Kind, std::string>, std::uint32_t> m_numbers;
    std::map<std::uint32_t, std::uint32_t> m_rows;
    Obstacles m_fixed;
    Obstacles m_free;
};

} // namespace sandan::allocation
