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
    std::vector<Text> conflicts; ///< Locks that cannot be kept, found before solving.
    bool full_scope = true;      ///< No firm's own limit was cut by Options::max_parcels.
};

/// \throws as allocate().
[[nodiscard]] PlanProblem make_plan_problem(const rules::Context& context,
                                            const siting::Matrix& matrix, const Options& options);

} // namespace sandan::allocation
