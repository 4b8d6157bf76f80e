// Formats that build servers read: SARIF 2.1.0, JUnit XML, GitHub annotations, GitLab code quality.
#include "report/check_report.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <filesystem>

namespace sandan::report {

namespace {

using Json = nlohmann::ordered_json;

std::string plan_file(const CheckReport& report) {
    return std::filesystem::path{report.project.plan.path}.filename().string();
}

bool is_breach(const Finding& finding) {
    return finding.result == Result::fail || finding.result == Result::warn;
}

std::string sentence(const CheckReport& report, const Finding& finding) {
    return fmt::format("{} {}: {}", finding.subject.layer, finding.subject.id,
                       finding.message.in(report.language));
}

const char* sarif_level(Result result) {
    return result == Result::fail ? "error" : result == Result::warn ? "warning" : "note";
}

std::string xml(const std::string& text) {
    std::string escaped;
    for (const char c : text) {
        switch (c) {
        case '&':
            escaped += "&amp;";
            break;
        case '<':
            escaped += "&lt;";
            break;
        case '>':
            escaped += "&gt;";
            break;
        case '"':
            escaped += "&quot;";
            break;
        default:
            escaped += c;
        }
    }
    return escaped;
}

/// Workflow commands of GitHub end at a line break.
std::string one_line(const std::string& text) {
    std::string escaped;
    for (const char c : text) {
        escaped += c == '%' ? "%25" : c == '\n' ? "%0A" : c == '\r' ? "%0D" : std::string{c};
    }
    return escaped;
}

} // namespace

std::string check_as_sarif(const CheckReport& report) {
    Json rules = Json::array();
    for (const auto& info : report.project.rules.rules) {
        rules.push_back({{"id", info.id},
                         {"shortDescription", {{"text", info.title.in(report.language)}}},
                         {"fullDescription", {{"text", info.formula}}},
                         {"help", {{"text", info.source}}}});
    }
    Json results = Json::array();
    for (const auto& finding : report.evaluation.findings) {
        const auto subject = finding.subject.layer + "/" + finding.subject.id;
        results.push_back(
            {{"ruleId", finding.rule},
             {"level", sarif_level(finding.result)},
             {"kind", is_breach(finding) ? "fail" : "open"},
             {"message", {{"text", sentence(report, finding)}}},
             {"locations",
              {{{"physicalLocation", {{"artifactLocation", {{"uri", plan_file(report)}}}}},
                {"logicalLocations", {{{"fullyQualifiedName", subject}}}}}}},
             {"partialFingerprints", {{"sandan/v1", finding.fingerprint}}}});
    }
    const Json driver{{"name", "sandan"}, {"version", SANDAN_VERSION}, {"rules", rules}};
    Json json;
    json["$schema"] = "https://json.schemastore.org/sarif-2.1.0.json";
    json["version"] = "2.1.0";
    json["runs"] = {{{"tool", {{"driver", driver}}}, {"results", results}}};
    return json.dump(1) + "\n";
}

std::string check_as_junit(const CheckReport& report) {
    const auto& summary = report.evaluation.summary;
    auto text =
        fmt::format("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite "
                    "name=\"sandan check {}\" tests=\"{}\" failures=\"{}\" skipped=\"{}\">\n",
                    xml(report.project.plan.name), report.evaluation.findings.size(), summary.fail,
                    summary.warn + summary.unknown + summary.waived);
    for (const auto& finding : report.evaluation.findings) {
        const auto message = xml(finding.message.in(report.language));
        text += fmt::format("  <testcase classname=\"{}\" name=\"{}\">\n", finding.rule,
                            xml(finding.subject.layer + " " + finding.subject.id));
        text += finding.result == Result::fail
                    ? fmt::format("    <failure message=\"{}\"/>\n", message)
                    : fmt::format("    <skipped message=\"{}: {}\"/>\n", to_string(finding.result),
                                  message);
        text += "  </testcase>\n";
    }
    return text + "</testsuite>\n";
}

std::string check_as_github(const CheckReport& report) {
    std::string text;
    for (const auto& finding : report.evaluation.findings) {
        if (is_breach(finding)) {
            text += fmt::format("::{} title={}::{}\n",
                                finding.result == Result::fail ? "error" : "warning", finding.rule,
                                one_line(sentence(report, finding)));
        }
    }
    return text;
}

std::string check_as_gitlab(const CheckReport& report) {
    Json json = Json::array();
    for (const auto& finding : report.evaluation.findings) {
        if (is_breach(finding)) {
            json.push_back(
                {{"description", sentence(report, finding)},
                 {"check_name", finding.rule},
                 {"fingerprint", finding.fingerprint},
                 {"severity", finding.result == Result::fail ? "major" : "minor"},
                 {"location", {{"path", plan_file(report)}, {"lines", {{"begin", 1}}}}}});
        }
    }
    return json.dump(1) + "\n";
}

} // namespace sandan::report
