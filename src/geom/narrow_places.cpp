#include "geom/narrow_places.hpp"

#include "geom/boxes.hpp"
#include "geom/few_edges.hpp"
#include "geom/hilbert_tree.hpp"
#include "geom/ring.hpp"
#include "geom/star_shape.hpp"

#include <algorithm>
#include <cmath>
#include <span>
#include <utility>

namespace sandan::geom {

namespace {

/// An edge of a shape: two points that follow each other in a ring.
struct Edge {
    const Point* at = nullptr;
    std::size_t next = 0; ///< The edge that begins where this one ends.

    [[nodiscard]] const Point& a() const noexcept { return at[0]; }

    [[nodiscard]] const Point& b() const noexcept { return at[1]; }
};

double squared(double x, double y) {
    return x * x + y * y;
}

double squared_distance(const Point& p, const Point& a, const Point& b) {
    const double dx = b.x - a.x;
    const double dy = b.y - a.y;
    const double t = std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / squared(dx, dy), 0.0, 1.0);
    return squared(a.x + t * dx - p.x, a.y + t * dy - p.y);
}

/// Edges a → b and c → d that do not cross, as those of a valid shape: they are nearest at an end
/// of one.
bool are_near(const Point& a, const Point& b, const Point& c, const Point& d, double reach) {
    const double most = reach * reach;
    return squared_distance(a, c, d) <= most || squared_distance(b, c, d) <= most ||
           squared_distance(c, a, b) <= most || squared_distance(d, a, b) <= most;
}

bool are_near(const Edge& s, const Edge& t, double reach) {
    return are_near(s.a(), s.b(), t.a(), t.b(), reach);
}

Point way(const Point& from, const Point& to) {
    return {to.x - from.x, to.y - from.y};
}

Point way(const Edge& edge) {
    return way(edge.a(), edge.b());
}

constexpr double sharpest = 0.36397023426620234; // tan 20°

/// An edge leaves where the one before comes in. `in`, `out`: their ways.
bool is_sharp(const Point& in, const Point& out) {
    const double back = -(in.x * out.x + in.y * out.y);
    return std::abs(in.x * out.y - in.y * out.x) < sharpest * back; // not if it leads on
}

Box box_of(const Edge& edge) {
    return geom::box_of(edge.a(), edge.b());
}

/// Asked of edges that are not near: neither has an end on the other.
bool cross(const LooseEdge& s, const LooseEdge& t) {
    return (geom::cross(s.a, s.b, t.a) > 0) != (geom::cross(s.a, s.b, t.b) > 0) &&
           (geom::cross(t.a, t.b, s.a) > 0) != (geom::cross(t.a, t.b, s.b) > 0);
}

/// Whether two edges leave little between them. From an end that both have they part at once,
/// unless at a sharp corner.
bool are_close(const LooseEdge& s, const LooseEdge& t, double apart) {
    bool meet = false;
    for (const auto& [from, to] : {std::pair{&s.a, &s.b}, std::pair{&s.b, &s.a}}) {
        for (const auto& [other_from, other_to] : {std::pair{&t.a, &t.b}, std::pair{&t.b, &t.a}}) {
            if (*from == *other_from) {
                meet = true;
                if (is_sharp(way(*to, *from), way(*from, *other_to))) {
                    return true;
                }
            }
        }
    }
    return !meet && (are_near(s.a, s.b, t.a, t.b, apart) || cross(s, t));
}

/// All edges of some length. One list per thread.
std::span<const Edge> edges_of(const PolygonSet& set, std::size_t shape) {
    thread_local std::vector<Edge> edges;
    edges.clear();
    set.for_each_ring(shape, [&](std::span<const Point> ring) {
        const auto first = edges.size();
        for (std::size_t i = 1; i < ring.size(); ++i) {
            if (ring[i - 1] != ring[i]) {
                edges.push_back({&ring[i - 1], edges.size() + 1});
            }
        }
        if (edges.size() > first) {
            edges.back().next = first;
        }
    });
    return edges;
}

/// Calls `take(i, k)` for pairs of edges, i < k, that come near each other, but not for those that
/// follow each other in the list.
template <typename Take>
void for_each_pair(std::span<const Edge> edges, double margin, const Take& take) {
    constexpr std::size_t few = 32;
    std::vector<Box> boxes(edges.size());
    for (std::size_t i = 0; i < edges.size(); ++i) {
        boxes[i] = grown(box_of(edges[i]), margin);
    }
    if (edges.size() <= few) {
        for (std::size_t i = 0; i < edges.size(); ++i) {
            for (auto k = i + 2; k < edges.size(); ++k) {
                if (touch(boxes[i], boxes[k])) {
                    take(i, k);
                }
            }
        }
        return;
    }
    const HilbertTree tree{boxes};
    for (std::size_t i = 0; i < edges.size(); ++i) {
        tree.query(boxes[i], [&](std::size_t k) {
            if (k > i + 1) {
                take(i, k);
            }
        });
    }
}

/// True if no edge is short and no corner sharp.
bool plain_corners(std::span<const Point> ring, double shortest) {
    bool bad = false;
    auto in = way(ring[ring.size() - 2], ring[0]);
    for (std::size_t i = 1; i < ring.size(); ++i) {
        const auto out = way(ring[i - 1], ring[i]);
        bad |= squared(out.x, out.y) <= shortest * shortest;
        bad |= is_sharp(in, out);
        in = out;
    }
    return !bad;
}

/// True of most parcels: nothing is narrow.
bool surely_wide(std::span<const Point> ring, double shortest, double apart) {
    if (ring.size() < 4) {
        return false;
    }
    const StarShape star{ring};
    const bool far_apart = star.sure() && star.apart() > apart;
    if (far_apart && star.blunt() && star.shortest2() > shortest * shortest) {
        return true;
    }
    if (!plain_corners(ring, shortest)) {
        return false;
    }
    if (far_apart) {
        return true;
    }
    if (ring.size() - 1 > FewEdges::most) {
        return false;
    }
    FewEdges edges;
    edges.take(ring);
    return edges.round_boxes(apart) && !edges.any_pair([&](std::size_t i, std::size_t k) {
        return are_near({&ring[i], 0}, {&ring[k], 0}, apart);
    });
}

/// The shape's one ring; empty if it has several.
std::span<const Point> only_ring(const PolygonSet& set, std::size_t shape) {
    std::span<const Point> only;
    std::size_t count = 0;
    set.for_each_ring(shape, [&](std::span<const Point> ring) {
        only = ring;
        ++count;
    });
    return count == 1 ? only : std::span<const Point>{};
}

constexpr double shortest_by_reach = 8;

} // namespace

