#pragma once

#include <sandan/geom/types.hpp>

#include <cstddef>
#include <span>
#include <vector>

namespace sandan::geom {

/// The polygons of many features as flat columns (the layout of GeoArrow's multipolygon array):
/// coordinates, and offsets of rings, parts and features into them. What every kernel reads.
/// Outer rings are counter-clockwise, holes clockwise: they are turned when added. A feature may
/// have no part. Not checked for validity. Safe to read from any thread.
class PolygonSet {
public:
    PolygonSet() = default;
    explicit PolygonSet(std::span<const MultiPolygon> shapes);

    /// Appends one feature.
    void add(const MultiPolygon& shape);

    /// For readers: rings of the feature under way, each part's outer ring first; then the end.
    void add_ring(std::span<const Point> points, bool outer);
    void end_feature();

    /// For readers: a feature of one ring, whose direction and box are known.
    void add_simple(std::span<const Point> ring, bool counter_clockwise, const Box& box);

    /// Takes away all features and keeps the memory.
    void clear();

    [[nodiscard]] std::size_t size() const noexcept { return m_boxes.size(); }

    [[nodiscard]] bool empty(std::size_t feature) const noexcept {
        return m_boxes[feature].empty();
    }

    [[nodiscard]] const Box& box(std::size_t feature) const noexcept { return m_boxes[feature]; }

    [[nodiscard]] std::span<const Box> boxes() const noexcept { return m_boxes; }

    /// Points of all rings of a feature; the first one of each counts twice.
    [[nodiscard]] std::size_t points(std::size_t feature) const noexcept {
        return m_rings[m_parts[m_features[feature + 1]]] - m_rings[m_parts[m_features[feature]]];
    }

    /// Calls `take(ring)` with the points of each ring of a feature, in order.
    template <typename Take>
    void for_each_ring(std::size_t feature, const Take& take) const {
        const auto first = m_parts[m_features[feature]];
        const auto last = m_parts[m_features[feature + 1]];
        for (auto ring = first; ring < last; ++ring) {
            take(points_of(ring));
        }
    }

    /// The same with `take(ring, outer, turned)`: whether it is the outer ring of a part, and
    /// whether it was turned when it was added.
    template <typename Take>
    void for_each_ring_of_parts(std::size_t feature, const Take& take) const {
        for (auto part = m_features[feature]; part < m_features[feature + 1]; ++part) {
            for (auto ring = m_parts[part]; ring < m_parts[part + 1]; ++ring) {
                take(points_of(ring), ring == m_parts[part], m_turned[ring] != 0);
            }
        }
    }

    /// Calls `take(a, b)` for every edge of a feature; its land lies to the left of a → b.
    template <typename Take>
    void for_each_edge(std::size_t feature, const Take& take) const {
        for_each_ring(feature, [&](std::span<const Point> ring) {
            for (std::size_t i = 1; i < ring.size(); ++i) {
                take(ring[i - 1], ring[i]);
            }
        });
    }

    /// As geom::area of the feature's shape, to the last bit, and geom::perimeter.
    [[nodiscard]] double area(std::size_t feature) const;
    [[nodiscard]] double perimeter(std::size_t feature) const;
    [[nodiscard]] MultiPolygon shape(std::size_t feature) const;

private:
    [[nodiscard]] std::span<const Point> points_of(std::size_t ring) const noexcept {
        return {m_points.data() + m_rings[ring], m_rings[ring + 1] - m_rings[ring]};
    }

    void append(std::span<const Point> ring, bool as_it_runs);

    std::vector<Point> m_points;
    std::vector<std::size_t> m_rings{0};    ///< Ring r has the points [m_rings[r], m_rings[r + 1]).
    std::vector<char> m_turned;             ///< By ring; a bool takes longer.
    std::vector<std::size_t> m_parts{0};    ///< Part p has the rings [m_parts[p], m_parts[p + 1]).
    std::vector<std::size_t> m_features{0}; ///< Feature f has the parts [m_features[f], …).
    std::vector<Box> m_boxes;               ///< By feature.
};

} // namespace sandan::geom
