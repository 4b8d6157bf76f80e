#pragma once
// Is a polygon surely valid? A filter before GEOS, which is asked only when the answer is no.
//
// Sure means: every ring is closed, finite and of non-zero area, has no repeated point and no
// spike; no two segments have a point in common but neighbours their shared one; holes lie in their
// outer ring and in no other hole, and no part lies in another. Then all rings are disjoint simple
// curves, and nesting can be read from one point of each.
// Orientation is decided by the floating-point filter of Shewchuk (1997, "Adaptive Precision
// Floating-Point Arithmetic", bound A: 3.33e-16 of the two products' sum); what it cannot decide is
// not sure. So there are no false "valid"s, and what touches itself (which may be valid) is left to
// GEOS. O(n) for a ring that is star-shaped, as most are (src/geom/star_shape.hpp), else O(n²) up
// to 64 segments, by boxes in whole numbers (src/geom/few_edges.hpp). Two rings are compared where
// each comes near the other's box. What is larger goes to a sweep along x that gives up after 256·n
// tests; of more than 64 rings nothing is sure.

#include <sandan/geom/types.hpp>

#include <cstddef>
#include <span>
#include <vector>

namespace sandan::geom {

/// A ring of a shape: which part it belongs to, and whether it is that part's outer ring.
struct RingView {
    std::span<const Point> points;
    std::size_t part = 0;
    bool outer = true;
};

/// Keeps its working memory between calls; one instance per thread.
class QuickValidity {
public:
    [[nodiscard]] bool surely_valid(std::span<const RingView> rings);

private:
    struct Segment {
        double min_x = 0;
        double max_x = 0;
        double min_y = 0;
        double max_y = 0;
        Point a, b;
        std::size_t ring = 0;
        std::size_t place = 0; ///< In its ring.
        std::size_t last = 0;  ///< Place of the ring's last segment.
    };

    enum class Contact { none, possible, too_many_edges };

    [[nodiscard]] Contact contact(const RingView& one, const Box& one_box, const RingView& other,
                                  const Box& other_box);
    [[nodiscard]] Contact contact_of_any(std::span<const RingView> rings);
    [[nodiscard]] bool add_ring(std::span<const Point> points, std::size_t ring);
    [[nodiscard]] bool no_contact_by_sweep(std::span<const RingView> rings);
    [[nodiscard]] static bool may_meet(const Segment& s, const Segment& t);

    std::vector<Segment> m_segments;
    std::vector<std::size_t> m_near_one; ///< Edges of two rings that come near each other's box.
    std::vector<std::size_t> m_near_other;
};

} // namespace sandan::geom
