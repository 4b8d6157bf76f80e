#pragma once
// The parcel × zone table as scripts read it.

#include <sandan/core/table.hpp>
#include <sandan/core/text.hpp>
#include <sandan/overlay/overlap.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace sandan::cli {

/// parcel_id, fid, zone_class, area_m2, share, sliver, overlap_m2.
[[nodiscard]] const std::vector<std::string>& overlay_columns();

/// Cells of row `i`; overlap_m2 stands on the parcel's first row, 0 on the others.
[[nodiscard]] std::vector<model::Value>
overlay_cells(const model::Layer& parcels, const overlay::OverlapTable& table, std::size_t i);

/// Canonical field that says what class a zone of this layer is of; "fid" when none does.
[[nodiscard]] std::string class_field_of(const model::Layer& zones);

/// How much a table holds.
struct OverlapCounts {
    std::size_t parcels = 0;
    std::size_t rows = 0;
    std::size_t slivers = 0;
    std::size_t split = 0; ///< Parcels in more than one class.
    std::size_t twice = 0; ///< Parcels with land that is covered more than once.
    // The rest is not kept with the parts of a batch.
    std::size_t met = 0;     ///< Parcels in any zone.
    std::size_t checked = 0; ///< Parcels computed a second time.
};

[[nodiscard]] OverlapCounts count(const overlay::OverlapTable& table, overlay::CrossCheck check);
/// One line for who waits for the table.
[[nodiscard]] Text summary(const OverlapCounts& counts);

/// All rows; numbers are printed so that they read back to the same value.
[[nodiscard]] Table overlay_table(const model::Layer& parcels, const overlay::OverlapTable& table);
/// The same as CSV; of a large table the cells alone take five times the memory of the text.
[[nodiscard]] std::string overlay_csv(const model::Layer& parcels,
                                      const overlay::OverlapTable& table);

} // namespace sandan::cli
