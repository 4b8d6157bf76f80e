#include <sandan/io/write.hpp>
#include <sandan/rules/rule.hpp>

#include "cli/commands.hpp"
#include "cli/load.hpp"
#include "core/csv.hpp"
#include "report/landuse_report.hpp"
#include "report/workbook.hpp"

#include <memory>

namespace sandan::cli {

namespace {

struct Options {
    std::string plan;
    bool json = false;
    bool csv = false;
    bool excel = false;
};

std::string written(const Options& options, const report::LanduseReport& report) {
    if (options.json) {
        return report::landuse_as_json(report);
    }
    if (options.csv || options.excel) {
        return (options.excel ? "\xEF\xBB\xBF" : "") + to_csv(report::landuse_table(report));
    }
    return report::landuse_as_text(report);
}

/// What -o asks for by its extension, unless an option did.
Options with_format_of(Options options, const std::string& output) {
    if (!options.json && !options.csv && !options.excel) {
        options.json = output.ends_with(".json");
        options.csv = output.ends_with(".csv");
    }
    return options;
}

Exit run(const Options& given, const Common& common) {
    const auto options = with_format_of(given, common.output);
    const auto project = load(options.plan, common);
    const auto date = common.date_or(project.plan.reference_date);
    rules::Analysis analysis; // the LB ratios ask for nothing but the budget
    analysis.budget = landuse::land_use_budget(project, landuse::budget_limits(project, date));
    const auto report = report::landuse_report({project, analysis, date}, common.language);
    if (common.output.ends_with(".xlsx")) {
        io::write_file(common.output,
                       report::workbook({{"landuse", report::landuse_table(report), {}}}));
    } else {
        deliver(common, written(options, report));
    }
    return Exit::clean;
}

} // namespace

void declare_landuse(Arguments& app, Common& common, Exit& exit) {
    auto options = std::make_shared<Options>();
    app.option("plan", options->plan, "The plan file (TOML)").required().type_name("PLAN");
    const auto json = app.flag("--json", options->json, "Print JSON");
    const auto csv = app.flag("--csv", options->csv, "Print CSV").excludes(json);
    app.flag("--excel", options->excel, "Print CSV with a byte-order mark")
        .excludes(json)
        .excludes(csv);
    app.callback([options, &common, &exit] { exit = run(*options, common); });
}

} // namespace sandan::cli