void add_narrow_places(const PolygonSet& set, std::size_t shape, double reach,
                       std::vector<Box>& places) {
    const double apart = 2 * reach; // and something for rounding
    const double shortest = shortest_by_reach * reach;
    if (surely_wide(only_ring(set, shape), shortest, apart)) {
        return;
    }
    const auto edges = edges_of(set, shape);
    const auto add = [&](const Edge& s, const Edge& t) {
        places.push_back(box_of(s));
        places.push_back(box_of(t));
    };
    Point in{};
    for (std::size_t i = 0; i < edges.size(); ++i) {
        const auto& edge = edges[i];
        const auto out = way(edge);
        if (squared(out.x, out.y) < shortest * shortest) {
            places.push_back(box_of(edge));
        }
        if (i > 0 && edges[i - 1].next == i && is_sharp(in, out)) {
            add(edges[i - 1], edge);
        }
        if (edge.next != i + 1) { // the ring is closed
            if (is_sharp(out, way(edges[edge.next]))) {
                add(edge, edges[edge.next]);
            }
            if (i + 1 < edges.size() && are_near(edge, edges[i + 1], apart)) {
                add(edge, edges[i + 1]); // of the ring that follows
            }
        }
        in = out;
    }
    for_each_pair(edges, apart, [&](std::size_t i, std::size_t k) {
        if (edges[k].next != i && are_near(edges[i], edges[k], apart)) {
            add(edges[i], edges[k]);
        }
    });
}

void add_narrow_gaps(std::span<const LooseEdge> edges, double reach, std::vector<Box>& places) {
    constexpr double rounding = 1e-6; // far above that of coordinates of up to 1e8
    const double apart = 2 * reach + rounding;
    const double shortest = shortest_by_reach * reach + rounding;
    constexpr std::size_t looks_by_edge = 64; // where shapes lie apart it is three
    std::vector<Box> boxes(edges.size());
    std::transform(edges.begin(), edges.end(), boxes.begin(),
                   [](const LooseEdge& edge) { return geom::box_of(edge.a, edge.b); });
    const HilbertTree tree{boxes};
    auto looks = looks_by_edge * edges.size();
    for (std::size_t i = 0; i < edges.size(); ++i) {
        const auto out = way(edges[i].a, edges[i].b);
        const auto is_close_to = [&](std::size_t k) {
            if (looks == 0) {
                return true;
            }
            --looks;
            return k != i && are_close(edges[i], edges[k], apart);
        };
        if (squared(out.x, out.y) < shortest * shortest ||
            tree.any(grown(boxes[i], apart), is_close_to)) {
            places.push_back(grown(boxes[i], reach));
        }
    }
}

} // namespace sandan::geom
