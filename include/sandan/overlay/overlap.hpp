#pragma once

#include <sandan/model/layer.hpp>

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace sandan::overlay {

/// One zone to lay over the parcels: a class (e.g. "UQA320") and its polygons.
struct ZoneLayer {
    const model::Layer* layer = nullptr;
    /// Field of the class; empty: the layer's name; "id" and "fid" work without such a field.
    /// A zone whose field is null has the class "(null)".
    std::string class_field;
};

/// Area of one parcel in one zone class; class "(none)" is what no zone covers.
struct Overlap {
    std::size_t parcel = 0; ///< Position in the parcel layer.
    std::string zone_class;
    double area_m2 = 0;  ///< Of parcel ∩ union of the class's zones.
    double share = 0;    ///< area_m2 / parcel area
    bool sliver = false; ///< Below the sliver limits: kept and counted, left out of legal tests.
    /// Zones of this class that took part, by position counted through all zone layers in order.
    std::vector<std::size_t> zones;
};

/// §5.8 of the domain facts: a piece is a sliver if its area is below max(`area_m2`, …) or its mean
/// width 2·area/perimeter is below `width_m`.
struct SliverLimits {
    double area_m2 = 1.0;
    double width_m = 0.5;
};

struct OverlapTable {
    std::vector<Overlap> rows;          ///< Parcels in input order, classes in byte order.
    std::vector<double> parcel_area_m2; ///< By parcel.
    /// By parcel: how much is covered by zones of more than one class,
    /// Σ class areas − area of the union of all zones.
    std::vector<double> overlap_m2;
    std::size_t slivers = 0;

    /// Rows of one parcel as [first, last).
    [[nodiscard]] std::pair<std::size_t, std::size_t> rows_of(std::size_t parcel) const;
};

/// How many parcels are computed a second time, by an independent path (zone_overlay.hpp).
enum class CrossCheck { none, sample, all };
/// A sample is every 64th parcel of those that pass by together, the first included.
constexpr std::size_t sample_step = 64;

/// Whether the `i`-th of them is computed a second time.
[[nodiscard]] constexpr bool is_checked(CrossCheck check, std::size_t i) {
    return check == CrossCheck::all || (check == CrossCheck::sample && i % sample_step == 0);
}

/// Σ of a parcel's rows − its overlap_m2 = its area within 1e-6 relative.
/// Null geometries have one "(none)" row of area 0; parts below 1e-9 of the parcel or 1e-6 m² are
/// rounding and have no row. A part that is the whole parcel is no sliver. Same result for any
/// number of threads. \throws Error{input} if a layer lacks its class field, Error{geometry} if a
/// parcel does not close, or "ENGINES-DISAGREE" from the second computation.
[[nodiscard]] OverlapTable overlaps(const model::Layer& parcels,
                                    const std::vector<ZoneLayer>& zones,
                                    const SliverLimits& limits = {}, unsigned threads = 1,
                                    CrossCheck check = CrossCheck::none);

} // namespace sandan::overlay
