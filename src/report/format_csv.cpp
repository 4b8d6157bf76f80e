#include "core/csv.hpp"
#include "report/check_report.hpp"
#include "report/packs.hpp"

#include <fmt/format.h>

namespace sandan::report {

namespace {

std::string number(const std::optional<double>& value) {
    return value ? fmt::format("{}", *value) : std::string{};
}

std::vector<std::string> row_of(const CheckReport& report, const Finding& f,
                                const std::string& packs) {
    return {f.rule,
            std::string{to_string(f.result)},
            std::string{to_string(f.severity)},
            f.subject.layer,
            f.subject.id,
            f.subject.fid < 0 ? "" : std::to_string(f.subject.fid),
            number(f.measured),
            number(f.threshold),
            f.unit,
            f.message.in(report.language),
            fmt::format("{}", fmt::join(f.missing, "; ")),
            f.source,
            f.parameter_date,
            f.location ? number(f.location->x) : "",
            f.location ? number(f.location->y) : "",
            f.fingerprint,
            packs};
}

} // namespace

Table check_table(const CheckReport& report) {
    Table table{{"rule", "result", "severity", "layer", "id", "fid", "measured", "threshold",
                 "unit", "message", "missing", "source", "parameter_date", "x", "y", "fingerprint",
                 "rule_packs"},
                {}};
    const auto packs = pack_versions(report.project);
    for (const auto& finding : report.evaluation.findings) {
        table.rows.push_back(row_of(report, finding, packs));
    }
    for (const auto* const waiver : unused_waivers(report)) {
        table.rows.push_back(row_of(report, *waiver, packs));
    }
    return table;
}

std::string check_as_csv(const CheckReport& report) {
    return to_csv(check_table(report));
}

} // namespace sandan::report
