// The largest rectangle of a given aspect inside a polygon. Turned by −θ and shrunk by `aspect`
// along the long side, the rectangle is an axis-parallel square, and the largest one about a centre
// reaches to the border in the maximum norm. That reach falls by no more than the step when the
// centre moves, and by cos δ + aspect·sin δ when the angle turns by δ: so boxes of centres and
// angles have upper bounds, and are split best first.

#include <sandan/geom/measure.hpp>
#include <sandan/geom/rectangle.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <queue>
#include <vector>

namespace sandan::geom {

namespace {

constexpr double slack = 0.004; ///< Of the side: 0.8 % of the area.
constexpr double nothing = 1e-3;

struct Edge {
    Point a;
    Point b;
};

std::vector<Edge> edges_of(const Polygon& polygon, const Point& origin) {
    std::vector<Edge> edges;
    const auto add = [&](const Ring& ring) {
        for (std::size_t i = 1; i < ring.size(); ++i) {
            edges.push_back({{ring[i - 1].x - origin.x, ring[i - 1].y - origin.y},
                             {ring[i].x - origin.x, ring[i].y - origin.y}});
        }
    };
    add(polygon.outer);
    std::for_each(polygon.holes.begin(), polygon.holes.end(), add);
    return edges;
}

/// From the origin to a segment in the maximum norm: |x| and |y| are convex along it, so their
/// maximum is least at an end or where they are equal.
double reach_to(const Point& a, const Point& b) {
    const double dx = b.x - a.x;
    const double dy = b.y - a.y;
    const auto at = [&](double t) {
        return std::max(std::abs(a.x + t * dx), std::abs(a.y + t * dy));
    };
    double least = std::min(at(0), at(1));
    const auto crossing = [&](double part, double whole) {
        if (whole != 0) {
            least = std::min(least, at(std::clamp(part / whole, 0.0, 1.0)));
        }
    };
    crossing(a.y - a.x, dx - dy);
    crossing(-a.x - a.y, dx + dy);
    return least;
}

/// The border seen at one angle.
class View {
public:
    View(const std::vector<Edge>& edges, double angle, double aspect)
        : m_cos{std::cos(angle)}, m_sin{std::sin(angle)}, m_aspect{aspect} {
        m_edges.reserve(edges.size());
        for (const auto& edge : edges) {
            m_edges.push_back({seen(edge.a), seen(edge.b)});
        }
    }

    /// Half the side of the largest square about `c` (seen); below 0 outside the polygon.
    [[nodiscard]] double reach(const Point& c) const {
        double least = std::numeric_limits<double>::infinity();
        bool inside = false;
        for (const auto& edge : m_edges) {
            const Point a{edge.a.x - c.x, edge.a.y - c.y};
            const Point b{edge.b.x - c.x, edge.b.y - c.y};
            least = std::min(least, reach_to(a, b));
            if ((a.y > 0) != (b.y > 0) && a.x + a.y / (a.y - b.y) * (b.x - a.x) > 0) {
                inside = !inside;
            }
        }
        return inside ? least : -least;
    }

    [[nodiscard]] Box box() const {
        Box all;
        for (const auto& edge : m_edges) {
            all.extend(edge.a);
        }
        return all;
    }

    /// Back to the ground.
    [[nodiscard]] Point ground(const Point& c) const {
        const double x = c.x * m_aspect;
        return {x * m_cos - c.y * m_sin, x * m_sin + c.y * m_cos};
    }

private:
    [[nodiscard]] Point seen(const Point& p) const {
        return {(p.x * m_cos + p.y * m_sin) / m_aspect, p.y * m_cos - p.x * m_sin};
    }

    double m_cos;
    double m_sin;
    double m_aspect;
    std::vector<Edge> m_edges;
};

struct Best {
    double reach = 0;
    double angle = 0;
    Point centre; ///< On the ground, from the origin.
};

struct Cell {
    Point centre; ///< As seen.
    double half = 0;
    double most = 0; ///< No square about a point of the cell reaches farther.

    friend bool operator<(const Cell& a, const Cell& b) { return a.most < b.most; }
};

class Search {
public:
    /// Ends with a square that reaches `enough`.
    Search(const Polygon& polygon, double aspect, const Point& origin, double enough)
        : m_edges{edges_of(polygon, origin)}, m_aspect{aspect}, m_enough{enough} {
        const auto box = envelope(MultiPolygon{polygon});
        m_least = nothing / 2 * std::max(box.max.x - box.min.x, box.max.y - box.min.y);
    }

