#pragma once

#include <sandan/geom/polygon_set.hpp>

#include <cstddef>
#include <span>
#include <vector>

namespace sandan::geom {

/// Two shapes and the length (m) of border they share.
struct Contact {
    std::size_t a{}; ///< a < b
    std::size_t b{};
    double length{};

    friend bool operator==(const Contact&, const Contact&) = default;
};

/// All pairs whose borders run together for more than `min_length` m, sorted by (a, b).
/// Borders count as shared within `tolerance` m (survey noise); vertices need not match: of each
/// edge of `a`, the length that runs beside some edge of `b`, which deviates by less than 15° from
/// it and lies within the tolerance. Edges with the same two corners are shared whole, whatever the
/// tolerance. Polygons must be valid: of others contacts may be missing. Same result for any number
/// of threads.
///
/// Edges that meet their reverse are shared by two shapes and leave the account at once. Measured
/// against all edges near it is only what lies near a neck, a gap between edges left over or a
/// sharp corner, of shapes or of open land, narrower than the tolerance, or near land that is
/// covered more than once. O(n) plus the work on those. \throws Error{budget} when shapes lie on
/// each other many times.
///
/// Where corners match, a length is the sum of its edges' lengths; else that of the stretches that
/// the definition above describes. Either within 1e-9 m by rounding. The definition of what runs
/// beside what is this program's own; matching edges with their reverse is the test of edge-matched
/// coverages (JTS, CoverageValidator, 2022).
[[nodiscard]] std::vector<Contact> contacts(const PolygonSet& shapes, double min_length = 0.01,
                                            double tolerance = 0.01, unsigned threads = 1);

[[nodiscard]] std::vector<Contact> contacts(std::span<const MultiPolygon> shapes,
                                            double min_length = 0.01, double tolerance = 0.01);

/// Length (m) of the border of `shape` that lies within `tolerance` m of `other`.
[[nodiscard]] double shared_border(const MultiPolygon& shape, const MultiPolygon& other,
                                   double tolerance = 0.01);

} // namespace sandan::geom
