#pragma once
// Cutting and joining by GEOS OverlayNG (floating precision). Input must be valid
// (geom/validity.hpp); every call is safe from any thread. O((n + k) log n) for n corners and k
// crossings. Where lines would not meet otherwise, corners move by 1e-12 of the largest coordinate,
// by ten times as much at each of four further tries. Source: Davis, JTS OverlayNG (2020), in GEOS
// since 3.9.

#include <sandan/geom/types.hpp>

#include <memory>
#include <string>
#include <vector>

namespace sandan::geom {

/// Of the GEOS library these calls run on, "3.11.1".
[[nodiscard]] std::string geos_version();

/// The part that `a` and `b` have in common. Relative error of the area below 1e-9.
/// \throws Error{ErrorKind::geometry} if GEOS gives up, which valid input does not cause.
[[nodiscard]] MultiPolygon intersection(const MultiPolygon& a, const MultiPolygon& b);

/// area(intersection(a, b)) without keeping the shape.
[[nodiscard]] double intersection_area(const MultiPolygon& a, const MultiPolygon& b);

/// Whole metres in the middle of a box, {0, 0} of an empty one. Seen from there (relative_to()),
/// what lies near has small coordinates, by which GEOS goes where lines would not meet: it moves
/// corners by 1e-12 of the largest, 4 μm at a northing of 4,000 km.
[[nodiscard]] Point middle_of(const Box& box);
/// Every coordinate less that of `origin`: exact for whole metres and what is near to them.
[[nodiscard]] MultiPolygon relative_to(const Point& origin, MultiPolygon shape);

/// `a` without `b`.
[[nodiscard]] MultiPolygon difference(const MultiPolygon& a, const MultiPolygon& b);

/// One geometry covering all of `parts` (unary union).
[[nodiscard]] MultiPolygon dissolve(const std::vector<MultiPolygon>& parts);

/// The shape without what is narrower than a micrometre: its corners lie on a grid of that size.
[[nodiscard]] MultiPolygon without_hairs(const MultiPolygon& shape);

/// All points within `distance` (m) of the shape, round joins (16 segments a quarter circle);
/// negative distances shrink polygons.
[[nodiscard]] MultiPolygon buffer(const Shape& shape, double distance);

/// Length of the parts of `line` inside or on the border of `shape`.
[[nodiscard]] double length_inside(const Line& line, const MultiPolygon& shape);

/// One shape against many others, prepared once. One instance per thread.
class Cutter {
public:
    explicit Cutter(const MultiPolygon& shape);
    ~Cutter();
    Cutter(Cutter&&) noexcept;
    Cutter& operator=(Cutter&&) noexcept;
    Cutter(const Cutter&) = delete;
    Cutter& operator=(const Cutter&) = delete;

    /// The part of `shape` inside this one: `shape` itself, unchanged, when it is all inside.
    [[nodiscard]] MultiPolygon cut(const MultiPolygon& shape) const;
    /// True if no point of `shape` lies outside.
    [[nodiscard]] bool covers(const MultiPolygon& shape) const;
    /// True if some point of `shape` is at most `distance` away.
    [[nodiscard]] bool within(const MultiPolygon& shape, double distance) const;

private:
    struct Tool;
    std::unique_ptr<Tool> m_tool;
};

} // namespace sandan::geom
