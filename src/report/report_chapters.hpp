#pragma once
// The chapters of the report, in reading order. A chapter is one function; to add one, write it and
// give it a row in full_report.cpp.

#include <sandan/report/full_report.hpp>

#include <string>
#include <vector>

namespace sandan::report {

using Blocks = std::vector<render::Block>;

/// The text of the report's language.
[[nodiscard]] inline std::string say(const FullReport& report, const char* ko, const char* en) {
    return report.language == Language::ko ? ko : en;
}

void add_summary(const FullReport& report, Blocks& blocks);
void add_land_use(const FullReport& report, Blocks& blocks);
void add_maps(const FullReport& report, Blocks& blocks);
void add_findings(const FullReport& report, Blocks& blocks);
/// Formula, thresholds and source of every rule with a finding; nothing without findings.
void add_rules(const FullReport& report, Blocks& blocks);
/// Nothing without a siting matrix.
void add_siting(const FullReport& report, Blocks& blocks);
/// After the siting: a section a firm with its best sites and their conditions, the rules that
/// close most sites and their source, and what would open a closed one. Nothing without a siting
/// matrix.
void add_firm_sheets(const FullReport& report, Blocks& blocks);
/// Nothing without an allocation.
void add_allocation(const FullReport& report, Blocks& blocks);
/// Nothing without a survey of the aged complex.
void add_upgrade(const FullReport& report, Blocks& blocks);
/// Nothing without a study.
void add_feasibility(const FullReport& report, Blocks& blocks);
void add_appendix(const FullReport& report, Blocks& blocks);

} // namespace sandan::report
