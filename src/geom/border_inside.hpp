#pragma once
// How much of a border lies inside a shape, without cutting anything: bounds from both sides.
//
// A piece of border that no edge of the shape comes near is inside or outside as its middle is,
// which a point decides; a piece that lies on the shape's border (within a micrometre) has its land
// on the same side or on the other. Any other piece is halved, down to 1/4096 of an edge: what is
// left then counts in the upper bound and not in the lower one. Nothing is noded, so nothing can
// fail; a crossing leaves centimetres open.
// Cost: edges × edges, and for every crossing two pieces a halving × the edges still near.

#include <sandan/geom/common_areas.hpp>
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

/// True if the two are surely more than a micrometre apart; else they may be as well.
[[nodiscard]] bool apart(const BorderEdge& one, const BorderEdge& other) noexcept;

/// The part of an edge that lies in a box; nothing if none does.
[[nodiscard]] std::optional<BorderEdge> clipped(const BorderEdge& edge, const Box& box) noexcept;

/// How a piece of border lies to the edges of a shape that come near it.
enum class Course {
    same_way,     ///< On the shape's border, land on the same side.
    opposite_way, ///< On the shape's border, land on the other side.
    unsure
};

[[nodiscard]] Course course_of(const BorderEdge& piece, std::span<const BorderEdge> near) noexcept;

/// How much of a border lies inside a shape that has the edges `shape`, at least wherever the
/// border is. `inside(p)` is only asked for points that no edge of the shape comes near.
template <typename Inside>
class InsideLength {
public:
    /// `shared`: a border that both have with land on the same side counts.
    InsideLength(std::span<const BorderEdge> shape, const Inside& inside, bool shared)
        : m_inside{inside}, m_shared{shared}, m_near(finest + 2) {
        m_near.front().assign(shape.begin(), shape.end());
    }

    void add(const BorderEdge& edge) { add(edge, 0); }

    [[nodiscard]] LengthBounds sum() const noexcept { return m_sum; }

private:
    static constexpr std::size_t finest = 12;

    void add(const BorderEdge& piece, std::size_t halvings) {
        const auto& shape = m_near[halvings];
        auto& near = m_near[halvings + 1];
        near.clear();
        std::copy_if(shape.begin(), shape.end(), std::back_inserter(near),
                     [&](const BorderEdge& other) { return !apart(piece, other); });
        const auto course = near.empty() ? Course::unsure : course_of(piece, near);
        if (near.empty() || course != Course::unsure) {
            const bool in =
                near.empty() ? m_inside(piece.at(0.5)) : m_shared && course == Course::same_way;
            m_sum.least += in ? piece.length() : 0;
            m_sum.most += in ? piece.length() : 0;
        } else if (halvings < finest) {
            const auto middle = piece.at(0.5);
            add({piece.a, middle}, halvings + 1);
            add({middle, piece.b}, halvings + 1);
        } else {
            m_sum.most += piece.length();
        }
    }

    const Inside& m_inside;
    bool m_shared;
    std::vector<std::vector<BorderEdge>> m_near; ///< By halvings: edges that may come near.
    LengthBounds m_sum;
};

/// Of all edges of `border`.
template <typename Inside>
[[nodiscard]] LengthBounds length_inside(std::span<const BorderEdge> border,
                                         std::span<const BorderEdge> shape, const Inside& inside,
                                         bool shared) {
    InsideLength<Inside> lengths{shape, inside, shared};
    for (const auto& edge : border) {
        lengths.add(edge);
    }
    return lengths.sum();
}

} // namespace sandan::geom
