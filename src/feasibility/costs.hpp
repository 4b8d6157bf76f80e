#pragma once
// Cost sheets and cash flows of complexes; what they are worth follows from the flows alone.

#include "feasibility/parts.hpp"

namespace sandan::feasibility {

/// Cost sheet and flows of one complex. With sales at development cost the two depend on each
/// other (the price pays for the interest it saves): solved by halving, whatever the rate.
struct Account {
    CostSheet sheet;
    CashFlow cash;
};

[[nodiscard]] Account account_of(Parts& parts, const model::Complex& complex);

/// The flows as they stand and with cost, income, benefit and discount rate varied by ±20 %, each
/// alone. Nothing of it without base year and discount rate.
[[nodiscard]] std::vector<Worth> worth_of(const CashFlow& cash,
                                          const model::FeasibilityInputs& inputs);

} // namespace sandan::feasibility
