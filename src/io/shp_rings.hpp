#pragma once
// From the rings of a shapefile's polygon to shells and holes.

#include <sandan/geom/types.hpp>

#include <cstddef>
#include <vector>

namespace sandan::io {

/// Rings can be read by their orientation, as the format wants (clockwise is a shell), or by which
/// lies in which. Sound polygons read the same both ways.
struct RingReading {
    geom::MultiPolygon polygons; ///< By nesting where both agree, else by orientation.
    double by_orientation = 0;   ///< Area, square units
    double by_nesting = 0;       ///< Area where every second level is a hole
    bool ambiguous = false;      ///< The two areas differ.
    bool unchecked = false;      ///< Too many around each other to compare: all are shells.
};

/// `rings` are closed and have four points or more each. A polygon whose every ring is turned the
/// wrong way round reads like the right one. O(n log n) for rings whose boxes lie apart; for one in
/// the box of another, the other's corners: `most_corners` in all, which take some seconds.
[[nodiscard]] RingReading read_rings(std::vector<geom::Ring> rings,
                                     std::size_t most_corners = std::size_t{1} << 31U);

} // namespace sandan::io
