#include <sandan/core/error.hpp>
#include <sandan/core/visible.hpp>
#include <sandan/io/write.hpp>

#include "cli/batch_part.hpp"
#include "cli/batch_queue.hpp"
#include "cli/commands.hpp"
#include "cli/cross_check.hpp"
#include "cli/exit_order.hpp"
#include "cli/result_folder.hpp"
#include "core/korean.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <memory>
#include <new>
#include <optional>
#include <string_view>

namespace sandan::cli {

namespace {

/// A few seconds of work. What is divided is read once more as a whole, to be divided well.
constexpr std::size_t default_part_records = 2'000'000;

struct BatchOptions {
    std::string step;
    std::string folder;
    std::string kind{batch_tasks.front().name}; ///< --task
    std::vector<std::string> sources;
    std::string zones;
    OverlayInputs task;
    std::string cross_check = "none";
    std::size_t part_records = default_part_records;
    std::optional<std::size_t> part;
};

const BatchTask& task_of(const BatchOptions& options) {
    return *find_batch_task(options.kind); // CLI11 lets no other word pass
}

/// True if anything was asked for that is fixed by the plan.
bool asks_for_a_plan(const BatchOptions& options, const Common& common) {
    const auto& task = options.task;
    const std::array<const std::string*, 8> words{
        &options.zones,   &task.parcel_id, &task.zone_class, &task.parcel_layer,
        &task.zone_layer, &task.zone_crs,  &task.file.crs,   &task.file.area_crs};
    return !options.sources.empty() || options.kind != batch_tasks.front().name ||
           options.cross_check != "none" || common.repair != "auto" ||
           options.part_records != default_part_records ||
           std::any_of(words.begin(), words.end(),
                       [](const std::string* word) { return !word->empty(); });
}

/// An option that only some tasks take.
void require_task(const BatchOptions& options, bool given, std::string_view option,
                  bool BatchTask::*takes) {
    if (given && !(task_of(options).*takes)) {
        const auto others = batch_tasks_with(takes);
        throw Error{
            ErrorKind::usage,
            Text{format_ko("--task {}: {}은(는) {}의 것입니다", options.kind, option, others),
                 fmt::format("--task {}: {} is for {}", options.kind, option, others)}};
    }
}

void require_layers(const BatchOptions& options) {
    const bool zoned = task_of(options).zoned;
    if (options.sources.empty() || (zoned && options.zones.empty())) {
        const Text usage =
            zoned ? Text{"batch plan FOLDER PARCELS… --zones ZONES",
                         "batch plan FOLDER PARCELS… --zones ZONES"}
                  : Text{fmt::format("batch plan FOLDER LAYER… --task {}", options.kind),
                         fmt::format("batch plan FOLDER LAYER… --task {}", options.kind)};
        throw Error{ErrorKind::usage, Text{"batch plan: 레이어가 없습니다: " + usage.ko,
                                           "batch plan: layers are missing: " + usage.en}};
    }
    const auto& task = options.task;
    require_task(options, !options.zones.empty(), "--zones", &BatchTask::zoned);
    require_task(options, !task.zone_class.empty(), "--zone-class", &BatchTask::zoned);
    require_task(options, !task.zone_layer.empty(), "--zone-layer", &BatchTask::zoned);
    require_task(options, !task.zone_crs.empty(), "--zone-crs", &BatchTask::zoned);
    require_task(options, options.part_records != default_part_records, "--part-records",
                 &BatchTask::divides);
}

/// Options of another step would be forgotten without a word.
void require_own_options(const BatchOptions& options, const Common& common) {
    if (options.step != "plan" && asks_for_a_plan(options, common)) {
        throw Error{
            ErrorKind::usage,
            Text{fmt::format("batch {}: 레이어와 옵션은 계획의 것을 씁니다; batch plan에 주십시오",
                             options.step),
                 fmt::format("batch {}: layers and options are those of the plan; give them to "
                             "batch plan",
                             options.step)}};
    }
    if (options.step != "run" && options.part) {
        throw Error{ErrorKind::usage,
                    Text{fmt::format("batch {}: --part는 batch run의 옵션입니다", options.step),
                         fmt::format("batch {}: --part is for batch run", options.step)}};
    }
    if (options.step == "plan") {
        require_layers(options);
    }
}

void make_folder(const std::string& folder) {
    require_folder(folder);
    std::error_code failed;
    std::filesystem::create_directories(folder, failed);
    if (failed) {
        throw Error{
            ErrorKind::output,
            Text{fmt::format("{}: 이 폴더를 만들 수 없습니다 ({})", folder, failed.message()),
                 fmt::format("{}: cannot make this folder ({})", folder, failed.message())}};
    }
}

Exit plan(const BatchOptions& options, const Common& common) {
    make_folder(options.folder);
    BatchPlan plan;
    plan.folder = options.folder;
    plan.kind = &task_of(options);
    plan.task = options.task;
    plan.task.file.repair = common.repair_policy();
    plan.repair = common.repair;
    plan.cross_check = options.cross_check;
    make_parts(plan, options.sources, options.zones, options.part_records);
    io::write_file(plan.open_path("plan.json"), batch_plan_json(plan));
    if (options.sources.size() > 1 && options.task.parcel_id.empty()) {
        note(common, numbers_begin_anew().in(common.language));
    }
    for (const auto& source : plan.sources) {
        if (source.whole) {
            note_reading(common, *source.whole);
        }
    }
    std::size_t done = 0;
    for (std::size_t k = 0; k < plan.parts.size(); ++k) {
        done += find_done(plan, k) ? 1U : 0U;
    }
    note(common, common.language == Language::ko
                     ? fmt::format("자료 {}개, 부분 {}개, 그 가운데 {}개는 계산되어 있음",
                                   plan.sources.size(), plan.parts.size(), done)
                     : fmt::format("{} sources, {} parts, {} of them done already",
                                   plan.sources.size(), plan.parts.size(), done));
    return Exit::clean;
}

void tell_part(const BatchPlan& plan, const Common& common, std::size_t number,
               const DonePart& done, bool computed) {
    const auto holds = plan.kind->summary(done.counts);
    const Text what = computed ? Text{"", ""} : Text{"이미 계산됨: ", "done already: "};
    note(common, common.language == Language::ko
                     ? fmt::format("부분 {}: {}{}", number, what.ko, holds.ko)
                     : fmt::format("part {}: {}{}", number, what.en, holds.en));
}

void do_part(const BatchPlan& plan, std::size_t part, const Common& common) {
    progress(common, {fmt::format("부분 {} / {}", part + 1, plan.parts.size()),
                      fmt::format("part {} of {}", part + 1, plan.parts.size())});
    if (const auto done = find_done(plan, part)) {
        tell_part(plan, common, part + 1, *done, false);
    } else {
        tell_part(plan, common, part + 1, compute_part(plan, part, common), true);
    }
}

/// Of several parts, one that fails does not keep the others from being done.
Exit try_part(const BatchPlan& plan, std::size_t part, const Common& common) {
    auto end = Exit::internal;
    Text fault;
    try {
        do_part(plan, part, common);
        return Exit::clean;
    } catch (const Error& e) {
        end = exit_for(e.kind());
        fault = e.message();
    } catch (const std::bad_alloc&) {
        end = Exit::budget;
        fault = {"메모리가 모자랍니다", "out of memory"};
    } catch (const std::exception& e) {
        fault = {fmt::format("내부 오류: {}", e.what()),
                 fmt::format("internal error: {}", e.what())};
    }
    const Text line{fmt::format("부분 {}: {}", part + 1, fault.ko),
                    fmt::format("part {}: {}", part + 1, fault.en)};
    fmt::print(stderr, "sandan: {}\n", visible_line(line.in(common.language)));
    return end;
}

Exit run_parts(const BatchOptions& options, const Common& common) {
    const auto plan = read_batch_plan(options.folder);
    tell_changed_sources(plan, common);
    if (!options.part) {
        const auto work = [&](std::size_t part) {
            return try_part(plan, part, common);
        };
        return work_through(plan.largest_first(), work);
    }
    if (*options.part == 0 || *options.part > plan.parts.size()) {
        throw Error{ErrorKind::usage,
                    Text{fmt::format("--part {}: {}의 부분은 1부터 {}까지입니다", *options.part,
                                     options.folder, plan.parts.size()),
                         fmt::format("--part {}: {} has the parts 1 to {}", *options.part,
                                     options.folder, plan.parts.size())}};
    }
    do_part(plan, *options.part - 1, common);
    return Exit::clean;
}

Exit run(const BatchOptions& options, const Common& common) {
    require_own_options(options, common);
    if (options.step == "plan") {
        return plan(options, common);
    }
    return options.step == "run"
               ? run_parts(options, common)
               : merge_parts(read_batch_plan(options.folder), common, options.task.file.fail_on);
}

} // namespace

void declare_batch(Arguments& app, Common& common, Exit& exit) {
    auto options = std::make_shared<BatchOptions>();
    app.option(
           "STEP", options->step,
           {"plan: 작업을 나눔; run: 끝나지 않은 부분을 계산(여러 부분이 실패하면 종료 코드는 70, "
            "4, 5, 3, 2 가운데 앞선 것); merge: 결과를 하나로 합침",
            "plan: divide the work; run: compute parts that are not done (of several failures "
            "the exit status is the first of 70, 4, 5, 3, 2); merge: one result"})
        .one_of({"plan", "run", "merge"})
        .required();
    app.option("FOLDER", options->folder,
               {"작업 계획과 부분 결과를 두는 폴더", "Where plan and parts lie"})
        .required();
    app.option(
        "PARCELS", options->sources,
        {"plan: 필지 레이어, 결과의 순서대로", "plan: parcel layers, in the order of the result"});
    app.option("--task", options->kind,
               {"plan: 레이어마다 만들 표(기본 overlay)",
                "plan: what is made of each layer (default overlay)"})
        .one_of(batch_task_names());
    app.option("--zones", options->zones, {"plan: 용도지역 레이어", "plan: zone layer"})
        .type_name("ZONES");
    app.option("--parcel-id", options->task.parcel_id,
               {"plan: 필지의 이름이 되는 필드", "plan: field that names a parcel"});
    app.option("--zone-class", options->task.zone_class,
               {"plan: 용도지역 구분 필드", "plan: field of the zone's class"});
    app.option("--parcel-layer", options->task.parcel_layer,
               {"plan: PARCELS 안의 레이어", "plan: layer inside PARCELS"});
    app.option("--zone-layer", options->task.zone_layer,
               {"plan: ZONES 안의 레이어", "plan: layer inside ZONES"});
    app.option(
           "--zone-crs", options->task.zone_crs,
           {"plan: 좌표계가 없는 ZONES의 좌표계", "plan: coordinate system of ZONES without one"})
        .type_name("EPSG:n");
    app.option("--part-records", options->part_records,
               {"plan: 레코드가 이보다 많은 셰이프파일은 나눔",
                "plan: shapefiles of more records are divided"})
        .positive()
        .type_name("N");
    add_cross_check(app, options->cross_check,
                    {"plan: 표본(=all이면 전부)을 GEOS로 한 번 더 계산",
                     "plan: compute a sample, or with =all everything, a second time by GEOS"});
    app.option("--part", options->part,
               {"run: 이 번호의 부분만(1부터)", "run: this part only, by its number from 1"})
        .type_name("K");
    add_file_options(app, options->task.file);
    app.callback([options, &common, &exit] { exit = run(*options, common); });
}

} // namespace sandan::cli
