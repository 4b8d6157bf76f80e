#pragma once

#include <sandan/geom/polygon_set.hpp>

#include <cstddef>
#include <span>
#include <vector>

namespace sandan::geom {

/// Two shapes that claim the same land.
struct Overlap {
    std::size_t a{}; ///< a < b
    std::size_t b{};
    double area{};  ///< m²
    Point at;       ///< Where it is widest; {0, 0} when not described.
    double width{}; ///< Diameter of its largest inscribed circle, m; 0 when not described.
};

/// Land that no shape claims, enclosed by shapes or by the boundary.
struct Gap {
    MultiPolygon shape;
    double area{};
    double width{};                      ///< Diameter of its largest inscribed circle, m.
    Point at;                            ///< Where it is widest.
    std::vector<std::size_t> neighbours; ///< Shapes that touch it, ascending.
    std::vector<double> contacts;        ///< Border along each neighbour, m.
};

/// Land of a shape beyond the boundary.
struct Outside {
    std::size_t shape{};
    double area{};
    double width{}; ///< Diameter of its largest inscribed circle, m.
    Point at;       ///< Where it is widest.
};

struct CoverageReport {
    double area = 0;               ///< Σ areas of the shapes.
    std::vector<Overlap> overlaps; ///< Pairs above least_common_area, sorted by (a, b).
    std::vector<Gap> gaps;         ///< All gaps with area > 0, sorted by position (y, x).
    std::vector<Outside> outside;  ///< Only with a boundary; area > 1e-6 m², sorted by shape.
    double union_area = 0;
    double boundary_area = 0; ///< 0 without a boundary.
    /// Σ areas of the shapes − overlaps + gaps − land beyond the boundary − area of the boundary
    /// (without one: of the outline of the layer), m²; land covered n times counts n − 1 times as
    /// overlap. Areas come from rings, overlaps from pairs of edges, gaps from faces between
    /// borders: three methods that know nothing of each other. A built-in proof; ~1e-6.
    double closure_error = 0;
};

/// Checks that `shapes` (valid) partition `boundary`, or, when that is empty, the outline of their
/// union (then gaps are its holes, without the islands in them). Same result for any number of
/// threads. Overlaps smaller than `described_from` m² get no point and no width, which GEOS must
/// find.
///
/// Edges that run along each other in opposite directions with equal corners are matched and leave
/// the account; how often each place is covered depends on the others alone, and is told face by
/// face between them (src/geom/arrangement.hpp): what is covered by nothing is a gap, and only
/// where land is covered twice are pairs looked for. Nothing is missed by this: it is as true of
/// layers that lie on each other and match within themselves. O(n) for the edge table, plus the
/// work on the edges left over and the faults. \throws Error{budget} when shapes lie on each other
/// many times: more than 20 overlaps for each (and a million), borders beside thousands of others,
/// or that cross more than 20 others each.
///
/// Areas of overlaps as geom/common_areas.hpp; of gaps by rings whose corners are rounded to 2⁻⁵²
/// of the layer's extent; widths as geom/width.hpp. Source: the account is inclusion and exclusion;
/// the faces are those of Hobby's snap rounding (src/geom/noding.hpp).
[[nodiscard]] CoverageReport check_coverage(const PolygonSet& shapes, const MultiPolygon& boundary,
                                            unsigned threads = 1, double described_from = 0);

[[nodiscard]] CoverageReport check_coverage(std::span<const MultiPolygon> shapes,
                                            const MultiPolygon& boundary, unsigned threads = 1);

/// Holds the account of a report, closure_error, against what rounding can explain: 1e-5 m² and
/// 1e-12 of the area, 1e-8 m² and 1e-9 of the area for each overlap.
/// \throws Error{geometry} "ENGINES-DISAGREE" when it is open: then no number of it is to be
/// trusted.
void require_closed(const CoverageReport& report);

/// Holds a report on `shapes` against GEOS OverlayNG, which finds pairs by their boxes and knows
/// nothing of edges that match: each `step`-th shape, the first included, is intersected with all
/// that its box meets; with step 1 all are joined, too, and their land compared. Areas must agree
/// to 1e-8 m² + 1e-9 of the shape, above twice least_common_area. \throws Error{geometry}
/// "ENGINES-DISAGREE" naming the shapes by position, and both numbers.
void cross_check(const PolygonSet& shapes, const CoverageReport& report, std::size_t step,
                 unsigned threads = 1);

/// Its pairs alone, for a layer that is not in memory: of the shapes `shapes`, which have the
/// ascending `numbers` in the layer, each whose number `step` divides is held against all others.
/// The report numbers shapes as they stand in `reported`, which are such numbers, too.
void cross_check(const PolygonSet& shapes, std::span<const std::size_t> numbers,
                 const CoverageReport& report, std::span<const std::size_t> reported,
                 std::size_t step, unsigned threads = 1);

/// Length of the gap's border that runs along feature `other` of `set`, m.
[[nodiscard]] double contact(const MultiPolygon& gap, const PolygonSet& set, std::size_t other);

} // namespace sandan::geom
