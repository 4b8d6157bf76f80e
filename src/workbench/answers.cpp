#include "workbench/answers.hpp"

#include <sandan/core/missing.hpp>

#include "report/web_tables.hpp"
#include "report/words.hpp"

#include <initializer_list>

namespace sandan::workbench {

namespace {

using report::both;
using report::Json;

Json number_or_null(const std::optional<double>& value) {
    return value ? Json(*value) : Json();
}

Json missing_json(const std::vector<std::string>& missing) {
    auto json = Json::array();
    for (const auto& what : missing) {
        json.push_back(both(missing_in(what, Language::ko), missing_in(what, Language::en)));
    }
    return json;
}

Json finding_json(const rules::Context& context, const Finding& finding) {
    const auto* const info = context.project.rules.rule(finding.rule);
    return {{"rule", finding.rule},
            {"title", info == nullptr ? Json("") : both(info->title)},
            {"result", to_string(finding.result)},
            {"subject", finding.subject.id},
            {"message", both(finding.message)},
            {"measured", number_or_null(finding.measured)},
            {"threshold", number_or_null(finding.threshold)},
            {"unit", both(report::unit_in(finding.unit, Language::ko),
                          report::unit_in(finding.unit, Language::en))},
            {"missing", missing_json(finding.missing)},
            {"source", finding.source}};
}

Json findings_json(const rules::Context& context, const std::vector<Finding>& findings) {
    auto json = Json::array();
    for (const auto& finding : findings) {
        json.push_back(finding_json(context, finding));
    }
    return json;
}

Json firm_json(const Session& session, std::size_t number) {
    const auto& state = session.firms()[number];
    const bool placed = !state.holding.lots.empty();
    return {{"id", session.context().project.firms[number].id},
            {"lots", state.holding.lots},
            {"locked", state.holding.locked},
            {"area", state.area_m2},
            {"phase", state.phase},
            {"verdict", placed ? Json(siting::to_string(state.judged.verdict)) : Json()},
            {"score", placed ? Json(state.judged.score) : Json()},
            {"findings", findings_json(session.context(), state.findings)}};
}

Json totals_json(const Session& session) {
    int placed = 0;
    double area = 0;
    double jobs = 0;
    for (std::size_t i = 0; i < session.firms().size(); ++i) {
        const auto& state = session.firms()[i];
        if (!state.holding.lots.empty()) {
            ++placed;
            area += state.area_m2;
            jobs += session.context().project.firms[i].jobs.value_or(0);
        }
    }
    return {{"placed", placed}, {"firms", session.firms().size()}, {"area", area}, {"jobs", jobs}};
}

std::string text_of(const Json& json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

[[noreturn]] void refuse_form() {
    throw Refusal{{"알 수 없는 형식의 요청입니다", "this request has a form that is not known"}};
}

/// An object with these keys and no others.
Json object_of(std::string_view text, std::initializer_list<const char*> keys) {
    auto json = Json::parse(text, nullptr, false);
    if (!json.is_object() || json.size() != keys.size()) {
        refuse_form();
    }
    for (const auto* const key : keys) {
        if (!json.contains(key)) {
            refuse_form();
        }
    }
    return json;
}

std::string word_of(const Json& json) {
    if (!json.is_string()) {
        refuse_form();
    }
    return json.get<std::string>();
}

} // namespace

std::string state_json(const Session& session, const Around& around,
                       std::span<const std::size_t> firms) {
    Json json{{"schema", "sandan.workbench/1"},
              {"busy", around.busy},
              {"note", both(around.note)},
              {"path", around.save_path},
              {"saved", session.is_kept()},
              {"undo", session.can_undo()},
              {"redo", session.can_redo()},
              {"totals", totals_json(session)},
              {"sums", findings_json(session.context(), session.sums())},
              {"firms", Json::array()}};
    for (const auto firm : firms) {
        json["firms"].push_back(firm_json(session, firm));
    }
    return text_of(json);
}

std::string error_json(const Text& text) {
    return text_of({{"error", {{"ko", text.ko}, {"en", text.en}}}});
}

Word read_assign(std::string_view json) {
    const auto object = object_of(json, {"firm", "lots"});
    Word word{.firm = word_of(object["firm"]), .lots = {}};
    if (!object["lots"].is_array()) {
        refuse_form();
    }
    for (const auto& lot : object["lots"]) {
        word.lots.push_back(word_of(lot));
    }
    return word;
}

Word read_lock(std::string_view json) {
    const auto object = object_of(json, {"firm", "locked"});
    if (!object["locked"].is_boolean()) {
        refuse_form();
    }
    return {.firm = word_of(object["firm"]), .lots = {}, .locked = object["locked"].get<bool>()};
}

void read_nothing(std::string_view json) {
    (void)object_of(json, {});
}

} // namespace sandan::workbench
