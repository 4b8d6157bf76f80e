#pragma once
// Which features of the layer power_lines a distance is measured to: lines and substations, by
// voltage. What has no voltage may be of any.

#include <sandan/model/layer.hpp>

#include <functional>

namespace sandan::rules {

/// Lines, or substations, of `kv` and more.
[[nodiscard]] std::function<bool(const model::Layer&, const model::Feature&)>
power_from_kv(double kv, bool substation);

/// The classes of lines of 위험물안전관리법 규칙 별표4.
[[nodiscard]] bool is_7_to_35_kv(const model::Layer& layer, const model::Feature& feature);
[[nodiscard]] bool is_over_35_kv(const model::Layer& layer, const model::Feature& feature);

} // namespace sandan::rules
