#include <sandan/core/error.hpp>
#include <sandan/core/parallel.hpp>
#include <sandan/rules/rule.hpp>
#include <sandan/rules/selection.hpp>

#include "cli/commands.hpp"
#include "cli/installation.hpp"
#include "cli/load.hpp"
#include "cli/rule_words.hpp"
#include "cli/selftest_faults.hpp"
#include "core/korean.hpp"
#include "report/text_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <iterator>
#include <map>
#include <memory>
#include <set>

namespace sandan::cli {

namespace {

struct Options {
    std::string plan;
    std::vector<std::string> select;
};

std::string word(const Common& common, const char* ko, const char* en) {
    return common.language == Language::ko ? ko : en;
}

Exit check_installation(const Common& common) {
    report::TextTable table{{report::Align::left, report::Align::left, report::Align::left}};
    bool sound = true;
    for (const auto& probe : probe_installation()) {
        sound = sound && probe.sound;
        table.add({probe.sound ? word(common, "정상", "ok") : word(common, "이상", "FAULT"),
                   probe.name.in(common.language), probe.detail});
    }
    deliver(common, table.text());
    return sound ? Exit::clean : Exit::findings;
}

/// FAIL, WARN and UNKNOWN by fingerprint.
using Findings = std::map<std::string, Finding>;

Findings findings_of(const model::Project& project, const Date& date, unsigned threads) {
    const auto analysis = rules::analyse(project, date, threads);
    const rules::Context context{project, analysis, date};
    Findings found;
    for (auto& finding : rules::evaluate(context, {}, {}, threads).findings) {
        found.emplace(finding.fingerprint, std::move(finding));
    }
    return found;
}

bool is_entailed(const Fault& fault, const std::string& rule) {
    return rule == fault.rule ||
           std::any_of(fault.entails.begin(), fault.entails.end(),
                       [&](std::string_view word) { return rule.starts_with(word); });
}

struct Trial {
    bool injected = false;
    bool caught = false;
    std::string subject;          ///< Of the finding that caught it.
    std::set<std::string> others; ///< Errors of rules that the fault does not entail.

