// SARIF 2.1.0 as code scanning reads it: one file and line per result, fingerprints that survive
// re-ordering, waivers as suppressions; against a baseline only what is new.
#include <sandan/geom/reproject.hpp>
#include <sandan/rules/waivers.hpp>

#include "report/check_report.hpp"
#include "report/file_place.hpp"
#include "report/packs.hpp"
#include "report/rule_help.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <map>
#include <string_view>
#include <vector>

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
                         {"fullDescription", {{"text", info.formula.in(report.language)}}},
                         {"help", {{"text", rule_help_text(info, report.date, report.language)}}},
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

Json properties_of(const CheckReport& report, const Finding& finding,
                   const geom::Reprojection& to_degrees) {
    Json properties{{"result", to_string(finding.result)}, {"crs", report.project.plan.crs}};
    if (finding.subject.fid >= 0) {
        properties["fid"] = finding.subject.fid;
    }
    if (finding.location) {
        properties["point"] = {finding.location->x, finding.location->y};
        properties["bbox"] = finding.location->bbox;
        const auto at = to_degrees({finding.location->x, finding.location->y});
        properties["lonlat"] = {at.x, at.y};
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
    const auto* const waiver =
        rules::waiver_for(report.project.plan, finding, report.date); // as the finding was waived
    if (waiver == nullptr) {
        return Json::array();
    }
    return {{{"kind", "external"},
             {"status", "accepted"},
             {"justification",
              fmt::format("{} ({}, {})", waiver->reason, waiver->approver, waiver->document)}}};
}

/// A path as a reference of RFC 3986: what could be read as its syntax, and what is no ASCII, is
/// percent-encoded byte by byte.
std::string uri_of(const std::string& path) {
    constexpr std::string_view plain = "-._~/!$&'()*+,;=@";
    std::string uri;
    for (const char c : path) {
        const bool letter =
            (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (letter || plain.find(c) != std::string_view::npos) {
            uri += c;
        } else {
            uri += fmt::format("%{:02X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
        }
    }
    return uri;
}

/// The files results point at, in the order of their first result.
class Artifacts {
public:
    explicit Artifacts(const CheckReport& report)
        : m_report{report}, m_inputs{report.project.input_files()} {}

    std::size_t index_of(const std::string& path) {
        const auto uri = uri_of(repository_path(m_report.project, path));
        const auto [found, added] = m_known.try_emplace(uri, m_known.size());
        if (added) {
            Json artifact{{"location", {{"uri", uri}}}};
            const auto file = std::find_if(m_inputs.begin(), m_inputs.end(),
                                           [&](const auto& one) { return same(one.path, path); });
            if (file != m_inputs.end()) { // the version that the findings are of
                artifact["hashes"] = {{"sha-256", file->sha256}};
            }
            m_json.push_back(std::move(artifact));
        }
        return found->second;
    }

    [[nodiscard]] const Json& json() const { return m_json; }

private:
    static bool same(const std::string& a, const std::string& b) {
        namespace fs = std::filesystem;
        return fs::absolute(a).lexically_normal() == fs::absolute(b).lexically_normal();
    }

    const CheckReport& m_report;
    std::vector<model::InputFile> m_inputs;
    std::map<std::string, std::size_t> m_known;
    Json m_json = Json::array();
};

/// `state` is told of what a baseline holds, breaches, when there is one.
Json result_json(const CheckReport& report, const Finding& finding, const char* state,
                 std::size_t rule_index, Artifacts& artifacts,
                 const geom::Reprojection& to_degrees) {
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
            {{"uri", uri_of(repository_path(report.project, place.path))},
             {"index", artifacts.index_of(place.path)}}},
           {"region", region_of(place)}}},
         {"logicalLocations",
          {{{"fullyQualifiedName", subject.layer + "/" + subject.id}, {"kind", "feature"}}}}}};
    result["partialFingerprints"] = {{"primaryLocationLineHash", finding.fingerprint}};
    if (finding.result == Result::waived) {
        result["suppressions"] = suppressions_of(report, finding);
    }
    const bool in_baselines = finding.result == Result::fail || finding.result == Result::warn;
    if (report.against_baseline && in_baselines) {
        result["baselineState"] = state;
    }
    result["properties"] = properties_of(report, finding, to_degrees);
    return result;
}

/// The findings that are listed, in their order: code scanning refuses a file with more results, so
/// the worst are kept.
std::vector<const Finding*> listed(const std::vector<Finding>& findings) {
    constexpr std::size_t most = 25'000;
    std::vector<const Finding*> all;
    all.reserve(findings.size());
    for (const auto& finding : findings) {
        all.push_back(&finding);
    }
    if (all.size() > most) {
        const auto rank = [](const Finding* finding) {
            return finding->result == Result::fail ? 0 : finding->result == Result::warn ? 1 : 2;
        };
        std::stable_sort(all.begin(), all.end(),
                         [&](const Finding* a, const Finding* b) { return rank(a) < rank(b); });
        all.resize(most);
    }
    return all;
}

/// What a reader of the results must know that no result says.
Json notifications(const CheckReport& report, std::size_t left_out) {
    Json all = Json::array();
    const auto add = [&](const char* level, const std::string& text) {
        all.push_back({{"level", level}, {"message", {{"text", text}}}});
    };
    if (left_out > 0) {
        add("warning",
            fmt::format(fmt::runtime(report.language == Language::ko
                                         ? "결과 '{}'건은 SARIF의 한도를 넘어 생략함"
                                         : "'{}' results are left out: more than SARIF takes"),
                        left_out));
    }
    for (const auto* const waiver : unused_waivers(report)) {
        add("warning", fmt::format("{}: '{} {}'", waiver->message.in(report.language), waiver->rule,
                                   waiver->subject.id));
    }
    return all;
}

} // namespace

std::string check_as_sarif(const CheckReport& report) {
    std::map<std::string, std::size_t> index;
    for (const auto& info : report.project.rules.rules) {
        index.emplace(info.id, index.size());
    }
    Artifacts artifacts{report};
    const geom::Reprojection to_degrees{report.project.plan.crs, "EPSG:4326"};
    Json results = Json::array();
    const auto findings = listed(report.evaluation.findings);
    for (const auto* const finding : findings) {
        results.push_back(
            result_json(report, *finding, "new", index.at(finding->rule), artifacts, to_degrees));
    }
    for (const auto& finding : report.unchanged) {
        results.push_back(result_json(report, finding, "unchanged", index.at(finding.rule),
                                      artifacts, to_degrees));
    }
    const auto left_out = report.evaluation.findings.size() - findings.size();
    const Json driver{{"name", "sandan"},
                      {"version", SANDAN_VERSION},
                      {"semanticVersion", SANDAN_VERSION},
                      {"rules", rules_json(report)}};
    Json run;
    run["tool"] = {{"driver", driver}};
    run["invocations"] = {{{"executionSuccessful", true},
                           {"toolExecutionNotifications", notifications(report, left_out)}}};
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
                         {"omitted", report.omitted + left_out},
                         {"waived", report.evaluation.summary.waived},
                         {"known", report.known}};
    Json json;
    json["$schema"] = "https://json.schemastore.org/sarif-2.1.0.json";
    json["version"] = "2.1.0";
    json["runs"] = Json::array({std::move(run)});
    return json.dump(1) + "\n";
}

} // namespace sandan::report
