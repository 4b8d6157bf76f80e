#include "feasibility/parts.hpp"
#include "rules/support.hpp"

#include <array>

namespace sandan::feasibility {

namespace {

/// 지방재정법 영 §41②: who reviews the investment. The largest tier that the cost reaches; the
/// smallest where it reaches none or is not known.
Gate review_of(const rules::Context& context, const CostSheet& sheet) {
    struct Tier {
        const char* what;
        const char* parameter;
    };

    constexpr std::array tiers{Tier{"review_state", "review_state_from"},
                               Tier{"review_province", "review_province_from"},
                               Tier{"review_self", "review_self_from"}};
    Gate gate;
    for (const auto& tier : tiers) {
        gate = {sheet.complex, "PC-10", tier.what,
                sheet.total,   "억원",  context.parameter("PC-10", tier.parameter)};
        if (gate.due().value_or(false)) {
            break;
        }
    }
    return gate;
}

} // namespace

std::optional<bool> Gate::due() const {
    return threshold == nullptr || !measured
               ? std::nullopt
               : std::optional{rules::reaches(*measured, threshold->value)};
}

void list_gates(Parts& parts) {
    const auto& context = parts.context;
    for (const auto& complex : context.project.plan.complexes) {
        for (const auto* kind : {"environment", "heritage", "disaster", "traffic"}) {
            parts.study.gates.push_back({complex.id, "SI-30", kind, complex.designated_area_m2,
                                         "m²", context.parameter("SI-30", "min_area", kind)});
        }
    }
    for (const auto& sheet : parts.study.costs) {
        parts.study.gates.push_back({sheet.complex, "PC-10", "study", sheet.total, "억원",
                                     context.parameter("PC-10", "study_from")});
        parts.study.gates.push_back(review_of(context, sheet));
    }
}

} // namespace sandan::feasibility
