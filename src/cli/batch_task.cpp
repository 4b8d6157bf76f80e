#include "cli/batch_task.hpp"

#include "cli/batch_plan.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>

namespace sandan::cli {

namespace {

void overlay_part(const BatchPlan& plan, const BatchPart& part, const Common& common,
                  TableTold& told) {
    const auto& source = plan.sources[part.source];
    auto inputs = plan.task;
    inputs.parcels = plan.open_path(source.path);
    inputs.zones = plan.open_path(plan.zones.path);
    inputs.encoding = source.encoding;
    inputs.range = part.range;
    (void)work_on(inputs.parcels + ", " + inputs.zones,
                  [&] { return make_overlay(inputs, plan.cross_check, common, &told); });
}

void coverage_part(const BatchPlan& plan, const BatchPart& part, const Common& common,
                   TableTold& told) {
    CoverageOptions options;
    options.layer = plan.open_path(plan.sources[part.source].path);
    options.inner = plan.task.parcel_layer;
    options.id = plan.task.parcel_id;
    options.cross_check = plan.cross_check;
    options.file = plan.task.file;
    (void)work_on(options.layer, [&] { return make_coverage(options, common, &told); });
}

void adjacency_part(const BatchPlan& plan, const BatchPart& part, const Common& common,
                    TableTold& told) {
    AdjacencyOptions options;
    options.layer = plan.open_path(plan.sources[part.source].path);
    options.inner = plan.task.parcel_layer;
    options.id = plan.task.parcel_id;
    options.cross_check = plan.cross_check;
    options.file = plan.task.file;
    (void)work_on(options.layer, [&] { return make_adjacency(options, common, &told); });
}

Text records_and_rows(const OverlapCounts& counts) {
    return {fmt::format("레코드 {}개, 행 {}개", counts.parcels, counts.rows),
            fmt::format("{} records, {} rows", counts.parcels, counts.rows)};
}

} // namespace

const std::array<BatchTask, 3> batch_tasks{BatchTask{.name = "overlay",
                                                     .zoned = true,
                                                     .divides = true,
                                                     .lists_records = true,
                                                     .make = overlay_part,
                                                     .summary = summary},
                                           BatchTask{.name = "coverage",
                                                     .zoned = false,
                                                     .divides = false,
                                                     .lists_records = false,
                                                     .make = coverage_part,
                                                     .summary = records_and_rows},
                                           BatchTask{.name = "adjacency",
                                                     .zoned = false,
                                                     .divides = false,
                                                     .lists_records = false,
                                                     .make = adjacency_part,
                                                     .summary = records_and_rows}};

const BatchTask* find_batch_task(std::string_view name) {
    const auto* const found = std::find_if(batch_tasks.begin(), batch_tasks.end(),
                                           [&](const auto& task) { return task.name == name; });
    return found == batch_tasks.end() ? nullptr : found;
}

std::vector<std::string> batch_task_names() {
    std::vector<std::string> names;
    std::transform(batch_tasks.begin(), batch_tasks.end(), std::back_inserter(names),
                   [](const auto& task) { return std::string{task.name}; });
    return names;
}

std::string batch_tasks_with(bool BatchTask::*property) {
    std::vector<std::string_view> names;
    for (const auto& task : batch_tasks) {
        if (task.*property) {
            names.push_back(task.name);
        }
    }
    return fmt::format("{}", fmt::join(names, ", "));
}

} // namespace sandan::cli
