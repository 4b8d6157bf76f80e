#pragma once
// How much of a border lies inside a shape, without cutting anything: bounds from both sides.
//
// A border is taken in pieces. A piece that no edge of the shape comes near is inside or outside as
// its middle is, which a point decides. The few pieces that an edge does come near (they cross it,
// touch it, run along it) count in the upper bound and not in the lower one. Nothing is noded, so
// nothing can fail; pieces of 1/16 of an edge leave a few metres of a lot's border open.
// Cost: edges × near edges, and sixteen times that for edges that are met.

#include <sandan/geom/types.hpp>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <optional>
#include <span>
#include <vector>

namespace sandan::geom {

struct BorderEdge {
    Point a;
    Point b;

    [[nodiscard]] double length() const noexcept { return std::hypot(b.x - a.x, b.y - a.y); }

    [[nodiscard]] Point at(double share) const noexcept {
        return {a.x + share * (b.x - a.x), a.y + share * (b.y - a.y)};
    }
};

/// A length between two bounds, m.
struct LengthInside {
    double least = 0;
    double most = 0;
};

/// True if the two are surely more than a micrometre apart; else they may be as well.
[[nodiscard]] bool apart(const BorderEdge& one, const BorderEdge& other) noexcept;

/// The part of an edge that lies in a box; nothing if none does.
[[nodiscard]] std::optional<BorderEdge> clipped(const BorderEdge& edge, const Box& box) noexcept;

/// How much of `border` lies inside a shape that has the edges `shape`, at least wherever `border`
/// is. `inside(p)` is only asked for points that no edge of the shape comes near.
template <typename Inside>
[[nodiscard]] LengthInside length_inside(std::span<const BorderEdge> border,
                                         std::span<const BorderEdge> shape, const Inside& inside) {
    constexpr int pieces = 16;
    LengthInside sum;
    std::vector<BorderEdge> near;
    for (const auto& edge : border) {
        near.clear();
        std::copy_if(shape.begin(), shape.end(), std::back_inserter(near),
                     [&](const BorderEdge& other) { return !apart(edge, other); });
        const int count = near.empty() ? 1 : pieces;
        const double length = edge.length() / count;
        for (int k = 0; k < count; ++k) {
            const BorderEdge piece{edge.at(static_cast<double>(k) / count),
                                   edge.at(static_cast<double>(k + 1) / count)};
            const bool sure = std::all_of(near.begin(), near.end(), [&](const BorderEdge& other) {
                return apart(piece, other);
            });
            const bool in = !sure || inside(piece.at(0.5));
            sum.least += sure && in ? length : 0;
            sum.most += in ? length : 0;
        }
    }
    return sum;
}

} // namespace sandan::geom
