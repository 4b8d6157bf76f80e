#include "report/plan_assignments.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>
#include <vector>

namespace sandan::report {

namespace {

/// What the plan gives the firm, as an allocation tells it; nothing for a firm without assignment.
std::vector<std::string> assigned(const model::Project& project, const std::string& firm) {
    std::vector<std::string> lots;
    for (const auto& assignment : project.assignments) {
        if (assignment.firm == firm) {
            lots.insert(lots.end(), assignment.lots.begin(), assignment.lots.end());
        }
    }
    std::sort(lots.begin(), lots.end());
    return lots;
}

std::vector<std::string> moved(const model::Project& project,
                               const allocation::Allocation& allocation) {
    std::vector<std::string> firms;
    for (const auto& placement : allocation.placements) {
        const auto lots = assigned(project, placement.firm);
        if (!lots.empty() && lots != placement.lots) {
            firms.push_back(placement.firm);
        }
    }
    return firms;
}

} // namespace

std::string against_assignments(const model::Project& project,
                                const allocation::Allocation& allocation, Language language) {
    auto firms = moved(project, allocation);
    if (firms.empty()) {
        return {};
    }
    constexpr std::size_t shown = 10;
    const auto more = firms.size() > shown ? fmt::format(" … +{}", firms.size() - shown) : "";
    const auto count = firms.size();
    firms.resize(std::min(shown, count));
    return fmt::format(
        fmt::runtime(
            language == Language::ko
                ? "계획의 배정({})과 {}개 기업이 다름: {}{} – 규칙 점검과 타당성(배치계획, "
                  "협약)은 계획의 배정을 따름"
                : "the plan's assignments ({}) put {} firms elsewhere: {}{} – check and "
                  "feasibility (placement, commitments) follow the plan"),
        std::filesystem::path{project.plan.assignments}.filename().string(), count,
        fmt::join(firms, ", "), more);
}

} // namespace sandan::report
