#pragma once
// Work in parts: what `batch plan` writes, and `batch run` and `batch merge` go by. A part is one
// source (of an overlay also a range of its records), and is known by the hash of all that its
// result depends on, so that a part whose inputs did not change is never computed twice, in
// whatever plan it stands.

#include <sandan/geom/types.hpp>
#include <sandan/io/read.hpp>

#include "cli/batch_task.hpp"
#include "cli/overlay_layers.hpp"
#include "cli/told_reading.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace sandan::cli {

/// A data set and the bytes it had when the plan was made.
struct BatchSource {
    struct File {
        std::string name; ///< Without its folder.
        std::string sha256;
    };

    std::string path;                 ///< As the plan writes it: relative to its folder.
    std::string encoding;             ///< Of its text; empty: as it is found.
    std::vector<File> files;          ///< By name.
    std::optional<ToldReading> whole; ///< Of one that is divided: what reading all of it told.
};

struct BatchPart {
    std::size_t source = 0;  ///< In BatchPlan::sources.
    io::RecordRange range;   ///< The whole of a source that is not divided.
    std::size_t records = 0; ///< How much work it is; of what is no shapefile 0.
    geom::Box box;           ///< Of its shapes, in the source's own system.
};

struct BatchPlan {
    std::string folder;
    const BatchTask* kind = batch_tasks.data(); ///< Never null.
    OverlayInputs task; ///< Paths, encoding and range apart: they are the parts' own.
    std::string repair = "auto";
    std::string cross_check = "none";
    BatchSource zones;
    std::vector<BatchSource> sources;
    std::vector<BatchPart> parts; ///< In the order of the result.

    /// A path of the plan as the process can open it.
    [[nodiscard]] std::string open_path(const std::string& path) const;
    /// SHA-256 of the task, the versions of what computes it, the inputs and the range.
    [[nodiscard]] std::string key_of(const BatchPart& part) const;
    /// Positions of the parts, the one of most records first.
    [[nodiscard]] std::vector<std::size_t> largest_first() const;
};

/// For a task that divides, sources with more than `part_records` records are read now and divided;
/// of others only the header is read, and all files are hashed. `plan` holds folder, task and
/// options. \throws Error{input} for what cannot be read, Error{usage} for a task that cannot be
/// planned.
void make_parts(BatchPlan& plan, const std::vector<std::string>& sources, const std::string& zones,
                std::size_t part_records);

/// What is to be told of several sources whose records have no ids.
[[nodiscard]] Text numbers_begin_anew();

/// The plan as the text of FOLDER/plan.json, the same for the same inputs.
[[nodiscard]] std::string batch_plan_json(const BatchPlan& plan);

/// \throws Error{usage} when `folder` holds no plan, or one of another version of its form.
[[nodiscard]] BatchPlan read_batch_plan(const std::string& folder);

} // namespace sandan::cli
