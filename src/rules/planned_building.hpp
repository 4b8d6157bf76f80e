#pragma once
// SI-06: what a firm asks of its site, and the building it plans there.

#include <sandan/model/firm.hpp>
#include <sandan/rules/rule.hpp>

namespace sandan::rules {

/// One thing a firm asks of its site, missed. `unit` of both numbers.
[[nodiscard]] Outcome missed(const Text& what, double measured, double wanted, const char* unit);

/// Whether the site is large enough (m²) for the planned footprint and floor area under its
/// coverage and floor-area limits; unknown where a limit is, or hangs on the complex's
/// infrastructure.
[[nodiscard]] Outcome built_fits(const Context& context, const model::Firm& firm, const Site& site);

/// The planned building as one rectangle of its aspect, the setback (m) kept on every side.
[[nodiscard]] Outcome rectangle_fits(const Context& context, const model::Firm& firm,
                                     const Site& site);

} // namespace sandan::rules
