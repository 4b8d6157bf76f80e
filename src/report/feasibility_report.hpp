#pragma once
// The feasibility study in tables, text and JSON.

#include <sandan/feasibility/study.hpp>

#include "report/table.hpp"

#include <string>
#include <vector>

namespace sandan::report {

/// References outlive the report.
struct FeasibilityReport {
    const rules::Context& context;
    Language language = Language::ko;
    const feasibility::Study& study;
};

/// A table and what it is called for people.
struct Section {
    Text title;
    NamedTable table;
};

/// landuse, placement, demand, utilities, costs, cash, worth, gates, promises, commitments and
/// inputs, in this order. Money in whole won, areas of placement in whole m²: both close. An empty
/// complex is the sum of all, for information.
[[nodiscard]] std::vector<Section> feasibility_sections(const FeasibilityReport& report);

/// A section's table with what people call its columns and words; CSV, Excel and JSON keep the
/// keys.
[[nodiscard]] NamedTable feasibility_for_people(NamedTable table, Language language);

[[nodiscard]] std::string feasibility_as_text(const FeasibilityReport& report);
/// `"schema":"sandan.feasibility/1"`: each section an array of rows; what is not known is null.
[[nodiscard]] std::string feasibility_as_json(const FeasibilityReport& report);

} // namespace sandan::report
