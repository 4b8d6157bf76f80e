#pragma once

#include <sandan/allocation/verify.hpp>

#include "allocation/value.hpp"

namespace sandan::allocation {

/// What the prices of a certificate prove, from the plan alone.
struct ProvenBound {
    double bound = 0;           ///< Of plans that earn as much bonus and move price as the claim's.
    double worth = 0;           ///< Of any plan, bonus and move price added.
    std::size_t sites = 0;      ///< Contiguous sites looked at.
    std::size_t candidates = 0; ///< Firms on sites they may have.
    std::vector<Text> faults{}; ///< Prices of things the plan does not have, or below 0.
};

/// Weak LP duality over every contiguous site (grown here, lot by lot) and every firm, judged anew.
/// None of the optimiser's code takes part.
[[nodiscard]] ProvenBound proven_bound(const rules::Context& context, const Claim& claim,
                                       const Options& options, const Weights& weights,
                                       const Totals& totals);

} // namespace sandan::allocation
