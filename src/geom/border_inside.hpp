#pragma once
// How much of a border lies inside a shape, without cutting anything: bounds from both sides.
//
// A border edge is divided where the shape's edges come within a micrometre of it and where they
// part from it again. A piece that none comes near is inside or outside as its middle is, which a
// point decides; a piece along which the shape's border runs has its land on the same side or on
// the other. What is left, a few micrometres at every crossing and corner, counts in the upper
// bound and not in the lower one. Nothing is noded, so nothing can fail. Cost: edges × edges, and
// for an edge that is met the square of how many meet it, up to a limit: what is left then counts
// in the upper bound alone.

#include <sandan/geom/common_areas.hpp>
#include <sandan/geom/types.hpp>

#include "core/lanes.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <span>
#include <vector>

namespace sandan::geom {

struct BorderEdge {
    Point a;
    Point b;

    /// Within rounding; std::hypot takes five times longer.
    [[nodiscard]] double length() const noexcept {
        const double dx = b.x - a.x;
        const double dy = b.y - a.y;
        return std::sqrt(dx * dx + dy * dy);
    }

    [[nodiscard]] Point at(double share) const noexcept {
        return {a.x + share * (b.x - a.x), a.y + share * (b.y - a.y)};
    }
};

/// True if the two are surely more than a micrometre apart; else they may be as well.
[[nodiscard]] bool apart(const BorderEdge& one, const BorderEdge& other) noexcept;

/// The part of an edge that lies in a box; nothing if none does.
[[nodiscard]] std::optional<BorderEdge> clipped(const BorderEdge& edge, const Box& box) noexcept;

/// How a place on a border lies to the edges of a shape.
enum class Course {
    clear,        ///< None comes near.
    same_way,     ///< On the shape's border, land on the same side.
    opposite_way, ///< On the shape's border, land on the other side.
    crossing
};

/// The part of a border edge that another edge comes near, in shares of its length.
struct NearPart {
    double first = 0;
    double last = 0;
    Course course = Course::crossing;
};

/// Nothing if the two are apart.
[[nodiscard]] std::optional<NearPart> near_part(const BorderEdge& edge,
                                                const BorderEdge& other) noexcept;

[[nodiscard]] Course course_at(double share, std::span<const NearPart> near) noexcept;

/// Edges in a box, and where each comes near: boxes around them, a micrometre larger on all sides,
/// in 16-bit whole numbers side by side. Rounded the same way, what overlaps still does.
class BorderEdges {
public:
    /// From now on all edges lie in `frame`.
    void clear(const Box& frame);

    void add(const BorderEdge& edge);
    void add(const BorderEdges& others); ///< In the same frame.

    [[nodiscard]] std::size_t size() const noexcept { return m_edges.size(); }

    [[nodiscard]] const BorderEdge& operator[](std::size_t i) const noexcept { return m_edges[i]; }

    [[nodiscard]] auto begin() const noexcept { return m_edges.begin(); }

    [[nodiscard]] auto end() const noexcept { return m_edges.end(); }

    /// Calls `take(i)`, ascending, for all edges that may be near edge `e` of `others`, which have
    /// the same frame: those that are not called are surely more than a micrometre apart.
    template <typename Take>
    void for_each_near(const BorderEdges& others, std::size_t e, const Take& take) const {
        for (std::size_t at = 0; at < size(); at += lanes) {
            const Shorts near = (loaded<Shorts>(&m_low_x[at]) <= others.m_high_x[e]) &
                                (loaded<Shorts>(&m_high_x[at]) >= others.m_low_x[e]) &
                                (loaded<Shorts>(&m_low_y[at]) <= others.m_high_y[e]) &
                                (loaded<Shorts>(&m_high_y[at]) >= others.m_low_y[e]);
            for_each_set(near, [&](std::size_t lane) { take(at + lane); });
        }
    }

    static constexpr std::size_t lanes = 8;

private:
    using Column = std::vector<std::int16_t>; ///< By edge, and then `lanes` that touch nothing.

    std::vector<BorderEdge> m_edges;
    Point m_from;
    double m_scale = 0;
    Column m_low_x;
    Column m_high_x;
    Column m_low_y;
    Column m_high_y;
};

/// How much of `border` lies inside a shape that has the edges `shape`, at least wherever `border`
/// is. `inside(p)` is only asked for points that no edge of the shape comes near. `shared`: a
/// border that both have with land on the same side counts.
template <typename Inside>
[[nodiscard]] LengthBounds length_inside(const BorderEdges& border, const BorderEdges& shape,
                                         const Inside& inside, bool shared) {
    constexpr std::size_t most_looks = std::size_t{1} << 28U; // a second, about
    std::size_t looks = 0;
    LengthBounds sum;
    std::vector<NearPart> near;
    std::vector<double> ends;
    bool goes_on = false; // the piece before is clear up to where the next one starts
    bool lately = false;  // and lay inside
    for (std::size_t b = 0; b < border.size(); ++b) {
        const auto& edge = border[b];
        if (b != 0 && border[b - 1].b != edge.a) {
            goes_on = false;
        }
        looks += 1 + shape.size() / BorderEdges::lanes;
        if (looks > most_looks) {
            sum.most += edge.length();
            continue;
        }
        near.clear();
        ends = {0, 1};
        shape.for_each_near(border, b, [&](std::size_t i) {
            if (const auto part = near_part(edge, shape[i])) {
                near.push_back(*part);
                ends.insert(ends.end(), {part->first, part->last});
            }
        });
        looks += near.size() * ends.size();
        if (looks > most_looks) {
            sum.most += edge.length();
            continue;
        }
        std::sort(ends.begin(), ends.end());
        const double length = edge.length();
        for (std::size_t i = 1; i < ends.size(); ++i) {
            const double middle = 0.5 * (ends[i - 1] + ends[i]);
            const double piece = length * (ends[i] - ends[i - 1]);
            if (piece <= 0) {
                continue;
            }
            const auto course = course_at(middle, near);
            bool in = shared && course == Course::same_way;
            if (course == Course::clear) {
                looks += goes_on ? 0U : shape.size();
                in = goes_on ? lately : inside(edge.at(middle));
                lately = in;
            }
            goes_on = course == Course::clear;
            sum.least += in ? piece : 0;
            sum.most += in || course == Course::crossing ? piece : 0;
        }
    }
    return sum;
}

} // namespace sandan::geom
