#include <sandan/core/error.hpp>
#include <sandan/core/parallel.hpp>
#include <sandan/io/read.hpp>
#include <sandan/io/session.hpp>
#include <sandan/report/allocation.hpp>
#include <sandan/report/full_report.hpp>
#include <sandan/report/maps.hpp>
#include <sandan/report/web_map.hpp>
#include <sandan/siting/relaxation.hpp>

#include "cli/commands.hpp"
#include "cli/inputs_digest.hpp"
#include "cli/load.hpp"
#include "cli/manifest.hpp"
#include "cli/overlay_table.hpp"
#include "cli/programme.hpp"
#include "cli/result_folder.hpp"
#include "cli/site_table.hpp"
#include "desktop/mapfile.hpp"
#include "desktop/qgis_project.hpp"
#include "desktop/result_layers.hpp"
#include "report/check_report.hpp"
#include "report/feasibility_report.hpp"
#include "report/landuse_report.hpp"
#include "report/run_summary.hpp"
#include "report/upgrade_report.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <functional>
#include <future>
#include <iterator>
#include <memory>
#include <optional>

namespace sandan::cli {

namespace {

struct Options {
    std::string plan;
    std::string fail_on = "error";
};

void add_check(Results& results, const report::CheckReport& report) {
    results.add("findings.json", report::check_as_json(report));
    results.add_table("findings", report::check_table(report));
    results.add("report.md", report::check_as_markdown(report));
}

void add_landuse(Results& results, const rules::Context& context, Language language) {
    const auto report = report::landuse_report(context, language);
    results.add("landuse.txt", report::landuse_as_text(report));
    results.add_table("landuse", report::landuse_table(report));
    results.add("landuse.json", report::landuse_as_json(report));
}

void add_overlays(Results& results, const rules::Context& context) {
    const auto* const lots = context.project.layer("lots");
    const auto& analysis = context.analysis;
    if (analysis.lots_zoning) {
        results.add_table("overlay_zoning", overlay_table(*lots, *analysis.lots_zoning));
    }
    if (analysis.lots_management) {
        results.add_table("overlay_management", overlay_table(*lots, *analysis.lots_management));
    }
}

void add_siting(Results& results, const rules::Context& context, const siting::Matrix& matrix,
                Language language) {
    const siting::Relaxations relaxations{context, matrix};
    SiteResult sites{context.project, matrix, relaxations, {}, language};
    for (const auto& cell : matrix.cells) {
        sites.cells.push_back(&cell);
    }
    results.add_table("site", site_table(sites));
}

void add_allocation(Results& results, const rules::Context& context,
                    const allocation::Allocation& allocation, Language language) {
    results.add_table("assignments", report::allocation_table(allocation, language));
    results.add("certificate.json",
                report::allocation_certificate(
                    allocation, {.inputs_sha256 = inputs_digest(context.project),
                                 .as_of = to_string(context.date),
                                 .solver_log_sha256 = io::sha256_of_text(allocation.solver_log)}));
}

void add_upgrade(Results& results, const Loaded& loaded, const Upgrade& upgrade,
                 Language language) {
    const auto programmes = upgrade::programmes(loaded.context());
    const report::UpgradeReport report{loaded.project, loaded.date, language,
                                       upgrade.survey, programmes,  upgrade.inputs,
                                       upgrade.scheme};
    results.add("upgrade.txt", report::upgrade_as_text(report));
    results.add("upgrade.json", report::upgrade_as_json(report));
    for (const auto& table : report::upgrade_tables(report)) {
        const Table& plain = table;
        results.add_table("upgrade_" + table.name, plain);
    }
}

void add_feasibility(Results& results, const rules::Context& context,
                     const feasibility::Study& study, Language language) {
    const report::FeasibilityReport report{context, language, study};
    results.add("feasibility.txt", report::feasibility_as_text(report));
    results.add("feasibility.json", report::feasibility_as_json(report));
    for (const auto& section : report::feasibility_sections(report)) {
        const Table& plain = section.table;
        results.add_table("feasibility_" + section.table.name, plain);
    }
}

using Sheets = std::vector<std::pair<std::string, render::MapSpec>>;
/// Paths of the plan's files and their SHA-256.
using Inputs = std::vector<std::pair<std::string, std::string>>;
using Jobs = std::vector<std::function<Files()>>;

/// Side by side; the files in the order of the jobs.
void do_jobs(Results& results, const Jobs& jobs, unsigned threads) {
    std::vector<Files> made(jobs.size());
    parallel_for(jobs.size(), threads, [&](std::size_t i) { made[i] = jobs[i](); });
    for (auto& files : made) {
        std::move(files.begin(), files.end(), std::back_inserter(results.files));
    }
}

/// Refers to the sheets.
void add_sheet_jobs(Jobs& jobs, const Sheets& sheets) {
    for (const auto& sheet : sheets) {
        for (const auto format : {render::Format::png, render::Format::pdf}) {
            jobs.emplace_back([&sheet, format] {
                const auto* const extension = format == render::Format::png ? "png" : "pdf";
                return Files{{fmt::format("maps/{}.{}", sheet.first, extension),
                              render::draw(sheet.second, format).bytes}};
            });
        }
    }
}

/// The maps that `data` suffices for and that are not drawn yet.
Sheets sheets_left(const Results& results, const report::MapData& data,
                   const report::MapOptions& options) {
    Sheets sheets;
    for (const auto& theme : report::map_themes()) {
        const bool drawn = results.find(fmt::format("maps/{}.png", theme.name)) != nullptr;
        if (!drawn && report::suffices(theme, data)) {
            sheets.emplace_back(theme.name, report::make_map(theme, data, options));
        }
    }
    return sheets;
}

void add_maps(Results& results, const report::MapData& data, const report::MapOptions& options,
              unsigned threads) {
    const auto sheets = sheets_left(results, data, options);
    Jobs jobs;
    add_sheet_jobs(jobs, sheets);
    do_jobs(results, jobs, threads);
}

/// For QGIS and MapServer: the layers, a project and a mapfile that show them.
Files desktop_files(const report::FullReport& report) {
    const auto& context = report.data.context;
    const report::CheckReport check{context.project, report.evaluation, context.date,
                                    report.language};
    const auto layers =
        desktop::result_layers({context, check, report.data.siting, report.data.allocation});
    const desktop::ProjectSettings settings{context.project.plan.name, context.project.plan.crs,
                                            "result.gpkg"};
    return {{settings.geopackage, desktop::styled_geopackage(settings.crs, layers)},
            {"result.qgs", desktop::qgis_project(settings, layers)},
            {"result.map", desktop::mapfile(settings, layers)}};
}

/// What shows everything: workbook, report and web page, beside the maps that are left.
void add_documents(Results& results, const report::FullReport& report,
                   const report::MapOptions& options, unsigned threads) {
    const auto& data = report.data;
    const auto* const first = data.allocation != nullptr ? "allocation" : "landuse";
    const auto* const picture = results.find("maps/landuse.png");
    const auto sheets = sheets_left(results, data, options);
    Jobs jobs{// the longest first
              [&] {
                  return Files{
                      {"workbook.xlsx", results.take_workbook(picture == nullptr ? "" : *picture)}};
              },
              [&] {
                  return Files{{"report.pdf", render::draw(report::full_report(report))}};
              }};
    add_sheet_jobs(jobs, sheets);
    jobs.emplace_back([&] { return Files{{"map.html", report::web_map(data, options, first)}}; });
    jobs.emplace_back([&] { return desktop_files(report); });
    do_jobs(results, jobs, threads);
}

/// Everything `run` finds out; the allocation comes last.
struct Analyses {
    const Loaded& loaded;
    rules::Context context;
    rules::Evaluation evaluation;
    std::optional<Programme> programme;
    std::optional<Upgrade> upgrade;
    std::optional<feasibility::Study> study;
};

report::MapOptions map_options(const Common& common) {
    report::MapOptions options;
    options.language = common.language;
    return options;
}

/// What does not need the allocation.
void add_first_results(Results& results, const Analyses& found, const Common& common) {
    const auto& context = found.context;
    add_check(results, {context.project, found.evaluation, context.date, common.language, 0, 0,
                        common.verbose});
    add_landuse(results, context, common.language);
    add_overlays(results, context);
    if (found.programme) {
        add_siting(results, context, found.programme->matrix, common.language);
    }
    auto data = map_data(context, found.evaluation, found.programme, found.upgrade);
    data.allocation = nullptr;
    // The search for the allocation may have ended, so its thread is not counted.
    add_maps(results, data, map_options(common), common.thread_count());
}

/// The rest; `inputs` as hashed_inputs tells them.
void add_last_results(Results& results, const Analyses& found, const Inputs& inputs,
                      const Common& common) {
    const auto& context = found.context;
    const auto language = common.language;
    if (found.programme) {
        add_allocation(results, context, found.programme->allocation, language);
    }
    if (found.upgrade) {
        add_upgrade(results, found.loaded, *found.upgrade, language);
    }
    if (found.study) {
        add_feasibility(results, context, *found.study, language);
    }
    const auto data = map_data(context, found.evaluation, found.programme, found.upgrade);
    add_documents(results,
                  {data, found.evaluation, inputs, language, found.study ? &*found.study : nullptr},
                  map_options(common), common.thread_count());
    results.add(
        "summary.txt",
        report::run_summary({context, found.evaluation, data.siting, data.allocation}, language));
}

/// Of the whole run, as measured on the new complex: what is behind when a step begins.
constexpr double share_of_reading = 0.1;
constexpr double share_of_checking = 0.15;
constexpr double share_of_allocating = 0.7;

void note_strangers(const Common& common, const Files& files) {
    const auto others = strangers(common.output, files);
    if (others.empty()) {
        return;
    }
    constexpr std::size_t shown = 5;
    const std::vector<std::string> first{
        others.begin(),
        others.begin() + static_cast<std::ptrdiff_t>(std::min(shown, others.size()))};
    const auto names =
        fmt::format("{}{}", fmt::join(first, ", "), others.size() > shown ? ", …" : "");
    note(common,
         common.language == Language::ko
             ? fmt::format("{}: 이번 실행의 결과가 아닌 파일 {}개를 그대로 둠: {}", common.output,
                           others.size(), names)
             : fmt::format("{}: {} files are not of this run and were left as they were: {}",
                           common.output, others.size(), names));
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
        throw Error{ErrorKind::usage, Text{"run: 결과를 담을 폴더를 -o OUT으로 주십시오",
                                           "run: give the folder for the results with -o OUT"}};
    }
    require_folder(common.output);
    const auto threads = common.thread_count();
    const auto loaded = load_and_analyse(options.plan, common);
    require_all_lots(loaded.project);
    const auto context = loaded.context();
    progress(common, {"규칙 점검 중", "checking rules"}, share_of_reading);
    Analyses found{loaded, context, rules::evaluate(context, {}, {}, threads), {}, {}, {}};
    progress(common, {"입지 판정과 배정 중", "siting and allocating firms"}, share_of_checking);
    auto& programme = found.programme;
    programme = site_firms(context, threads);
    Results results;
    // One thread searches for the allocation; what does not need it is made meanwhile.
    auto allocating = std::async(threads > 1 ? std::launch::async : std::launch::deferred,
                                 [&programme, &context] {
                                     return programme ? allocate_firms(context, programme->matrix)
                                                      : allocation::Allocation{};
                                 });
    if (threads == 1) {
        allocating.wait(); // its time limit starts with the program: nothing may go before
    }
    found.upgrade = upgrade_if_any(context, threads);
    found.study = feasibility_if_any(context);
    add_first_results(results, found, common);
    const auto inputs = hashed_inputs(loaded.project);
    if (auto allocation = allocating.get(); programme) {
        programme->allocation = std::move(allocation);
    }
    progress(common, {"표와 도면 만드는 중", "making tables and maps"}, share_of_allocating);
    add_last_results(results, found, inputs, common);
    end_progress(common);

    const bool ko = common.language == Language::ko;
    publish(common.output, results.files,
            manifest_json({loaded.project, to_string(loaded.date), ko ? "ko" : "en",
                           programme ? programme->allocation.solver : std::string{}, inputs,
                           results.files}),
            loaded.project.input_paths());
    note_strangers(common, results.files);
    fmt::print("{}\n{} → {}\n", printable(*results.find("summary.txt")),
               fmt::format(fmt::runtime(ko ? "파일 {}개" : "{} files"), results.files.size() + 1),
               common.output);
    return has_findings(found.evaluation, programme, options.fail_on) ? Exit::findings
                                                                      : Exit::clean;
}

} // namespace

void declare_run(Arguments& app, Common& common, Exit& exit) {
    auto options = std::make_shared<Options>();
    app.option("plan", options->plan, {"계획 파일 (TOML)", "The plan file (TOML)"})
        .required()
        .type_name("PLAN");
    app.option("--fail-on", options->fail_on,
               {"이 등급부터 종료 코드 1 (기본 error)", "Exit with 1 from here on (default error)"})
        .one_of({"error", "warning", "never"});
    app.callback([options, &common, &exit] { exit = run(*options, common); });
}

} // namespace sandan::cli
