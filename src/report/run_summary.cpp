#include "report/run_summary.hpp"

#include <sandan/overlay/split.hpp>

#include "core/number.hpp"
#include "report/landuse_report.hpp"
#include "report/plan_assignments.hpp"
#include "report/text_table.hpp"
#include "report/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <set>
#include <vector>

namespace sandan::report {

namespace {

using Lines = std::vector<std::pair<Text, std::string>>;

std::string pick(Language language, std::string ko, std::string en) {
    return language == Language::ko ? std::move(ko) : std::move(en);
}

std::string head(const RunResult& result, Language language) {
    const auto& plan = result.context.project.plan;
    const auto synthetic =
        plan.synthetic ? pick(language, " [합성 자료]", " [SYNTHETIC]") : std::string{};
    return fmt::format("{}{}\n{} {}\n", plan.name, synthetic,
                       pick(language, "적용 기준일", "law in force on"),
                       to_string(result.context.date));
}

/// What the statutory ratios came to: those against it, else how many were met; and those
/// that nobody could judge.
std::string ratios_met(const LanduseReport& table, Language language) {
    std::vector<std::string> short_of;
    std::vector<std::string> unknown;
    std::size_t met = 0;
    for (const auto& complex : table.complexes) {
        for (const auto& ratio : complex.ratios) {
            auto name = fmt::format("{} {}", complex.complex, ratio.rule);
            if (ratio.result == Result::fail || ratio.result == Result::warn) {
                short_of.push_back(std::move(name));
            } else if (ratio.result == Result::unknown) {
                unknown.push_back(std::move(name));
            } else if (ratio.result == Result::pass) {
                ++met;
            }
        }
    }
    auto text = short_of.empty()
                    ? fmt::format(fmt::runtime(pick(language, " – 법정 비율 {}건 충족",
                                                    " – {} statutory ratios met")),
                                  met)
                    : fmt::format(" – {}: {}", pick(language, "법정 비율 위반", "against the law"),
                                  fmt::join(short_of, ", "));
    if (!unknown.empty()) {
        text += fmt::format("; {}: {}", pick(language, "판단 불가", "not judged"),
                            fmt::join(unknown, ", "));
    }
    return text;
}

void add_landuse(Lines& lines, const RunResult& result, Language language) {
    const auto table = landuse_report(result.context, language);
    const auto& pooled = table.budget.pooled;
    auto text = fmt::format(
        fmt::runtime(pick(language, "단지 {}개, {} m², 획지 {}개", "{} complexes, {} m², {} lots")),
        table.budget.complexes.size(), grouped(pooled.designated_m2), pooled.lots.size());
    text += ratios_met(table, language);
    lines.emplace_back(Text{"토지이용", "land use"}, text);
}

void add_findings(Lines& lines, const RunResult& result, Language language) {
    lines.emplace_back(Text{"규칙 점검", "rules"},
                       summary_line(result.evaluation.summary, language));
    std::map<std::string, std::size_t> breached;
    for (const auto& finding : result.evaluation.findings) {
        if (finding.result == Result::fail || finding.result == Result::warn) {
            ++breached[finding.rule];
        }
    }
    for (const auto& [rule, count] : breached) {
        const auto* const info = result.context.project.rules.rule(rule);
        lines.emplace_back(Text{},
                           fmt::format("{} {} × {}", rule,
                                       info == nullptr ? "" : info->title.in(language), count));
    }
}

void add_zoning(Lines& lines, const RunResult& result, Language language) {
    const auto& table = result.context.analysis.lots_zoning;
    if (!table) {
        return;
    }
    const auto split = overlay::split_parcels(*table);
    lines.emplace_back(
        Text{"용도지역", "zoning"},
        fmt::format(fmt::runtime(pick(language, "획지 {}개 중 {}개가 둘 이상에 걸침, 슬리버 {}개",
                                      "{} lots, {} of them in two or more districts, {} slivers")),
                    table->parcel_area_m2.size(), split, table->slivers));
}

void add_siting(Lines& lines, const RunResult& result, Language language) {
    if (result.siting == nullptr) {
        return;
    }
    std::array<std::size_t, 4> verdicts{};
    std::set<std::size_t> sited;
    for (const auto& cell : result.siting->cells) {
        ++verdicts.at(static_cast<std::size_t>(cell.verdict));
        if (cell.verdict == siting::Verdict::feasible ||
            cell.verdict == siting::Verdict::conditional) {
            sited.insert(cell.firm);
        }
    }
    lines.emplace_back(
        Text{"입지", "siting"},
        fmt::format(fmt::runtime(pick(language,
                                      "기업 {}개 × 후보지 {}개: 가능 {}, 조건부 {}, 불가 {}, 판단 "
                                      "불가 {} – 후보지 있는 기업 {}개",
                                      "{} firms × {} sites: {} feasible, {} conditional, {} "
                                      "infeasible, {} unknown – {} firms have a site")),
                    result.context.project.firms.size(), result.siting->sites.size(), verdicts[0],
                    verdicts[1], verdicts[2], verdicts[3], sited.size()));
}

void add_allocation(Lines& lines, const RunResult& result, Language language) {
    if (result.allocation == nullptr) {
        return;
    }
    const auto& plan = *result.allocation;
    const auto placed = std::count_if(plan.placements.begin(), plan.placements.end(),
                                      [](const auto& placement) { return placement.placed; });
    lines.emplace_back(
        Text{"기업 배치", "allocation"},
        fmt::format(fmt::runtime(pick(language, "{} – 기업 {}개 중 {}개 배치, 목적값 {}",
                                      "{} – of {} firms {} placed, objective {}")),
                    outcome_of(plan).in(language), plan.placements.size(), placed, plan.objective));
    if (auto told = against_assignments(result.context.project, plan, language); !told.empty()) {
        lines.emplace_back(Text{}, std::move(told));
    }
    constexpr std::size_t shown = 6;
    std::size_t unplaced = 0;
    for (const auto& placement : plan.placements) {
        if (!placement.placed && ++unplaced <= shown) {
            lines.emplace_back(
                Text{}, fmt::format("{}: {}", placement.firm, placement.reason.in(language)));
        }
    }
    if (unplaced > shown) {
        lines.emplace_back(
            Text{},
            fmt::format(fmt::runtime(pick(language, "… 외 {}개", "… {} more")), unplaced - shown));
    }
    for (const auto& conflict : plan.conflicts) {
        lines.emplace_back(Text{}, conflict.in(language));
    }
}

} // namespace

std::vector<std::pair<Text, std::string>> summary_lines(const RunResult& result,
                                                        Language language) {
    Lines lines;
    add_landuse(lines, result, language);
    add_findings(lines, result, language);
    add_zoning(lines, result, language);
    add_siting(lines, result, language);
    add_allocation(lines, result, language);
    return lines;
}

std::string run_summary(const RunResult& result, Language language) {
    TextTable table{{Align::left, Align::left}};
    for (const auto& [topic, text] : summary_lines(result, language)) {
        table.add({topic.in(language), text});
    }
    return head(result, language) + table.text(2);
}

} // namespace sandan::report
