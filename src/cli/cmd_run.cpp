#include <sandan/core/error.hpp>
#include <sandan/core/parallel.hpp>
#include <sandan/io/read.hpp>
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
#include "report/check_report.hpp"
#include "report/feasibility_report.hpp"
#include "report/landuse_report.hpp"
#include "report/run_summary.hpp"
#include "report/upgrade_report.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <functional>
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

void add_programme(Results& results, const rules::Context& context, const Programme& programme,
                   Language language) {
    const siting::Relaxations relaxations{context, programme.matrix};
    SiteResult sites{context.project, programme.matrix, relaxations, {}, language};
    for (const auto& cell : programme.matrix.cells) {
        sites.cells.push_back(&cell);
    }
    results.add_table("site", site_table(sites));
    results.add_table("assignments", report::allocation_table(programme.allocation, language));
    results.add("certificate.json",
                report::allocation_certificate(programme.allocation,
                                               {.inputs_sha256 = inputs_digest(context.project),
                                                .as_of = to_string(context.date)}));
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
        results.add_table("upgrade_" + table.name, table);
    }
}

void add_feasibility(Results& results, const rules::Context& context,
                     const feasibility::Study& study, Language language) {
    const report::FeasibilityReport report{context, language, study};
    results.add("feasibility.txt", report::feasibility_as_text(report));
    results.add("feasibility.json", report::feasibility_as_json(report));
    for (const auto& section : report::feasibility_sections(report)) {
        results.add_table("feasibility_" + section.table.name, section.table);
    }
}

/// Maps, web page, report and workbook: everything that takes long, side by side.
void add_drawings(Results& results, const report::FullReport& report, const Common& common) {
    report::MapOptions options;
    options.language = common.language;
    const auto& data = report.data;
    const auto sheets = report::maps_of(data, options);
    const auto png = [&](std::size_t sheet) {
        return render::draw(sheets[sheet].second, render::Format::png).bytes;
    };
    const auto path = [&](std::size_t sheet, std::string_view extension) {
        return fmt::format("maps/{}.{}", sheets[sheet].first, extension);
    };
    std::vector<std::function<Files()>> jobs; // the longest first
    jobs.emplace_back([&] {
        Files files;
        if (!sheets.empty()) {
            files.emplace_back(path(0, "png"), png(0));
        }
        auto book = results.take_workbook(files.empty() ? "" : files.front().second);
        files.emplace_back("workbook.xlsx", std::move(book));
        return files;
    });
    jobs.emplace_back([&] {
        return Files{{"report.pdf", render::draw(report::full_report(report))}};
    });
    jobs.emplace_back([&] {
        const auto first = data.allocation != nullptr ? "allocation" : "landuse";
        return Files{{"map.html", report::web_map(data, options, first)}};
    });
    for (std::size_t i = 0; i < sheets.size(); ++i) {
        if (i > 0) {
            jobs.emplace_back([&, i] { return Files{{path(i, "png"), png(i)}}; });
        }
        jobs.emplace_back([&, i] {
            return Files{
                {path(i, "pdf"), render::draw(sheets[i].second, render::Format::pdf).bytes}};
        });
    }
    std::vector<Files> drawn(jobs.size());
    parallel_for(jobs.size(), common.thread_count(), [&](std::size_t i) { drawn[i] = jobs[i](); });
    for (auto& files : drawn) {
        std::move(files.begin(), files.end(), std::back_inserter(results.files));
    }
}

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
        throw Error{ErrorKind::usage, "run: give the folder for the results with -o OUT"};
    }
    require_folder(common.output);
    const auto threads = common.thread_count();
    const auto loaded = load_and_analyse(options.plan, common);
    require_all_lots(loaded.project);
    const auto context = loaded.context();
    progress(common, {"run: 읽고 측정함, 규칙 점검 중", "run: read and measured, checking rules"});
    const auto evaluation = rules::evaluate(context, {}, {}, threads);
    progress(common, {"run: 입지 판정과 배정 중", "run: siting and allocating firms"});
    const auto programme = place_firms(context, threads);
    const auto upgrade = upgrade_if_any(context, threads);
    const auto study = feasibility_if_any(context);

    Results results;
    add_check(results,
              {loaded.project, evaluation, loaded.date, common.language, 0, 0, common.verbose});
    add_landuse(results, context, common.language);
    add_overlays(results, context);
    if (programme) {
        add_programme(results, context, *programme, common.language);
    }
    if (upgrade) {
        add_upgrade(results, loaded, *upgrade, common.language);
    }
    if (study) {
        add_feasibility(results, context, *study, common.language);
    }
    progress(common, {"run: 도면 그리는 중", "run: drawing maps"});
    const bool ko = common.language == Language::ko;
    const auto data = map_data(context, evaluation, programme, upgrade);
    const auto inputs = hashed_inputs(loaded.project);
    add_drawings(results, {data, evaluation, inputs, common.language, study ? &*study : nullptr},
                 common);
    const auto summary =
        report::run_summary({context, evaluation, data.siting, data.allocation}, common.language);
    results.add("summary.txt", summary);
    publish(common.output, results.files,
            manifest_json({loaded.project, to_string(loaded.date), ko ? "ko" : "en",
                           programme ? programme->allocation.solver : std::string{}, inputs,
                           results.files}),
            io::input_files(loaded.project));
    note_strangers(common, results.files);
    fmt::print("{}\n{} → {}\n", printable(summary),
               fmt::format(fmt::runtime(ko ? "파일 {}개" : "{} files"), results.files.size() + 1),
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
