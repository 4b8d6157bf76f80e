#include <sandan/io/write.hpp>
#include <sandan/rules/rule.hpp>

#include "cli/commands.hpp"
#include "cli/load.hpp"
#include "report/landuse_report.hpp"
#include "report/workbook.hpp"

#include <fmt/format.h>

#include <memory>

namespace sandan::cli {

namespace {

struct Options {
    std::string plan;
    bool json = false;
    bool csv = false;
};

enum class Form { text, json, csv };

/// What -o asks for by its extension, unless an option did.
Form form_of(const Options& options, const Common& common) {
    if (options.json || (!options.csv && !common.excel && common.output.ends_with(".json"))) {
        return Form::json;
    }
    const bool csv = options.csv || common.excel || common.output.ends_with(".csv");
    return csv ? Form::csv : Form::text;
}

std::string written(Form form, const Common& common, const report::LanduseReport& report) {
    switch (form) {
    case Form::json:
        return report::landuse_as_json(report);
    case Form::csv:
        return csv_text(common, report::landuse_table(report));
    case Form::text:
        break;
    }
    return report::landuse_as_text(report);
}

Exit run(const Options& options, const Common& common) {
    const auto project = load(options.plan, common);
    require_all_lots(project);
    const auto date = common.date_or(project.plan.reference_date);
    rules::Analysis analysis; // the LB ratios ask for nothing but the budget
    analysis.budget = landuse::land_use_budget(project, landuse::budget_limits(project, date));
    const auto report = report::landuse_report({project, analysis, date}, common.language);
    if (common.output.ends_with(".xlsx")) {
        io::write_file(common.output,
                       report::workbook({{"landuse", report::landuse_table(report), {}}}));
    } else {
        deliver(common, written(form_of(options, common), common, report));
    }
    return Exit::clean;
}

} // namespace

void declare_landuse(Arguments& app, Common& common, Exit& exit) {
    auto options = std::make_shared<Options>();
    app.option("plan", options->plan, {"계획 파일 (TOML)", "The plan file (TOML)"})
        .required()
        .type_name("PLAN");
    const auto json = app.flag("--json", options->json, {"JSON으로 출력", "Print JSON"});
    app.flag("--csv", options->csv, {"CSV로 출력", "Print CSV"}).excludes(json);
    app.callback([options, &common, &exit] { exit = run(*options, common); });
}

} // namespace sandan::cli
