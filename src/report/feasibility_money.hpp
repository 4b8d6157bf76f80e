#pragma once
// The sections about money: amounts in whole won that close.

#include "report/feasibility_report.hpp"

namespace sandan::report {

[[nodiscard]] Section costs_section(const FeasibilityReport& report);
[[nodiscard]] Section cash_section(const FeasibilityReport& report);
[[nodiscard]] Section worth_section(const FeasibilityReport& report);

} // namespace sandan::report
