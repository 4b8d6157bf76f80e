#include <sandan/rules/rule.hpp>

#include "cli/commands.hpp"
#include "cli/installation.hpp"
#include "cli/load.hpp"
#include "cli/selftest_faults.hpp"
#include "report/text_table.hpp"

#include <fmt/format.h>

#include <algorithm>
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

/// FAIL and WARN by fingerprint.
std::map<std::string, Finding> breaches(const model::Project& project, const Date& date,
                                        unsigned threads) {
    const auto analysis = rules::analyse(project, date, threads);
    const rules::Context context{project, analysis, date};
    std::map<std::string, Finding> found;
    for (auto& finding : rules::evaluate(context, {}, {}, threads).findings) {
        if (finding.result == Result::fail || finding.result == Result::warn) {
            found.emplace(finding.fingerprint, std::move(finding));
        }
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
};

Trial try_fault(const Loaded& plan, const Fault& fault,
                const std::map<std::string, Finding>& before, unsigned threads) {
    Trial trial;
    auto copy = plan.project;
    trial.injected = fault.inject(copy);
    if (!trial.injected) {
        return trial;
    }
    for (const auto& [fingerprint, finding] : breaches(copy, plan.date, threads)) {
        if (before.contains(fingerprint)) {
            continue;
        }
        if (finding.rule == fault.rule) {
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
    for (auto part : {data_faults(), plan_faults(), siting_faults()}) {
        std::move(part.begin(), part.end(), std::back_inserter(faults));
    }
    if (!options.select.empty()) {
        std::erase_if(faults, [&](const Fault& fault) {
            return std::find(options.select.begin(), options.select.end(), fault.rule) ==
                   options.select.end();
        });
    }
    return faults;
}

Exit check_rules(const Options& options, const Common& common) {
    const auto plan = load_and_analyse(options.plan, common);
    const auto threads = common.thread_count();
    const auto before = breaches(plan.project, plan.date, threads);
    using report::Align;
    report::TextTable table{{Align::left, Align::left, Align::left, Align::left}};
    std::size_t injected = 0;
    std::size_t caught = 0;
    std::set<std::string> tried;
    for (const auto& fault : chosen(options)) {
        tried.insert(std::string{fault.rule});
        const auto trial = try_fault(plan, fault, before, threads);
        injected += trial.injected ? 1U : 0U;
        caught += trial.caught && trial.others.empty() ? 1U : 0U;
        const auto answer = !trial.injected        ? word(common, "자료 없음", "no data")
                            : !trial.caught        ? word(common, "놓침", "MISSED")
                            : trial.others.empty() ? word(common, "잡음", "caught")
                                                   : word(common, "다른 오류", "OTHER ERRORS");
        table.add({std::string{fault.rule}, answer, std::string{fault.what},
                   trial.others.empty() ? trial.subject
                                        : fmt::format("{}", fmt::join(trial.others, ", "))});
    }
    std::vector<std::string> without;
    for (const auto& info : plan.project.rules.rules) {
        if (options.select.empty() && info.severity != Severity::information &&
            rules::find_rule(info.id) != nullptr && !tried.contains(info.id)) {
            without.push_back(info.id);
        }
    }
    auto text = table.text();
    text += common.language == Language::ko
                ? fmt::format("결함 {}개를 넣어 {}개를 잡음\n", injected, caught)
                : fmt::format("{} faults injected, {} caught\n", injected, caught);
    if (!without.empty()) {
        text += fmt::format("{}: {}\n", word(common, "결함이 없는 규칙", "rules without a fault"),
                            fmt::join(without, " "));
    }
    deliver(common, text);
    return caught == injected ? Exit::clean : Exit::findings;
}

Exit run(const Options& options, const Common& common) {
    return options.plan.empty() ? check_installation(common) : check_rules(options, common);
}

} // namespace

void declare_selftest(Arguments& app, Common& common, Exit& exit) {
    auto options = std::make_shared<Options>();
    app.option("plan", options->plan,
               "Put known faults into a copy of this plan's data (without: the installation)")
        .type_name("PLAN");
    app.option("--select", options->select, "Only the faults of these rules")
        .delimiter(',')
        .type_name("RULE,…");
    app.callback([options, &common, &exit] { exit = run(*options, common); });
}

} // namespace sandan::cli
