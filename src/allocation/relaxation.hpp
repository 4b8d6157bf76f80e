#pragma once
// An upper bound with prices. The linear relaxation of the set-packing model, strengthened by
// subset-row cuts; links enter by cluster transport (RLT): for link e = (f, g) and clusters k, l a
// variable y_ekl ≤ both firms' presence, Σ_l y_ekl ≤ z_fk and Σ_k y_ekl ≤ z_gl.
// The bound is not the solver's word: it is recomputed from the duals by the Lagrangian formula
//   Σ b·π + Σ_firm max(0, max score) + Σ_link max(0, max score of y),
// which holds for any π ≥ 0 however early the simplex stopped.

#include "allocation/problem.hpp"

#include <array>
#include <utility>

namespace sandan::allocation {

/// Subset-row cut: of columns holding two or more of these items at most one is chosen.
/// Items: lots first, then lots + firm.
struct Cut {
    std::array<std::uint32_t, 3> items{};
};

/// How many of the cut's items a column holds.
[[nodiscard]] int items_held(const Problem& problem, const Column& column, const Cut& cut);

struct Relaxation {
    double bound = 0;
    std::vector<double> score;     ///< Per column: value − rents of what it uses.
    std::vector<double> best;      ///< Per firm: max(0, its best score).
    std::vector<double> link_best; ///< Per link: max(0, best score of its y).
    std::vector<double> link_dual; ///< [(link × 2 + side) × clusters + cluster]
    std::vector<std::pair<std::uint32_t, double>> primal; ///< Columns in use, ascending.
    std::vector<Cut> cuts;                                ///< Those with a price.

    /// Worth of y_ekl at these prices.
    [[nodiscard]] double link_score(const Problem& problem, std::size_t link, std::uint32_t k,
                                    std::uint32_t l) const;
};

struct RelaxationLimits {
    int cut_rounds = 40;
    double cpu_until = 1e9; ///< Process CPU seconds after which no further round starts.
};

[[nodiscard]] Relaxation relax(const Problem& problem, const RelaxationLimits& limits);

/// CPU seconds this process has used.
[[nodiscard]] double cpu_seconds();

} // namespace sandan::allocation
