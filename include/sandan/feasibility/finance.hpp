#pragma once
// Arithmetic of appraisal: pure functions of yearly amounts. Amounts are of any one unit and fall
// at the end of their year; rates are fractions a year (0.045, not 4.5). Safe from any thread.

#include <map>
#include <optional>

namespace sandan::feasibility {

/// Year → amount.
using Flows = std::map<int, double>;

[[nodiscard]] double total(const Flows& flows);
[[nodiscard]] Flows scaled(const Flows& flows, double factor);
/// a − b, year by year.
[[nodiscard]] Flows net(const Flows& a, const Flows& b);

/// Σ amount / (1 + rate)^(year − base_year). NPV is the present value of net flows.
[[nodiscard]] double present_value(const Flows& flows, double rate, int base_year);

/// PV(gains) / PV(costs): B/C with benefits, PI with revenues. Nothing unless PV(costs) > 0.
[[nodiscard]] std::optional<double> value_ratio(const Flows& gains, const Flows& costs, double rate,
                                                int base_year);

/// The rate at which the present value is 0, to 1e-10. Nothing unless the flows change sign exactly
/// once (then there is one rate above −100 %), or if it lies beyond 1000 % a year.
[[nodiscard]] std::optional<double> internal_rate(const Flows& flows);

/// Interest of each year on what was spent and not yet recovered at its beginning, compounding
/// yearly (자본비용, 통합지침 §26의3): b(t) = b(t−1)·(1 + rate) + outlay − income, interest
/// rate · b(t−1) where b(t−1) > 0. Years from the first flow to `last_year`.
[[nodiscard]] Flows capital_cost(const Flows& outlay, const Flows& income, double rate,
                                 int last_year);

} // namespace sandan::feasibility
