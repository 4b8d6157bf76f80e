#pragma once
// area(A ∩ B) from pairs of edges, without building A ∩ B (no noding, no
// topology, no special case for shared or collinear edges).
//
// Let A lie in the box [0, W] × [0, H] (coordinates relative to its lower left corner). Above x, A
// is ∫ Σ_a s_a·dy over its edges a, s_a = +1 for edges that bound from above. Going down from just
// above the box's top, B begins as w(x) = "(x, H+0) lies in B" and changes by s_b at each of its
// edges b. Hence
//   area(A ∩ B) = ∫ w(x)·len_A(x) dx + Σ_b s_b Σ_a s_a ∫ min(y_a(x), y_b(x)) dx,
// b clipped to the box, where w(x) is w at the top left corner plus one step per edge of B that
// crosses the top. Each term is a closed form. The result is continuous in every coordinate; its
// error is that of the sum, about ε·(number of edge pairs)·W·H. The corner test and the steps must
// use the same expression for the crossing (`crossing_x`), and no fused multiply-add (the build
// says -ffp-contract=off). A and B must be valid: what overlaps itself counts with its
// multiplicity.
//
// Cost: edges of B in the box × edges of A above each other; A's edges are kept in buckets along x
// (at most 8 entries an edge), so that a large A costs each edge of B only what lies over it.
// Source: Franklin, Sivaswami, Sun, Kankanhalli, Narayanaswami, Calculating the Area of Overlaid
// Polygons Without Constructing the Overlay (Cartography and GIS 21(2), 1994) sums over corners and
// crossings; the sum over pairs of edges above is derived from it anew and needs no crossings.

#include <sandan/geom/polygon_set.hpp>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace sandan::geom {

[[nodiscard]] inline bool crosses(const Point& a, const Point& b, double y) noexcept {
    return (a.y > y) != (b.y > y);
}

/// Where an edge that crosses height `y` does so.
[[nodiscard]] inline double crossing_x(const Point& a, const Point& b, double y) noexcept {
    return a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x);
}

/// One A against any number of B, one after the other. One instance per thread; keeps its memory.
class AreaKernel {
public:
    /// Takes A: a feature that is not empty.
    void set_subject(const PolygonSet& set, std::size_t feature);

    [[nodiscard]] double subject_area() const noexcept { return m_area; }

    [[nodiscard]] const Box& subject_box() const noexcept { return m_box; }

    /// B: its edges that touch the subject's box (others add nothing) between start and finish.
    void start() noexcept {
        m_sum = 0;
        m_border = 0;
    }

    void add_edge(const Point& a, const Point& b);

    /// `corner_inside`: whether B holds the top left corner of the subject's box, by crossing_x of
    /// its edges at that height right of the corner.
    [[nodiscard]] double finish(bool corner_inside) const noexcept {
        return m_sum + (corner_inside ? m_area : 0);
    }

    /// Length of B's edges inside the subject's box, since start().
    [[nodiscard]] double border() const noexcept { return m_border; }

private:
    /// Edges of A from left to right, side by side; behind the last one, one without width.
    struct Columns {
        std::vector<double> x0;
        std::vector<double> y0;
        std::vector<double> x1;
        std::vector<double> slope;
        std::vector<double> sign;

        void clear();
        void add(const Point& a, const Point& b, double sign_of_it);

        [[nodiscard]] std::size_t size() const noexcept { return x0.size(); }
    };

    void fill_buckets();
    void add_crossing_of_top(const Point& a, const Point& b);
    [[nodiscard]] std::size_t bucket_of(double x) const noexcept;
    [[nodiscard]] double bucket_start(std::size_t bucket) const noexcept;
    [[nodiscard]] double below(double u, double yu, double v, double yv) const;
    [[nodiscard]] double below_in(std::size_t bucket, double u, double yu, double v,
                                  double yv) const;
    [[nodiscard]] double right_of(double x) const;
    [[nodiscard]] double between(std::size_t bucket, double u, double v) const;

    /// Calls `take(i, k)` for the columns of a bucket, two by two; k may be the one without width.
    template <typename Take>
    void for_each_two(std::size_t bucket, const Take& take) const;

    Box m_box;
    double m_width = 0;
    double m_height = 0;
    double m_area = 0;
    double m_sum = 0;
    double m_border = 0;
    Columns m_columns;
    std::size_t m_count = 0; ///< Of columns with a width.
    std::size_t m_buckets = 1;
    std::vector<std::uint32_t> m_starts;  ///< Of each bucket in m_entries.
    std::vector<std::uint32_t> m_entries; ///< Columns by bucket.
    std::vector<double> m_right;          ///< Area of A in the buckets from this one on.
};

} // namespace sandan::geom
