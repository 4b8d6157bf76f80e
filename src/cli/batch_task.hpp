#pragma once
// The tables that `batch` makes of layers: a new one is a row here.

#include "cli/command.hpp"
#include "cli/file_tables.hpp"

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace sandan::cli {

struct BatchPlan;
struct BatchPart;

struct BatchTask {
    std::string_view name; ///< As --task and the plan's file call it.
    bool zoned;            ///< Of parcels and zones; else of one kind of layer.
    bool divides;          ///< A record's rows need no other record: a source may be several parts.
    bool lists_records;    ///< Every record has rows, which begin with its id.
    /// What the command makes of one part. \throws Error as the command.
    void (*make)(const BatchPlan& plan, const BatchPart& part, const Common& common,
                 TableTold& told);
    /// What a table holds, in a line for who waits for it.
    Text (*summary)(const OverlapCounts& counts);
};

/// The first one is made when nobody says which.
extern const std::array<BatchTask, 3> batch_tasks;

/// Null when there is none of the name.
[[nodiscard]] const BatchTask* find_batch_task(std::string_view name);

/// In the order of batch_tasks.
[[nodiscard]] std::vector<std::string> batch_task_names();

/// "overlay, coverage": the tasks with a property.
[[nodiscard]] std::string batch_tasks_with(bool BatchTask::*property);

} // namespace sandan::cli
