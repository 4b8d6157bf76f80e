#include <sandan/core/error.hpp>
#include <sandan/siting/relaxation.hpp>

#include "cli/commands.hpp"
#include "cli/load.hpp"
#include "cli/nearest_name.hpp"
#include "cli/programme.hpp"
#include "cli/site_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace sandan::cli {

namespace {

struct Options {
    std::string plan;
    std::string firm;
    std::string parcel;
    int max_parcels = 0; ///< 0: the most that the plan or a firm allows.
    bool json = false;
    std::string fail_on = "error";
};

std::vector<std::string> firm_ids(const model::Project& project) {
    std::vector<std::string> ids;
    for (const auto& firm : project.firms) {
        ids.push_back(firm.id);
    }
    return ids;
}

std::vector<std::string> lot_ids(const model::Layer& lots) {
    std::vector<std::string> ids;
    for (const auto& lot : lots.features) {
        ids.push_back(lots.id(lot));
    }
    return ids;
}

std::vector<const siting::FirmSite*>
asked_for(const Options& options, const model::Project& project, const siting::Matrix& matrix) {
    const auto& lots = *project.layer("lots");
    const auto has_parcel = [&](const rules::Site& site) {
        return options.parcel.empty() ||
               std::any_of(site.lots.begin(), site.lots.end(), [&](std::size_t lot) {
                   return lots.id(lots.features[lot]) == options.parcel;
               });
    };
    std::vector<const siting::FirmSite*> cells;
    for (const auto& cell : matrix.cells) {
        const bool of_firm = options.firm.empty() || project.firms[cell.firm].id == options.firm;
        if (of_firm && has_parcel(matrix.sites[cell.site])) {
            cells.push_back(&cell);
        }
    }
    return cells;
}

/// A mandatory firm without any site it could have is what `site` calls an error.
bool is_homeless(const siting::Matrix& matrix, std::size_t firm) {
    const auto count = matrix.sites.size();
    const auto* const first = matrix.cells.data() + firm * count;
    return std::all_of(first, first + count, [](const siting::FirmSite& cell) {
        return cell.verdict == siting::Verdict::infeasible;
    });
}

bool has_finding(const Options& options, const model::Project& project,
                 const siting::Matrix& matrix) {
    for (std::size_t firm = 0; firm < project.firms.size(); ++firm) {
        const bool counts = project.firms[firm].mandatory || options.fail_on == "warning";
        const bool asked = options.firm.empty() || project.firms[firm].id == options.firm;
        if (counts && asked && is_homeless(matrix, firm)) {
            return options.fail_on != "never";
        }
    }
    return false;
}

void give_out(const Options& options, const Common& common, const SiteResult& result) {
    if (common.output.ends_with(".gpkg")) {
        write_site_geopackage(common.output, result);
    } else {
        const bool json = options.json || common.output.ends_with(".json");
        deliver(common, json ? site_json(result) : csv_text(common, site_table(result)));
    }
    for (const auto& line : site_summary(result)) {
        note(common, line);
    }
}

Exit run(const Options& options, const Common& common) {
    if (!common.output.ends_with(".gpkg")) {
        require_text_output(common.output); // before the work
    }
    const auto project = load(options.plan, common);
    require_firms_and_lots(project);
    if (!options.firm.empty()) {
        require_known("--firm", options.firm, firm_ids(project));
    }
    if (!options.parcel.empty()) {
        require_known("--parcel", options.parcel, lot_ids(*project.layer("lots")));
    }
    const auto date = common.date_or(project.plan.reference_date);
    const auto analysis = rules::analyse(project, date, common.thread_count());
    const rules::Context context{project, analysis, date};
    const auto most = options.max_parcels > 0 ? options.max_parcels : lots_of_a_site(project);
    progress(common, {"입지 판정 중", "judging sites"});
    const auto matrix = siting::feasibility(context, most, common.thread_count());
    const siting::Relaxations relaxations{context, matrix};
    give_out(options, common,
             {project, matrix, relaxations, asked_for(options, project, matrix), common.language});
    const bool lost = lost_records(project) && options.fail_on != "never";
    return lost || has_finding(options, project, matrix) ? Exit::findings : Exit::clean;
}

} // namespace

void declare_site(Arguments& app, Common& common, Exit& exit) {
    auto options = std::make_shared<Options>();
    app.option("plan", options->plan, {"계획 파일 (TOML)", "The plan file (TOML)"})
        .required()
        .type_name("PLAN");
    app.option("--firm", options->firm, {"이 기업만", "Only this firm"}).type_name("ID");
    app.option("--parcel", options->parcel,
               {"이 필지가 들어 있는 후보지만", "Only sites with this lot"})
        .type_name("ID");
    app.option("--max-parcels", options->max_parcels,
               {"후보지 하나의 필지 수 상한 (기본: 계획이나 기업이 허용하는 최대)",
                "Lots of one site at most (default: the most that the plan or a firm allows)"})
        .between(1, 12)
        .type_name("K");
    app.flag(
        "--json", options->json,
        {"모든 사유를 담은 JSON (-o x.json도 같음)", "JSON with every reason (so does -o x.json)"});
    app.option("--fail-on", options->fail_on,
               {"후보지가 없는 기업이 필수 기업이거나(error) 하나라도 있으면(warning) 종료 코드 1",
                "Exit with 1 when a mandatory firm (error) or any firm (warning) has no site"})
        .one_of({"error", "warning", "never"});
    app.callback([options, &common, &exit] { exit = run(*options, common); });
}

} // namespace sandan::cli
