#include <sandan/report/allocation.hpp>

#include "core/csv.hpp"

#include <fmt/format.h>

namespace sandan::report {

std::string allocation_csv(const allocation::Allocation& allocation, Language language) {
    std::string text =
        csv_line({"firm_id", "parcels", "area_m2", "score", "phase", "status", "reason"});
    for (const auto& placement : allocation.placements) {
        if (!placement.placed) {
            text += csv_line(
                {placement.firm, "", "", "", "", "unplaced", placement.reason.in(language)});
            continue;
        }
        text += csv_line({placement.firm, fmt::format("{}", fmt::join(placement.lots, ";")),
                          fmt::format("{:.2f}", placement.area_m2),
                          fmt::format("{:.2f}", placement.score), std::to_string(placement.phase),
                          "placed", ""});
    }
    return text;
}

std::string allocation_text(const allocation::Allocation& allocation, Language language) {
    const bool ko = language == Language::ko;
    std::size_t placed = 0;
    for (const auto& placement : allocation.placements) {
        placed += placement.placed ? 1 : 0;
    }
    std::string text = fmt::format(
        fmt::runtime(ko ? "배정 {} / {} 기업 · 상태 {} · 점수 {} · 상한 {:.0f} · 격차 {:.4f}%\n"
                        : "placed {} of {} firms · status {} · points {} · bound {:.0f} · gap "
                          "{:.4f}%\n"),
        placed, allocation.placements.size(), to_string(allocation.status), allocation.objective,
        allocation.bound, 100 * allocation.gap);
    for (const auto& placement : allocation.placements) {
        text += placement.placed
                    ? fmt::format("  {}  {}  {:.0f} m²\n", placement.firm,
                                  fmt::join(placement.lots, "+"), placement.area_m2)
                    : fmt::format("  {}  -  {}\n", placement.firm, placement.reason.in(language));
    }
    for (const auto& conflict : allocation.conflicts) {
        text += "! " + conflict.in(language) + "\n";
    }
    return text;
}

} // namespace sandan::report
