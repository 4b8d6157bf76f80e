#pragma once
// Known faults, put into a copy of the user's own data: does each rule catch its own?

#include <sandan/model/project.hpp>

#include <functional>
#include <string_view>
#include <vector>

namespace sandan::cli {

/// One fault for one rule.
struct Fault {
    std::string_view rule;
    std::string_view what;
    /// Damages the project; false when it has nothing to damage.
    std::function<bool(model::Project&)> inject;
    /// Rules (or groups: "GT") that the fault cannot but break, too.
    std::vector<std::string_view> entails;
};

[[nodiscard]] std::vector<Fault> data_faults();   ///< DI, GT
[[nodiscard]] std::vector<Fault> plan_faults();   ///< LB, ZO, PD, UG
[[nodiscard]] std::vector<Fault> siting_faults(); ///< SI, PC

} // namespace sandan::cli
