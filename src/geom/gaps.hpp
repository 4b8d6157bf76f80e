#pragma once
// What there is to say of a piece of land that no shape claims.

#include <sandan/geom/box_index.hpp>
#include <sandan/geom/coverage.hpp>

#include <cstddef>
#include <span>
#include <vector>

namespace sandan::geom {

/// Shapes and an index over their boxes.
struct Indexed {
    explicit Indexed(const PolygonSet& all) : shapes{all}, index{all.boxes()} {}

    /// Shapes whose boxes touch one of the places, ascending; each of them once.
    [[nodiscard]] std::vector<std::size_t> near(std::span<const Box> places) const;

    const PolygonSet& shapes;
    BoxIndex index;
};

/// The box that shapes which touch the gap touch, too.
[[nodiscard]] Box reach_of(const MultiPolygon& gap);

/// All with area > 0, by place. Area by rings, width as geom/width.hpp, borders along neighbours as
/// geom/adjacency.hpp defines them; by the corners of a gap and of the shapes near it.
[[nodiscard]] std::vector<Gap> describe_gaps(std::vector<MultiPolygon> shapes,
                                             const Indexed& indexed, unsigned threads);

} // namespace sandan::geom
