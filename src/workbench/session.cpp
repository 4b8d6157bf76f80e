#include <sandan/core/error.hpp>
#include <sandan/report/allocation.hpp>
#include <sandan/rules/assignment_rules.hpp>
#include <sandan/workbench/session.hpp>

#include "core/korean.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

namespace sandan::workbench {

namespace {

/// Enough for a day's work; older words are forgotten.
constexpr std::size_t most_steps = 1000;

/// Statements of one rule as findings; those that pass only where asked for.
class Findings : public rules::Sink {
public:
    Findings(const rules::Context& context, const model::RuleInfo& info, bool passes,
             std::vector<Finding>& findings)
        : m_context{context}, m_info{info}, m_passes{passes}, m_findings{findings} {}

    void add(Subject subject, rules::Outcome outcome) override {
        auto finding = rules::to_finding(m_context, m_info, std::move(subject), std::move(outcome));
        const bool listed = finding.result != Result::pass || m_passes;
        if (listed && finding.result != Result::not_applicable) {
            m_findings.push_back(std::move(finding));
        }
    }

private:
    const rules::Context& m_context;
    const model::RuleInfo& m_info;
    bool m_passes;
    std::vector<Finding>& m_findings;
};

std::vector<std::string> sorted(std::vector<std::string> lots) {
    std::sort(lots.begin(), lots.end());
    lots.erase(std::unique(lots.begin(), lots.end()), lots.end());
    return lots;
}

/// `lots` without those in `gone`.
std::vector<std::string> without(const std::vector<std::string>& lots,
                                 const std::vector<std::string>& gone) {
    std::vector<std::string> rest;
    std::set_difference(lots.begin(), lots.end(), gone.begin(), gone.end(),
                        std::back_inserter(rest));
    return rest;
}

std::vector<std::string> common(const std::vector<std::string>& a,
                                const std::vector<std::string>& b) {
    std::vector<std::string> both;
    std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
    return both;
}

} // namespace

Session::Session(model::Project& project, const rules::Analysis& analysis, const Date& date,
                 const siting::Matrix& matrix)
    : m_project{project}, m_context{project, analysis, date}, m_matrix{matrix} {
    const auto* const lots = project.layer("lots");
    if (lots == nullptr || project.firms.empty()) {
        throw Error{ErrorKind::usage,
                    Text{fmt::format("{}: 작업대에는 기업과 역할이 'lots'인 레이어가 필요합니다; "
                                     "[firms]와 [layers.lots]를 더하십시오",
                                     project.plan.path),
                         fmt::format("{}: the workbench needs firms and a layer of "
                                     "role 'lots'; add [firms] and [layers.lots]",
                                     project.plan.path)}};
    }
    for (std::size_t lot = 0; lot < lots->features.size(); ++lot) {
        m_lot_numbers.emplace(lots->id(lots->features[lot]), lot);
    }
    for (std::size_t firm = 0; firm < project.firms.size(); ++firm) {
        m_firm_numbers.emplace(project.firms[firm].id, firm);
    }
    m_firms.resize(project.firms.size());
    for (const auto& assignment : project.assignments) {
        m_firms[firm_of(assignment.firm)].holding.lots = sorted(assignment.lots);
    }
    for (std::size_t firm = 0; firm < m_firms.size(); ++firm) {
        judge(firm);
    }
    sum_up();
    mark_kept();
}

std::size_t Session::firm_of(const std::string& id) const {
    const auto found = m_firm_numbers.find(id);
    if (found == m_firm_numbers.end()) {
        throw Refusal{{format_ko("기업 '{}'은(는) 계획에 없습니다", id),
                       fmt::format("firm '{}' is not in the plan", id)}};
    }
    return found->second;
}

std::size_t Session::lot_of(const std::string& id) const {
    const auto found = m_lot_numbers.find(id);
    if (found == m_lot_numbers.end()) {
        throw Refusal{{format_ko("획지 '{}'은(는) 계획에 없습니다", id),
                       fmt::format("lot '{}' is not in the plan", id)}};
    }
    return found->second;
}

/// Lots that `firm` may be given: on offer, and not of a locked firm.
void Session::require_open(const std::vector<std::string>& lots, std::size_t firm) const {
    const auto& layer = *m_project.layer("lots");
    for (const auto& lot : lots) {
        if (!rules::is_on_offer(m_project, layer, layer.features[lot_of(lot)])) {
            throw Refusal{{format_ko("획지 {}은(는) 기업에 공급하는 용지가 아닙니다", lot),
                           fmt::format("lot {} is not on offer to firms", lot)}};
        }
    }
    for (std::size_t other = 0; other < m_firms.size(); ++other) {
        const auto& holding = m_firms[other].holding;
        const auto taken = common(holding.lots, lots);
        if (other != firm && holding.locked && !taken.empty()) {
            const auto& id = m_project.firms[other].id;
            throw Refusal{{format_ko("획지 {}은(는) {}에 고정되어 있습니다", taken.front(), id),
                           fmt::format("lot {} is locked to {}", taken.front(), id)}};
        }
    }
}

std::vector<std::size_t> Session::assign(const std::string& firm, std::vector<std::string> lots) {
    const auto number = firm_of(firm);
    lots = sorted(std::move(lots));
    if (m_firms[number].holding.locked) {
        throw Refusal{{format_ko("{}은(는) 고정되어 있습니다; 먼저 고정을 푸십시오", firm),
                       fmt::format("{} is locked: unlock it first", firm)}};
    }
    require_open(lots, number);
    std::map<std::size_t, Holding> after;
    for (std::size_t other = 0; other < m_firms.size(); ++other) {
        const auto& held = m_firms[other].holding;
        if (other != number && !common(held.lots, lots).empty()) {
            after[other] = {without(held.lots, lots), held.locked};
        }
    }
    after[number] = {std::move(lots), false};
    return take(std::move(after));
}

std::vector<std::size_t> Session::lock(const std::string& firm, bool locked) {
    const auto number = firm_of(firm);
    const auto& holding = m_firms[number].holding;
    if (locked && holding.lots.empty()) {
        throw Refusal{{fmt::format("{}에 배정된 획지가 없어 고정할 수 없습니다", firm),
                       fmt::format("{} has no lots to be locked to", firm)}};
    }
    return take({{number, {holding.lots, locked}}});
}

std::vector<std::size_t> Session::undo() {
    if (!can_undo()) {
        throw Refusal{{"되돌릴 작업이 없습니다", "there is nothing to undo"}};
    }
    --m_done;
    return put(m_steps[m_done].before);
}

std::vector<std::size_t> Session::redo() {
    if (!can_redo()) {
        throw Refusal{{"다시 실행할 작업이 없습니다", "there is nothing to redo"}};
    }
    ++m_done;
    return put(m_steps[m_done - 1].after);
}

/// Keeps what `after` changes as a step, and does it. Nothing changed: no step.
std::vector<std::size_t> Session::take(std::map<std::size_t, Holding> after) {
    std::erase_if(after,
                  [&](const auto& entry) { return m_firms[entry.first].holding == entry.second; });
    if (after.empty()) {
        return {};
    }
    Step step;
    for (const auto& [firm, holding] : after) {
        step.before[firm] = m_firms[firm].holding;
    }
    step.after = std::move(after);
    m_steps.resize(m_done);
    m_steps.push_back(std::move(step));
    if (m_steps.size() > most_steps) {
        m_steps.erase(m_steps.begin());
    }
    m_done = m_steps.size();
    return put(m_steps.back().after);
}

std::vector<std::size_t> Session::put(const std::map<std::size_t, Holding>& holdings) {
    std::vector<std::size_t> changed;
    for (const auto& [firm, holding] : holdings) {
        const bool moved = m_firms[firm].holding.lots != holding.lots;
        m_firms[firm].holding = holding;
        changed.push_back(firm);
        if (moved) {
            judge(firm);
        }
    }
    sum_up();
    return changed;
}

void Session::judge(std::size_t firm) {
    auto& state = m_firms[firm];
    state = {.holding = std::move(state.holding)};
    if (state.holding.lots.empty()) {
        return;
    }
    std::vector<std::size_t> lots;
    for (const auto& lot : state.holding.lots) {
        lots.push_back(lot_of(lot));
    }
    const auto site = rules::make_site(m_project, m_context.analysis.lots, std::move(lots));
    const auto& of = m_project.firms[firm];
    state.area_m2 = site.area_m2;
    state.phase = site.phase;
    state.judged = siting::judge(m_context, of, site);
    for (const auto& reason : state.judged.reasons) {
        state.findings.push_back(rules::to_finding(m_context, *m_project.rules.rule(reason.rule),
                                                   {"assignments", of.id + "@" + site.id, of.line},
                                                   reason.outcome));
    }
}

void Session::sum_up() {
    m_project.assignments.clear();
    for (std::size_t firm = 0; firm < m_firms.size(); ++firm) {
        if (!m_firms[firm].holding.lots.empty()) {
            const auto& of = m_project.firms[firm];
            m_project.assignments.push_back({of.id, m_firms[firm].holding.lots, of.line});
        }
    }
    m_sums.clear();
    for (const auto id : rules::assignment_rules()) {
        const auto* const info = m_project.rules.rule(id);
        const auto* const rule = rules::find_rule(id);
        if (info != nullptr && rule != nullptr) {
            Findings sink{m_context, *info, id == "SI-07", m_sums};
            rule->plan(m_context, sink);
        }
    }
}

/// True if the optimiser may be asked to keep the firm where it is.
bool Session::is_open(std::size_t firm) const {
    const auto& state = m_firms[firm];
    std::vector<std::size_t> lots;
    for (const auto& lot : state.holding.lots) {
        lots.push_back(lot_of(lot));
    }
    std::sort(lots.begin(), lots.end());
    const bool usable = state.judged.verdict == siting::Verdict::feasible ||
                        state.judged.verdict == siting::Verdict::conditional;
    const auto most = allocation::lots_allowed(m_project.firms[firm],
                                               allocation::options_of(m_project.plan.allocation));
    return usable && static_cast<int>(lots.size()) <= most &&
           std::any_of(m_matrix.sites.begin(), m_matrix.sites.end(),
                       [&](const rules::Site& site) { return site.lots == lots; });
}

allocation::Options Session::optimisation(double cpu_limit_s) const {
    auto options = allocation::options_of(m_project.plan.allocation);
    options.time_limit_s = cpu_limit_s;
    std::vector<std::string> all;
    for (const auto& entry : m_lot_numbers) {
        all.push_back(entry.first);
    }
    for (std::size_t firm = 0; firm < m_firms.size(); ++firm) {
        const auto& holding = m_firms[firm].holding;
        if (!holding.locked) {
            continue;
        }
        const auto& id = m_project.firms[firm].id;
        if (is_open(firm)) {
            options.locks.push_back({id, holding.lots, false});
        } else { // no rule-abiding plan has it there: it stays out, with its lots
            options.locks.push_back({"*", holding.lots, true});
            options.locks.push_back({id, all, true});
        }
    }
    return options;
}

std::vector<std::size_t> Session::adopt(const allocation::Allocation& allocation) {
    std::map<std::size_t, Holding> after;
    for (const auto& placement : allocation.placements) {
        const auto firm = firm_of(placement.firm);
        if (!m_firms[firm].holding.locked) {
            after[firm] = {sorted(placement.lots), false};
        }
    }
    return take(std::move(after));
}

std::vector<std::size_t> Session::adopt(const std::vector<allocation::FirmLots>& sites) {
    std::map<std::size_t, Holding> after;
    for (std::size_t firm = 0; firm < m_firms.size(); ++firm) {
        after[firm] = {};
    }
    std::set<std::string> taken;
    for (const auto& site : sites) {
        const auto firm = firm_of(site.firm);
        require_open(site.lots, firm);
        for (const auto& lot : site.lots) {
            if (!taken.insert(lot).second) {
                throw Refusal{{format_ko("획지 {}이(가) 두 번 배정됨", lot),
                               fmt::format("lot {} is given twice", lot)}};
            }
        }
        after[firm] = {sorted(site.lots), false};
    }
    return take(std::move(after));
}

allocation::Allocation Session::allocation() const {
    allocation::Allocation result;
    for (std::size_t firm = 0; firm < m_firms.size(); ++firm) {
        const auto& state = m_firms[firm];
        allocation::Placement placement;
        placement.firm = m_project.firms[firm].id;
        placement.mandatory = m_project.firms[firm].mandatory;
        placement.placed = !state.holding.lots.empty();
        if (placement.placed) {
            placement.lots = state.holding.lots;
            placement.area_m2 = state.area_m2;
            placement.score = state.judged.score;
            placement.phase = state.phase;
        } else {
            placement.reason = {"작업대에서 배정하지 않음", "not placed at the workbench"};
            placement.left_out = allocation::LeftOut{};
        }
        result.placements.push_back(std::move(placement));
    }
    return result;
}

Table Session::assignments() const {
    auto placed = allocation();
    std::erase_if(placed.placements, [](const auto& placement) { return !placement.placed; });
    return report::allocation_table(placed, Language::en); // words stand only beside the unplaced
}

std::vector<std::vector<std::string>> Session::lots_held() const {
    std::vector<std::vector<std::string>> lots;
    for (const auto& firm : m_firms) {
        lots.push_back(firm.holding.lots);
    }
    return lots;
}

bool Session::is_kept() const {
    return lots_held() == m_kept;
}

void Session::mark_kept() {
    m_kept = lots_held();
}

} // namespace sandan::workbench
