#include "report/check_report.hpp"
#include "report/finding_json.hpp"
#include "report/packs.hpp"

#include <algorithm>
#include <set>

namespace sandan::report {

namespace {

using Json = nlohmann::ordered_json;

Json or_null(const std::optional<double>& value) {
    return value ? Json(*value) : Json(nullptr);
}

Json location_json(const std::optional<Location>& location) {
    if (!location) {
        return nullptr;
    }
    return {{"x", location->x}, {"y", location->y}, {"bbox", location->bbox}};
}

Json rules_json(const CheckReport& report) {
    const auto& evaluated = report.evaluation.evaluated;
    Json rules = Json::array();
    for (const auto& info : report.project.rules.rules) {
        const bool ran = std::find(evaluated.begin(), evaluated.end(), info.id) != evaluated.end();
        rules.push_back({{"id", info.id},
                         {"title", {{"ko", info.title.ko}, {"en", info.title.en}}},
                         {"severity", to_string(info.severity)},
                         {"evaluated", ran}});
    }
    return rules;
}

} // namespace

Json finding_json(const Finding& finding) {
    const auto& subject = finding.subject;
    Json json;
    json["rule"] = finding.rule;
    json["result"] = to_string(finding.result);
    json["severity"] = to_string(finding.severity);
    json["subject"] = {{"layer", subject.layer},
                       {"id", subject.id},
                       {"fid", subject.fid < 0 ? Json(nullptr) : Json(subject.fid)}};
    json["measured"] = or_null(finding.measured);
    json["threshold"] = or_null(finding.threshold);
    json["unit"] = finding.unit;
    json["message"] = {{"ko", finding.message.ko}, {"en", finding.message.en}};
    json["missing"] = finding.missing;
    json["source"] = finding.source;
    json["parameter_date"] =
        finding.parameter_date.empty() ? Json(nullptr) : Json(finding.parameter_date);
    json["location"] = location_json(finding.location);
    json["fingerprint"] = finding.fingerprint;
    return json;
}

Json summary_json(const Summary& summary) {
    return {{"pass", summary.pass},
            {"fail", summary.fail},
            {"warn", summary.warn},
            {"unknown", summary.unknown},
            {"not_applicable", summary.not_applicable},
            {"waived", summary.waived}};
}

std::string check_as_json(const CheckReport& report) {
    Json json;
    json["schema"] = "sandan.check/1";
    json["plan"] = report.project.plan.name;
    json["synthetic"] = report.project.plan.synthetic;
    json["date"] = to_string(report.date);
    json["crs"] = report.project.plan.crs;
    json["rule_packs"] = Json::array();
    for (const auto& pack : pack_notes(report.project)) {
        json["rule_packs"].push_back(
            {{"id", pack.id},
             {"version", pack.version},
             {"sha256", pack.sha256},
             {"own", pack.own},
             {"replaces_shipped", pack.replaces_shipped},
             {"overrides", pack.overridden.size()},
             {"overridden",
              std::set<std::string>(pack.overridden.begin(), pack.overridden.end())}});
    }
    json["summary"] = summary_json(report.evaluation.summary);
    json["omitted"] = report.omitted;
    json["known"] = report.known;
    json["stale"] = report.stale;
    json["rules"] = rules_json(report);
    json["findings"] = Json::array();
    for (const auto& finding : report.evaluation.findings) {
        json["findings"].push_back(finding_json(finding));
    }
    json["notes"] = Json::array();
    for (const auto& note : report.evaluation.notes) {
        json["notes"].push_back(finding_json(note));
    }
    return json.dump(1) + "\n";
}

std::string check_as_ndjson(const CheckReport& report) {
    const auto packs = pack_versions(report.project);
    std::string lines;
    const auto add = [&](const Finding& finding) {
        auto line = finding_json(finding);
        line["rule_packs"] = packs;
        lines += line.dump() + "\n";
    };
    for (const auto& finding : report.evaluation.findings) {
        add(finding);
    }
    for (const auto* const waiver : unused_waivers(report)) {
        add(*waiver);
    }
    return lines;
}

} // namespace sandan::report
