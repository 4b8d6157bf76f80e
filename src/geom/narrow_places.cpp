#include "geom/narrow_places.hpp"

#include "geom/boxes.hpp"
#include "geom/hilbert_tree.hpp"

#include <algorithm>
#include <array>
#include <bit>
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
using Shorts [[gnu::vector_size(16)]] = std::int16_t;
constexpr std::size_t lanes = 8;

/// Edges of a shape, and the sides of boxes around them in columns, in whole numbers from a corner
/// of the shape's: rounded the same way, what overlaps still does. One per thread; keeps its
/// memory.
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
        constexpr double steps = 32000;
        const auto from = grown(set.box(shape), margin);
        const double scale = steps / std::max(from.max.x - from.min.x, from.max.y - from.min.y);
        const auto whole = [&](double number, double low) {
            return static_cast<std::int16_t>(static_cast<int>((number - low) * scale));
        };
        edges.clear();
        set.for_each_ring(shape, [&](std::span<const Point> ring) {
            const auto first = edges.size();
            for (std::size_t i = 1; i < ring.size(); ++i) {
                const auto& a = ring[i - 1];
                const auto& b = ring[i];
                if (a == b) {
                    continue;
                }
                const auto n = edges.size();
                m_left[n] = whole(std::min(a.x, b.x) - margin, from.min.x);
                m_right[n] = whole(std::max(a.x, b.x) + margin, from.min.x);
                m_low[n] = whole(std::min(a.y, b.y) - margin, from.min.y);
                m_high[n] = whole(std::max(a.y, b.y) + margin, from.min.y);
                edges.push_back({&a, n + 1});
            }
            if (edges.size() > first) {
                edges.back().next = first;
            }
        });
        for (auto i = edges.size(); i < edges.size() + lanes; ++i) { // touch nothing
            m_left[i] = m_low[i] = std::numeric_limits<std::int16_t>::max();
            m_right[i] = m_high[i] = std::numeric_limits<std::int16_t>::min();
        }
    }

    /// Calls `take(i, k)` for edges from `first` on that may come near edge i.
    template <typename Take>
    void for_each_beside(std::size_t i, std::size_t first, const Take& take) const {
        for (auto group = first; group < edges.size(); group += lanes) {
            const Shorts beside =
                (eight_of(m_left, group) <= m_right[i]) & (eight_of(m_right, group) >= m_left[i]) &
                (eight_of(m_low, group) <= m_high[i]) & (eight_of(m_high, group) >= m_low[i]);
            const auto halves = std::bit_cast<std::array<std::uint64_t, 2>>(beside);
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
    static Shorts eight_of(const std::vector<std::int16_t>& column, std::size_t first) {
        Shorts result;
        std::memcpy(&result, column.data() + first, sizeof result);
        return result;
    }

    std::vector<std::int16_t> m_left; ///< By edge; then some that touch nothing.
    std::vector<std::int16_t> m_right;
    std::vector<std::int16_t> m_low;
    std::vector<std::int16_t> m_high;
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
    return std::abs(in.x * out.y - in.y * out.x) < sharpest * back; // not if it leads on
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
void for_each_pair(const Border& border, double margin, const Take& take) {
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
        boxes[i] = grown(box_of(border.edges[i]), margin);
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
    for_each_pair(border, apart, [&](std::size_t i, std::size_t k) {
        if (edges[k].next != i && are_near(edges[i], edges[k], apart)) {
            add(edges[i], edges[k]);
        }
    });
}

} // namespace sandan::geom
