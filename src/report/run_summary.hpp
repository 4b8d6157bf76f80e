#pragma once

#include <sandan/allocation/allocate.hpp>
#include <sandan/rules/rule.hpp>
#include <sandan/siting/feasibility.hpp>

#include <string>
#include <utility>
#include <vector>

namespace sandan::report {

/// What the main job found out about a plan. The references outlive the call they are made for.
struct RunResult {
    const rules::Context& context;
    const rules::Evaluation& evaluation;
    const siting::Matrix* siting = nullptr; ///< Null when the plan names no firms.
    const allocation::Allocation* allocation = nullptr;
};

/// What the screen says, topic by topic; a line without a topic goes on with the one before.
[[nodiscard]] std::vector<std::pair<Text, std::string>> summary_lines(const RunResult& result,
                                                                      Language language);

/// One screen for a planner: land use, findings, zones, siting, allocation, in that order.
[[nodiscard]] std::string run_summary(const RunResult& result, Language language);

} // namespace sandan::report
