#pragma once

#include "allocation/demand.hpp"
#include "allocation/problem.hpp"

#include <map>

namespace sandan::allocation {

/// A plan's allocation as numbers, with the way back.
struct PlanProblem {
    Problem problem;
    std::vector<std::size_t> cell_of_column; ///< Position in matrix.cells
    std::vector<CapacityRow> rows;           ///< Parallel to problem.capacity
    /// Added to every column of a firm that must be placed (mandatory or locked): more than all
    /// other firms together can bring, so no plan leaves one out that could be placed.
    std::int64_t bonus = 0;
    std::vector<bool> required;  ///< Per firm.
    std::vector<bool> kept;      ///< Per column: the firm's site in the previous plan.
    std::int64_t move_price = 0; ///< Added to the kept columns.
    std::vector<Text> conflicts; ///< Locks that cannot be kept, found before solving.
    bool full_scope = true;      ///< No firm's own limit was cut by Options::max_parcels.
};

/// Bonus and move price that a choice earns beside its objective.
[[nodiscard]] std::int64_t extras_of(const PlanProblem& plan, const Choice& choice);

/// Lot ids of a column's site, ascending.
[[nodiscard]] std::vector<std::string> lot_ids(const rules::Context& context,
                                               const siting::Matrix& matrix,
                                               const PlanProblem& plan, std::size_t column);

/// \throws as allocate().
[[nodiscard]] PlanProblem make_plan_problem(const rules::Context& context,
                                            const siting::Matrix& matrix, const Options& options);

} // namespace sandan::allocation