    Best run(Best best) {
        m_best = best;
        if (!(m_least > 0)) {
            return best;
        }
        for (const auto angle : likely_angles()) {
            search(angle, 0);
        }
        constexpr int pieces = 16;
        const double half = std::numbers::pi / (2 * pieces);
        for (int i = 0; i < pieces; ++i) {
            split((2 * i + 1) * half, half);
        }
        return m_best;
    }

private:
    /// Along and across the four longest edges.
    [[nodiscard]] std::vector<double> likely_angles() const {
        auto edges = m_edges;
        const auto length = [](const Edge& edge) {
            return std::hypot(edge.b.x - edge.a.x, edge.b.y - edge.a.y);
        };
        std::stable_sort(edges.begin(), edges.end(),
                         [&](const Edge& a, const Edge& b) { return length(a) > length(b); });
        edges.resize(std::min<std::size_t>(4, edges.size()));
        std::vector<double> angles;
        for (const auto& edge : edges) {
            const double along = std::atan2(edge.b.y - edge.a.y, edge.b.x - edge.a.x);
            for (const double turned : {along, along + std::numbers::pi / 2}) {
                const double angle = std::fmod(turned + 2 * std::numbers::pi, std::numbers::pi);
                angles.push_back(angle);
            }
        }
        return angles;
    }

    /// How much larger a rectangle may be at an angle within `half` than at the middle one.
    [[nodiscard]] double turn(double half) const {
        return std::cos(half) + m_aspect * std::sin(half);
    }

    /// Not better by more than `more`, too small to count, or not needed any more.
    [[nodiscard]] bool hopeless(double most, double more = slack) const {
        return most <= std::max(m_best.reach, m_least) * (1 + more) || m_best.reach >= m_enough;
    }

    /// Angles within `half` of the middle: no more of them than can hold something better.
    void split(double angle, double half) {
        if (search(angle, half)) {
            split(angle - half / 2, half / 2);
            split(angle + half / 2, half / 2);
        }
    }

    /// Keeps what is found at the angle. True if angles within `half` must be looked at one by one.
    bool search(double angle, double half) {
        const View view{m_edges, angle, m_aspect};
        const double turned = turn(half);
        std::priority_queue<Cell> cells;
        const auto add = [&](const Point& centre, double cell_half) {
            const double reach = view.reach(centre);
            if (reach > m_best.reach) {
                m_best = {reach, angle, view.ground(centre)};
            }
            if (!hopeless((reach + cell_half) * turned)) {
                cells.push({centre, cell_half, reach + cell_half});
            }
        };
        cover(view.box(), add);
        while (!cells.empty() && !hopeless(cells.top().most * turned)) {
            const auto cell = cells.top();
            // Half of what may be lost is left to the angle: then its turn comes first.
            if (!hopeless((cell.most - cell.half) * turned, slack / 2)) {
                return true;
            }
            cells.pop();
            const double quarter = cell.half / 2;
            for (const double dx : {-quarter, quarter}) {
                for (const double dy : {-quarter, quarter}) {
                    add({cell.centre.x + dx, cell.centre.y + dy}, quarter);
                }
            }
        }
        return false;
    }

    /// Square cells over the box.
    template <typename Add>
    static void cover(const Box& box, const Add& add) {
        const double width = box.max.x - box.min.x;
        const double height = box.max.y - box.min.y;
        const double side = std::min(width, height);
        if (!(side > 0)) {
            return;
        }
        const auto steps = [&](double extent) {
            return std::max(1, static_cast<int>(std::ceil(extent / side - 1e-9)));
        };
        for (int i = 0; i < steps(width); ++i) {
            for (int j = 0; j < steps(height); ++j) {
                add({box.min.x + (i + 0.5) * side, box.min.y + (j + 0.5) * side}, side / 2);
            }
        }
    }

    std::vector<Edge> m_edges;
    double m_aspect;
    double m_enough;
    double m_least; ///< Half a side that does not count any more.
    Best m_best;
};

} // namespace

std::array<Point, 4> InscribedRectangle::corners() const {
    const double c = std::cos(angle) / 2;
    const double s = std::sin(angle) / 2;
    const auto corner = [&](double along, double across) {
        return Point{centre.x + along * length * c - across * width * s,
                     centre.y + along * length * s + across * width * c};
    };
    return {corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1)};
}

InscribedRectangle largest_rectangle(const MultiPolygon& shape, double aspect, double enough) {
    Best best;
    if (shape.empty() || !(aspect >= 1)) {
        return {};
    }
    const auto origin = shape.front().outer.front();
    const double reach = std::sqrt(enough / aspect) / 2; // area = (2 · reach)² · aspect
    for (const auto& polygon : shape) {
        best = Search{polygon, aspect, origin, reach}.run(best);
    }
    return {.length = 2 * best.reach * aspect,
            .width = 2 * best.reach,
            .angle = best.angle,
            .centre = {origin.x + best.centre.x, origin.y + best.centre.y}};
}

} // namespace sandan::geom
