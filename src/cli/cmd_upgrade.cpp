#include <sandan/geom/overlay.hpp>
#include <sandan/io/write.hpp>

#include "cli/commands.hpp"
#include "cli/load.hpp"
#include "cli/programme.hpp"
#include "cli/result_folder.hpp"
#include "cli/scenario_files.hpp"
#include "cli/table_layer.hpp"
#include "cli/table_output.hpp"
#include "report/upgrade_report.hpp"

#include <algorithm>
#include <memory>
#include <optional>

namespace sandan::cli {

namespace {

io::OutputLayer layer_of(const report::NamedTable& table) {
    return {.name = table.name,
            .geometry = "MultiPolygon",
            .fields = table.columns,
            .numeric = table.numeric,
            .features = {}};
}

/// The portfolio with the land it takes.
io::OutputLayer chosen_layer(const report::UpgradeReport& report,
                             const std::vector<report::NamedTable>& tables) {
    const auto table = std::find_if(tables.begin(), tables.end(),
                                    [](const auto& row) { return row.name == "portfolio"; });
    auto layer = layer_of(*table);
    for (std::size_t i = 0; i < table->rows.size(); ++i) {
        const auto& candidate = report.scheme.candidates[report.scheme.portfolio->chosen[i]];
        layer.features.push_back(
            feature_of(table->rows[i], table->numeric, upgrade::land_of(report.survey, candidate)));
    }
    return layer;
}

/// Parcels, sites and, with a budget, the portfolio with their shapes.
std::string geopackage_of(const report::UpgradeReport& report,
                          const std::vector<report::NamedTable>& tables) {
    const auto& survey = report.survey;
    const auto shape_of = [&](std::size_t parcel) {
        return survey.land->features[survey.parcels[parcel].feature].shape.polygons;
    };
    auto parcels = layer_of(tables[0]);
    for (std::size_t i = 0; i < survey.parcels.size(); ++i) {
        parcels.features.push_back(feature_of(tables[0].rows[i], tables[0].numeric, shape_of(i)));
    }
    auto sites = layer_of(tables[1]);
    for (std::size_t i = 0; i < survey.sites.size(); ++i) {
        std::vector<geom::MultiPolygon> parts;
        for (const auto parcel : survey.sites[i].parcels) {
            parts.push_back(shape_of(parcel));
        }
        sites.features.push_back(
            feature_of(tables[1].rows[i], tables[1].numeric, geom::dissolve(parts)));
    }
    std::vector<io::OutputLayer> layers{std::move(parcels), std::move(sites)};
    if (report.scheme.portfolio) {
        layers.push_back(chosen_layer(report, tables));
    }
    return io::geopackage_bytes(report.project.plan.crs, layers);
}

struct Options {
    TableOptions tables;
    std::string scenario; ///< Folder for the plan after.
};

/// What the file name or the options ask for.
std::string result_of(const report::UpgradeReport& report, const TableOptions& options,
                      const Common& common) {
    const auto tables = report::upgrade_tables(report);
    if (common.output.ends_with(".xlsx")) {
        return workbook_of(tables);
    }
    if (common.output.ends_with(".gpkg")) {
        return geopackage_of(report, tables);
    }
    if (!common.output.empty()) {
        require_text_output(common.output);
    }
    if (options.json) {
        return printable(report::upgrade_as_json(report));
    }
    return printable(options.csv ? chosen_csv(common, options, tables)
                                 : report::upgrade_as_text(report));
}

Exit run(const Options& given, const Common& common) {
    const auto options = given.tables.for_output(common);
    if (!given.scenario.empty()) {
        require_folder(given.scenario);
    }
    const auto loaded = load_and_analyse(options.plan, common);
    const auto upgrade = study_upgrade(loaded.context(), common.thread_count());
    const auto programmes = upgrade::programmes(loaded.context());
    const report::UpgradeReport report{loaded.project, loaded.date, common.language,
                                       upgrade.survey, programmes,  upgrade.inputs,
                                       upgrade.scheme};
    auto result = result_of(report, options, common);
    std::vector<io::OutputFile> files; // of one run: all of them or none
    if (!common.output.empty()) {
        files.push_back({common.output, std::move(result)});
    }
    std::optional<upgrade::Scenario> scenario;
    if (!given.scenario.empty()) {
        scenario =
            upgrade::scenario(loaded.context(), upgrade.survey, upgrade.inputs, upgrade.scheme);
        add_scenario(loaded.context(), *scenario, given.scenario, common, files);
    }
    if (!files.empty()) {
        io::write_files(files);
    }
    if (scenario) {
        tell_scenario(loaded.context(), *scenario, given.scenario, common);
    }
    if (common.output.empty()) {
        deliver(common, result);
    }
    return Exit::clean;
}

} // namespace

void declare_upgrade(Arguments& app, Common& common, Exit& exit) {
    auto options = std::make_shared<Options>();
    declare_table_options(app, options->tables,
                          "parcels, sites, indicators, join, deficits, programmes, findings, "
                          "candidates, portfolio, changes, funding");
    app.option(
           "--scenario", options->scenario,
           {"선정된 후보를 시행한 뒤의 계획도 씀 (diff, site, allocate, run에 쓸 수 있음)",
            "Also write the plan as it is after the chosen candidates, for diff, site, allocate, "
            "run"})
        .type_name("DIR");
    app.callback([options, &common, &exit] { exit = run(*options, common); });
}

} // namespace sandan::cli
