#include <sandan/core/error.hpp>
#include <sandan/core/parallel.hpp>
#include <sandan/io/read.hpp>
#include <sandan/io/write.hpp>
#include <sandan/report/allocation.hpp>
#include <sandan/report/maps.hpp>
#include <sandan/report/web_map.hpp>
#include <sandan/siting/relaxation.hpp>

#include "cli/commands.hpp"
#include "cli/inputs_digest.hpp"
#include "cli/load.hpp"
#include "cli/manifest.hpp"
#include "cli/overlay_table.hpp"
#include "cli/site_table.hpp"
#include "cli/spreadsheet.hpp"
#include "report/check_report.hpp"
#include "report/landuse_report.hpp"
#include "report/run_summary.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <iterator>
#include <memory>
#include <optional>

namespace sandan::cli {

namespace {

struct Options {
    std::string plan;
    std::string fail_on = "error";
};

/// Files of the run, path under OUT and bytes, in the order they are written.
using Outputs = std::vector<std::pair<std::string, std::string>>;

/// Siting and allocation of a plan that names firms.
struct Programme {
    siting::Matrix matrix;
    allocation::Allocation allocation;
};

void add_check(Outputs& outputs, const report::CheckReport& report) {
    outputs.emplace_back("findings.json", report::check_as_json(report));
    outputs.emplace_back("findings.csv", report::check_as_csv(report));
    outputs.emplace_back("report.md", report::check_as_markdown(report));
}

void add_landuse(Outputs& outputs, const rules::Context& context, Language language) {
    const auto report = report::landuse_report(context, language);
    outputs.emplace_back("landuse.txt", report::landuse_as_text(report));
    outputs.emplace_back("landuse.csv", report::landuse_as_csv(report));
    outputs.emplace_back("landuse.json", report::landuse_as_json(report));
}

void add_overlays(Outputs& outputs, const rules::Context& context) {
    const auto* const lots = context.project.layer("lots");
    const auto& analysis = context.analysis;
    if (analysis.lots_zoning) {
        outputs.emplace_back("overlay_zoning.csv", overlay_csv(*lots, *analysis.lots_zoning));
    }
    if (analysis.lots_management) {
        outputs.emplace_back("overlay_management.csv",
                             overlay_csv(*lots, *analysis.lots_management));
    }
}

allocation::Options solver_options(const model::AllocationOptions& plan) {
    return {.objective = plan.objective,
            .plan_max_parcels = plan.max_parcels,
            .max_parcels = 0,
            .gap = plan.gap,
            .time_limit_s = plan.time_limit_s,
            .seed = plan.seed,
            .links = true,
            .locks = {}};
}

std::optional<Programme> place_firms(const rules::Context& context, unsigned threads) {
    if (context.project.firms.empty() || context.project.layer("lots") == nullptr) {
        return std::nullopt;
    }
    const auto options = solver_options(context.project.plan.allocation);
    int most = context.project.plan.allocation.max_parcels;
    for (const auto& firm : context.project.firms) {
        most = std::max(most, allocation::lots_allowed(firm, options));
    }
    Programme programme;
    programme.matrix = siting::feasibility(context, most, threads);
    programme.allocation = allocation::allocate(context, programme.matrix, options);
    return programme;
}

void add_programme(Outputs& outputs, const rules::Context& context, const Programme& programme,
                   Language language) {
    const siting::Relaxations relaxations{context, programme.matrix};
    SiteResult sites{context.project, programme.matrix, relaxations, {}, language};
    for (const auto& cell : programme.matrix.cells) {
        sites.cells.push_back(&cell);
    }
    outputs.emplace_back("site.csv", site_csv(sites));
    outputs.emplace_back("assignments.csv", report::allocation_csv(programme.allocation, language));
    outputs.emplace_back("certificate.json",
                         report::allocation_certificate(
                             programme.allocation, {.inputs_sha256 = inputs_digest(context.project),
                                                    .as_of = to_string(context.date)}));
}

void add_maps(Outputs& outputs, const report::MapData& data, const Common& common) {
    report::MapOptions options;
    options.language = common.language;
    const auto sheets = report::maps_of(data, options);
    constexpr std::array formats{std::pair{render::Format::png, "png"},
                                 std::pair{render::Format::pdf, "pdf"}};
    Outputs drawn(sheets.size() * formats.size());
    parallel_for(drawn.size(), common.thread_count(), [&](std::size_t i) {
        const auto& [name, spec] = sheets[i / formats.size()];
        const auto& [format, extension] = formats.at(i % formats.size());
        drawn[i] = {fmt::format("maps/{}.{}", name, extension), render::draw(spec, format).bytes};
    });
    std::move(drawn.begin(), drawn.end(), std::back_inserter(outputs));
    const auto first = data.allocation != nullptr ? "allocation" : "landuse";
    outputs.emplace_back("map.html", report::web_map(data, options, first));
}

/// The tables and the first map of the outputs in one file for a spreadsheet.
void add_workbook(Outputs& outputs) {
    std::vector<report::Sheet> sheets;
    for (const auto& [path, bytes] : outputs) {
        if (path.ends_with(".csv")) {
            sheets.push_back(sheet_of(path.substr(0, path.rfind('.')), bytes));
        }
    }
    const auto map = std::find_if(outputs.begin(), outputs.end(), [](const auto& output) {
        return output.first.ends_with(".png");
    });
    if (map != outputs.end()) {
        sheets.push_back({"map", {}, {}, {}, map->second});
    }
    outputs.emplace_back("workbook.xlsx", report::workbook(sheets));
}

/// All files or none; the manifest tells what belongs together. None may be an input of the plan.
void publish(const std::filesystem::path& folder, const Outputs& outputs,
             const std::string& manifest, const std::vector<std::string>& inputs) {
    std::vector<io::OutputFile> files;
    for (const auto& [path, bytes] : outputs) {
        files.push_back({(folder / path).string(), bytes});
    }
    files.push_back({(folder / "manifest.json").string(), manifest});
    for (const auto& file : files) {
        io::refuse_overwriting(file.path, inputs);
    }
    std::error_code failed;
    std::filesystem::create_directories(folder / "maps", failed);
    if (failed) {
        throw Error{ErrorKind::output, fmt::format("{}: cannot make this folder ({})",
                                                   folder.string(), failed.message())};
    }
    io::write_files(files);
}

bool has_findings(const rules::Evaluation& evaluation, const std::optional<Programme>& programme,
                  const std::string& fail_on) {
    if (fail_on == "never") {
        return false;
    }
    const auto& summary = evaluation.summary;
    if (summary.fail > 0 || (fail_on == "warning" && summary.warn > 0)) {
        return true;
    }
    return programme &&
           std::any_of(
               programme->allocation.placements.begin(), programme->allocation.placements.end(),
               [](const auto& placement) { return placement.mandatory && !placement.placed; });
}

Exit run(const Options& options, const Common& common) {
    if (common.output.empty()) {
        throw Error{ErrorKind::usage, "run: give the folder for the results with -o OUT"};
    }
    const auto threads = common.thread_count();
    const auto loaded = load_and_analyse(options.plan, common);
    const auto context = loaded.context();
    note(common, "run: read and measured, checking the rules");
    const auto evaluation = rules::evaluate(context, {}, {}, threads);
    note(common, "run: siting and allocating firms");
    const auto programme = place_firms(context, threads);

    Outputs outputs;
    add_check(outputs,
              {loaded.project, evaluation, loaded.date, common.language, 0, 0, common.verbose});
    add_landuse(outputs, context, common.language);
    add_overlays(outputs, context);
    if (programme) {
        add_programme(outputs, context, *programme, common.language);
    }
    note(common, "run: drawing maps");
    report::MapData data{context, nullptr, nullptr, &evaluation.findings};
    report::RunResult result{context, evaluation, nullptr, nullptr};
    if (programme) {
        data.siting = result.siting = &programme->matrix;
        data.allocation = result.allocation = &programme->allocation;
    }
    add_maps(outputs, data, common);
    const auto summary = report::run_summary(result, common.language);
    outputs.emplace_back("summary.txt", summary);
    add_workbook(outputs);
    publish(common.output, outputs,
            manifest_json({loaded.project, to_string(loaded.date),
                           common.language == Language::ko ? "ko" : "en",
                           programme ? programme->allocation.solver : std::string{}, outputs}),
            io::input_files(loaded.project));
    fmt::print("{}\n{} → {}\n", printable(summary), fmt::format("{} files", outputs.size() + 1),
               common.output);
    return has_findings(evaluation, programme, options.fail_on) ? Exit::findings : Exit::clean;
}

} // namespace

void declare_run(Arguments& app, Common& common, Exit& exit) {
    auto options = std::make_shared<Options>();
    app.option("plan", options->plan, "The plan file (TOML)").required().type_name("PLAN");
    app.option("--fail-on", options->fail_on, "Exit with 1 from here on (default error)")
        .one_of({"error", "warning", "never"});
    app.callback([options, &common, &exit] { exit = run(*options, common); });
}

} // namespace sandan::cli
