#pragma once

#include <sandan/geom/polygon_set.hpp>

#include <cstddef>
#include <limits>
#include <memory>
#include <vector>

namespace sandan::geom {

/// Areas in common below this are rounding, not land, m²: part of every result's definition.
constexpr double least_common_area = 1e-6;

/// A length between two bounds, m.
struct LengthBounds {
    double least = 0;
    double most = 0;
};

/// What a shape has in common with one of the others. What is narrower than a micrometre counts in
/// no border.
struct Share {
    std::size_t other = 0;
    double area = 0; ///< m², > least_common_area.
    bool whole =
        false; ///< No border of `other` comes near: the shape lies in it with all its land.
    LengthBounds border{}; ///< Of `other`, inside the shape.
    LengthBounds alone{};  ///< As `border`, without what is the border of another share as well.
    LengthBounds own{0, std::numeric_limits<double>::infinity()}; ///< Of the shape, inside `other`.
};

/// Areas that shapes have in common with a fixed set of others (zones), without building the
/// intersections: where no edge of a zone comes near, a point decides; else the areas under pairs
/// of edges are summed (src/geom/area_kernel.hpp states the maths and the error bound).
/// Within 1e-8 m² + 1e-9 of the area of what GEOS OverlayNG cuts out. All polygons must be valid
/// (geom/validity.hpp). Building is O(E log E) in the others' edges; a query costs the edges in the
/// shape's box, times the shape's edges that lie over each. \throws Error{budget} from a query for
/// more than 2³² such pairs. Safe from any thread.
class CommonAreas {
public:
    /// Keeps a reference to `others`, which must outlive this object unchanged.
    explicit CommonAreas(const PolygonSet& others);
    ~CommonAreas();
    CommonAreas(CommonAreas&&) noexcept;
    CommonAreas& operator=(CommonAreas&&) noexcept;
    CommonAreas(const CommonAreas&) = delete;
    CommonAreas& operator=(const CommonAreas&) = delete;

    /// All others that share land with feature `shape` of `set`, ascending.
    [[nodiscard]] std::vector<Share> of(const PolygonSet& set, std::size_t shape) const;

    /// Where `set` is the others themselves: of those after `shape`.
    [[nodiscard]] std::vector<Share> of_later(const PolygonSet& set, std::size_t shape) const;

    /// As of(), in place of what `shares` holds; `area` is that of the feature, known already.
    void find(const PolygonSet& set, std::size_t shape, double area,
              std::vector<Share>& shares) const;

    /// Narrows what `shares`, which `of` gave for this shape, say of borders: to a few micrometres
    /// where borders cross.
    void measure_borders(const PolygonSet& set, std::size_t shape,
                         std::vector<Share>& shares) const;

private:
    struct Index;

    void find_from(std::size_t first, const PolygonSet& set, std::size_t shape, double area,
                   std::vector<Share>& shares) const;

    std::unique_ptr<Index> m_index;
};

/// The area that two features have in common, by the same kernel.
[[nodiscard]] double common_area(const PolygonSet& set, std::size_t a, std::size_t b);

/// Of two shapes that are in no set; 0 up to least_common_area.
[[nodiscard]] double common_area(const MultiPolygon& a, const MultiPolygon& b);

} // namespace sandan::geom
