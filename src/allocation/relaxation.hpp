#pragma once
// An upper bound with prices. The linear relaxation of the set-packing model, strengthened by
// rank-1 cuts; links enter by cluster transport (RLT): for link e = (f, g) and clusters k, l a
// variable y_ekl ≤ both firms' presence, Σ_l y_ekl ≤ z_fk and Σ_k y_ekl ≤ z_gl.
// The bound is not the solver's word: it is recomputed from the duals by the Lagrangian formula
//   Σ b·π + Σ_firm max(0, max score) + Σ_link max(0, max score of y),
// which holds for any π ≥ 0 however early the simplex stopped.

#include "allocation/problem.hpp"

#include <array>
#include <numeric>
#include <utility>

namespace sandan::allocation {

/// Rank-1 cut: Σ ⌊Σ weights of the items a column holds / divisor⌋ x ≤ ⌊Σ weights / divisor⌋, valid
/// because a plan holds each item once. Items: lots first, then lots + firm; those of weight 0 do
/// not count.
struct Cut {
    std::array<std::uint32_t, 5> items{};
    std::array<std::uint8_t, 5> weights{};
    int divisor = 2;

    [[nodiscard]] int most() const {
        return std::accumulate(weights.begin(), weights.end(), 0) / divisor;
    }
};

/// A column's coefficient in the cut.
[[nodiscard]] int times_held(const Problem& problem, const Column& column, const Cut& cut);

/// Prices of the relaxation's rows, all ≥ 0.
struct Prices {
    std::vector<double> lot;
    std::vector<double> capacity; ///< Per full capacity, i.e. for a use of capacity[row].
    std::vector<double> link;     ///< As Relaxation::link_dual
    std::vector<double> cut;
    std::vector<double> floor; ///< Per whole floor; a plan earns its share, and pays it once.
};

struct Relaxation {
    double bound = 0;
    std::vector<double> score;     ///< Per column: value − rents of what it uses.
    std::vector<double> best;      ///< Per firm: max(0, its best score).
    std::vector<double> link_best; ///< Per link: max(0, best score of its y).
    std::vector<double> link_dual; ///< [(link × 2 + side) × clusters + cluster]
    std::vector<double> floor_dual;
    std::vector<std::pair<std::uint32_t, double>> primal; ///< Columns in use, ascending.
    std::vector<Cut> cuts;                                ///< Those with a price.
    Prices prices;        ///< That give `bound`; `cut` is parallel to `cuts`.
    bool stopped = false; ///< The clock ended it.

    /// Worth of y_ekl at these prices.
    [[nodiscard]] double link_score(const Problem& problem, std::size_t link, std::uint32_t k,
                                    std::uint32_t l) const;
};

struct RelaxationLimits {
    int cut_rounds = 200;
    double cpu_until = 1e9;  ///< Process CPU seconds after which no simplex starts.
    double cuts_until = 1e9; ///< The same, once there are cuts.
};

[[nodiscard]] Relaxation relax(const Problem& problem, const RelaxationLimits& limits);

/// CPU seconds this process has used.
[[nodiscard]] double cpu_seconds();

} // namespace sandan::allocation
