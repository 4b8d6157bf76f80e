#include "report/finding_json.hpp"
#include "report/plan_diff.hpp"

namespace sandan::report {

namespace {

using Json = nlohmann::ordered_json;

Json plan_json(const rules::Context& context) {
    return {{"plan", context.project.plan.name},
            {"reference_date", sandan::to_string(context.project.plan.reference_date)},
            {"synthetic", context.project.plan.synthetic}};
}

Json areas_json(const AreaChange& areas) {
    return {{"unchanged_m2", areas.unchanged_m2},
            {"relotted_m2", areas.relotted_m2},
            {"use_changed_m2", areas.use_changed_m2},
            {"added_m2", areas.added_m2},
            {"removed_m2", areas.removed_m2},
            {"union_m2", areas.union_m2},
            {"closure_error_m2", areas.closure_error_m2()}};
}

Json weight_json(const ChangeWeight& weight) {
    const bool unknown = weight.kind == rules::Outcome::Kind::unknown;
    const bool important = weight.kind == rules::Outcome::Kind::breach;
    return {{"rule", weight.rule},
            {"complex", weight.complex},
            {"important", unknown ? Json(nullptr) : Json(important)},
            {"message", {{"ko", weight.message.ko}, {"en", weight.message.en}}}};
}

Json lot_json(const LotChange& lot) {
    return {
        {"event", to_string(lot.event)},
        {"before", lot.before},
        {"after", lot.after},
        {"use_before", lot.use_before},
        {"use_after", lot.use_after},
        {"area_before_m2", lot.area_before_m2},
        {"area_after_m2", lot.area_after_m2},
        {"changed_m2", lot.changed_m2},
        {"land_m2", lot.land_m2()},
        {"location", {{"x", lot.location.x}, {"y", lot.location.y}, {"bbox", lot.location.bbox}}}};
}

template <typename Rows, typename Row>
Json list(const Rows& rows, const Row& json_of) {
    Json json = Json::array();
    for (const auto& row : rows) {
        json.push_back(json_of(row));
    }
    return json;
}

} // namespace

std::string diff_as_json(const DiffReport& report) {
    const auto& diff = report.diff;
    Json json;
    json["schema"] = "sandan.diff/1";
    json["date"] = sandan::to_string(report.now.date);
    json["before"] = plan_json(report.before);
    json["after"] = plan_json(report.now);
    json["important"] = diff.important();
    json["weights"] = list(diff.weights, weight_json);
    json["areas"] = areas_json(diff.areas);
    json["uses"] = list(diff.uses, [](const UseChange& row) -> Json {
        return {{"complex", row.complex},
                {"use", row.use},
                {"before_m2", row.before_m2},
                {"after_m2", row.after_m2}};
    });
    json["lots"] = list(diff.lots, lot_json);
    json["firms"] = list(diff.firms, [](const FirmChange& row) -> Json {
        return {{"firm", row.firm}, {"before", row.before}, {"after", row.after}};
    });
    json["findings"] = {{"appeared", list(diff.appeared, finding_json)},
                        {"vanished", list(diff.vanished, finding_json)}};
    return json.dump(1) + "\n";
}

} // namespace sandan::report
