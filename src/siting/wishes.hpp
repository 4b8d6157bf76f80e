#pragma once

#include <sandan/siting/relaxation.hpp>

#include <optional>

namespace sandan::siting {

/// The firm's own terms bent until every rule judges the site feasible or conditional, each at most
/// once. Nothing when a hard reason is not one of its terms, or bending one breaks another.
[[nodiscard]] std::optional<Relaxation> bent_wishes(const PairRules& rules,
                                                    const model::Firm& wishes,
                                                    const rules::Site& site, const FirmSite& cell);

} // namespace sandan::siting
