#pragma once
// What two plans say of a complex's utilities and roads. Where one of them is silent, `missing`
// names the field; two plans that are silent alike have changed nothing.

#include <sandan/model/project.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sandan::rules {

/// The same field of the plan before, as `missing` names it.
[[nodiscard]] std::string of_plan_before(const std::string& field);

/// Largest capacity over all years.
struct CapacityChange {
    double before = 0;
    double after = 0;
    /// The true change is this one, or a larger one the same way.
    bool at_least = true;
    std::vector<std::string> missing;
};

[[nodiscard]] CapacityChange capacity_change(const model::Project& before,
                                             const model::Project& after,
                                             const std::string& complex,
                                             std::optional<double> model::Capacity::*utility,
                                             std::string_view field);

struct RoadChange {
    std::vector<std::string> changed; ///< Ids of wide roads that only one of the plans has.
    std::vector<std::string> missing;
};

/// Roads of at least `width` m.
[[nodiscard]] RoadChange road_change(const model::Project& before, const model::Project& after,
                                     const std::string& complex, double width);

} // namespace sandan::rules
