#include <sandan/overlay/split.hpp>

#include <algorithm>

namespace sandan::overlay {

std::size_t split_parcels(const OverlapTable& table) {
    std::size_t split = 0;
    for (std::size_t parcel = 0; parcel < table.parcel_area_m2.size(); ++parcel) {
        const auto [first, last] = table.rows_of(parcel);
        const auto classes = std::count_if(table.rows.begin() + static_cast<std::ptrdiff_t>(first),
                                           table.rows.begin() + static_cast<std::ptrdiff_t>(last),
                                           [](const Overlap& row) { return !row.sliver; });
        split += classes > 1 ? 1 : 0;
    }
    return split;
}

std::size_t doubly_covered(const OverlapTable& table) {
    return static_cast<std::size_t>(
        std::count_if(table.overlap_m2.begin(), table.overlap_m2.end(),
                      [](double area) { return area > told_overlap_m2; }));
}

} // namespace sandan::overlay
