#include "geom/unshared.hpp"

#include <sandan/geom/box_index.hpp>

#include "geom/ring.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace sandan::geom {

namespace {

auto place_of(const UnsharedCorner& corner) {
    return std::tie(corner.at.y, corner.at.x, corner.beside, corner.shape);
}

void sort_by_place(std::vector<UnsharedCorner>& corners) {
    std::sort(corners.begin(), corners.end(),
              [](const auto& a, const auto& b) { return place_of(a) < place_of(b); });
}

double length(const Point& a, const Point& b) {
    return std::hypot(b.x - a.x, b.y - a.y);
}

double distance(const Point& p, const Point& a, const Point& b) {
    const double size = length(a, b);
    const double along = ((p.x - a.x) * (b.x - a.x) + (p.y - a.y) * (b.y - a.y)) / size;
    return along <= 0      ? length(p, a)
           : along >= size ? length(p, b)
                           : std::abs(cross(a, b, p)) / size;
}

/// How far two ways from p to q part, one by `corner` and one by `other`, with `area` between. A
/// needle is as wide as it is thick, not as it is long.
double parting(const Point& p, const Point& q, const Point& corner, const Point& other,
               double area) {
    const double longest = std::max(
        {length(p, q), length(p, corner), length(corner, q), length(p, other), length(other, q)});
    const double apart = std::max(std::min(distance(corner, p, other), distance(corner, other, q)),
                                  std::min(distance(other, p, corner), distance(other, corner, q)));
    return std::min(apart, 2 * area / longest);
}

/// From the line through both ends.
double offset(const LooseEdge& edge, const Point& p) {
    return std::abs(cross(edge.a, edge.b, p)) / length(edge.a, edge.b);
}

bool lies_between_ends(const LooseEdge& edge, const Point& p, double rounding) {
    const double along =
        (p.x - edge.a.x) * (edge.b.x - edge.a.x) + (p.y - edge.a.y) * (edge.b.y - edge.a.y);
    const double t = along / length(edge.a, edge.b);
    return t > rounding && t < length(edge.a, edge.b) - rounding && length(edge.a, p) > rounding &&
           length(edge.b, p) > rounding;
}

/// The edges of any shape that begin at a point.
class Starts {
public:
    explicit Starts(std::span<const LooseEdge> loose) {
        for (const auto& edge : loose) {
            m_edges.push_back(&edge);
        }
        std::sort(m_edges.begin(), m_edges.end(), [](const auto* a, const auto* b) {
            return std::tie(a->a.x, a->a.y, a->shape, a->b.x, a->b.y) <
                   std::tie(b->a.x, b->a.y, b->shape, b->b.x, b->b.y);
        });
    }

    [[nodiscard]] std::span<const LooseEdge* const> at(const Point& p) const {
        const auto before = [](const LooseEdge* edge, const Point& q) {
            return std::tie(edge->a.x, edge->a.y) < std::tie(q.x, q.y);
        };
        const auto after = [](const Point& q, const LooseEdge* edge) {
            return std::tie(q.x, q.y) < std::tie(edge->a.x, edge->a.y);
        };
        const auto first = std::lower_bound(m_edges.begin(), m_edges.end(), p, before);
        const auto last = std::upper_bound(first, m_edges.end(), p, after);
        return {first, last};
    }

private:
    std::vector<const LooseEdge*> m_edges;
};

/// The way p → corner → q along one shape, to which others return from q to p.
struct Way {
    const LooseEdge& in;
    const LooseEdge& out;
};

/// What a shape beside makes of the way, if it returns by a straight edge or by one other corner.
void judge(const Way& way, const Starts& starts, double rounding,
           std::vector<UnsharedCorner>& found) {
    const auto& p = way.in.a;
    const auto& corner = way.in.b;
    const auto& q = way.out.b;
    const double own = cross(p, corner, q) / 2;
    for (const auto* const back : starts.at(q)) {
        if (back->shape == way.in.shape) {
            continue;
        }
        if (back->b == p) {
            if (const double d = offset(*back, corner); d > rounding) {
                found.push_back({way.in.shape, back->shape, corner, d, std::abs(own)});
            }
            continue;
        }
        for (const auto* const home : starts.at(back->b)) {
            const double area = std::abs(own + cross(q, back->b, p) / 2);
            const double d = parting(p, q, corner, back->b, area);
            const bool told_once = home->shape != back->shape || way.in.shape < back->shape;
            if (home->b == p && home->shape != way.in.shape && told_once && d > rounding) {
                found.push_back({way.in.shape, back->shape, corner, d, area});
            }
        }
    }
}

} // namespace

std::vector<UnsharedCorner> find_junctions(std::span<const LooseEdge> loose, double rounding) {
    std::vector<Box> boxes(loose.size());
    for (std::size_t i = 0; i < loose.size(); ++i) {
        boxes[i].extend(loose[i].a);
        boxes[i].extend(loose[i].b);
    }
    const BoxIndex index{boxes};
    std::vector<UnsharedCorner> found;
    for (const auto& from : loose) {
        for (const auto& p : {from.a, from.b}) {
            const Box around{{p.x - rounding, p.y - rounding}, {p.x + rounding, p.y + rounding}};
            for (const auto i : index.query(around)) {
                const auto& edge = loose[i];
                if (edge.shape != from.shape && lies_between_ends(edge, p, rounding) &&
                    offset(edge, p) <= rounding) {
                    found.push_back({from.shape, edge.shape, p, offset(edge, p), 0});
                }
            }
        }
    }
    sort_by_place(found);
    const auto same = [](const auto& a, const auto& b) {
        return a.at == b.at && a.beside == b.beside;
    };
    found.erase(std::unique(found.begin(), found.end(), same), found.end());
    return found;
}

std::vector<UnsharedCorner> find_lone_corners(std::span<const LooseEdge> loose, double rounding) {
    const Starts starts{loose};
    std::vector<UnsharedCorner> found;
    for (const auto& in : loose) {
        for (const auto* const out : starts.at(in.b)) {
            if (out->shape == in.shape && !(out->b == in.a)) {
                judge({in, *out}, starts, rounding, found);
            }
        }
    }
    sort_by_place(found);
    const auto same = [](const auto& a, const auto& b) {
        return place_of(a) == place_of(b);
    };
    found.erase(std::unique(found.begin(), found.end(), same), found.end());
    return found;
}

} // namespace sandan::geom
