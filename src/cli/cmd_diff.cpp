#include "cli/commands.hpp"
#include "cli/load.hpp"
#include "report/plan_diff.hpp"

#include <algorithm>
#include <memory>

namespace sandan::cli {

namespace {

struct Options {
    std::string before;
    std::string now;
    bool json = false;
    bool markdown = false;
    std::string fail_on = "error";
};

/// A new breach, or a change the law calls important, asks for somebody's attention.
bool fails(const report::PlanDiff& diff, const std::string& fail_on) {
    if (fail_on == "never") {
        return false;
    }
    const bool breach =
        std::any_of(diff.appeared.begin(), diff.appeared.end(), [&](const Finding& finding) {
            return finding.result == Result::fail || fail_on == "warning";
        });
    return breach || diff.important();
}

Exit run(const Options& options, const Common& common) {
    auto before = load_and_analyse(options.before, common);
    const auto now = load_and_analyse(options.now, common);
    if (before.date != now.date) { // one law for both: else a new law would look like a new fault
        before.date = now.date;
        before.analysis = rules::analyse(before.project, now.date, common.thread_count());
    }
    const auto old_context = before.context();
    auto context = now.context();
    context.previous = &old_context;
    const auto diff = report::compare_plans(old_context, context, common.thread_count());
    const report::DiffReport report{old_context, context, diff, common.language};
    deliver(common, options.json       ? report::diff_as_json(report)
                    : options.markdown ? report::diff_as_markdown(report)
                                       : report::diff_as_text(report));
    return fails(diff, options.fail_on) ? Exit::findings : Exit::clean;
}

} // namespace

void declare_diff(Arguments& app, Common& common, Exit& exit) {
    auto options = std::make_shared<Options>();
    app.option("old", options->before, {"변경 전 계획", "The plan before"})
        .required()
        .type_name("OLD");
    app.option("new", options->now, {"변경 후 계획", "The plan after"}).required().type_name("NEW");
    const auto json = app.flag("--json", options->json, {"JSON으로 출력", "Print JSON"});
    app.flag("--markdown", options->markdown,
             {"풀 리퀘스트 의견에 붙일 Markdown으로 출력",
              "Print Markdown for a pull-request comment"})
        .excludes(json);
    app.option("--fail-on", options->fail_on,
               {"이 등급부터의 새 지적이나 중요한 변경이 있으면 종료 코드 1 (기본 error)",
                "Exit with 1 for new findings from here on, and for an important change "
                "(default error)"})
        .one_of({"error", "warning", "never"});
    app.callback([options, &common, &exit] { exit = run(*options, common); });
}

} // namespace sandan::cli
