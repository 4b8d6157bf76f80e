#include <sandan/allocation/instance.hpp>
#include <sandan/core/error.hpp>
#include <sandan/io/session.hpp>
#include <sandan/io/write.hpp>
#include <sandan/report/allocation.hpp>

#include "cli/assignment_layer.hpp"
#include "cli/commands.hpp"
#include "cli/inputs_digest.hpp"
#include "cli/load.hpp"
#include "cli/lock.hpp"
#include "cli/programme.hpp"
#include "cli/read_locks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <sstream>

namespace sandan::cli {

namespace {

struct AllocateOptions {
    std::string plan;
    std::string instance;
    std::optional<double> time_limit_s;
    std::optional<double> gap;
    std::optional<unsigned> seed;
    int max_parcels = 0;
    bool no_links = false;
    std::string locks;
    std::string previous;
    std::optional<std::int64_t> move_price;
    int alternatives = 0;
    bool importance = false;
    std::string certificate;
    bool json = false;
    std::string fail_on = "error";
};

allocation::Options solver_options(const AllocateOptions& options,
                                   const model::AllocationOptions& plan) {
    auto solver = allocation::options_of(plan);
    solver.max_parcels = options.max_parcels;
    solver.gap = options.gap.value_or(plan.gap);
    solver.time_limit_s = options.time_limit_s.value_or(plan.time_limit_s);
    solver.seed = options.seed.value_or(plan.seed);
    solver.links = !options.no_links;
    solver.move_price = options.move_price;
    solver.alternatives = options.alternatives;
    solver.importance = options.importance;
    return solver;
}

allocation::InstanceResult solve(const std::string& text, const AllocateOptions& options) {
    try {
        return allocation::solve_instance(text, io::sha256_of_text(text),
                                          solver_options(options, model::AllocationOptions{}));
    } catch (const Error& e) {
        throw e.within(options.instance);
    }
}

Exit allocate_instance(const AllocateOptions& options, const Common& common) {
    io::refuse_overwriting(common.output, {options.instance});
    hold_to_lock(common, {options.instance});
    const auto text = read_text(options.instance, {"문제 파일(JSON)", "an instance (JSON)"});
    const auto result = solve(text, options);
    deliver(common, result.certificate);
    note(common, fmt::format("{}: {}", options.instance, to_string(result.status)));
    return result.status == allocation::Status::time_limit ? Exit::budget : Exit::clean;
}

std::vector<std::string> further_outputs(const AllocateOptions& options) {
    return options.certificate.empty() ? std::vector<std::string>{}
                                       : std::vector<std::string>{options.certificate};
}

/// What is wrong with a lock is told with the file it stands in.
allocation::Allocation allocated(const AllocateOptions& options, const rules::Context& context,
                                 const siting::Matrix& matrix, const allocation::Options& solver) {
    try {
        return allocation::allocate(context, matrix, solver);
    } catch (const Error& e) {
        if (e.kind() == ErrorKind::usage && !options.locks.empty()) {
            throw e.within(options.locks);
        }
        throw;
    }
}

Exit allocate_plan(const AllocateOptions& options, const Common& common) {
    if (!common.output.ends_with(".gpkg")) {
        require_text_output(common.output); // before the work
    }
    const auto plan = load_and_analyse(options.plan, common, further_outputs(options));
    const auto& project = plan.project;
    require_firms_and_lots(project);
    auto solver = solver_options(options, project.plan.allocation);
    if (!options.locks.empty()) {
        io::refuse_overwriting(common.output, {options.locks});
        solver.locks = read_locks(options.locks);
    }
    if (!options.previous.empty()) {
        io::refuse_overwriting(common.output, {options.previous});
        solver.previous = read_previous(options.previous);
    }
    progress(common, {"입지 판정과 배정 중", "siting and allocating firms"});
    const auto context = plan.context();
    const auto matrix = siting::feasibility(context, allocation::most_lots(project.firms, solver),
                                            common.thread_count());
    const auto result = allocated(options, context, matrix, solver);
    const auto certificate = report::allocation_certificate(
        result, {.inputs_sha256 = inputs_digest(project),
                 .as_of = to_string(plan.date),
                 .solver_log_sha256 = io::sha256_of_text(result.solver_log)});
    const auto answer = options.json || common.output.ends_with(".json")
                            ? certificate
                            : csv_text(common, report::allocation_table(result, common.language));
    std::vector<io::OutputFile> files;
    if (!options.certificate.empty()) {
        files.push_back({options.certificate, certificate});
    }
    if (common.output.ends_with(".gpkg")) {
        files.push_back({common.output, io::geopackage_bytes(
                                            project.plan.crs,
                                            {assignment_layer(project, result, common.language)})});
    } else if (!common.output.empty()) {
        files.push_back({common.output, answer});
    }
    io::write_files(files);
    if (common.output.empty()) {
        deliver(common, answer);
    }
    std::istringstream lines{report::allocation_text(result, common.language)};
    for (std::string line; std::getline(lines, line);) {
        note(common, line);
    }
    const bool left_out =
        std::any_of(result.placements.begin(), result.placements.end(),
                    [](const auto& placement) { return placement.mandatory && !placement.placed; });
    const bool found = left_out || !result.conflicts.empty() || lost_records(project);
    return found && options.fail_on != "never" ? Exit::findings : Exit::clean;
}

Exit run_allocate(const AllocateOptions& options, const Common& common) {
    if (options.plan.empty() == options.instance.empty()) {
        throw Error{ErrorKind::usage,
                    Text{"allocate: 계획 파일과 --instance FILE 가운데 하나만 주십시오",
                         "allocate: give either a plan file or --instance FILE"}};
    }
    const bool replans = !options.previous.empty() || options.alternatives > 0 ||
                         options.importance || !options.locks.empty();
    if (replans && options.plan.empty()) {
        throw Error{
            ErrorKind::usage,
            Text{
                "allocate: --fix, --from, --alternatives, --importance는 계획 파일이 있어야 합니다",
                "allocate: --fix, --from, --alternatives and --importance need a plan file"}};
    }
    return options.plan.empty() ? allocate_instance(options, common)
                                : allocate_plan(options, common);
}

} // namespace

void declare_allocate(Arguments& app, Common& common, Exit& exit) {
    const auto options = std::make_shared<AllocateOptions>();
    app.option("plan", options->plan, "Plan file (TOML)").type_name("PLAN");
    app.option("--instance", options->instance, "Solve a benchmark instance (JSON) instead")
        .type_name("FILE");
    app.option("--time-limit", options->time_limit_s, "CPU seconds of the whole process")
        .positive()
        .type_name("S");
    app.option("--gap", options->gap, "Good enough: (bound − objective) / objective")
        .non_negative()
        .type_name("G");
    app.option("--seed", options->seed, "Of the local search").type_name("N");
    app.option("--max-parcels", options->max_parcels, "No firm takes more lots than this")
        .positive()
        .type_name("K");
    app.flag("--no-links", options->no_links, "Leave the value-chain terms out");
    app.option("--fix", options->locks, "Locked and forbidden lots: csv firm_id,parcels[,mode]")
        .type_name("FILE");
    app.option("--from", options->previous,
               "Keep to these assignments (csv) or this certificate (JSON) where possible")
        .type_name("PREVIOUS");
    app.option("--move-price", options->move_price,
               "With --from: points a firm's move must earn (default: none move for points)")
        .non_negative()
        .type_name("POINTS");
    app.option("--alternatives", options->alternatives,
               "Also look for this many plans that differ in a fifth of the firms")
        .positive()
        .type_name("K");
    app.flag("--importance", options->importance,
             "What the plan loses without each lot and each firm, and if a firm asks ±20 %");
    app.option("--certificate", options->certificate, "Write the certificate (JSON) here")
        .type_name("FILE");
    app.flag("--json", options->json, "The certificate instead of the csv (so does -o x.json)");
    app.option("--fail-on", options->fail_on,
               "Exit with 1 when a mandatory firm is left out (default error)")
        .one_of({"error", "warning", "never"});
    app.callback([options, &common, &exit] { exit = run_allocate(*options, common); });
}

} // namespace sandan::cli
