#pragma once

#include "allocation/value.hpp"

#include <vector>

namespace sandan::allocation {

/// A firm on a site.
struct Served {
    const model::Firm* firm = nullptr;
    const rules::Site* site = nullptr;
    double score = 0; ///< 0–100
};

/// What each term of the objective brings in a plan, in the order of value.hpp; proximity only with
/// `links`, terms without weight not at all.
[[nodiscard]] std::vector<ObjectiveTerm> terms_of(const rules::Context& context,
                                                  const std::vector<Served>& plan,
                                                  const Weights& weights, const Totals& totals,
                                                  bool links);

} // namespace sandan::allocation
