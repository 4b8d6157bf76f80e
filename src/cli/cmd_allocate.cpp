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
    app.option("plan", options->plan, {"계획 파일 (TOML)", "Plan file (TOML)"}).type_name("PLAN");
    app.option("--instance", options->instance,
               {"계획 대신 벤치마크 문제(JSON)를 풂", "Solve a benchmark instance (JSON) instead"})
        .type_name("FILE");
    app.option("--time-limit", options->time_limit_s,
               {"프로세스 전체의 CPU 시간(초) 한도", "CPU seconds of the whole process"})
        .positive()
        .type_name("S");
    app.option("--gap", options->gap,
               {"이만하면 충분한 격차: (상한 − 목적값) / 목적값",
                "Good enough: (bound − objective) / objective"})
        .non_negative()
        .type_name("G");
    app.option("--seed", options->seed, {"국소 탐색의 난수 시드", "Of the local search"})
        .type_name("N");
    app.option("--max-parcels", options->max_parcels,
               {"기업 하나가 가질 수 있는 필지 수의 상한", "No firm takes more lots than this"})
        .positive()
        .type_name("K");
    app.flag("--no-links", options->no_links,
             {"가치사슬 연계 항을 목적식에서 뺌", "Leave the value-chain terms out"});
    app.option("--fix", options->locks,
               {"고정하거나 금지할 필지: csv firm_id,parcels[,mode]",
                "Locked and forbidden lots: csv firm_id,parcels[,mode]"})
        .type_name("FILE");
    app.option("--from", options->previous,
               {"되도록 이 배정(csv)이나 인증서(JSON)를 유지",
                "Keep to these assignments (csv) or this certificate (JSON) where possible"})
        .type_name("PREVIOUS");
    app.option("--move-price", options->move_price,
               {"--from과 함께: 기업을 옮기려면 얻어야 하는 점수 (기본: 점수 때문에는 옮기지 않음)",
                "With --from: points a firm's move must earn (default: none move for points)"})
        .non_negative()
        .type_name("POINTS");
    app.option("--alternatives", options->alternatives,
               {"기업의 5분의 1이 다른 대안도 이만큼 찾음",
                "Also look for this many plans that differ in a fifth of the firms"})
        .positive()
        .type_name("K");
    app.flag("--importance", options->importance,
             {"필지나 기업이 하나씩 빠질 때, 기업의 소요면적이 ±20 % 달라질 때 잃는 것",
              "What the plan loses without each lot and each firm, and if a firm asks ±20 %"});
    app.option("--certificate", options->certificate,
               {"인증서(JSON)를 쓸 파일", "Write the certificate (JSON) here"})
        .type_name("FILE");
    app.flag("--json", options->json,
             {"csv 대신 인증서를 출력 (-o x.json도 같음)",
              "The certificate instead of the csv (so does -o x.json)"});
    app.option("--fail-on", options->fail_on,
               {"필수 기업이 배치되지 않으면 종료 코드 1 (기본 error)",
                "Exit with 1 when a mandatory firm is left out (default error)"})
        .one_of({"error", "warning", "never"});
    app.callback([options, &common, &exit] { exit = run_allocate(*options, common); });
}

} // namespace sandan::cli
