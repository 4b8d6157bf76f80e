#include "geom/border_inside.hpp"

#include <array>
#include <limits>

namespace sandan::geom {

namespace {

/// Far above rounding at coordinates of national systems (3e-11 m), far below any survey.
constexpr double near_by = 1e-6; // m
constexpr double least_cosine = 0.99;
constexpr double least_frame = 100 * near_by; // whole numbers end soon beyond it

/// True if both ends of `piece` lie on one side of the line through `edge`, and not near it.
bool on_one_side(const BorderEdge& edge, const BorderEdge& piece) noexcept {
    const double dx = edge.b.x - edge.a.x;
    const double dy = edge.b.y - edge.a.y;
    const auto side = [&](const Point& p) {
        return dx * (p.y - edge.a.y) - dy * (p.x - edge.a.x);
    };
    const double margin2 = near_by * near_by * (dx * dx + dy * dy);
    const double first = side(piece.a);
    const double second = side(piece.b);
    return first * first > margin2 && second * second > margin2 && (first > 0) == (second > 0);
}

bool ranges_apart(double a, double b, double c, double d) noexcept {
    return std::max(a, b) + near_by < std::min(c, d) || std::max(c, d) + near_by < std::min(a, b);
}

/// Narrows [first, last] to where a + t·(b − a) lies in [low, high].
void narrow(double a, double b, double low, double high, NearPart& part) noexcept {
    if (a == b) {
        part.last = a >= low && a <= high ? part.last : -1;
        return;
    }
    const auto [enter, leave] = std::minmax({(low - a) / (b - a), (high - a) / (b - a)});
    part.first = std::max(part.first, enter);
    part.last = std::min(part.last, leave);
}

} // namespace

void BorderEdges::clear(const Box& frame) {
    constexpr double steps = 32000;
    m_edges.clear();
    m_from = frame.min;
    m_scale = steps / std::max({frame.max.x - frame.min.x, frame.max.y - frame.min.y, least_frame});
    for (auto* const column : {&m_low_x, &m_low_y}) {
        column->assign(lanes, std::numeric_limits<std::int16_t>::max());
    }
    for (auto* const column : {&m_high_x, &m_high_y}) {
        column->assign(lanes, std::numeric_limits<std::int16_t>::min());
    }
}

void BorderEdges::add(const BorderEdge& edge) {
    const auto rounded = [&](double number, double from) {
        return static_cast<std::int16_t>(static_cast<int>((number - from) * m_scale));
    };
    const auto put = [&](double a, double b, double from, Column& low, Column& high) {
        const auto place = m_edges.size();
        low[place] = rounded(std::min(a, b) - near_by, from);
        high[place] = rounded(std::max(a, b) + near_by, from);
        low.push_back(std::numeric_limits<std::int16_t>::max());
        high.push_back(std::numeric_limits<std::int16_t>::min());
    };
    put(edge.a.x, edge.b.x, m_from.x, m_low_x, m_high_x);
    put(edge.a.y, edge.b.y, m_from.y, m_low_y, m_high_y);
    m_edges.push_back(edge);
}

void BorderEdges::add(const BorderEdges& others) {
    const auto place = static_cast<std::ptrdiff_t>(m_edges.size());
    const auto count = static_cast<std::ptrdiff_t>(others.m_edges.size());
    m_edges.insert(m_edges.end(), others.m_edges.begin(), others.m_edges.end());
    const auto add_column = [&](Column& to, const Column& from) {
        to.insert(to.begin() + place, from.begin(), from.begin() + count);
    };
    add_column(m_low_x, others.m_low_x);
    add_column(m_high_x, others.m_high_x);
    add_column(m_low_y, others.m_low_y);
    add_column(m_high_y, others.m_high_y);
}

bool apart(const BorderEdge& one, const BorderEdge& other) noexcept {
    return ranges_apart(one.a.x, one.b.x, other.a.x, other.b.x) ||
           ranges_apart(one.a.y, one.b.y, other.a.y, other.b.y) || on_one_side(one, other) ||
           on_one_side(other, one);
}

std::optional<NearPart> near_part(const BorderEdge& edge, const BorderEdge& other) noexcept {
    if (apart(edge, other)) {
        return std::nullopt;
    }
    const double length = other.length();
    const double dx = (other.b.x - other.a.x) / length;
    const double dy = (other.b.y - other.a.y) / length;
    const auto across = [&](const Point& p) {
        return dx * (p.y - other.a.y) - dy * (p.x - other.a.x);
    };
    const auto along = [&](const Point& p) {
        return dx * (p.x - other.a.x) + dy * (p.y - other.a.y);
    };
    NearPart part{0, 1, Course::crossing};
    narrow(across(edge.a), across(edge.b), -near_by, near_by, part);
    narrow(along(edge.a), along(edge.b), -near_by, length + near_by, part);
    if (part.first >= part.last) {
        return std::nullopt;
    }
    // Edges that cross at whatever angle part by the whole micrometre.
    const auto on_line = [&](double share) {
        return std::abs(across(edge.at(share))) <= near_by / 2;
    };
    const double cosine = (along(edge.b) - along(edge.a)) / edge.length();
    if (std::abs(cosine) > least_cosine && on_line(part.first) && on_line(part.last)) {
        part.course = cosine > 0 ? Course::same_way : Course::opposite_way;
    }
    return part;
}

Course course_at(double share, std::span<const NearPart> near) noexcept {
    auto course = Course::clear;
    for (const auto& part : near) {
        if (share >= part.first && share <= part.last) {
            course =
                course == Course::clear || course == part.course ? part.course : Course::crossing;
        }
    }
    return course;
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
