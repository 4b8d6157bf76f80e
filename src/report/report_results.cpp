// Findings, siting and allocation.
#include <sandan/core/missing.hpp>
#include <sandan/siting/exclusion.hpp>

#include "core/number.hpp"
#include "report/finding_places.hpp"
#include "report/plan_assignments.hpp"
#include "report/report_chapters.hpp"
#include "report/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace sandan::report {

namespace {

/// Findings of one result; with their numbers on the maps, where they have one.
void add_of_result(const FullReport& report, Result result, Blocks& blocks) {
    const bool on_maps = result != Result::waived;
    std::vector<const Finding*> findings = numbered(report.evaluation.findings);
    if (!on_maps) {
        findings.clear();
        for (const auto& finding : report.evaluation.findings) {
            findings.push_back(&finding);
        }
    }
    render::Grid grid;
    grid.head = {say(report, "규칙", "rule"), say(report, "대상", "subject"),
                 say(report, "내용", "message"), say(report, "측정/기준", "measured / threshold"),
                 say(report, "근거", "source")};
    if (on_maps) {
        grid.head.insert(grid.head.begin(), say(report, "번호", "no."));
        grid.right = {true};
    }
    for (std::size_t i = 0; i < findings.size(); ++i) {
        const auto& finding = *findings[i];
        if (finding.result != result) {
            continue;
        }
        grid.rows.push_back({finding.rule, finding.subject.id, finding.message.in(report.language),
                             measured_in(finding, report.language), finding.source});
        if (on_maps) {
            const auto number = std::to_string(i + 1);
            grid.rows.back().insert(grid.rows.back().begin(), number);
            grid.subjects.push_back("finding=" + number);
        }
    }
    if (!grid.rows.empty()) {
        blocks.emplace_back(render::Heading{
            2, fmt::format("{} ({})", word_for(result).in(report.language), grid.rows.size())});
        blocks.emplace_back(std::move(grid));
    }
}

/// What cannot be judged, rule by rule: the planner wants to know which data would help.
void add_unknown(const FullReport& report, Blocks& blocks) {
    std::map<std::string, std::pair<std::size_t, std::set<std::string>>> by_rule;
    for (const auto& finding : report.evaluation.findings) {
        if (finding.result == Result::unknown) {
            auto& [count, missing] = by_rule[finding.rule];
            ++count;
            missing.insert(finding.missing.begin(), finding.missing.end());
        }
    }
    if (by_rule.empty()) {
        return;
    }
    render::Grid grid;
    grid.head = {say(report, "규칙", "rule"), say(report, "제목", "title"),
                 say(report, "건수", "count"), say(report, "없는 자료", "missing data")};
    grid.right = {false, false, true};
    for (const auto& [rule, what] : by_rule) {
        const auto* const info = report.data.context.project.rules.rule(rule);
        grid.rows.push_back(
            {rule, info == nullptr ? "" : info->title.in(report.language),
             std::to_string(what.first),
             fmt::format("{}", fmt::join(missing_in({what.second.begin(), what.second.end()},
                                                    report.language),
                                         ", "))});
    }
    blocks.emplace_back(render::Heading{2, say(report, "자료가 없어 판단할 수 없는 규칙",
                                               "Rules that cannot be judged for lack of data")});
    blocks.emplace_back(std::move(grid));
}

/// The rules that close most sites to the firm, most effective first: sites closed, and of them
/// those that no other rule closes.
std::string main_obstacles(const siting::Matrix& matrix, std::size_t firm) {
    auto steps = siting::exclusions(matrix, firm).steps;
    std::stable_sort(steps.begin(), steps.end(),
                     [](const auto& a, const auto& b) { return a.alone > b.alone; });
    constexpr std::size_t shown = 3;
    std::string text;
    for (std::size_t i = 0; i < std::min(shown, steps.size()); ++i) {
        text += fmt::format("{}{} {}/{}", i == 0 ? "" : ", ", steps[i].rule, steps[i].alone,
                            steps[i].only);
    }
    return text;
}

std::string window_m2(const model::Firm& firm) {
    const auto bound = [](const std::optional<double>& value) {
        return value ? grouped(*value) : std::string{"–"};
    };
    return bound(firm.area_min_m2) + " – " + bound(firm.area_max_m2);
}

void add_placements(const FullReport& report, Blocks& blocks) {
    render::Grid grid;
    grid.head = {say(report, "기업", "firm"),   say(report, "획지", "lots"),
                 say(report, "면적(m²)", "m²"), say(report, "점수", "score"),
                 say(report, "단계", "phase"),  say(report, "미배치 사유", "why not placed")};
    grid.right = {false, false, true, true, true};
    grid.land = 1;
    for (const auto& placement : report.data.allocation->placements) {
        const auto* const firm = report.data.context.project.firm(placement.firm);
        const auto who = placement.firm + (firm == nullptr ? "" : " " + firm->name);
        grid.subjects.push_back("firm=" + placement.firm);
        if (placement.placed) {
            grid.rows.push_back({who, fmt::format("{}", fmt::join(placement.lots, ", ")),
                                 grouped(placement.area_m2), grouped(placement.score, 1),
                                 std::to_string(placement.phase), ""});
        } else {
            grid.rows.push_back({who, "–", "", "", "", placement.reason.in(report.language)});
        }
    }
    blocks.emplace_back(std::move(grid));
}

void add_capacities(const FullReport& report, Blocks& blocks) {
    render::Grid grid;
    grid.head = {say(report, "단지", "complex"), say(report, "연도", "year"),
                 say(report, "시설", "utility"), say(report, "사용", "used"),
                 say(report, "용량", "capacity")};
    grid.right = {false, true, false, true, true};
    for (const auto& use : report.data.allocation->capacities) {
        grid.rows.push_back({use.complex, std::to_string(use.year), use.utility,
                             grouped(use.used, 1), grouped(use.capacity, 1)});
    }
    if (!grid.rows.empty()) {
        blocks.emplace_back(render::Heading{2, say(report, "공급시설 용량", "Utility capacities")});
        blocks.emplace_back(std::move(grid));
    }
}

} // namespace

