#pragma once
// The scenario as a plan: the layers as they would be once the chosen candidates are built, for
// `diff`, `site` and `allocate` to work on like on any other plan.

#include <sandan/upgrade/scheme.hpp>

#include <optional>
#include <string>
#include <vector>

namespace sandan::upgrade {

/// Layers with the canonical fields of their roles; lots also tell their `candidate`.
struct Scenario {
    model::Layer lots;
    std::optional<model::Layer> roads;      ///< With the widened ones. Nothing: the plan has none.
    std::optional<model::Layer> road_lines; ///< With the widths of the widened ones.
    std::optional<model::Layer> parking;    ///< With what is given to car parks.
    std::optional<model::Layer> buildings;  ///< Without those of rebuilt sites.
    std::optional<model::Layer> registered; ///< Factory register without rows of rebuilt sites.
    std::vector<std::string> undrawn;       ///< Chosen candidates with land that is no lot.
};

/// Strips are cut from lots and become road; lots of rebuilt sites are for sale, mixed land where
/// the action says so, and one lot (of the lowest number) where they are merged. What an action
/// gives to green and car parks is cut from one end of its land: where it will lie is not planned,
/// but areas are what changes() says. Where no lot is cut or merged its shape is untouched.
/// Areas of lots sum to what they were. \throws Error{usage} for a plan without lots or a scheme
/// without a portfolio.
[[nodiscard]] Scenario scenario(const rules::Context& context, const Survey& survey,
                                const model::UpgradeInputs& inputs, const Scheme& scheme);

} // namespace sandan::upgrade
