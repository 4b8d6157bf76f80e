#include "feasibility/parts.hpp"
#include "rules/support.hpp"

namespace sandan::feasibility {

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
    }
}

} // namespace sandan::feasibility
