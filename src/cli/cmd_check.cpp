#include <sandan/core/error.hpp>
#include <sandan/io/session.hpp>
#include <sandan/io/write.hpp>
#include <sandan/rules/rule.hpp>

#include "cli/baseline.hpp"
#include "cli/commands.hpp"
#include "cli/load.hpp"
#include "cli/nearest_name.hpp"
#include "cli/rule_words.hpp"
#include "desktop/findings_layers.hpp"
#include "report/check_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <optional>
#include <string_view>
#include <system_error>

namespace sandan::cli {

namespace {

struct Options {
    std::string plan;
    bool json = false;
    std::vector<std::string> reports; ///< FORMAT or FORMAT=FILE
    std::vector<std::string> select;
    std::vector<std::string> ignore;
    std::string fail_on = "error";
    std::optional<std::size_t> max_findings;
    std::string baseline;
    std::string write_baseline;
};

struct Target {
    const report::CheckFormat* format = nullptr; ///< Null: a GeoPackage.
    std::string path;                            ///< Empty: the command's one result.
};

constexpr std::string_view geopackage = "gpkg";

std::vector<std::string> format_names() {
    std::vector<std::string> names{std::string{geopackage}};
    for (const auto& format : report::check_formats()) {
        names.emplace_back(format.name);
    }
    return names;
}

Target parse_target(const std::string& word) {
    const auto equals = word.find('=');
    const auto name = word.substr(0, equals);
    const auto* const format = report::find_check_format(name);
    const bool file = equals != std::string::npos && equals + 1 < word.size();
    if (name == geopackage && !file) {
        throw Error{ErrorKind::usage,
                    Text{"--report gpkg: GeoPackage는 파일입니다; gpkg=FILE로 쓰십시오",
                         "--report gpkg: a GeoPackage is a file, write gpkg=FILE"}};
    }
    if (format == nullptr && name != geopackage) {
        const auto names = format_names();
        const auto near = did_you_mean(name, names);
        throw Error{ErrorKind::usage,
                    Text{fmt::format("--report {}: 그런 형식이 없습니다; 쓸 수 있는 것: {}{}", name,
                                     fmt::join(names, ", "), near.ko),
                         fmt::format("--report {}: no such format, take one of {}{}", name,
                                     fmt::join(names, ", "), near.en)}};
    }
    if (equals != std::string::npos && equals + 1 == word.size()) {
        throw Error{ErrorKind::usage,
                    Text{fmt::format("--report {}: '=' 뒤에 파일이 없습니다", word),
                         fmt::format("--report {}: no file after '='", word)}};
    }
    return {format, equals == std::string::npos ? std::string{} : word.substr(equals + 1)};
}

/// What to write where; without a result for stdout (or -o) that is the text, or JSON by --json.
std::vector<Target> targets(const Options& options) {
    std::vector<Target> all;
    for (const auto& word : options.reports) {
        all.push_back(parse_target(word));
    }
    const auto to_stdout = std::count_if(all.begin(), all.end(),
                                         [](const Target& target) { return target.path.empty(); });
    if (to_stdout > 1 || (to_stdout == 1 && options.json)) {
        throw Error{
            ErrorKind::usage,
            Text{"표준 출력으로는 한 형식만 내보낼 수 있습니다; 나머지는 FORMAT=FILE로 쓰십시오",
                 "only one format can go to the standard output, write FORMAT=FILE for others"}};
    }
    if (to_stdout == 0) {
        all.push_back({report::find_check_format(options.json ? "json" : "text"), {}});
    }
    return all;
}

std::vector<std::string> output_paths(const Options& options, const std::vector<Target>& targets) {
    std::vector<std::string> paths;
    for (const auto& target : targets) {
        if (!target.path.empty()) {
            paths.push_back(target.path);
        }
    }
    if (!options.write_baseline.empty()) {
        paths.push_back(options.write_baseline);
    }
    return paths;
}

/// A build step of GitHub shows this file; what stands in it stays.
void add_step_summary(const report::CheckReport& report) {
    const char* const path =
        std::getenv("GITHUB_STEP_SUMMARY"); // NOLINT(concurrency-mt-unsafe): never set by us
    if (path == nullptr || *path == '\0') {
        return;
    }
    std::ofstream file{path, std::ios::app | std::ios::binary};
    file << report::find_check_format("markdown")->write(report);
    if (!file.flush()) {
        throw Error{ErrorKind::output,
                    Text{fmt::format("GITHUB_STEP_SUMMARY {}: 쓸 수 없습니다", path),
                         fmt::format("GITHUB_STEP_SUMMARY {}: cannot write", path)}};
    }
}

bool reaches(const std::vector<Finding>& findings, const std::string& fail_on) {
    return std::any_of(findings.begin(), findings.end(), [&](const Finding& finding) {
        return (finding.result == Result::fail && fail_on != "never") ||
               (finding.result == Result::warn && fail_on == "warning");
    });
}

Exit run(const Options& options, const Common& common) {
    const auto outputs = targets(options);
    const auto plan = load_and_analyse(options.plan, common, output_paths(options, outputs));
    const auto known = options.baseline.empty() ? Baseline{} : read_baseline(options.baseline);
    progress(common, {"규칙 점검 중", "checking rules"});
    require_rules(plan.project.rules, options.select);
    require_rules(plan.project.rules, options.ignore);
    auto evaluation =
        rules::evaluate(plan.context(), options.select, options.ignore, common.thread_count());
    if (evaluation.evaluated.empty() && evaluation.findings.empty()) {
        throw Error{ErrorKind::input,
                    Text{"점검할 것이 없습니다: --select와 --ignore를 따르면 남는 규칙이 없습니다",
                         "nothing to check: --select and --ignore leave no rule"}};
    }
    std::vector<io::OutputFile> files;
    if (!options.write_baseline.empty()) {
        files.push_back({options.write_baseline, baseline_text(evaluation.findings)});
    }
    report::CheckReport report{plan.project,  evaluation, plan.date, common.language, 0, 0,
                               common.verbose};
    report.against_baseline = !options.baseline.empty();
    const auto compared = drop_known(known, evaluation.findings);
    report.known = compared.known.size();
    report.unchanged = compared.known;
    report.stale = compared.stale;
    const bool failed = reaches(evaluation.findings, options.fail_on);
    if (options.max_findings && *options.max_findings < evaluation.findings.size()) {
        report.omitted = evaluation.findings.size() - *options.max_findings;
        evaluation.findings.resize(*options.max_findings);
    }
    std::string shown;
    for (const auto& [format, path] : outputs) {
        const bool is_main = path.empty();
        const auto& target = is_main ? common.output : path;
        if (format == nullptr) {
            files.push_back({target, desktop::findings_geopackage(report)});
            continue;
        }
        if (format->name == "github") {
            add_step_summary(report);
        }
        const auto text = format->name == "csv" ? csv_text(common, report::check_table(report))
                                                : format->write(report);
        if (target.empty()) {
            shown = text;
            continue;
        }
        require_text_output(target);
        files.push_back({target, printable(text)});
    }
    io::write_files(files);
    if (common.output.empty()) {
        deliver(common, shown);
    }
    return failed ? Exit::findings : Exit::clean;
}

} // namespace

void declare_check(Arguments& app, Common& common, Exit& exit) {
    auto options = std::make_shared<Options>();
    app.option("plan", options->plan, {"계획 파일 (TOML)", "The plan file (TOML)"})
        .required()
        .type_name("PLAN");
    app.flag("--json", options->json,
             {"JSON으로 출력 (--report json과 같음)", "Print JSON (the same as --report json)"});
    app.option("--report", options->reports,
               {"결과의 형식; 여러 파일이면 되풀이해서 지정",
                "Format of the result; repeat for several files"})
        .type_name(fmt::format("{}[=FILE]", fmt::join(format_names(), "|")))
        .take_all();
    app.option("--select", options->select,
               {"이 규칙(GT-02)이나 규칙군(GT)만 점검", "Only these rules (GT-02) or groups (GT)"})
        .delimiter(',')
        .type_name("RULE,…");
    app.option("--ignore", options->ignore,
               {"이 규칙이나 규칙군을 빼고 점검", "All but these rules or groups"})
        .delimiter(',')
        .type_name("RULE,…");
    app.option("--fail-on", options->fail_on,
               {"이 등급부터 종료 코드 1 (기본 error)", "Exit with 1 from here on (default error)"})
        .one_of({"error", "warning", "never"});
    app.option("--max-findings", options->max_findings,
               {"지적을 N건까지만 나열", "List at most N findings"})
        .non_negative()
        .type_name("N");
    app.option("--baseline", options->baseline,
               {"이 파일에 있는 지적은 뺌", "Leave out the findings this file knows"})
        .type_name("FILE");
    app.option("--write-baseline", options->write_baseline,
               {"지적을 다음 실행의 기준선으로 쓸 파일",
                "Write the findings as a baseline for later runs"})
        .type_name("FILE");
    app.callback([options, &common, &exit] { exit = run(*options, common); });
}

} // namespace sandan::cli
