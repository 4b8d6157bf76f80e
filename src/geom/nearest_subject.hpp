#pragma once
// The shape that distances are measured from, and its distance to runs of edges of others.

#include <sandan/geom/polygon_set.hpp>
#include <sandan/geom/types.hpp>

#include <algorithm>
#include <cstddef>
#include <span>
#include <vector>

namespace sandan::geom {

/// An edge of a polygon or line, from a to b. A point, and the last point of a line, is an edge
/// whose ends are equal: so every corner of a shape is the start of one of its edges.
struct DistanceEdge {
    Point a;
    Point b;
    double inverse = 0; ///< 1 / length²; 0 for a point.
};

/// The edges of a closed ring, which may run the other way; or of a line with its last point.
void append_ring(std::span<const Point> ring, std::vector<DistanceEdge>& edges,
                 bool backwards = false);
void append_line(std::span<const Point> line, std::vector<DistanceEdge>& edges);

/// Squared distance of what lies in two boxes, at least.
[[nodiscard]] inline double gap2(const Point& low, const Point& high, const Box& box) noexcept {
    const double dx = std::max({0.0, low.x - box.max.x, box.min.x - high.x});
    const double dy = std::max({0.0, low.y - box.max.y, box.min.y - high.y});
    return dx * dx + dy * dy;
}

/// Whether a ray from `p` to the east meets the edge: an odd number of a polygon's edges means
/// inside; on the border either answer.
[[nodiscard]] bool east_of(const Point& p, const DistanceEdge& edge) noexcept;

/// One shape against any number of others. One instance per thread; keeps its memory.
class NearestSubject {
public:
    void take(const Shape& from);

    /// A feature, as it was added: distances are the same to the last digit.
    void take(const PolygonSet& from, std::size_t feature);

    [[nodiscard]] bool empty() const noexcept { return m_edges.empty(); }

    [[nodiscard]] const Box& box() const noexcept { return m_box; }

    /// A corner of each polygon, line and point.
    [[nodiscard]] std::span<const Point> anchors() const noexcept { return m_anchors; }

    /// Squared distance to a run of edges that lies in `box`, but for the end of its last edge
    /// (which is the start of another); 0 when the run lies inside one of the subject's polygons.
    /// `limit` when it is farther than that.
    [[nodiscard]] double distance2(std::span<const DistanceEdge> run, const Box& box,
                                   double limit) const;

private:
    void clear();
    void settle_box();
    [[nodiscard]] bool holds(const Point& p) const;
    [[nodiscard]] bool crosses(std::span<const DistanceEdge> run, const Box& box) const;

    std::vector<DistanceEdge> m_edges; ///< Those of polygons first.
    std::size_t m_area_edges = 0;      ///< How many those are.
    std::vector<Point> m_anchors;
    Box m_box;
};

} // namespace sandan::geom
