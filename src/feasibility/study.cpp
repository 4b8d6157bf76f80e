#include <sandan/feasibility/study.hpp>
#include <sandan/rules/site.hpp>

#include "feasibility/parts.hpp"

#include <algorithm>
#include <unordered_map>

namespace sandan::feasibility {

namespace {

std::unordered_map<std::string, const model::Firm*> firms_by_lot(const model::Project& project) {
    std::unordered_map<std::string, const model::Firm*> firms;
    for (const auto& assignment : project.assignments) {
        for (const auto& lot : assignment.lots) {
            firms.emplace(lot, project.firm(assignment.firm));
        }
    }
    return firms;
}

std::optional<int> whole(const std::optional<double>& value) {
    return value ? std::optional{static_cast<int>(*value)} : std::nullopt;
}

std::vector<FirmLot> lots_for_firms(const rules::Context& context) {
    std::vector<FirmLot> result;
    const auto& project = context.project;
    const auto* const lots = project.layer("lots");
    if (lots == nullptr) {
        return result;
    }
    const auto firms = firms_by_lot(project);
    for (std::size_t i = 0; i < lots->features.size(); ++i) {
        const auto& feature = lots->features[i];
        if (!rules::is_on_offer(project, *lots, feature)) {
            continue;
        }
        FirmLot lot;
        lot.lot = i;
        lot.complex = lots->text(feature, "complex").value_or("");
        lot.block = lots->text(feature, "block").value_or("");
        lot.industry = lots->text(feature, "industry").value_or("");
        lot.phase = whole(lots->number(feature, "phase"));
        lot.year = whole(lots->number(feature, "available_year"));
        lot.area_m2 = context.analysis.lots[i].area_m2;
        const auto found = firms.find(lots->id(feature));
        lot.firm = found == firms.end() ? nullptr : found->second;
        result.push_back(std::move(lot));
    }
    return result;
}

} // namespace

void Parts::require(const std::string& input) {
    auto& required = study.required;
    if (std::find(required.begin(), required.end(), input) == required.end()) {
        required.push_back(input);
    }
}

Study study(const rules::Context& context, const model::FeasibilityInputs& inputs) {
    Study result;
    Parts parts{context, inputs, lots_for_firms(context), result};
    if (context.project.layer("lots") == nullptr) {
        parts.require("[layers.lots]");
    }
    place(parts);
    supply_utilities(parts);
    appraise(parts);
    list_gates(parts);
    list_promises(parts);
    return result;
}

} // namespace sandan::feasibility
