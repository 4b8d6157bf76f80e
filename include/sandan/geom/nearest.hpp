#pragma once

#include <sandan/geom/polygon_set.hpp>
#include <sandan/geom/types.hpp>

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace sandan::geom {

/// Lengths below this are rounding of coordinates, not distance, m: coordinates of four million
/// metres resolve half of it. Shapes nearer than this touch.
constexpr double touching_m = 1e-9;

/// One of a fixed set of shapes, and how far away it is.
struct Neighbour {
    std::size_t other = 0; ///< Its position in the set.
    double distance = 0;   ///< m; 0 when they touch or overlap.

    friend bool operator==(const Neighbour&, const Neighbour&) = default;
};

/// Exact planar distances from shapes to a fixed set of others: points, lines and polygons, of any
/// number of parts.
///
/// Borders are cut into runs of up to 16 edges, which are packed in a Hilbert R-tree (best first by
/// the distances of boxes, Roussopoulos, Kelley and Vincent 1995); so a long river costs a lot no
/// more than a small pond. Two shapes are 0 apart when edges cross, or a part of one lies in a
/// polygon of the other; else they are nearest at a corner of one of them, and the distances of all
/// corners to all edges decide. The result is that of GEOSDistance to about 1e-15 of the lengths of
/// the edges (differences of coordinates are taken first), and 0 below touching_m.
/// Building is O(E log E) in the others' edges; a query O(log E), times the edges of the shape, for
/// shapes that spread. Polygons must be valid. Safe from any thread.
class NearestShapes {
public:
    /// Copies what it needs of `others`; empty ones are never found.
    explicit NearestShapes(std::span<const Shape* const> others);
    ~NearestShapes();
    NearestShapes(NearestShapes&&) noexcept;
    NearestShapes& operator=(NearestShapes&&) noexcept;
    NearestShapes(const NearestShapes&) = delete;
    NearestShapes& operator=(const NearestShapes&) = delete;

    /// The nearest of the others, the first of several; nothing when `from` is or all are empty.
    /// \throws Error{budget}, as all of these, when shapes lie on each other by the ten thousand.
    [[nodiscard]] std::optional<Neighbour> nearest(const Shape& from) const;

    /// The same for many shapes, by position; faster when those that follow each other are near to
    /// each other. Same result for any number of threads.
    [[nodiscard]] std::vector<std::optional<Neighbour>>
    nearest_of_each(std::span<const Shape* const> from, unsigned threads = 1) const;

    /// The same for the features of a set: as for their shapes as they were added, to the bit.
    [[nodiscard]] std::vector<std::optional<Neighbour>>
    nearest_of_each(const PolygonSet& from) const;

    /// All others at most `distance` m away (to touching_m), ascending by position.
    /// \throws Error{budget} when more than 20 of them, on the average of the calls, touch `from`,
    /// beyond a million.
    [[nodiscard]] std::vector<Neighbour> within(const Shape& from, double distance) const;
    [[nodiscard]] std::vector<Neighbour> within(const PolygonSet& from, std::size_t feature,
                                                double distance) const;

private:
    struct Index;
    std::unique_ptr<Index> m_index;
};

} // namespace sandan::geom
