#include "geom/narrow_places.hpp"

#include "geom/boxes.hpp"
#include "geom/hilbert_tree.hpp"
#include "geom/ring.hpp"

#include <algorithm>
#include <cmath>

namespace sandan::geom {

namespace {

struct Edge {
    Point a;
    Point b;
    std::size_t next = 0; ///< The edge that begins where this one ends.
};

/// Edges of a shape and their boxes. One per thread; keeps its memory.
struct Border {
    std::vector<Edge> edges;
    std::vector<Box> boxes;

    void take(const PolygonSet& set, std::size_t shape, double margin) {
        edges.clear();
        boxes.clear();
        set.for_each_ring(shape, [&](std::span<const Point> ring) {
            const auto first = edges.size();
            for (std::size_t i = 1; i < ring.size(); ++i) {
                if (ring[i - 1] != ring[i]) {
                    edges.push_back({ring[i - 1], ring[i], edges.size() + 1});
                }
            }
            if (edges.size() > first) {
                edges.back().next = first;
            }
        });
        for (const auto& edge : edges) {
            const auto [left, right] = std::minmax(edge.a.x, edge.b.x);
            const auto [low, high] = std::minmax(edge.a.y, edge.b.y);
            boxes.push_back({{left - margin, low - margin}, {right + margin, high + margin}});
        }
    }
};

double squared(double x, double y) {
    return x * x + y * y;
}

double squared_distance(const Point& p, const Edge& edge) {
    const double dx = edge.b.x - edge.a.x;
    const double dy = edge.b.y - edge.a.y;
    const double t =
        std::clamp(((p.x - edge.a.x) * dx + (p.y - edge.a.y) * dy) / squared(dx, dy), 0.0, 1.0);
    return squared(edge.a.x + t * dx - p.x, edge.a.y + t * dy - p.y);
}

/// Edges of a valid shape do not cross: they are nearest at an end of one.
bool are_near(const Edge& s, const Edge& t, double reach) {
    const double most = reach * reach;
    return squared_distance(s.a, t) <= most || squared_distance(s.b, t) <= most ||
           squared_distance(t.a, s) <= most || squared_distance(t.b, s) <= most;
}

/// `out` leaves where `in` comes in.
bool is_sharp(const Edge& in, const Edge& out) {
    constexpr double sharpest = 0.36397023426620234; // tan 20°
    const Point back{in.a.x - in.b.x, in.a.y - in.b.y};
    const Point on{out.b.x - out.a.x, out.b.y - out.a.y};
    const double dot = back.x * on.x + back.y * on.y;
    return dot > 0 && std::abs(back.x * on.y - back.y * on.x) < sharpest * dot;
}

} // namespace

void add_narrow_places(const PolygonSet& set, std::size_t shape, double reach,
                       std::vector<Box>& places) {
    constexpr std::size_t few = 64;
    const double apart = 2 * reach; // and something for rounding
    thread_local Border border;
    border.take(set, shape, apart);
    const auto& [edges, boxes] = border;
    const auto meet = [&](std::size_t i, std::size_t k) {
        const bool narrow = edges[i].next == k   ? is_sharp(edges[i], edges[k])
                            : edges[k].next == i ? is_sharp(edges[k], edges[i])
                                                 : are_near(edges[i], edges[k], apart);
        if (narrow) {
            places.push_back(boxes[i]);
            places.push_back(boxes[k]);
        }
    };
    for (std::size_t i = 0; i < edges.size(); ++i) {
        const auto& edge = edges[i];
        if (squared(edge.b.x - edge.a.x, edge.b.y - edge.a.y) < 64 * reach * reach) {
            places.push_back(boxes[i]);
        }
    }
    if (edges.size() > few) {
        const HilbertTree tree{boxes};
        for (std::size_t i = 0; i < edges.size(); ++i) {
            tree.query(boxes[i], [&](std::size_t k) {
                if (k > i) {
                    meet(i, k);
                }
            });
        }
        return;
    }
    for (std::size_t i = 0; i < edges.size(); ++i) {
        for (std::size_t k = i + 1; k < edges.size(); ++k) {
            if (touch(boxes[i], boxes[k])) {
                meet(i, k);
            }
        }
    }
}

} // namespace sandan::geom
