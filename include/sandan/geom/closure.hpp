#pragma once
// How well the borders of a layer close: what a sum of areas does not show.

#include <sandan/geom/coverage.hpp>

#include <cstddef>
#include <vector>

namespace sandan::geom {

/// A corner of one shape that the shape beside it does not share.
struct UnsharedCorner {
    std::size_t shape{};
    std::size_t beside{}; ///< The number of shapes: the land beyond the boundary.
    Point at;
    double offset{}; ///< How far the two borders part there, m.
    double area{};   ///< Between the two borders, m².
};

struct ClosureLimits {
    double tolerance = 0; ///< Open gaps up to this width are looked for, m.
    double rounding = 0;  ///< Corners this near to a border lie on it, m.
};

struct Closure {
    /// Gaps no wider than the tolerance that nothing encloses: between shapes that run along each
    /// other up to the outline of the layer, or into wider unclaimed land. Found whatever the
    /// lengths of the edges, if longer than wide (a wider opening is the form of the outline). The
    /// area is what lies between the borders perpendicular to either of them. By place.
    std::vector<Gap> open_gaps;
    /// Corners on the border of a shape that has none there (T-junctions). By place.
    std::vector<UnsharedCorner> junctions;
    /// Corners between two shared ones where the border beside runs straight or has another corner.
    std::vector<UnsharedCorner> corners;
};

/// `report` is that of check_coverage on the same input. Looks only at the edges that no other
/// shape runs along: O(n) for the edge table, plus the work on those. Same result for any number
/// of threads. Offsets are distances of a point to an edge, within rounding (1e-9 m); areas between
/// borders are sums of quadrilaterals between them. The definitions are this program's own.
[[nodiscard]] Closure check_closure(const PolygonSet& shapes, const MultiPolygon& boundary,
                                    const CoverageReport& report, const ClosureLimits& limits,
                                    unsigned threads = 1);

} // namespace sandan::geom
