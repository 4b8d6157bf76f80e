#pragma once
// One part of a batch: computed, recognised as done, and put together with the others.

#include "cli/batch_plan.hpp"
#include "cli/command.hpp"
#include "cli/overlay_table.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace sandan::cli {

/// What a part that is done says of itself (FOLDER/part-KEY.json, written together with its rows).
struct DonePart {
    std::string rows; ///< Path of its rows: CSV with a header.
    OverlapCounts counts;
    std::vector<ToldReading> layers; ///< As TableTold; without findings of a part of a source.
};

/// Tells of files that have other bytes than they were planned with: parts that are done are those
/// of the old ones. Only of what was written since the plan was made; not of files that are gone.
void tell_changed_sources(const BatchPlan& plan, const Common& common);

/// Nothing when the part was not computed with the inputs and the task of the plan, or its rows are
/// not the bytes that were written.
[[nodiscard]] std::optional<DonePart> find_done(const BatchPlan& plan, std::size_t part);

/// Computes a part, whatever there is, and puts rows and then their manifest in place. The rows do
/// not depend on the number of threads. \throws Error{input} when an input is not the one that was
/// planned with (run `batch plan` again), else as the command does.
DonePart compute_part(const BatchPlan& plan, std::size_t part, const Common& common);

/// Writes the rows of all parts in the order of the plan to -o or stdout: the bytes that one
/// command would give of each source, one after the other, with one header; tells on stderr what it
/// would tell, and of ids that sources share.
/// \throws Error{input} naming the parts that are not done.
Exit merge_parts(const BatchPlan& plan, const Common& common, const std::string& fail_on);

} // namespace sandan::cli
