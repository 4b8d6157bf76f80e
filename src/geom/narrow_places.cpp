#include "geom/narrow_places.hpp"

#include "geom/hilbert_tree.hpp"

#include <algorithm>
#include <cmath>

namespace sandan::geom {

namespace {

struct Edge {
    Point a;
    Point b;
    std::size_t next = 0; ///< The edge that begins where this one ends.
};

/// Edges of a shape, and the sides of boxes around them in columns, from a corner of the shape's.
/// One per thread; keeps its memory.
struct Border {
    std::vector<Edge> edges;
    std::vector<float> left;
    std::vector<float> right;
    std::vector<float> low;
    std::vector<float> high;

    void take(const PolygonSet& set, std::size_t shape, double margin) {
        edges.clear();
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
        const auto& box = set.box(shape);
        const double size = std::max(box.max.x - box.min.x, box.max.y - box.min.y);
        const double more = margin + size * 1e-6; // what a float loses
        for (auto* const column : {&left, &right, &low, &high}) {
            column->resize(edges.size());
        }
        for (std::size_t i = 0; i < edges.size(); ++i) {
            const auto& [a, b, next] = edges[i];
            left[i] = static_cast<float>(std::min(a.x, b.x) - box.min.x - more);
            right[i] = static_cast<float>(std::max(a.x, b.x) - box.min.x + more);
            low[i] = static_cast<float>(std::min(a.y, b.y) - box.min.y - more);
            high[i] = static_cast<float>(std::max(a.y, b.y) - box.min.y + more);
        }
    }

    [[nodiscard]] bool touch(std::size_t i, std::size_t k) const {
        return left[k] <= right[i] && left[i] <= right[k] && low[k] <= high[i] && low[i] <= high[k];
    }

    /// Whether edge i comes near one of those from `first` on: a loop without branches.
    [[nodiscard]] bool touches_any(std::size_t i, std::size_t first) const {
        int found = 0;
        for (auto k = first; k < edges.size(); ++k) {
            found |= static_cast<int>(left[k] <= right[i]) & static_cast<int>(left[i] <= right[k]) &
                     static_cast<int>(low[k] <= high[i]) & static_cast<int>(low[i] <= high[k]);
        }
        return found != 0;
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

Box box_of(const Edge& edge) {
    Box box;
    box.extend(edge.a);
    box.extend(edge.b);
    return box;
}

/// Calls `take(i, k)` for pairs of edges, i < k, whose boxes touch.
template <typename Take>
void for_each_pair(const Border& border, const Take& take) {
    constexpr std::size_t few = 64;
    const auto count = border.edges.size();
    if (count > few) {
        std::vector<Box> boxes(count);
        for (std::size_t i = 0; i < count; ++i) {
            boxes[i] = {{border.left[i], border.low[i]}, {border.right[i], border.high[i]}};
        }
        const HilbertTree tree{boxes};
        for (std::size_t i = 0; i < count; ++i) {
            tree.query(boxes[i], [&](std::size_t k) {
                if (k > i) {
                    take(i, k);
                }
            });
        }
        return;
    }
    for (std::size_t i = 0; i + 1 < count; ++i) {
        take(i, i + 1);
        if (!border.touches_any(i, i + 2)) {
            continue;
        }
        for (auto k = i + 2; k < count; ++k) {
            if (border.touch(i, k)) {
                take(i, k);
            }
        }
    }
}

} // namespace

void add_narrow_places(const PolygonSet& set, std::size_t shape, double reach,
                       std::vector<Box>& places) {
    const double apart = 2 * reach; // and something for rounding
    thread_local Border border;
    border.take(set, shape, apart);
    const auto& edges = border.edges;
    for_each_pair(border, [&](std::size_t i, std::size_t k) {
        const bool narrow = edges[i].next == k   ? is_sharp(edges[i], edges[k])
                            : edges[k].next == i ? is_sharp(edges[k], edges[i])
                                                 : are_near(edges[i], edges[k], apart);
        if (narrow) {
            places.push_back(box_of(edges[i]));
            places.push_back(box_of(edges[k]));
        }
    });
    for (const auto& edge : edges) {
        if (squared(edge.b.x - edge.a.x, edge.b.y - edge.a.y) < 64 * reach * reach) {
            places.push_back(box_of(edge));
        }
    }
}

} // namespace sandan::geom
