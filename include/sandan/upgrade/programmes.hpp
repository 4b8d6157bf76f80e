#pragma once
// The four programmes for aged complexes: each with its own law, clock and shares, never mixed
// (노후거점산단법, 산업입지법 §39의2, §39의12, 산업집적법 §45의2).

#include <sandan/core/finding.hpp>
#include <sandan/rules/context.hpp>

#include <string_view>
#include <vector>

namespace sandan::upgrade {

/// What one programme's law says of the plan: a statement of a UG rule, passes included.
struct ProgrammeRow {
    std::string_view programme; ///< Korean name, as in the law.
    Finding finding;
};

/// Programmes in the order 경쟁력강화사업지구, 재생사업지구, 활성화구역, 구조고도화사업; rules of
/// each in catalogue order. Areas are measured from the polygons of the plan.
[[nodiscard]] std::vector<ProgrammeRow> programmes(const rules::Context& context);

} // namespace sandan::upgrade
