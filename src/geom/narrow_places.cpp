#include "geom/narrow_places.hpp"

#include "geom/hilbert_tree.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>
#include <span>

namespace sandan::geom {

namespace {

/// An edge of a shape: two points that follow each other in a ring.
struct Edge {
    const Point* at = nullptr;
    std::size_t next = 0; ///< The edge that begins where this one ends.

    [[nodiscard]] const Point& a() const noexcept { return at[0]; }

    [[nodiscard]] const Point& b() const noexcept { return at[1]; }
};

/// Of one vector register.
using Floats [[gnu::vector_size(16)]] = float;
constexpr std::size_t lanes = 4;

/// Edges of a shape, and the sides of boxes around them in columns, from a corner of the shape's.
/// One per thread; keeps its memory.
class Border {
public:
    std::vector<Edge> edges;

    /// `margin`: how much larger the boxes are.
    void take(const PolygonSet& set, std::size_t shape, double margin) {
        std::size_t points = lanes;
        set.for_each_ring(shape, [&](std::span<const Point> ring) { points += ring.size(); });
        if (m_left.size() < points) {
            for (auto* const column : {&m_left, &m_right, &m_low, &m_high}) {
                column->resize(points);
            }
        }
        const auto& box = set.box(shape);
        const double size = std::max(box.max.x - box.min.x, box.max.y - box.min.y);
        const auto more = static_cast<float>(margin + size * 1e-6); // what floats lose
        edges.clear();
        set.for_each_ring(shape, [&](std::span<const Point> ring) {
            const auto first = edges.size();
            float ax = 0;
            float ay = 0;
            for (std::size_t i = 0; i < ring.size(); ++i) {
                const auto bx = static_cast<float>(ring[i].x - box.min.x);
                const auto by = static_cast<float>(ring[i].y - box.min.y);
                if (i > 0 && ring[i - 1] != ring[i]) {
                    const auto n = edges.size();
                    m_left[n] = std::min(ax, bx) - more;
                    m_right[n] = std::max(ax, bx) + more;
                    m_low[n] = std::min(ay, by) - more;
                    m_high[n] = std::max(ay, by) + more;
                    edges.push_back({&ring[i - 1], n + 1});
                }
                ax = bx;
                ay = by;
            }
            if (edges.size() > first) {
                edges.back().next = first;
            }
        });
        for (auto i = edges.size(); i < edges.size() + lanes; ++i) { // touch nothing
            m_left[i] = m_low[i] = std::numeric_limits<float>::infinity();
            m_right[i] = m_high[i] = -std::numeric_limits<float>::infinity();
        }
    }

    [[nodiscard]] Box box(std::size_t i) const {
        return {{m_left[i], m_low[i]}, {m_right[i], m_high[i]}};
    }

    /// Calls `take(i, k)` for edges from `first` on that come near edge i.
    template <typename Take>
    void for_each_beside(std::size_t i, std::size_t first, const Take& take) const {
        for (auto group = first; group < edges.size(); group += lanes) {
            const auto beside = (four_of(m_left, group) <= all(m_right[i])) &
                                (four_of(m_right, group) >= all(m_left[i])) &
                                (four_of(m_low, group) <= all(m_high[i])) &
                                (four_of(m_high, group) >= all(m_low[i]));
            std::array<std::uint64_t, 2> halves{};
            static_assert(sizeof halves == sizeof beside);
            std::memcpy(halves.data(), &beside, sizeof beside);
            if ((halves[0] | halves[1]) == 0) {
                continue;
            }
            for (std::size_t lane = 0; lane < lanes; ++lane) {
                if (beside[lane] != 0) {
                    take(i, group + lane);
                }
            }
        }
    }

private:
    static Floats four_of(const std::vector<float>& column, std::size_t first) {
        Floats result;
        std::memcpy(&result, column.data() + first, sizeof result);
        return result;
    }

    static Floats all(float number) { return Floats{number, number, number, number}; }

    std::vector<float> m_left; ///< By edge; then some that touch nothing.
    std::vector<float> m_right;
    std::vector<float> m_low;
    std::vector<float> m_high;
};

double squared(double x, double y) {
    return x * x + y * y;
}

double squared_distance(const Point& p, const Edge& edge) {
    const auto& a = edge.a();
    const double dx = edge.b().x - a.x;
    const double dy = edge.b().y - a.y;
    const double t = std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / squared(dx, dy), 0.0, 1.0);
    return squared(a.x + t * dx - p.x, a.y + t * dy - p.y);
}

/// Edges of a valid shape do not cross: they are nearest at an end of one.
bool are_near(const Edge& s, const Edge& t, double reach) {
    const double most = reach * reach;
    return squared_distance(s.a(), t) <= most || squared_distance(s.b(), t) <= most ||
           squared_distance(t.a(), s) <= most || squared_distance(t.b(), s) <= most;
}

Point way(const Edge& edge) {
    return {edge.b().x - edge.a().x, edge.b().y - edge.a().y};
}

/// An edge leaves where the one before comes in. `in`, `out`: their ways.
bool is_sharp(const Point& in, const Point& out) {
    constexpr double sharpest = 0.36397023426620234; // tan 20°
    const double back = -(in.x * out.x + in.y * out.y);
    return back > 0 && std::abs(in.x * out.y - in.y * out.x) < sharpest * back;
}

Box box_of(const Edge& edge) {
    Box box;
    box.extend(edge.a());
    box.extend(edge.b());
    return box;
}

/// Calls `take(i, k)` for pairs of edges, i < k, that come near each other, but not for those that
/// follow each other in the list.
template <typename Take>
void for_each_pair(const Border& border, const Take& take) {
    constexpr std::size_t few = 64;
    const auto count = border.edges.size();
    if (count <= few) {
        for (std::size_t i = 0; i < count; ++i) {
            border.for_each_beside(i, i + 2, take);
        }
        return;
    }
    std::vector<Box> boxes(count);
    for (std::size_t i = 0; i < count; ++i) {
        boxes[i] = border.box(i);
    }
    const HilbertTree tree{boxes};
    for (std::size_t i = 0; i < count; ++i) {
        tree.query(boxes[i], [&](std::size_t k) {
            if (k > i + 1) {
                take(i, k);
            }
        });
    }
}

} // namespace

void add_narrow_places(const PolygonSet& set, std::size_t shape, double reach,
                       std::vector<Box>& places) {
    const double apart = 2 * reach; // and something for rounding
    thread_local Border border;
    border.take(set, shape, apart);
    const auto& edges = border.edges;
    const auto add = [&](const Edge& s, const Edge& t) {
        places.push_back(box_of(s));
        places.push_back(box_of(t));
    };
    Point in{};
    for (std::size_t i = 0; i < edges.size(); ++i) {
        const auto& edge = edges[i];
        const auto out = way(edge);
        if (squared(out.x, out.y) < 64 * reach * reach) {
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
    for_each_pair(border, [&](std::size_t i, std::size_t k) {
        if (edges[k].next != i && are_near(edges[i], edges[k], apart)) {
            add(edges[i], edges[k]);
        }
    });
}

} // namespace sandan::geom
