#pragma once
// Known faults, put into a copy of the user's own data: does each rule catch its own?

#include <sandan/core/text.hpp>
#include <sandan/model/project.hpp>

#include <functional>
#include <string_view>
#include <vector>

namespace sandan::cli {

/// One fault for one rule.
struct Fault {
    std::string_view rule;
    std::string_view needs; ///< What a plan must hold to be damaged, in the words of UNKNOWN.
    Text what;
    /// Damages the project; false when it has nothing to damage.
    std::function<bool(model::Project&)> inject;
    /// Rules (or groups: "GT") that the fault cannot but break, too.
    std::vector<std::string_view> entails;
    bool unknown = false; ///< The rule's answer to the fault is UNKNOWN: it judges what is missing.
};

/// A rule that no fault in a plan can make speak up, and why.
struct Exempt {
    std::string_view rule;
    Text why;
};

[[nodiscard]] std::vector<Fault> data_faults();     ///< DI, GT
[[nodiscard]] std::vector<Fault> plan_faults();     ///< LB, ZO, PD
[[nodiscard]] std::vector<Fault> siting_faults();   ///< SI, PC
[[nodiscard]] std::vector<Fault> district_faults(); ///< UG, and what shows on built land
[[nodiscard]] std::vector<Exempt> exempt_rules();

} // namespace sandan::cli
