#include "overlay/ledger.hpp"

#include <sandan/core/error.hpp>

#include "overlay/zones.hpp"

#include <fmt/format.h>

#include <cmath>

namespace sandan::overlay {

namespace {

template <typename Parcel>
void require_sum(const Parcel& parcel) {
    constexpr double most_share = 1e-6;
    constexpr double rowless_parts = 16; ///< Along the borders of zones.
    double sum = -parcel.overlap_m2;
    for (const auto& row : parcel.rows) {
        sum += row.area_m2;
    }
    const double tolerance = most_share * parcel.area_m2 +
                             rowless_parts * least_area(parcel.area_m2) + parcel.rounding_m2;
    if (!(std::abs(sum - parcel.area_m2) <= tolerance)) { // nor NaN
        throw Error{
            ErrorKind::geometry,
            Text{fmt::format("OVERLAY-LEDGER: 조각의 합이 {:.9g} m²인데 면적은 {:.9g} m²입니다",
                             sum, parcel.area_m2),
                 fmt::format("OVERLAY-LEDGER: its parts add up to {:.9g} m², its area is {:.9g} m²",
                             sum, parcel.area_m2)}};
    }
}

} // namespace

void require_closed(const ParcelOverlaps& parcel) {
    require_sum(parcel);
}

void require_closed(const ParcelAccount& parcel) {
    require_sum(parcel);
}

} // namespace sandan::overlay
