#include <sandan/core/error.hpp>
#include <sandan/core/parallel.hpp>
#include <sandan/overlay/overlap.hpp>
#include <sandan/overlay/zone_overlay.hpp>

#include "overlay/ledger.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace sandan::overlay {

namespace {

/// Parcels that one thread takes at a time.
constexpr std::size_t block = 1024;

/// The accounts of the parcels [first, last).
std::vector<ParcelOverlaps> account(const model::Layer& parcels, const ZoneOverlay& zones,
                                    std::size_t first, std::size_t last, CrossCheck check) {
    geom::PolygonSet shapes;
    for (auto i = first; i < last; ++i) {
        shapes.add(parcels.features[i].shape.polygons);
    }
    const auto name = [&](std::size_t i) {
        const auto& path = parcels.provenance.path;
        const auto id = parcels.id(parcels.features[i]);
        return Text{fmt::format("{}: 필지 {}", path, id), fmt::format("{}: parcel {}", path, id)};
    };
    std::vector<ParcelOverlaps> results;
    for (auto i = first; i < last; ++i) {
        try {
            results.push_back(zones.of(shapes, i - first));
            require_closed(results.back());
        } catch (const Error& e) {
            throw e.within(name(i));
        }
        if (is_checked(check, i)) {
            zones.cross_check(parcels.features[i].shape.polygons, results.back(), name(i));
        }
    }
    return results;
}

} // namespace

std::pair<std::size_t, std::size_t> OverlapTable::rows_of(std::size_t parcel) const {
    const auto range =
        std::equal_range(rows.begin(), rows.end(), Overlap{parcel, {}, 0, 0, false, {}},
                         [](const Overlap& a, const Overlap& b) { return a.parcel < b.parcel; });
    return {static_cast<std::size_t>(range.first - rows.begin()),
            static_cast<std::size_t>(range.second - rows.begin())};
}

OverlapTable overlaps(const model::Layer& parcels, const std::vector<ZoneLayer>& zones,
                      const SliverLimits& limits, unsigned threads, CrossCheck check) {
    const ZoneOverlay overlay{zones, limits, threads};
    const auto count = parcels.features.size();
    std::vector<std::vector<ParcelOverlaps>> blocks((count + block - 1) / block);
    parallel_for(blocks.size(), threads, [&](std::size_t b) {
        blocks[b] = account(parcels, overlay, b * block, std::min(count, (b + 1) * block), check);
    });
    OverlapTable table;
    std::size_t parcel = 0;
    for (auto& results : blocks) {
        for (auto& result : results) {
            table.parcel_area_m2.push_back(result.area_m2);
            table.overlap_m2.push_back(result.overlap_m2);
            for (auto& row : result.rows) {
                row.parcel = parcel;
                table.slivers += row.sliver ? 1 : 0;
                table.rows.push_back(std::move(row));
            }
            ++parcel;
        }
    }
    return table;
}

} // namespace sandan::overlay
