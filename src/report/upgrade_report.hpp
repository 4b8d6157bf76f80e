#pragma once
// The aged complex in tables, text and JSON.

#include <sandan/upgrade/programmes.hpp>
#include <sandan/upgrade/scheme.hpp>
#include <sandan/upgrade/survey.hpp>

#include "report/table.hpp"

#include <string>
#include <vector>

namespace sandan::report {

/// References outlive the report.
struct UpgradeReport {
    const model::Project& project;
    Date date{};
    Language language = Language::ko;
    const upgrade::Survey& survey;
    const std::vector<upgrade::ProgrammeRow>& programmes;
    const model::UpgradeInputs& inputs;
    const upgrade::Scheme& scheme;
};

/// parcels, sites, indicators, join, deficits, programmes, findings, candidates, portfolio, changes
/// and funding, in this order. Indicators of a parcel that are of its site repeat the site's value.
[[nodiscard]] std::vector<NamedTable> upgrade_tables(const UpgradeReport& report);

[[nodiscard]] std::string upgrade_as_text(const UpgradeReport& report);
/// `"schema":"sandan.upgrade/1"`; a value that is not known is null.
[[nodiscard]] std::string upgrade_as_json(const UpgradeReport& report);

/// Counts of Join in reading order: name for machines, name for people, number.
struct JoinCount {
    std::string_view id;
    Text name;
    double value = 0;
};

[[nodiscard]] std::vector<JoinCount> join_counts(const upgrade::Join& join);

/// candidates, portfolio, changes, funding.
[[nodiscard]] std::vector<NamedTable> scheme_tables(const UpgradeReport& report);
[[nodiscard]] std::string scheme_as_text(const UpgradeReport& report);

/// The kind of an action: 재개발, 복합 전환, 합필, 도로 확폭.
[[nodiscard]] Text action_name(const std::string& kind);
/// What a change is of: 용지, 용적률, 도로 … `change` as in upgrade::Change::what.
[[nodiscard]] Text change_name(const model::Codes& codes, const std::string& change);

/// 도로, 공공녹지, 주차장.
[[nodiscard]] Text deficit_name(const std::string& what);

} // namespace sandan::report