void add_findings(const FullReport& report, Blocks& blocks) {
    blocks.emplace_back(render::Heading{1, say(report, "규칙 점검", "Findings")});
    blocks.emplace_back(
        render::Paragraph{summary_line(report.evaluation.summary, report.language)});
    for (const auto result : {Result::fail, Result::warn, Result::waived}) {
        add_of_result(report, result, blocks);
    }
    add_unknown(report, blocks);
    for (const auto& note : report.evaluation.notes) {
        if (note.subject.layer == "waivers") {
            blocks.emplace_back(render::Paragraph{fmt::format(
                "{}: {} {}", note.message.in(report.language), note.rule, note.subject.id)});
        }
    }
}

void add_siting(const FullReport& report, Blocks& blocks) {
    if (report.data.siting == nullptr) {
        return;
    }
    const auto& matrix = *report.data.siting;
    blocks.emplace_back(render::Heading{1, say(report, "기업별 입지", "Siting by firm")});
    blocks.emplace_back(render::Paragraph{fmt::format(
        fmt::runtime(say(report, "후보지 {}곳(연접 획지 묶음)을 기업마다 판정.",
                         "{} candidate sites (contiguous lots), judged for every firm.")),
        matrix.sites.size())});
    render::Grid grid;
    grid.head = {
        say(report, "기업", "firm"),
        say(report, "업종", "KSIC"),
        say(report, "희망 m²", "wanted m²"),
        say(report, "가능", "feasible"),
        say(report, "조건부", "conditional"),
        say(report, "불가", "infeasible"),
        say(report, "판단 불가", "unknown"),
        say(report, "막는 규칙 (닫는 곳/이 규칙만)", "obstacles (sites closed / by it alone)")};
    grid.right = {false, false, true, true, true, true, true};
    for (std::size_t f = 0; f < report.data.context.project.firms.size(); ++f) {
        const auto& firm = report.data.context.project.firms[f];
        std::array<std::size_t, 4> counts{};
        for (std::size_t s = 0; s < matrix.sites.size(); ++s) {
            ++counts.at(static_cast<std::size_t>(matrix.at(f, s).verdict));
        }
        std::vector<std::string> codes;
        for (const auto& industry : firm.industries) {
            codes.push_back(industry.ksic);
        }
        grid.rows.push_back({firm.id + " " + firm.name, fmt::format("{}", fmt::join(codes, ", ")),
                             window_m2(firm), std::to_string(counts[0]), std::to_string(counts[1]),
                             std::to_string(counts[2]), std::to_string(counts[3]),
                             main_obstacles(matrix, f)});
        grid.subjects.push_back("firm=" + firm.id);
    }
    blocks.emplace_back(std::move(grid));
}

void add_allocation(const FullReport& report, Blocks& blocks) {
    if (report.data.allocation == nullptr) {
        return;
    }
    const auto& plan = *report.data.allocation;
    blocks.emplace_back(render::Heading{1, say(report, "기업 배치", "Allocation")});
    blocks.emplace_back(render::Paragraph{fmt::format(
        fmt::runtime(say(
            report, "상태 {}, 목적값 {}, 상한 {} (범위 {}, 기업당 최대 {}획지), 해법 {}, 난수 {}",
            "status {}, objective {}, bound {} (scope {}, at most {} lots a firm), solver {}, "
            "seed {}")),
        outcome_of(plan).in(report.language), grouped(static_cast<double>(plan.objective)),
        grouped(plan.bound), word_for_scope(plan.gap_scope).in(report.language), plan.max_parcels,
        plan.solver, plan.seed)});
    if (auto told = against_assignments(report.data.context.project, plan, report.language);
        !told.empty()) {
        blocks.emplace_back(render::Paragraph{std::move(told)});
    }
    add_placements(report, blocks);
    for (const auto& conflict : plan.conflicts) {
        blocks.emplace_back(render::Paragraph{conflict.in(report.language)});
    }
    add_capacities(report, blocks);
}

void add_appendix(const FullReport& report, Blocks& blocks) {
    const auto& project = report.data.context.project;
    blocks.emplace_back(render::Heading{1, say(report, "부록", "Appendix")});
    blocks.emplace_back(render::Heading{2, say(report, "점검 규칙", "Rules")});
    render::Grid rules;
    rules.head = {say(report, "규칙", "rule"), say(report, "제목", "title"),
                  say(report, "중요도", "severity"), say(report, "확인한 곳", "read in"),
                  say(report, "근거", "source")};
    for (const auto& info : project.rules.rules) {
        rules.rows.push_back({info.id, info.title.in(report.language),
                              word_for(info.severity).in(report.language),
                              word_for_reading(info.status).in(report.language), info.source});
    }
    blocks.emplace_back(std::move(rules));
    blocks.emplace_back(render::Heading{2, say(report, "입력 자료", "Inputs")});
    render::Grid inputs;
    inputs.head = {say(report, "파일", "file"), "SHA-256"};
    for (const auto& [path, sha256] : report.inputs) {
        inputs.rows.push_back({path, sha256});
    }
    blocks.emplace_back(std::move(inputs));
}

} // namespace sandan::report
