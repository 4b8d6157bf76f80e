#include "geom/border_inside.hpp"

#include <array>

namespace sandan::geom {

namespace {

/// Far above rounding at coordinates of national systems (3e-11 m), far below any survey.
constexpr double near_by = 1e-6; // m

/// True if both ends of `piece` lie on one side of the line through `edge`, and not near it.
bool on_one_side(const BorderEdge& edge, const BorderEdge& piece) noexcept {
    const double dx = edge.b.x - edge.a.x;
    const double dy = edge.b.y - edge.a.y;
    const auto side = [&](const Point& p) {
        return dx * (p.y - edge.a.y) - dy * (p.x - edge.a.x);
    };
    const double margin = near_by * edge.length();
    const double first = side(piece.a);
    const double second = side(piece.b);
    return (first > margin && second > margin) || (first < -margin && second < -margin);
}

bool ranges_apart(double a, double b, double c, double d) noexcept {
    return std::max(a, b) + near_by < std::min(c, d) || std::max(c, d) + near_by < std::min(a, b);
}

double distance(const Point& p, const BorderEdge& edge) noexcept {
    const double dx = edge.b.x - edge.a.x;
    const double dy = edge.b.y - edge.a.y;
    const double along = (p.x - edge.a.x) * dx + (p.y - edge.a.y) * dy;
    const auto foot = edge.at(std::clamp(along / (dx * dx + dy * dy), 0.0, 1.0));
    return std::hypot(foot.x - p.x, foot.y - p.y);
}

} // namespace

bool apart(const BorderEdge& one, const BorderEdge& other) noexcept {
    return ranges_apart(one.a.x, one.b.x, other.a.x, other.b.x) ||
           ranges_apart(one.a.y, one.b.y, other.a.y, other.b.y) || on_one_side(one, other) ||
           on_one_side(other, one);
}

Course course_of(const BorderEdge& piece, std::span<const BorderEdge> near) noexcept {
    constexpr double least_cosine = 0.99;
    const auto direction = [&](const BorderEdge& edge) {
        return ((piece.b.x - piece.a.x) * (edge.b.x - edge.a.x) +
                (piece.b.y - piece.a.y) * (edge.b.y - edge.a.y)) /
               (piece.length() * edge.length());
    };
    const double sign = direction(near.front()) > 0 ? 1 : -1;
    const bool along = std::all_of(near.begin(), near.end(), [&](const BorderEdge& edge) {
        return sign * direction(edge) > least_cosine;
    });
    const auto on_border = [&](const Point& p) {
        return std::any_of(near.begin(), near.end(),
                           [&](const BorderEdge& edge) { return distance(p, edge) <= near_by; });
    };
    if (!along || !on_border(piece.a) || !on_border(piece.b) || !on_border(piece.at(0.5))) {
        return Course::unsure;
    }
    return sign > 0 ? Course::same_way : Course::opposite_way;
}

// Liang and Barsky 1984.
std::optional<BorderEdge> clipped(const BorderEdge& edge, const Box& box) noexcept {
    const double dx = edge.b.x - edge.a.x;
    const double dy = edge.b.y - edge.a.y;
    const std::array<double, 4> outward{-dx, dx, -dy, dy};
    const std::array<double, 4> room{edge.a.x - box.min.x, box.max.x - edge.a.x,
                                     edge.a.y - box.min.y, box.max.y - edge.a.y};
    double first = 0;
    double last = 1;
    for (std::size_t side = 0; side < outward.size(); ++side) {
        if (outward[side] == 0) {
            if (room[side] < 0) {
                return std::nullopt;
            }
        } else if (const double at = room[side] / outward[side]; outward[side] < 0) {
            first = std::max(first, at);
        } else {
            last = std::min(last, at);
        }
    }
    return first < last ? std::optional{BorderEdge{edge.at(first), edge.at(last)}} : std::nullopt;
}

} // namespace sandan::geom
