#include "report/landuse_report.hpp"

#include <nlohmann/json.hpp>

#include <cmath>

namespace sandan::report {

namespace {

using Json = nlohmann::ordered_json;

/// 2250000 rather than 2250000.0, and 0.01 m² is as fine as it gets.
Json plain(double value) {
    const double rounded = std::round(value * 100) / 100;
    return std::trunc(rounded) == rounded ? Json(static_cast<std::int64_t>(rounded))
                                          : Json(rounded);
}

Json or_null(const std::optional<double>& value) {
    return value ? Json(*value) : Json(nullptr);
}

Json uses_json(const landuse::ComplexBudget& budget, const model::Codes& codes) {
    Json uses = Json::array();
    const auto pyeong = pyeong_of(budget);
    for (std::size_t i = 0; i < budget.uses.size(); ++i) {
        const auto& row = budget.uses[i];
        const auto& name = codes.land_use(row.use)->name;
        uses.push_back({{"use", row.use},
                        {"name", {{"ko", name.ko}, {"en", name.en}}},
                        {"area_m2", plain(row.rounded_m2)},
                        {"pyeong", plain(pyeong[i])},
                        {"share", row.percent},
                        {"lots", row.lots}});
    }
    return uses;
}

Json ratio_json(const Finding& finding) {
    const bool maximum = is_maximum(finding.rule);
    const bool known = finding.measured && finding.threshold;
    const double room = known ? *finding.measured - *finding.threshold : 0;
    Json json;
    json["rule"] = finding.rule;
    json["value"] = or_null(finding.measured);
    json["minimum"] = maximum ? Json(nullptr) : or_null(finding.threshold);
    json["maximum"] = maximum ? or_null(finding.threshold) : Json(nullptr);
    json["margin"] = known ? Json(maximum ? -room : room) : Json(nullptr);
    json["unit"] = finding.unit;
    json["result"] = to_string(finding.result);
    json["message"] = {{"ko", finding.message.ko}, {"en", finding.message.en}};
    return json;
}

} // namespace

std::string landuse_as_json(const LanduseReport& report) {
    Json json;
    json["schema"] = "sandan.landuse/1";
    json["plan"] = report.project.plan.name;
    json["synthetic"] = report.project.plan.synthetic;
    json["date"] = to_string(report.date);
    json["complexes"] = Json::array();
    for (std::size_t i = 0; i < report.budget.complexes.size(); ++i) {
        const auto& budget = report.budget.complexes[i];
        Json complex;
        complex["id"] = budget.complex;
        complex["designated_area_m2"] = plain(budget.designated_m2);
        complex["boundary_area_m2"] = plain(budget.boundary_m2);
        complex["measured_area_m2"] = plain(budget.measured_m2);
        complex["paid_area_m2"] = plain(budget.paid_m2);
        complex["uses"] = uses_json(budget, report.project.codes);
        complex["ratios"] = Json::array();
        for (const auto& finding : report.complexes[i].ratios) {
            complex["ratios"].push_back(ratio_json(finding));
        }
        json["complexes"].push_back(std::move(complex));
    }
    json["pooled"] = {{"information_only", true},
                      {"uses", uses_json(report.budget.pooled, report.project.codes)}};
    json["total_area_m2"] = plain(report.budget.pooled.designated_m2);
    json["total_measured_area_m2"] = plain(report.budget.pooled.measured_m2);
    json["unassigned_lots"] = report.budget.unassigned.size();
    return json.dump(1) + "\n";
}

} // namespace sandan::report
