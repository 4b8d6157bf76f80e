#include "report/upgrade_report.hpp"

#include <nlohmann/json.hpp>

#include <cmath>

namespace sandan::report {

namespace {

using Json = nlohmann::ordered_json;
using upgrade::Survey;

/// A ten-thousandth is as fine as it gets.
Json plain(const std::optional<double>& value) {
    constexpr double finest = 10'000;
    return value ? Json(std::round(*value * finest) / finest) : Json(nullptr);
}

Json text_json(const Text& text) {
    return {{"ko", text.ko}, {"en", text.en}};
}

Json definitions() {
    Json json = Json::array();
    for (const auto& indicator : upgrade::indicators()) {
        json.push_back({{"id", indicator.id},
                        {"name", text_json(indicator.name)},
                        {"unit", indicator.unit},
                        {"counted", text_json(indicator.part)},
                        {"denominator", text_json(indicator.whole)}});
    }
    return json;
}

Json values_json(const upgrade::Values& values) {
    Json json;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const auto& indicator = upgrade::indicators()[i];
        const auto& value = values[i];
        const auto known = [&](double number) {
            return value.known ? std::optional{number} : std::nullopt;
        };
        json[std::string{indicator.id}] = {{"value", plain(value.value(indicator))},
                                           {"part", plain(known(value.part))},
                                           {"whole", plain(known(value.whole))},
                                           {"missing", value.missing},
                                           {"left_out", value.left_out}};
    }
    return json;
}

Json group_json(const upgrade::GroupRow& group) {
    return {{"id", group.id},
            {"parcels", group.parcels},
            {"sites", group.sites},
            {"buildings", group.buildings},
            {"area_m2", plain(group.area_m2)},
            {"indicators", values_json(group.values)}};
}

Json sites_json(const Survey& survey) {
    Json json = Json::array();
    for (const auto& site : survey.sites) {
        Json parcels = Json::array();
        for (const auto parcel : site.parcels) {
            parcels.push_back(survey.parcels[parcel].id);
        }
        json.push_back({{"id", site.id},
                        {"complex", site.complex},
                        {"parcels", parcels},
                        {"buildings", site.buildings.size()},
                        {"firms", site.firms},
                        {"area_m2", plain(site.area_m2)},
                        {"industrial", site.industrial ? Json(*site.industrial) : Json(nullptr)},
                        {"oldest", site.oldest ? Json(to_string(*site.oldest)) : Json(nullptr)},
                        {"zones", site.zones},
                        {"split", site.basis},
                        {"coverage_limit", plain(site.coverage_limit)},
                        {"floor_limit", plain(site.floor_limit)},
                        {"coverage_ceiling", plain(site.coverage_ceiling)},
                        {"floor_ceiling", plain(site.floor_ceiling)},
                        {"missing", site.missing},
                        {"indicators", values_json(site.values)}});
    }
    return json;
}

Json join_json(const upgrade::Join& join) {
    Json json;
    for (const auto& count : join_counts(join)) {
        json[std::string{count.id}] = plain(count.value);
    }
    json["missing"] = join.missing;
    return json;
}

Json deficits_json(const Survey& survey) {
    Json json = Json::array();
    for (const auto& row : survey.deficits) {
        const auto* const minimum = row.minimum;
        json.push_back(
            {{"complex", row.complex},
             {"what", row.what},
             {"measured_m2", plain(row.measured_m2)},
             {"measured_percent", plain(row.measured_percent())},
             {"designated_m2", plain(row.whole_m2)},
             {"minimum_percent", minimum == nullptr ? Json(nullptr) : plain(minimum->value)},
             {"required_m2", plain(row.required_m2())},
             {"deficit_m2", plain(row.deficit_m2())},
             {"verified", minimum == nullptr ? Json(nullptr) : Json(minimum->verified)}});
    }
    return json;
}

Json programmes_json(const UpgradeReport& report) {
    Json json = Json::array();
    for (const auto& [programme, finding] : report.programmes) {
        json.push_back({{"programme", programme},
                        {"rule", finding.rule},
                        {"subject", finding.subject.id},
                        {"result", to_string(finding.result)},
                        {"measured", plain(finding.measured)},
                        {"threshold", plain(finding.threshold)},
                        {"unit", finding.unit},
                        {"message", text_json(finding.message)},
                        {"missing", finding.missing},
                        {"source", finding.source}});
    }
    return json;
}

Json findings_json(const UpgradeReport& report) {
    Json json = Json::array();
    for (const auto& remark : report.survey.remarks) {
        const auto* const code = report.project.codes.read_code(remark.code);
        json.push_back({{"code", remark.code},
                        {"severity", code == nullptr ? "" : to_string(code->severity)},
                        {"subject",
                         {{"layer", remark.subject.layer},
                          {"id", remark.subject.id},
                          {"fid", remark.subject.fid}}},
                        {"message", text_json(remark.message)}});
    }
    return json;
}

std::string_view kind_word(rules::Outcome::Kind kind) {
    switch (kind) {
    case rules::Outcome::Kind::pass:
        return to_string(Result::pass);
    case rules::Outcome::Kind::breach:
        return "BLOCKS";
    case rules::Outcome::Kind::unknown:
        return to_string(Result::unknown);
    case rules::Outcome::Kind::not_applicable:
        break;
    }
    return to_string(Result::not_applicable);
}

Json constraints_json(const upgrade::Candidate& candidate) {
    Json json = Json::array();
    for (const auto& constraint : candidate.constraints) {
        json.push_back({{"id", constraint.id},
                        {"result", kind_word(constraint.kind)},
                        {"message", text_json(constraint.message)},
                        {"missing", constraint.missing}});
    }
    return json;
}

Json candidates_json(const UpgradeReport& report) {
    Json json = Json::array();
    for (const auto& candidate : report.scheme.candidates) {
        Json sites = Json::array();
        for (const auto& piece : candidate.pieces) {
            sites.push_back(
                {{"id", report.survey.sites[piece.site].id}, {"area_m2", plain(piece.area_m2)}});
        }
        json.push_back({{"id", candidate.id},
                        {"kind", report.inputs.actions[candidate.action].kind},
                        {"complex", candidate.complex},
                        {"sites", sites},
                        {"area_m2", plain(candidate.area_m2)},
                        {"score", plain(candidate.score)},
                        {"known_percent", plain(100 * candidate.known)},
                        {"worth_m2", candidate.score ? Json(candidate.worth_m2) : Json(nullptr)},
                        {"cost_krw", candidate.cost_krw},
                        {"unknown_indicators", candidate.unknown},
                        {"blocked", !candidate.open()},
                        {"constraints", constraints_json(candidate)}});
    }
    return json;
}

Json portfolio_json(const UpgradeReport& report) {
    const auto& portfolio = report.scheme.portfolio;
    if (!portfolio) {
        return nullptr;
    }
    Json chosen = Json::array();
    for (const auto at : portfolio->chosen) {
        chosen.push_back(report.scheme.candidates[at].id);
    }
    return {{"chosen", chosen},
            {"worth_m2", portfolio->worth_m2},
            {"bound_m2", plain(portfolio->bound_m2)},
            {"gap", plain(portfolio->gap())},
            {"cost_krw", portfolio->cost_krw},
            {"budget_krw", portfolio->budget_krw},
            {"budget_source", report.inputs.budget_source},
            {"considered", portfolio->considered},
            {"unscored", portfolio->unscored},
            {"stopped", portfolio->stopped},
            {"solver", portfolio->solver}};
}

Json changes_json(const UpgradeReport& report) {
    Json json = Json::array();
    for (const auto& change : report.scheme.changes) {
        json.push_back({{"complex", change.complex},
                        {"what", change.what},
                        {"name", text_json(change_name(report.project.codes, change.what))},
                        {"before", plain(change.before)},
                        {"after", plain(change.after)},
                        {"unit", change.unit},
                        {"missing", change.missing}});
    }
    return json;
}

Json funding_json(const UpgradeReport& report) {
    Json json = Json::array();
    for (const auto& row : report.scheme.funding) {
        json.push_back({{"id", row.id},
                        {"total", plain(row.total)},
                        {"parts", plain(row.parts)},
                        {"difference", plain(row.parts - row.total)},
                        {"unit", row.unit},
                        {"source", row.source}});
    }
    return json;
}

} // namespace

std::string upgrade_as_json(const UpgradeReport& report) {
    const auto& survey = report.survey;
    Json json;
    json["schema"] = "sandan.upgrade/1";
    json["plan"] = report.project.plan.name;
    json["synthetic"] = report.project.plan.synthetic;
    json["date"] = to_string(report.date);
    json["definitions"] = definitions();
    json["complexes"] = Json::array();
    for (const auto& group : survey.groups) {
        json["complexes"].push_back(group_json(group));
    }
    json["all"] = group_json(survey.all);
    json["sites"] = sites_json(survey);
    json["join"] = join_json(survey.join);
    json["deficits"] = deficits_json(survey);
    json["programmes"] = programmes_json(report);
    json["candidates"] = candidates_json(report);
    json["portfolio"] = portfolio_json(report);
    json["changes"] = changes_json(report);
    json["funding"] = funding_json(report);
    json["findings"] = findings_json(report);
    json["missing"] = survey.missing;
    json["scheme_missing"] = report.scheme.missing;
    return json.dump(1) + "\n";
}

} // namespace sandan::report