    [[nodiscard]] bool passed() const { return caught && others.empty(); }
};

/// True if the plan had this finding, or a worse one of the same rule and subject, before.
bool is_old(const Findings& before, const std::string& fingerprint, const Finding& finding) {
    const auto found = before.find(fingerprint);
    return found != before.end() &&
           (found->second.result == finding.result || finding.result == Result::unknown);
}

Trial try_fault(const Loaded& plan, const Fault& fault, const Findings& before) {
    Trial trial;
    auto copy = plan.project;
    trial.injected = fault.inject(copy);
    if (!trial.injected) {
        return trial;
    }
    for (const auto& [fingerprint, finding] : findings_of(copy, plan.date, 1)) {
        if (is_old(before, fingerprint, finding)) {
            continue;
        }
        const bool breach = finding.result == Result::fail || finding.result == Result::warn;
        if (finding.rule == fault.rule && (breach || fault.unknown)) {
            trial.subject = trial.caught ? trial.subject : finding.subject.id;
            trial.caught = true;
        } else if (finding.result == Result::fail && !is_entailed(fault, finding.rule)) {
            trial.others.insert(finding.rule + " " + finding.subject.id);
        }
    }
    return trial;
}

std::vector<Fault> chosen(const Options& options) {
    std::vector<Fault> faults;
    for (auto part : {data_faults(), plan_faults(), siting_faults(), district_faults()}) {
        std::move(part.begin(), part.end(), std::back_inserter(faults));
    }
    if (!options.select.empty()) {
        std::erase_if(faults, [&](const Fault& fault) {
            return std::none_of(
                options.select.begin(), options.select.end(),
                [&](const std::string& word) { return rules::names_rule(word, fault.rule); });
        });
    }
    std::stable_sort(faults.begin(), faults.end(),
                     [](const Fault& a, const Fault& b) { return a.rule < b.rule; });
    return faults;
}

std::vector<std::string> cells_of(const Fault& fault, const Trial& trial, const Common& common) {
    const auto rule = std::string{fault.rule};
    const auto& what = fault.what.in(common.language);
    if (!trial.injected) {
        return {rule, word(common, "넣지 못함", "not put in"), what,
                fmt::format("{} {}", word(common, "필요한 자료:", "needs"), fault.needs)};
    }
    if (!trial.caught) {
        return {rule, word(common, "놓침", "MISSED"), what, ""};
    }
    return trial.others.empty()
               ? std::vector{rule, word(common, "잡음", "caught"), what, trial.subject}
               : std::vector{rule, word(common, "다른 오류", "OTHER ERRORS"), what,
                             fmt::format("{}", fmt::join(trial.others, ", "))};
}

/// Rules that judge something and have no fault: why.
std::vector<std::vector<std::string>>
without_fault(const model::RuleBook& book, const std::vector<Fault>& faults, const Common& common) {
    const auto exempt = exempt_rules();
    std::vector<std::vector<std::string>> rows;
    for (const auto& info : book.rules) {
        const bool tried = std::any_of(faults.begin(), faults.end(),
                                       [&](const Fault& fault) { return fault.rule == info.id; });
        if (tried || info.severity == Severity::information) {
            continue;
        }
        const auto found = std::find_if(exempt.begin(), exempt.end(),
                                        [&](const Exempt& row) { return row.rule == info.id; });
        const auto& why = found == exempt.end() ? info.reason : found->why;
        rows.push_back({info.id, word(common, "결함 없음", "no fault"), "",
                        why.en.empty() ? word(common, "아직 결함이 없음", "nobody wrote one yet")
                                       : why.in(common.language)});
    }
    return rows;
}

Exit check_rules(const Options& options, const Common& common) {
    const auto plan = load_and_analyse(options.plan, common);
    require_rules(plan.project.rules, options.select);
    const auto faults = chosen(options);
    if (faults.empty()) {
        throw Error{ErrorKind::input,
                    Text{format_ko("넣을 결함이 없습니다: {}에 대해 마련된 결함이 없습니다",
                                   fmt::join(options.select, ", ")),
                         fmt::format("nothing to inject: no fault is written for {}",
                                     fmt::join(options.select, ", "))}};
    }
    const auto threads = common.thread_count();
    const auto before = findings_of(plan.project, plan.date, threads);
    std::vector<Trial> trials(faults.size());
    std::atomic<std::size_t> tried{0};
    parallel_for(faults.size(), threads, [&](std::size_t i) {
        progress(common, {"결함을 넣어 보는 중", "injecting faults"},
                 static_cast<double>(tried++) / static_cast<double>(faults.size()));
        trials[i] = try_fault(plan, faults[i], before);
    });

    using report::Align;
    report::TextTable table{{Align::left, Align::left, Align::left, Align::left}};
    for (std::size_t i = 0; i < faults.size(); ++i) {
        table.add(cells_of(faults[i], trials[i], common));
    }
    if (options.select.empty()) {
        for (auto& row : without_fault(plan.project.rules, faults, common)) {
            table.add(std::move(row));
        }
    }
    const auto injected = std::count_if(trials.begin(), trials.end(),
                                        [](const Trial& trial) { return trial.injected; });
    const auto caught = std::count_if(trials.begin(), trials.end(),
                                      [](const Trial& trial) { return trial.passed(); });
    deliver(common, table.text() +
                        (common.language == Language::ko
                             ? fmt::format("결함 {}개를 넣어 {}개를 잡음\n", injected, caught)
                             : fmt::format("{} faults injected, {} caught\n", injected, caught)));
    return caught == injected ? Exit::clean : Exit::findings;
}

Exit run(const Options& options, const Common& common) {
    return options.plan.empty() ? check_installation(common) : check_rules(options, common);
}

} // namespace

void declare_selftest(Arguments& app, Common& common, Exit& exit) {
    auto options = std::make_shared<Options>();
    app.option("plan", options->plan,
               {"이 계획의 자료 사본에 알려진 결함을 넣어 점검 (없으면 설치를 점검)",
                "Put known faults into a copy of this plan's data (without: the installation)"})
        .type_name("PLAN");
    app.option("--select", options->select,
               {"이 규칙(GT-02)이나 규칙군(GT)의 결함만",
                "Only the faults of these rules (GT-02) or groups (GT)"})
        .delimiter(',')
        .type_name("RULE,…");
    app.callback([options, &common, &exit] { exit = run(*options, common); });
}

} // namespace sandan::cli
