#include <sandan/report/allocation.hpp>

#include "report/words.hpp"

#include <fmt/format.h>

namespace sandan::report {

namespace {

/// Why a firm got nothing, and what would change it.
std::string reason_text(const allocation::Placement& placement, Language language) {
    const Text no_time{"시간 제한으로 최소 충돌 집합은 구하지 못함",
                       "no time was left for the smallest conflict"};
    const auto why = (placement.left_out ? placement.left_out->text() : no_time).in(language);
    return placement.reason.in(language) + (why.empty() ? "" : "; " + why);
}

} // namespace

Table allocation_table(const allocation::Allocation& allocation, Language language) {
    Table table{{"firm_id", "parcels", "area_m2", "score", "phase", "status", "reason"}, {}};
    for (const auto& placement : allocation.placements) {
        if (!placement.placed) {
            table.rows.push_back(
                {placement.firm, "", "", "", "", "unplaced", reason_text(placement, language)});
            continue;
        }
        table.rows.push_back({placement.firm, fmt::format("{}", fmt::join(placement.lots, ";")),
                              fmt::format("{:.2f}", placement.area_m2),
                              fmt::format("{:.2f}", placement.score),
                              std::to_string(placement.phase), "placed", ""});
    }
    return table;
}

namespace {

std::string alternatives_text(const allocation::Allocation& allocation, bool ko) {
    std::string text;
    for (std::size_t i = 0; i < allocation.alternatives.size(); ++i) {
        const auto& other = allocation.alternatives[i];
        text += fmt::format(fmt::runtime(ko ? "대안 {}: 점수 {} (손실 {}{}), {}개 기업이 다름\n"
                                            : "alternative {}: {} points (loses {}{}), {} firms "
                                              "differ\n"),
                            i + 1, other.objective, other.loss,
                            other.loss != 0 ? "" : (ko ? ", 동점" : ", a tie"), other.distance);
    }
    const auto found = static_cast<int>(allocation.alternatives.size());
    if (found < allocation.alternatives_asked) {
        text += fmt::format(
            fmt::runtime(
                ko ? "대안 {}개 중 {}개 찾음: 배정 기업의 5분의 1 이상이 다른 계획을 더 찾지 "
                     "못함\n"
                   : "{1} of {0} alternatives: no further plan was found that differs in a "
                     "fifth of the placed firms\n"),
            allocation.alternatives_asked, found);
    }
    return text;
}

std::string importance_text(const allocation::Allocation& allocation, bool ko) {
    std::string text;
    for (const auto& entry : allocation.importance) {
        const auto what =
            entry.asks > 0
                ? fmt::format(
                      fmt::runtime(ko ? "기업 {} 요구 {:+.0f}%" : "firm {} asking {:+.0f}%"),
                      entry.subject, 100 * (entry.asks - 1))
                : fmt::format(fmt::runtime(ko ? "없을 때 {} {}" : "without {} {}"),
                              entry.firm ? (ko ? "기업" : "firm") : (ko ? "획지" : "lot"),
                              entry.subject);
        text += fmt::format(fmt::runtime(ko ? "  {}: 손실 {}{}" : "  {}: loses {}{}"), what,
                            entry.loss, entry.exact ? "" : (ko ? " 이하" : " at most"));
        text += fmt::format(
            fmt::runtime(ko ? ", 계획 유지 시 후회 {}\n" : ", regret {} if the plan is kept\n"),
            entry.regret);
    }
    return text;
}

std::string ties_text(const allocation::Allocation& allocation, bool ko) {
    std::string text;
    for (const auto& tie : allocation.ties) {
        text += fmt::format(fmt::runtime(ko ? "동점: {}은(는) {}에 있어도 점수가 같음\n"
                                            : "tie: {} would be worth as much on {}\n"),
                            tie.firm, fmt::join(tie.lots, "+"));
    }
    return text;
}

/// The terms of a lexicographic objective before the one in the first line.
std::string stages_text(const allocation::Allocation& allocation, bool ko) {
    std::string text;
    for (const auto& stage : allocation.stages) {
        text +=
            fmt::format(fmt::runtime(ko ? "  앞선 항목 {}: 점수 {} · 상한 {:.0f} · 격차 {:.4f}%\n"
                                        : "  before it {}: points {} · bound {:.0f} · gap "
                                          "{:.4f}%\n"),
                        stage.term, stage.objective, stage.bound, 100 * stage.gap);
    }
    return text;
}

std::string follow_up_text(const allocation::Allocation& allocation, bool ko) {
    std::string text;
    if (const auto& again = allocation.replanning) {
        text += fmt::format(
            fmt::runtime(ko ? "재계획: 유지 {}, 이동 {}, 제외 {}, 신규 {} (이동 가격 {}점)\n"
                            : "replanned: {} kept, {} moved, {} dropped, {} added (a move costs "
                              "{} points)\n"),
            again->kept, again->moved, again->dropped, again->added, again->move_price);
        if (!again->gone.empty()) {
            text += fmt::format(fmt::runtime(ko ? "이전 계획에 있으나 지금 계획에 없음: {}\n"
                                                : "in the plan before, but not in this one: {}\n"),
                                fmt::join(again->gone, ", "));
        }
    }
    return text + ties_text(allocation, ko) + alternatives_text(allocation, ko) +
           importance_text(allocation, ko);
}

} // namespace

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
        placed, allocation.placements.size(), word_for(allocation.status).in(language),
        allocation.objective, allocation.bound, 100 * allocation.gap);
    text += stages_text(allocation, ko);
    for (const auto& placement : allocation.placements) {
        text += placement.placed ? fmt::format("  {}  {}  {:.0f} m²\n", placement.firm,
                                               fmt::join(placement.lots, "+"), placement.area_m2)
                                 : fmt::format("  {}  -  {}\n", placement.firm,
                                               reason_text(placement, language));
    }
    for (const auto& conflict : allocation.conflicts) {
        text += "! " + conflict.in(language) + "\n";
    }
    return text + follow_up_text(allocation, ko);
}

} // namespace sandan::report
