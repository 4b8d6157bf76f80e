#pragma once
// Snap rounding (Hobby 1999): edges are cut where they cross, and pass exactly through every corner
// and crossing whose cell they run through. No two edges of the result cross or overlap. Whatever
// closed borders were put in, closed borders come out, so that counts of what lies to the left and
// to the right of edges stay right.

#include "geom/exact_grid.hpp"

#include <cstdint>
#include <vector>

namespace sandan::geom {

/// How many shapes, and how many boundaries, cover a place.
struct Cover {
    std::int32_t shapes = 0;
    std::int32_t limits = 0;

    friend bool operator==(const Cover&, const Cover&) = default;

    friend Cover operator+(const Cover& a, const Cover& b) {
        return {a.shapes + b.shapes, a.limits + b.limits};
    }

    friend Cover operator-(const Cover& a, const Cover& b) {
        return {a.shapes - b.shapes, a.limits - b.limits};
    }
};

struct GridEdge {
    GridPoint a; ///< a < b
    GridPoint b;
    Cover step; ///< Cover to the left of a → b, less that to the right.
};

/// Each edge once, by (a, b), without those that have the same cover on both sides.
/// \throws Error{budget} when edges run beside each other beyond all measure: more than 1,000 each,
/// or cross more than 20 others each; 100 million and 200,000 may be in any case.
[[nodiscard]] std::vector<GridEdge> noded(std::vector<GridEdge> edges);

} // namespace sandan::geom
