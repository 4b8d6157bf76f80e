#pragma once
// What two plans say of a complex's land, utilities and roads. Where one of them is silent,
// `missing` names the field; two plans that are silent alike on a utility or road have changed
// nothing.

#include <sandan/model/project.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sandan::rules {

/// The same field of the plan before, as `missing` names it.
[[nodiscard]] std::string of_plan_before(const std::string& field);

/// What is missing in the plan before, then in this one; what the plan before lacks says so.
[[nodiscard]] std::vector<std::string> of_both(const std::vector<std::string>& before,
                                               const std::vector<std::string>& after);

/// What a plan does not say of its lots, without which the area of each use in the complex is not
/// known: a lot of no named complex may be of this one, a lot without geometry of any size.
[[nodiscard]] std::vector<std::string> missing_uses(const model::Project& project,
                                                    const std::string& complex);

/// What a plan does not say of the boundary of the complex.
[[nodiscard]] std::vector<std::string> missing_boundary(const model::Project& project,
                                                        const std::string& complex);

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
