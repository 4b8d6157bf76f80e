#include <sandan/io/read_appraisal.hpp>
#include <sandan/io/write.hpp>

#include "cli/commands.hpp"
#include "cli/load.hpp"
#include "cli/table_output.hpp"
#include "report/feasibility_report.hpp"

#include <memory>

namespace sandan::cli {

namespace {

Exit run(const TableOptions& given, const Common& common) {
    const auto options = given.for_output(common);
    const auto loaded = load_and_analyse(options.plan, common);
    require_all_lots(loaded.project);
    const auto context = loaded.context();
    const auto study =
        feasibility::study(context, io::read_appraisal(context.project.plan).feasibility);
    const report::FeasibilityReport report{context, common.language, study};
    std::vector<report::NamedTable> tables;
    for (auto& section : report::feasibility_sections(report)) {
        tables.push_back(std::move(section.table));
    }
    if (common.output.ends_with(".xlsx")) {
        io::write_file(common.output, workbook_of(tables));
    } else if (options.json) {
        deliver(common, report::feasibility_as_json(report));
    } else if (options.csv) {
        deliver(common, chosen_csv(common, options, tables));
    } else {
        deliver(common, report::feasibility_as_text(report));
    }
    return Exit::clean;
}

} // namespace

void declare_feasibility(Arguments& app, Common& common, Exit& exit) {
    auto options = std::make_shared<TableOptions>();
    declare_table_options(app, *options,
                          "landuse, placement, demand, utilities, costs, cash, worth, gates, "
                          "promises, commitments, inputs");
    app.callback([options, &common, &exit] { exit = run(*options, common); });
}

} // namespace sandan::cli
