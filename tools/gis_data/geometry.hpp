#pragma once
// Exact planar geometry on whole millimetres. A site is drawn in its own frame on a 125 mm grid
// and turned by a Pythagorean angle whose denominator divides 125, so that every vertex stays on a
// whole millimetre, straight lines stay straight and areas stay exact.

#include <cstdint>
#include <vector>

namespace gis_data {

/// Millimetres, EPSG:5186 once placed.
struct Point {
    std::int64_t x = 0;
    std::int64_t y = 0;

    friend bool operator==(const Point&, const Point&) = default;
    friend auto operator<=>(const Point&, const Point&) = default;
};

/// A closed ring (first vertex not repeated) or an open line.
using Ring = std::vector<Point>;

/// Metres to millimetres, to the nearest multiple of 125 mm.
[[nodiscard]] std::int64_t grid(double metres);
/// A point given in metres, on the 125 mm grid.
[[nodiscard]] Point at(double x, double y);
/// An axis-parallel rectangle given in metres, counter-clockwise.
[[nodiscard]] Ring rectangle(double x0, double y0, double x1, double y1);

/// Twice the signed area, mm²; positive if counter-clockwise.
[[nodiscard]] std::int64_t twice_area(const Ring& ring);
/// m²
[[nodiscard]] double area_m2(const Ring& ring);

/// A rotation by the angle whose cosine is cos/den and sine is sin/den, then a shift.
struct Frame {
    std::int64_t cos = 1;
    std::int64_t sin = 0;
    std::int64_t den = 1;
    Point origin; ///< Where the local (0, 0) lies.

    [[nodiscard]] Point place(Point local) const;
    [[nodiscard]] Ring place(const Ring& local) const;
    /// The inverse of `place`.
    [[nodiscard]] Point local(Point placed) const;
};

/// Inserts every vertex of `points` that lies inside an axis-parallel edge of `ring`.
void insert_junctions(Ring& ring, const std::vector<Point>& points);

/// Area (m²) of `ring` inside the convex, counter-clockwise `window`.
[[nodiscard]] double area_inside(const Ring& ring, const Ring& window);

/// True if every corner of the ring turns left (collinear vertices allowed).
[[nodiscard]] bool is_convex(const Ring& ring);

} // namespace gis_data
