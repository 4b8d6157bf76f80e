#pragma once
// Which features of the layer power_lines a distance is measured to: lines and substations, by
// voltage. What has no voltage may be of any: it is in no class, and a rule asks for it apart.

#include <sandan/model/project.hpp>
#include <sandan/rules/site.hpp>

#include <functional>

namespace sandan::rules {

/// Lines, or substations, of `kv` and more.
[[nodiscard]] std::function<bool(const model::Layer&, const model::Feature&)>
power_from_kv(double kv, bool substation);

/// The classes of lines of 위험물안전관리법 규칙 별표4.
[[nodiscard]] bool is_7_to_35_kv(const model::Layer& layer, const model::Feature& feature);
[[nodiscard]] bool is_over_35_kv(const model::Layer& layer, const model::Feature& feature);

/// Planar distance (m) from the site's lots to the nearest line, or substation, without a voltage;
/// infinity when all have one.
[[nodiscard]] double to_unknown_voltage(const model::Project& project, const Site& site,
                                        bool substation = false);

} // namespace sandan::rules
