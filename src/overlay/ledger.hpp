#pragma once
// The accounts of a parcel must close whatever way its parts were found.

#include <sandan/overlay/zone_overlay.hpp>

namespace sandan::overlay {

/// Σ of the rows − the overlap = the parcel's area, to 1e-6 of it and to the parts that are
/// too small for a row. \throws Error{geometry} with both sums: a defect of ours (exit 70), which
/// no result may be built on.
void require_closed(const ParcelOverlaps& parcel);
void require_closed(const ParcelAccount& parcel);

} // namespace sandan::overlay
