#include "report/plan_diff.hpp"

#include "report/lot_changes.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <utility>

namespace sandan::report {

namespace {

using rules::Context;

std::vector<UseChange> use_changes(const Context& before, const Context& now) {
    std::map<std::pair<std::string, std::string>, UseChange> rows;
    const auto add = [&](const Context& context, double UseChange::*side) {
        for (const auto& complex : context.analysis.budget.complexes) {
            for (const auto& row : complex.uses) {
                auto& change = rows[{complex.complex, row.use}];
                change.complex = complex.complex;
                change.use = row.use;
                change.*side += row.area_m2;
            }
        }
    };
    add(before, &UseChange::before_m2);
    add(now, &UseChange::after_m2);
    std::vector<UseChange> changed;
    constexpr double dust_m2 = 0.01;
    for (auto& [key, row] : rows) {
        if (std::abs(row.after_m2 - row.before_m2) >= dust_m2) {
            changed.push_back(std::move(row));
        }
    }
    return changed;
}

std::map<std::string, std::set<std::string>> lots_of_firms(const model::Project& project) {
    std::map<std::string, std::set<std::string>> lots;
    for (const auto& assignment : project.assignments) {
        lots[assignment.firm].insert(assignment.lots.begin(), assignment.lots.end());
    }
    return lots;
}

std::vector<FirmChange> firm_changes(const Context& before, const Context& now) {
    auto old_lots = lots_of_firms(before.project);
    auto new_lots = lots_of_firms(now.project);
    std::set<std::string> firms;
    for (const auto* const side : {&old_lots, &new_lots}) {
        for (const auto& [firm, lots] : *side) {
            firms.insert(firm);
        }
    }
    std::vector<FirmChange> changes;
    for (const auto& firm : firms) {
        const auto& a = old_lots[firm];
        const auto& b = new_lots[firm];
        if (a != b) {
            changes.push_back({firm, {a.begin(), a.end()}, {b.begin(), b.end()}});
        }
    }
    return changes;
}

std::vector<Finding> breaches(std::vector<Finding> findings) {
    std::erase_if(findings, [](const Finding& finding) {
        return finding.result != Result::fail && finding.result != Result::warn;
    });
    return findings;
}

std::vector<Finding> without(const std::vector<Finding>& findings,
                             const std::vector<Finding>& known) {
    std::set<std::pair<std::string, Result>> there;
    for (const auto& finding : known) {
        there.emplace(finding.fingerprint, finding.result);
    }
    std::vector<Finding> rest;
    for (const auto& finding : findings) {
        if (!there.contains({finding.fingerprint, finding.result})) {
            rest.push_back(finding);
        }
    }
    return rest;
}

/// Keeps what a rule says before severity blurs it.
class WeightSink : public rules::Sink {
public:
    WeightSink(std::string rule, std::vector<ChangeWeight>& weights)
        : m_rule{std::move(rule)}, m_weights{weights} {}

    void add(Subject subject, rules::Outcome outcome) override {
        if (outcome.kind != rules::Outcome::Kind::not_applicable) {
            m_weights.push_back(
                {m_rule, std::move(subject.id), outcome.kind, std::move(outcome.evidence.message)});
        }
    }

private:
    std::string m_rule;
    std::vector<ChangeWeight>& m_weights;
};

std::vector<ChangeWeight> weights(const Context& now) {
    std::vector<ChangeWeight> all;
    for (const auto* const id : {"LB-13", "LB-14"}) {
        WeightSink sink{id, all};
        rules::find_rule(id)->plan(now, sink);
    }
    return all;
}

} // namespace

std::string_view to_string(LotEvent event) noexcept {
    switch (event) {
    case LotEvent::added:
        return "added";
    case LotEvent::removed:
        return "removed";
    case LotEvent::renamed:
        return "renamed";
    case LotEvent::split:
        return "split";
    case LotEvent::merged:
        return "merged";
    case LotEvent::moved:
        return "moved";
    case LotEvent::use_changed:
        return "use_changed";
    }
    return "";
}

double LotChange::land_m2() const {
    const bool same_land = event == LotEvent::renamed || event == LotEvent::split ||
                           event == LotEvent::merged || event == LotEvent::use_changed;
    return same_land ? (area_before_m2 + area_after_m2 - changed_m2) / 2 : changed_m2;
}

bool PlanDiff::important() const {
    return std::any_of(weights.begin(), weights.end(), [](const ChangeWeight& weight) {
        return weight.kind == rules::Outcome::Kind::breach;
    });
}

PlanDiff compare_plans(const Context& before, const Context& now, unsigned threads) {
    const auto* const noise = now.parameter("ZO-08", "min_area");
    auto land = compare_lots(before.project.layer("lots"), now.project.layer("lots"),
                             noise == nullptr ? 0 : noise->value, threads);
    PlanDiff diff;
    diff.areas = land.areas;
    diff.lots = std::move(land.lots);
    diff.uses = use_changes(before, now);
    diff.firms = firm_changes(before, now);
    const auto old_findings = breaches(rules::evaluate(before, {}, {}, threads).findings);
    const auto new_findings = breaches(rules::evaluate(now, {}, {}, threads).findings);
    diff.appeared = without(new_findings, old_findings);
    diff.vanished = without(old_findings, new_findings);
    diff.weights = weights(now);
    return diff;
}

} // namespace sandan::report
