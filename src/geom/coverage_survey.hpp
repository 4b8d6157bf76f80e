#pragma once
// Coverage of a layer that passes by once, block by block: what geom::check_coverage finds, in
// memory for the faults and for the shapes near them.

#include <sandan/geom/coverage.hpp>

#include "geom/edge_front.hpp"
#include "geom/rough_boxes.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace sandan::geom {

class CoverageSurvey {
public:
    /// What a block of shapes says by itself.
    struct Part {
        std::vector<LooseEdge> open; ///< By shape, which is numbered in the block.
        std::vector<double> areas;   ///< Of the shapes.
        std::vector<Box> boxes;
    };

    /// `place`: as for RoughBoxes.
    explicit CoverageSurvey(const SpillPlace& place = {}) : m_boxes{place} {}

    /// Looks at the features [first, last) of a set; safe from any thread.
    static void see(const PolygonSet& set, std::size_t first, std::size_t last, Part& part);

    /// At all of them, whose areas are known.
    static void see(const PolygonSet& set, const std::vector<double>& areas, Part& part);

    /// Blocks in the order of the layer.
    void add(const Part& part);

    /// After the last block. `boundary` as in check_coverage.
    void conclude(const MultiPolygon& boundary);

    /// Then: the numbers of all shapes that may have to do with a fault, and of some more;
    /// ascending.
    [[nodiscard]] std::vector<std::size_t> suspicious() const { return near(m_places); }

    /// The same of shapes that may meet one of some boxes.
    [[nodiscard]] std::vector<std::size_t> near(const HilbertTree& places) const {
        return m_boxes.near(places, 0);
    }

    /// Whether a shape in this box may.
    [[nodiscard]] bool is_suspicious(const Box& box) const { return m_places.any(box); }

    /// The report, in which shapes are numbered as in `shapes`: those, further ones, or all, in the
    /// order of the layer. Once. \throws Error{budget} as check_coverage.
    [[nodiscard]] CoverageReport report(const PolygonSet& shapes, const MultiPolygon& boundary,
                                        unsigned threads, double described_from = 0);

private:
    /// What faces say of the layer, m²: of millions of shapes, so that double would lose digits.
    struct Account {
        long double covered = 0; ///< Once or more.
        long double multiple = 0; ///< Covered n times: n (n − 1) / 2, as pairs count, less n − 1.
        long double beyond = 0;   ///< Covered, outside the boundary.
        std::vector<Box> doubled;       ///< Faces covered more than once.
        std::vector<Box> outside;       ///< Faces beyond the boundary.
        std::vector<MultiPolygon> gaps; ///< Within the boundary, or enclosed.
    };

    [[nodiscard]] bool reaches_out() const noexcept;

    EdgeFront m_front;
    RoughBoxes m_boxes;
    long double m_area = 0;
    Account m_land;
    HilbertTree m_places; ///< Of faults.
};

} // namespace sandan::geom
