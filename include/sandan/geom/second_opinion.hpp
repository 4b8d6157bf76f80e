#pragma once
// What the kernels found, held against GEOS, which shares no code with them. What both say of one
// shape must agree within rounding of coordinates; else each of these \throws Error{geometry}
// "ENGINES-DISAGREE" with `name` and both numbers. Const functions are safe from any thread.
// Polygons must be valid.

#include <sandan/core/text.hpp>
#include <sandan/geom/grid.hpp>
#include <sandan/geom/nearest.hpp>
#include <sandan/geom/polygon_set.hpp>
#include <sandan/geom/types.hpp>
#include <sandan/geom/zonal.hpp>

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <span>

namespace sandan::geom {

/// What contacts() of `tolerance` (m) found of the features `a` < `b`.
struct FoundBorder {
    std::size_t a = 0;
    std::size_t b = 0;
    double length = 0; ///< m; 0 for a pair that is not listed.
};

/// A shared border is at least as long as what both borders have in common (OverlayNG), and at most
/// as long as what of the border of `a` lies in a buffer of the tolerance around that of `b`. The
/// buffer is 2 % and 1 μm wider: its arcs are polygons. A pair may go unlisted up to `least` m.
/// Below a tolerance of 1e-8 m only the upper bound holds: GEOS joins what lies nearer.
void cross_check(const PolygonSet& shapes, const FoundBorder& found, double least, double tolerance,
                 const std::function<Text()>& name);

/// Statistics of one polygon again: OverlayNG cuts it along the grid into halves, until a piece
/// covers its cells whole or is that of one cell. O((n + b) log c) for n corners, b cells on its
/// border and c cells; tens of microseconds for each of these. Whether land lies beyond the grid is
/// not looked at.
class CutCells {
public:
    CutCells(const MultiPolygon& shape, const Grid& grid);
    ~CutCells();
    CutCells(CutCells&&) noexcept;
    CutCells& operator=(CutCells&&) noexcept;
    CutCells(const CutCells&) = delete;
    CutCells& operator=(const CutCells&) = delete;

    /// Cells of the grid, row by row; those that the shape may cover must come once each.
    void add(const CellWindow& window, std::span<const double> values);

    /// After the last cell. Cells whose share is no more than rounding may or may not count.
    void cross_check(const ZonalValues& found, const Text& name) const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

/// Distances again: GEOSDistance, to what an STRtree of GEOS finds: the corners of the one times
/// those of the other for each pair whose boxes are near enough.
class SecondDistances {
public:
    /// Copies what it needs of `others`.
    explicit SecondDistances(std::span<const Shape* const> others);
    ~SecondDistances();
    SecondDistances(SecondDistances&&) noexcept;
    SecondDistances& operator=(SecondDistances&&) noexcept;
    SecondDistances(const SecondDistances&) = delete;
    SecondDistances& operator=(const SecondDistances&) = delete;

    /// As NearestShapes::nearest: of several that are nearest, any will do.
    void cross_check(const Shape& from, const std::optional<Neighbour>& found,
                     const Text& name) const;

    /// As NearestShapes::within; those at the very distance may or may not be found.
    void cross_check(const Shape& from, double distance, std::span<const Neighbour> found,
                     const Text& name) const;

private:
    struct Index;
    std::unique_ptr<Index> m_index;
};

} // namespace sandan::geom
