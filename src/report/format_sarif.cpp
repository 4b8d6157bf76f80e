// SARIF 2.1.0 as code scanning reads it: one file and line per result, fingerprints that survive
// re-ordering, waivers as suppressions, known findings as unchanged.
#include "report/check_report.hpp"
#include "report/file_place.hpp"
#include "report/packs.hpp"
#include "report/rule_help.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>

namespace sandan::report {

namespace {

using Json = nlohmann::ordered_json;

const char* level_of(Result result) {
    return result == Result::fail ? "error" : result == Result::warn ? "warning" : "note";
}

const char* kind_of(Result result) {
    return result == Result::fail || result == Result::warn ? "fail"
           : result == Result::waived                       ? "review"
                                                            : "open";
}

const char* default_level(Severity severity) {
    return severity == Severity::error     ? "error"
           : severity == Severity::warning ? "warning"
                                           : "note";
}

Json rules_json(const CheckReport& report) {
    Json rules = Json::array();
    for (const auto& info : report.project.rules.rules) {
        rules.push_back({{"id", info.id},
                         {"shortDescription", {{"text", info.title.in(report.language)}}},
                         {"fullDescription", {{"text", info.formula}}},
                         {"help", {{"text", rule_help(info, report.date, report.language)}}},
                         {"defaultConfiguration", {{"level", default_level(info.severity)}}},
                         {"properties", {{"source", info.source}, {"status", status_of(info)}}}});
    }
    return rules;
}

/// A line of a text file is a region; of any other file SARIF is given its first character.
Json region_of(const FilePlace& place) {
    return {{"startLine", place.line},
            {"startColumn", place.column},
            {"endLine", place.line},
            {"endColumn", place.column + 1}};
}

Json properties_of(const CheckReport& report, const Finding& finding) {
    Json properties{{"result", to_string(finding.result)}, {"crs", report.project.plan.crs}};
    if (finding.subject.fid >= 0) {
        properties["fid"] = finding.subject.fid;
    }
    if (finding.location) {
        properties["point"] = {finding.location->x, finding.location->y};
        properties["bbox"] = finding.location->bbox;
    }
    if (finding.measured) {
        properties["measured"] = *finding.measured;
    }
    if (finding.threshold) {
        properties["threshold"] = *finding.threshold;
    }
    properties["unit"] = finding.unit;
    if (!finding.missing.empty()) {
        properties["missing"] = finding.missing;
    }
    return properties;
}

Json suppressions_of(const CheckReport& report, const Finding& finding) {
    for (const auto& waiver : report.project.plan.waivers) {
        if (waiver.rule == finding.rule && waiver.subject == finding.subject.id) {
            return {{{"kind", "external"},
                     {"status", "accepted"},
                     {"justification", fmt::format("{} ({}, {})", waiver.reason, waiver.approver,
                                                   waiver.document)}}};
        }
    }
    return Json::array();
}

/// The files results point at, in the order of their first result.
class Artifacts {
public:
    explicit Artifacts(const model::Project& project) : m_project{project} {}

    std::size_t index_of(const std::string& path) {
        const auto uri = repository_path(m_project, path);
        const auto [found, added] = m_known.try_emplace(uri, m_known.size());
        if (added) {
            m_json.push_back({{"location", {{"uri", uri}}}});
        }
        return found->second;
    }

    [[nodiscard]] const Json& json() const { return m_json; }

private:
    const model::Project& m_project;
    std::map<std::string, std::size_t> m_known;
    Json m_json = Json::array();
};

Json result_json(const CheckReport& report, const Finding& finding, std::size_t rule_index,
                 Artifacts& artifacts) {
    const auto place = file_place(report.project, finding);
    const auto& subject = finding.subject;
    Json result;
    result["ruleId"] = finding.rule;
    result["ruleIndex"] = rule_index;
    result["level"] = level_of(finding.result);
    // only a failed result may have a level other than none (SARIF §3.27.10)
    result["kind"] = kind_of(finding.result);
    if (result["kind"] != "fail") {
        result["level"] = "none";
    }
    result["message"] = {{"text", fmt::format("{} '{}': {}", subject.layer, subject.id,
                                              finding.message.in(report.language))}};
    result["locations"] = {
        {{"physicalLocation",
          {{"artifactLocation",
            {{"uri", repository_path(report.project, place.path)},
             {"index", artifacts.index_of(place.path)}}},
           {"region", region_of(place)}}},
         {"logicalLocations",
          {{{"fullyQualifiedName", subject.layer + "/" + subject.id}, {"kind", "feature"}}}}}};
    result["partialFingerprints"] = {{"primaryLocationLineHash", finding.fingerprint}};
    if (finding.result == Result::waived) {
        result["suppressions"] = suppressions_of(report, finding);
    }
    if (report.against_baseline) {
        result["baselineState"] = "new";
    }
    result["properties"] = properties_of(report, finding);
    return result;
}

} // namespace

std::string check_as_sarif(const CheckReport& report) {
    std::map<std::string, std::size_t> index;
    for (const auto& info : report.project.rules.rules) {
        index.emplace(info.id, index.size());
    }
    Artifacts artifacts{report.project};
    Json results = Json::array();
    for (const auto& finding : report.evaluation.findings) {
        results.push_back(result_json(report, finding, index.at(finding.rule), artifacts));
    }
    const Json driver{{"name", "sandan"},
                      {"version", SANDAN_VERSION},
                      {"semanticVersion", SANDAN_VERSION},
                      {"rules", rules_json(report)}};
    Json run;
    run["tool"] = {{"driver", driver}};
    run["automationDetails"] = {{"id", fmt::format("sandan/{}/", report.project.plan.name)}};
    run["columnKind"] = "unicodeCodePoints";
    run["artifacts"] = artifacts.json();
    run["results"] = std::move(results);
    Json packs = Json::array();
    for (const auto& pack : pack_notes(report.project)) {
        packs.push_back({{"id", pack.id}, {"version", pack.version}, {"sha256", pack.sha256}});
    }
    run["properties"] = {{"rule_packs", std::move(packs)},
                         {"date", to_string(report.date)},
                         {"synthetic", report.project.plan.synthetic},
                         {"omitted", report.omitted},
                         {"known", report.known}};
    Json json;
    json["$schema"] = "https://json.schemastore.org/sarif-2.1.0.json";
    json["version"] = "2.1.0";
    json["runs"] = Json::array({std::move(run)});
    return json.dump(1) + "\n";
}

} // namespace sandan::report
