#pragma once

#include <sandan/allocation/allocate.hpp>
#include <sandan/rules/rule.hpp>
#include <sandan/siting/feasibility.hpp>

#include <string>

namespace sandan::report {

/// What the main job found out about a plan. The references outlive the call they are made for.
struct RunResult {
    const rules::Context& context;
    const rules::Evaluation& evaluation;
    const siting::Matrix* siting = nullptr; ///< Null when the plan names no firms.
    const allocation::Allocation* allocation = nullptr;
};

/// One screen for a planner: land use, findings, zones, siting, allocation, in that order.
[[nodiscard]] std::string run_summary(const RunResult& result, Language language);

} // namespace sandan::report
