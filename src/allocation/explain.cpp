#include "allocation/explain.hpp"

#include "core/korean.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace sandan::allocation {

namespace {

constexpr std::size_t named_rules = 3;

void append(Text& list, const Text& item) {
    list.ko += (list.ko.empty() ? "" : ", ") + item.ko;
    list.en += (list.en.empty() ? "" : ", ") + item.en;
}

/// Rules and missing data of a cell that keep the firm off the site.
std::set<std::string> obstacles(const siting::FirmSite& cell) {
    std::set<std::string> rules;
    for (const auto& reason : cell.reasons) {
        const bool unknown = reason.outcome.kind == rules::Outcome::Kind::unknown;
        if (cell.verdict == siting::Verdict::infeasible ? reason.hard : unknown) {
            rules.insert(reason.rule);
        }
    }
    return rules;
}

Text no_site(const rules::Context& context, const siting::Matrix& matrix, std::size_t firm) {
    std::map<std::string, std::size_t> counts;
    std::set<std::string> missing;
    for (std::size_t s = 0; s < matrix.sites.size(); ++s) {
        const auto& cell = matrix.at(firm, s);
        for (const auto& rule : obstacles(cell)) {
            ++counts[rule];
        }
        for (const auto& reason : cell.reasons) {
            if (cell.verdict == siting::Verdict::unknown) {
                missing.insert(reason.outcome.missing.begin(), reason.outcome.missing.end());
            }
        }
    }
    std::vector<std::pair<std::string, std::size_t>> ranked(counts.begin(), counts.end());
    std::stable_sort(ranked.begin(), ranked.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
    ranked.resize(std::min(ranked.size(), named_rules));
    Text list;
    for (const auto& [rule, count] : ranked) {
        const auto name = title_of(context, rule);
        append(list, {fmt::format("{} ({}곳)", name.ko, count),
                      fmt::format("{} ({} sites)", name.en, count)});
    }
    for (const auto& item : missing) {
        append(list, {"자료 없음: " + item, "missing: " + item});
    }
    const auto sites = matrix.sites.size();
    return {fmt::format("입지 가능한 후보지 없음 (검토 {}곳): {}", sites, list.ko),
            fmt::format("no feasible site among {}: {}", sites, list.en)};
}

/// What stands in the way of one candidate in the finished plan.
struct Rivals {
    std::set<std::size_t> firms;
    std::set<std::size_t> rows;

    [[nodiscard]] std::size_t count() const { return firms.size() + rows.size(); }
};

class Plan {
public:
    Plan(const PlanProblem& plan, const Choice& choice)
        : m_plan{plan}, m_left{plan.problem.capacity} {
        const auto& problem = plan.problem;
        for (std::size_t f = 0; f < choice.size(); ++f) {
            if (choice[f] == unplaced) {
                continue;
            }
            const auto& column = problem.columns[static_cast<std::size_t>(choice[f])];
            for (const auto lot : problem.lots_of(column)) {
                m_holder[lot] = f;
            }
            for (const auto& use : problem.uses_of(column)) {
                m_left[use.row] -= use.amount;
            }
        }
    }

    [[nodiscard]] Rivals rivals(const Column& column) const {
        Rivals result;
        for (const auto lot : m_plan.problem.lots_of(column)) {
            const auto at = m_holder.find(lot);
            if (at != m_holder.end()) {
                result.firms.insert(at->second);
            }
        }
        for (const auto& use : m_plan.problem.uses_of(column)) {
            if (m_left[use.row] < use.amount) {
                result.rows.insert(use.row);
            }
        }
        return result;
    }

private:
    const PlanProblem& m_plan;
    std::vector<std::int64_t> m_left;
    std::map<std::uint32_t, std::size_t> m_holder;
};

Text displaced(const rules::Context& context, const siting::Matrix& matrix, const PlanProblem& plan,
               const Column& column, const Rivals& rivals) {
    Text list;
    for (const auto f : rivals.firms) {
        const auto& firm = context.project.firms[f];
        append(list, {firm.id + " " + firm.name, firm.id + " " + firm.name});
    }
    for (const auto row : rivals.rows) {
        append(list, name_of(plan.rows[row]));
    }
    const auto at = static_cast<std::size_t>(&column - plan.problem.columns.data());
    const auto& site = matrix.sites[matrix.cells[plan.cell_of_column[at]].site].id;
    if (rivals.count() == 0) {
        return {format_ko("{}이(가) 비어 있으나 탐색이 끝나기 전에 멈춤", site),
                fmt::format("{} is free: the search stopped before using it", site)};
    }
    if (rivals.firms.empty()) {
        return {fmt::format("용량 부족 ({}): {}", site, list.ko),
                fmt::format("capacity exhausted ({}): {}", site, list.en)};
    }
    return {fmt::format("경합으로 밀려남 ({}): {}", site, list.ko),
            fmt::format("displaced on {} by {}", site, list.en)};
}

} // namespace

Text title_of(const rules::Context& context, const std::string& rule) {
    const auto* const info = context.project.rules.rule(rule);
    return info == nullptr ? Text{rule, rule}
                           : Text{rule + " " + info->title.ko, rule + " " + info->title.en};
}

Text name_of(const CapacityRow& row) {
    static const std::map<std::string_view, Text> names{{"water_m3d", {"용수", "water"}},
                                                        {"power_kw", {"전력", "power"}},
                                                        {"wastewater_m3d", {"폐수", "wastewater"}}};
    const auto& name = names.at(utility_names[row.utility]);
    return {fmt::format("{} {}년 {} 용량", row.complex, row.year, name.ko),
            fmt::format("{} capacity of {} in {}", name.en, row.complex, row.year)};
}

bool usable(const siting::FirmSite& cell) {
    return cell.verdict == siting::Verdict::feasible ||
           cell.verdict == siting::Verdict::conditional;
}

Text reasons_of(const rules::Context& context, const siting::FirmSite& cell) {
    Text list;
    for (const auto& rule : obstacles(cell)) {
        append(list, title_of(context, rule));
    }
    return list;
}

Text explain_unplaced(const rules::Context& context, const siting::Matrix& matrix,
                      const PlanProblem& plan, const Choice& choice, std::size_t firm) {
    const auto starts = firm_starts(plan.problem);
    if (starts[firm] == starts[firm + 1]) {
        bool any = false;
        for (std::size_t s = 0; s < matrix.sites.size(); ++s) {
            any = any || usable(matrix.at(firm, s));
        }
        if (!any) {
            return no_site(context, matrix, firm);
        }
        return {"가능한 후보지가 고정·금지 조건, 획지 수 또는 용량으로 모두 제외됨",
                "every feasible site is ruled out by locks, the number of lots or a capacity"};
    }
    const Plan books{plan, choice};
    const auto* best = &plan.problem.columns[starts[firm]];
    auto fewest = books.rivals(*best);
    for (auto c = starts[firm] + 1; c < starts[firm + 1]; ++c) {
        const auto& column = plan.problem.columns[c];
        auto rivals = books.rivals(column);
        if (rivals.count() < fewest.count() ||
            (rivals.count() == fewest.count() && column.value > best->value)) {
            best = &column;
            fewest = std::move(rivals);
        }
    }
    return displaced(context, matrix, plan, *best, fewest);
}

} // namespace sandan::allocation
