#include <sandan/core/error.hpp>
#include <sandan/core/parallel.hpp>
#include <sandan/rules/rule.hpp>
#include <sandan/rules/selection.hpp>

#include "rules/evidence.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <utility>

namespace sandan::rules {

namespace {

using model::RuleInfo;

/// Turns the statements of one rule into findings.
class FindingSink : public Sink {
public:
    FindingSink(const Context& context, const RuleInfo& info) : m_context{context}, m_info{info} {}

    void add(Subject subject, Outcome outcome) override {
        m_findings.push_back(to_finding(m_context, m_info, std::move(subject), std::move(outcome)));
    }

    [[nodiscard]] std::vector<Finding> sorted() && {
        const auto key = [](const Finding& f) {
            return std::tie(f.subject.layer, f.subject.id, f.subject.fid);
        };
        std::stable_sort(m_findings.begin(), m_findings.end(),
                         [&](const Finding& a, const Finding& b) { return key(a) < key(b); });
        return std::move(m_findings);
    }

private:
    const Context& m_context;
    const RuleInfo& m_info;
    std::vector<Finding> m_findings;
};

bool names_any(const std::vector<std::string>& words, const std::string& id) {
    return std::any_of(words.begin(), words.end(),
                       [&](const std::string& word) { return names_rule(word, id); });
}

std::vector<const RuleInfo*> chosen(const model::RuleBook& book,
                                    const std::vector<std::string>& select,
                                    const std::vector<std::string>& ignore) {
    require_rules(book, select);
    require_rules(book, ignore);
    std::vector<const RuleInfo*> rules;
    for (const auto& info : book.rules) {
        if ((select.empty() || names_any(select, info.id)) && !names_any(ignore, info.id)) {
            rules.push_back(&info);
        }
    }
    return rules;
}

/// Positions of an assignment's lots; the ids no lot has go to `unknown_lots`.
std::vector<std::size_t> positions(const model::Layer& lots, const model::Assignment& assignment,
                                   std::vector<std::string>& unknown_lots) {
    std::vector<std::size_t> found;
    for (const auto& id : assignment.lots) {
        const auto lot =
            std::find_if(lots.features.begin(), lots.features.end(),
                         [&](const model::Feature& feature) { return lots.id(feature) == id; });
        if (lot == lots.features.end()) {
            unknown_lots.push_back("lots.id " + id);
        } else {
            found.push_back(static_cast<std::size_t>(lot - lots.features.begin()));
        }
    }
    std::sort(found.begin(), found.end());
    return found;
}

void judge_assignment(const Context& context, const Rule& rule, const model::Assignment& assignment,
                      Sink& sink) {
    const auto* const lots = context.project.layer("lots");
    const auto* const firm = context.project.firm(assignment.firm);
    std::vector<std::string> missing;
    if (firm == nullptr) {
        missing.push_back("firms.firm_id " + assignment.firm);
    }
    const auto at = positions(*lots, assignment, missing);
    const auto site_id = fmt::format("{}", fmt::join(assignment.lots, "+"));
    Subject subject{"assignments", assignment.firm + "@" + site_id, assignment.line};
    if (!missing.empty() || at.empty()) {
        sink.add(std::move(subject), unknown(std::move(missing)));
        return;
    }
    const auto site = make_site(context.project, context.analysis.lots, at);
    subject.id = assignment.firm + "@" + site.id;
    sink.add(std::move(subject), rule.judge(context, *firm, site));
}

void judge_assignments(const Context& context, const Rule& rule, Sink& sink) {
    if (context.project.assignments.empty()) {
        sink.add({"assignments", "", -1},
                 not_applicable({"계획에 배정이 없음", "the plan assigns no firm"}));
        return;
    }
    if (context.project.layer("lots") == nullptr) {
        sink.add({"assignments", "", -1}, unknown({"layer lots"}));
        return;
    }
    for (const auto& assignment : context.project.assignments) {
        judge_assignment(context, rule, assignment, sink);
    }
}

std::vector<Finding> run(const Context& context, const RuleInfo& info) {
    FindingSink sink{context, info};
    const auto* const rule = find_rule(info.id);
    if (rule == nullptr) {
        Outcome outcome = unknown({"rule " + info.id});
        outcome.evidence.message = !info.reason.en.empty()
                                       ? info.reason
                                       : Text{"이 판의 프로그램은 이 규칙을 판정하지 않음",
                                              "not evaluated by this version"};
        sink.add({"plan", "plan", -1}, std::move(outcome));
    } else if (rule->plan != nullptr) {
        rule->plan(context, sink);
    } else {
        judge_assignments(context, *rule, sink);
    }
    return std::move(sink).sorted();
}

bool is_listed(Result result) {
    return result == Result::fail || result == Result::warn || result == Result::unknown ||
           result == Result::waived;
}

/// A waiver of a rule that ran but broke nowhere: somebody should take it out of the file.
void note_unused_waivers(const Context& context, Evaluation& evaluation) {
    const auto& ran = evaluation.evaluated;
    for (const auto& waiver : context.project.plan.waivers) {
        const bool used = std::any_of(
            evaluation.findings.begin(), evaluation.findings.end(), [&](const Finding& finding) {
                return finding.rule == waiver.rule && finding.subject.id == waiver.subject;
            });
        if (used || std::find(ran.begin(), ran.end(), waiver.rule) == ran.end()) {
            continue;
        }
        Finding note;
        note.rule = waiver.rule;
        note.result = Result::not_applicable;
        note.severity = Severity::information;
        note.subject = {"waivers", waiver.subject, -1};
        note.message = {"쓰이지 않은 예외 승인", "unused waiver"};
        note.fingerprint = fingerprint(note.rule, note.subject);
        evaluation.notes.push_back(std::move(note));
    }
}

} // namespace

Evaluation evaluate(const Context& context, const std::vector<std::string>& select,
                    const std::vector<std::string>& ignore, unsigned threads) {
    const auto rules = chosen(context.project.rules, select, ignore);
    std::vector<std::vector<Finding>> by_rule(rules.size());
    parallel_for(rules.size(), threads,
                 [&](std::size_t i) { by_rule[i] = run(context, *rules[i]); });
    Evaluation evaluation;
    for (std::size_t i = 0; i < rules.size(); ++i) {
        if (find_rule(rules[i]->id) != nullptr) {
            evaluation.evaluated.push_back(rules[i]->id);
        }
        for (auto& finding : by_rule[i]) {
            evaluation.summary.add(finding.result);
            if (is_listed(finding.result)) {
                evaluation.findings.push_back(std::move(finding));
            } else if (finding.severity == Severity::information && !finding.message.en.empty()) {
                evaluation.notes.push_back(std::move(finding));
            }
        }
    }
    complete_evidence(context, evaluation.findings);
    note_unused_waivers(context, evaluation);
    return evaluation;
}

} // namespace sandan::rules
