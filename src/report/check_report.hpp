#pragma once

#include <sandan/core/table.hpp>
#include <sandan/rules/rule.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sandan::report {

/// What `check` found, for a writer. The references outlive the report.
struct CheckReport {
    const model::Project& project;
    const rules::Evaluation& evaluation;
    Date date{};
    Language language = Language::ko;
    std::size_t omitted = 0;       ///< Findings left out by --max-findings.
    std::size_t known = 0;         ///< Findings left out because the baseline has them.
    bool notes = false;            ///< List the messages of information rules, too.
    bool against_baseline = false; ///< Findings are those that a baseline has not.
    std::span<const Finding>
        unchanged{};       ///< The known ones: for formats that tell each one's state.
    std::size_t stale = 0; ///< Findings of the baseline that are no longer there.
};

/// One output format of `check`: a row in formats.cpp and a file format_<name>.cpp.
struct CheckFormat {
    std::string_view name;
    std::string (*write)(const CheckReport& report);
};

[[nodiscard]] std::span<const CheckFormat> check_formats();
/// Null for a name that is none.
[[nodiscard]] const CheckFormat* find_check_format(std::string_view name);

/// Waivers that waived nothing, as notes: somebody should take them out of the file.
[[nodiscard]] std::vector<const Finding*> unused_waivers(const CheckReport& report);
/// `unused waiver: GT-02 A-1|A-2`
[[nodiscard]] std::string unused_waiver_line(const CheckReport& report, const Finding& waiver);

[[nodiscard]] std::string check_as_text(const CheckReport& report);
[[nodiscard]] std::string check_as_json(const CheckReport& report);
[[nodiscard]] std::string check_as_ndjson(const CheckReport& report);
/// One row per finding, then one per unused waiver (layer `waivers`).
[[nodiscard]] Table check_table(const CheckReport& report);
[[nodiscard]] std::string check_as_csv(const CheckReport& report);
[[nodiscard]] std::string check_as_markdown(const CheckReport& report);
[[nodiscard]] std::string check_as_sarif(const CheckReport& report);
[[nodiscard]] std::string check_as_junit(const CheckReport& report);
[[nodiscard]] std::string check_as_github(const CheckReport& report);
[[nodiscard]] std::string check_as_gitlab(const CheckReport& report);

} // namespace sandan::report
