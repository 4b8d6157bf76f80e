#pragma once

#include <sandan/siting/feasibility.hpp>

#include <span>

namespace sandan::siting {

/// How well a site serves a firm, 0 to 100, of the points (a point of the firm or lot that is not
/// known earns half):
///   40 area: wanted / offered, so that a firm takes no more land than it needs
///   20 price: 1 − price / highest acceptable price, doubled, at most 1
///   15 time: 1 when ready in the firm's year or before; 0 when later
///   15 frontage: frontage / √area, at most 1 (a square lot on a road has 1)
///   10 simplicity: 1 / number of lots
/// minus 5 for every soft breach or missing datum, at most 20; never below 1.
[[nodiscard]] double score(const rules::Context& context, const model::Firm& firm,
                           const rules::Site& site, std::span<const Reason> reasons);

} // namespace sandan::siting
