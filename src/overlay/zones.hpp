#pragma once
// Zones of all layers as one list, and what is said of one parcel's parts, however they were found.

#include <sandan/geom/types.hpp>
#include <sandan/overlay/zone_overlay.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace sandan::overlay {

constexpr double dust = 1e-9; ///< Of the parcel's area: rounding, no land.
constexpr std::string_view uncovered = "(none)";

struct Zone {
    const geom::MultiPolygon* shape = nullptr;
    std::string zone_class;
    std::size_t position = 0; ///< In all zone layers, one after the other.
};

/// Zones with land, in order.
[[nodiscard]] std::vector<Zone> list_zones(const std::vector<ZoneLayer>& layers);

/// A part that makes up the whole parcel is the parcel, however small.
[[nodiscard]] bool is_whole(double area, double whole);
[[nodiscard]] bool is_sliver(double area, double perimeter, double parcel_area,
                             const SliverLimits& limits);
/// Parts below it have no row.
[[nodiscard]] double least_area(double parcel_area);

/// One parcel cut by GEOS by the zones it may meet (positions in `zones`, ascending).
[[nodiscard]] ParcelOverlaps cut(const geom::MultiPolygon& parcel, const std::vector<Zone>& zones,
                                 const std::vector<std::size_t>& near, const SliverLimits& limits);

} // namespace sandan::overlay
