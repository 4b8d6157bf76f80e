// One siting sheet a firm: its best sites, what keeps it off the others, what would open one.
#include <sandan/siting/exclusion.hpp>
#include <sandan/siting/relaxation.hpp>

#include "core/number.hpp"
#include "report/report_chapters.hpp"
#include "report/siting_by_lot.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <utility>

namespace sandan::report {

namespace {

using siting::FirmSite;
using siting::Verdict;

/// Rows of a table on a sheet; `site` tells all of them.
constexpr std::size_t most_rows = 5;

Text verdict_name(Verdict verdict) {
    switch (verdict) {
    case Verdict::feasible:
        return {"가능", "feasible"};
    case Verdict::conditional:
        return {"조건부", "conditional"};
    case Verdict::unknown:
        return {"판단 불가", "unknown"};
    case Verdict::infeasible:
        break;
    }
    return {"불가", "infeasible"};
}

std::string lots_of(const FullReport& report, const FirmSite& cell) {
    const auto& lots = *report.data.context.project.layer("lots");
    std::vector<std::string> ids;
    for (const auto lot : report.data.siting->sites[cell.site].lots) {
        ids.push_back(lots.id(lots.features[lot]));
    }
    return fmt::format("{}", fmt::join(ids, ", "));
}

/// "SI-09 words; SI-12 words": what a permit must settle, and what is not known.
std::string conditions(const FullReport& report, const FirmSite& cell) {
    std::vector<std::string> texts;
    for (const auto& [rule, outcome, hard] : cell.reasons) {
        const auto& message = outcome.evidence.message.in(report.language);
        const auto missing = fmt::format("{} {}", say(report, "자료 없음:", "not given:"),
                                         fmt::join(outcome.missing, ", "));
        texts.push_back(rule + " " + (outcome.missing.empty() ? message : missing));
    }
    return fmt::format("{}", fmt::join(texts, "; "));
}

std::size_t hard_reasons(const FirmSite& cell) {
    return static_cast<std::size_t>(std::count_if(cell.reasons.begin(), cell.reasons.end(),
                                                  [](const auto& reason) { return reason.hard; }));
}

/// The firm's cells with some verdicts, in the order of sites.
template <typename Wanted>
std::vector<const FirmSite*> cells_of(const siting::Matrix& matrix, std::size_t firm,
                                      Wanted wanted) {
    std::vector<const FirmSite*> cells;
    for (std::size_t site = 0; site < matrix.sites.size(); ++site) {
        const auto& cell = matrix.at(firm, site);
        if (wanted(cell.verdict)) {
            cells.push_back(&cell);
        }
    }
    return cells;
}

void add_counts(const FullReport& report, std::size_t firm, Blocks& blocks) {
    std::array<std::size_t, 4> counts{};
    for (std::size_t site = 0; site < report.data.siting->sites.size(); ++site) {
        ++counts.at(static_cast<std::size_t>(report.data.siting->at(firm, site).verdict));
    }
    std::string text;
    for (const auto verdict :
         {Verdict::feasible, Verdict::conditional, Verdict::unknown, Verdict::infeasible}) {
        text += fmt::format("{}{} {}", text.empty() ? "" : " · ",
                            verdict_name(verdict).in(report.language),
                            counts.at(static_cast<std::size_t>(verdict)));
    }
    blocks.emplace_back(render::Paragraph{std::move(text)});
}

void add_best_sites(const FullReport& report, std::size_t firm, Blocks& blocks) {
    const auto& matrix = *report.data.siting;
    auto cells = cells_of(matrix, firm, usable);
    if (cells.empty()) {
        blocks.emplace_back(
            render::Paragraph{say(report, "가능하거나 조건부로 가능한 후보지가 없음.",
                                  "No site is feasible, be it on conditions.")});
        return;
    }
    std::stable_sort(cells.begin(), cells.end(), [](const auto* a, const auto* b) {
        return std::pair{a->verdict != Verdict::feasible, -a->score} <
               std::pair{b->verdict != Verdict::feasible, -b->score};
    });
    render::Grid grid;
    grid.head = {say(report, "좋은 후보지", "best sites"), say(report, "면적(m²)", "m²"),
                 say(report, "점수", "score"), say(report, "판정", "verdict"),
                 say(report, "조건", "conditions")};
    grid.right = {false, true, true};
    grid.land = 0;
    cells.resize(std::min(cells.size(), most_rows));
    for (const auto* const cell : cells) {
        grid.rows.push_back({lots_of(report, *cell), grouped(matrix.sites[cell->site].area_m2),
                             grouped(cell->score, 1),
                             verdict_name(cell->verdict).in(report.language),
                             conditions(report, *cell)});
    }
    blocks.emplace_back(std::move(grid));
}

void add_obstacles(const FullReport& report, std::size_t firm, Blocks& blocks) {
    auto steps = siting::exclusions(*report.data.siting, firm).steps;
    if (steps.empty()) {
        return;
    }
    std::stable_sort(steps.begin(), steps.end(),
                     [](const auto& a, const auto& b) { return a.alone > b.alone; });
    steps.resize(std::min(steps.size(), most_rows));
    render::Grid grid;
    grid.head = {say(report, "막는 규칙", "rules that fail"), say(report, "제목", "title"),
                 say(report, "닫는 후보지", "sites closed"),
                 say(report, "이 규칙만", "by it alone"), say(report, "근거", "source")};
    grid.right = {false, false, true, true};
    for (const auto& step : steps) {
        const auto* const info = report.data.context.project.rules.rule(step.rule);
        grid.rows.push_back({step.rule, info == nullptr ? "" : info->title.in(report.language),
                             std::to_string(step.alone), std::to_string(step.only),
                             info == nullptr ? "" : info->source});
    }
    blocks.emplace_back(std::move(grid));
}

/// Of closed sites, those with the fewest obstacles are tried, as each try judges sites anew.
void add_openings(const FullReport& report, const siting::Relaxations& relaxations,
                  std::size_t firm, Blocks& blocks) {
    constexpr std::size_t tries = 30;
    constexpr std::size_t shown = 3;
    auto cells = cells_of(*report.data.siting, firm,
                          [](Verdict verdict) { return verdict == Verdict::infeasible; });
    if (cells.empty()) {
        return;
    }
    std::stable_sort(cells.begin(), cells.end(), [](const auto* a, const auto* b) {
        return hard_reasons(*a) < hard_reasons(*b);
    });
    cells.resize(std::min(cells.size(), tries));
    std::vector<std::pair<const FirmSite*, siting::Relaxation>> openings;
    for (const auto* const cell : cells) {
        if (auto found = relaxations.all(*cell); !found.empty()) {
            openings.emplace_back(cell, std::move(found.front()));
        }
    }
    if (openings.empty()) {
        blocks.emplace_back(render::Paragraph{fmt::format(
            fmt::runtime(
                say(report,
                    "막는 규칙이 가장 적은 {}곳 가운데 다른 획지 묶음이나 희망 조건 변경으로 "
                    "열리는 곳이 없음.",
                    "Of the {} closed sites with the fewest obstacles, none opens with "
                    "other lots or other wishes.")),
            cells.size())});
        return;
    }
    std::stable_sort(openings.begin(), openings.end(), [](const auto& a, const auto& b) {
        return siting::asks_less(a.second, b.second);
    });
    openings.resize(std::min(openings.size(), shown));
    render::Grid grid;
    grid.head = {say(report, "닫힌 후보지", "closed sites"), say(report, "막는 규칙", "rules"),
                 say(report, "여는 변경", "what would open it")};
    grid.land = 0;
    for (const auto& [cell, change] : openings) {
        std::vector<std::string> rules;
        for (const auto& reason : cell->reasons) {
            if (reason.hard) {
                rules.push_back(reason.rule);
            }
        }
        grid.rows.push_back({lots_of(report, *cell), fmt::format("{}", fmt::join(rules, ", ")),
                             change.text().in(report.language)});
    }
    blocks.emplace_back(std::move(grid));
}

} // namespace

void add_firm_sheets(const FullReport& report, Blocks& blocks) {
    if (report.data.siting == nullptr) {
        return;
    }
    const auto& firms = report.data.context.project.firms;
    const siting::Relaxations relaxations{report.data.context, *report.data.siting};
    for (std::size_t firm = 0; firm < firms.size(); ++firm) {
        blocks.emplace_back(
            render::Heading{2, firms[firm].id + " " + firms[firm].name, "firm=" + firms[firm].id});
        add_counts(report, firm, blocks);
        add_best_sites(report, firm, blocks);
        add_obstacles(report, firm, blocks);
        add_openings(report, relaxations, firm, blocks);
    }
}

} // namespace sandan::report
