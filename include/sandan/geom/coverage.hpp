#pragma once

#include <sandan/geom/types.hpp>

#include <cstddef>
#include <span>
#include <vector>

namespace sandan::geom {

/// Two shapes that claim the same land.
struct Overlap {
    std::size_t a{}; ///< a < b
    std::size_t b{};
    double area{};  ///< m²
    Point at;       ///< A point inside the overlap.
    double width{}; ///< Diameter of its largest inscribed circle, m.
};

/// Land that no shape claims, enclosed by shapes or by the boundary.
struct Gap {
    MultiPolygon shape;
    double area{};
    double width{};
    Point at;
    std::vector<std::size_t> neighbours; ///< Shapes that touch it, ascending.
};

/// Land of a shape beyond the boundary.
struct Outside {
    std::size_t shape{};
    double area{};
    Point at;
};

struct CoverageReport {
    double area = 0;               ///< Σ areas of the shapes.
    std::vector<Overlap> overlaps; ///< All pairs with area > 0, sorted by (a, b).
    std::vector<Gap> gaps;         ///< All gaps with area > 0, sorted by position (y, x).
    std::vector<Outside> outside;  ///< Only with a boundary; area > 0, sorted by shape.
    double union_area = 0;
    double boundary_area = 0; ///< 0 without a boundary.
    /// The difference, m², of both sides of: union = boundary − gaps + union beyond the boundary
    /// (without a boundary: its outline without holes). A built-in proof; ~1e-6.
    double closure_error = 0;
};

/// Checks that `shapes` (valid) partition `boundary`, or, when that is empty, the outline of their
/// union (then gaps are its holes). O(n log n + pairs); runs on `threads` threads, same result for
/// any number.
[[nodiscard]] CoverageReport check_coverage(std::span<const MultiPolygon> shapes,
                                            const MultiPolygon& boundary, unsigned threads = 1);

} // namespace sandan::geom
