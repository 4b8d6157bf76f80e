#include "geom/arrangement.hpp"

#include <algorithm>
#include <optional>
#include <tuple>
#include <unordered_map>
#include <utility>

namespace sandan::geom {

namespace {

__extension__ using WideSum = unsigned __int128;

/// 0 for directions from east to just below west, 1 for the others.
int half_plane(const GridPoint& from, const GridPoint& to) {
    return to.y < from.y || (to.y == from.y && to.x < from.x) ? 1 : 0;
}

/// For two edges a < b that both rise through some height above `low` and do not cross: whether
/// the first one does so farther west.
bool is_west_of(const GridPoint& low1, const GridPoint& high1, const GridPoint& low2,
                const GridPoint& high2) {
    if (low1.y >= low2.y) {
        const auto side = turn(low2, high2, low1);
        if (side != 0) {
            return side > 0;
        }
    } else {
        const auto side = turn(low1, high1, low2);
        if (side != 0) {
            return side < 0;
        }
    }
    return high1.y <= high2.y ? turn(low2, high2, high1) > 0 : turn(low1, high1, high2) < 0;
}

std::vector<Box> boxes_of(const std::vector<GridEdge>& edges) {
    std::vector<Box> boxes(edges.size());
    for (std::size_t i = 0; i < edges.size(); ++i) {
        for (const auto& p : {edges[i].a, edges[i].b}) {
            boxes[i].extend({static_cast<double>(p.x), static_cast<double>(p.y)});
        }
    }
    return boxes;
}

Box extent_of(std::span<const LooseEdge> shapes, std::span<const LooseEdge> limits) {
    Box box;
    for (const auto edges : {shapes, limits}) {
        for (const auto& edge : edges) {
            box.extend(edge.a);
            box.extend(edge.b);
        }
    }
    return box;
}

void add_edges(std::span<const LooseEdge> from, const Cover& left, const Grid& grid,
               std::vector<GridEdge>& edges) {
    for (const auto& edge : from) {
        const auto a = grid.at(edge.a);
        const auto b = grid.at(edge.b);
        edges.push_back(a < b ? GridEdge{a, b, left} : GridEdge{b, a, Cover{} - left});
    }
}

} // namespace

Arrangement::Arrangement(std::span<const LooseEdge> shapes, std::span<const LooseEdge> limits) {
    const auto extent = extent_of(shapes, limits);
    if (extent.empty()) {
        return;
    }
    const Grid grid{extent};
    add_edges(shapes, {1, 0}, grid, m_edges);
    add_edges(limits, {0, 1}, grid, m_edges);
    m_edges = noded(std::move(m_edges));
    for (const auto& edge : m_edges) {
        m_nodes.push_back({edge.a, grid.place(edge.a), false});
        m_nodes.push_back({edge.b, grid.place(edge.b), false});
    }
    const auto before = [](const Node& a, const Node& b) {
        return a.at < b.at;
    };
    std::sort(m_nodes.begin(), m_nodes.end(), before);
    const auto same = [](const Node& a, const Node& b) {
        return a.at == b.at;
    };
    m_nodes.erase(std::unique(m_nodes.begin(), m_nodes.end(), same), m_nodes.end());
    add_nodes(shapes, grid);
    add_nodes(limits, grid);
    link();
    trace();
    label(grid);
}

std::uint32_t Arrangement::node_at(const GridPoint& p) const {
    const auto found =
        std::lower_bound(m_nodes.begin(), m_nodes.end(), p,
                         [](const Node& node, const GridPoint& q) { return node.at < q; });
    return static_cast<std::uint32_t>(found - m_nodes.begin());
}

/// Corners stay where they are, to the last bit; of several in a cell the first by place.
void Arrangement::add_nodes(std::span<const LooseEdge> edges, const Grid& grid) {
    for (const auto& edge : edges) {
        for (const auto& p : {edge.a, edge.b}) {
            const auto cell = grid.at(p);
            const auto node = node_at(cell);
            if (node == m_nodes.size() || m_nodes[node].at != cell) {
                continue;
            }
            auto& [at, place, corner] = m_nodes[node];
            if (!corner || std::tie(p.x, p.y) < std::tie(place.x, place.y)) {
                place = p;
                corner = true;
            }
        }
    }
}

void Arrangement::link() {
    const auto halves = 2 * m_edges.size();
    m_origins.resize(halves);
    m_first.assign(m_nodes.size() + 1, 0);
    for (std::size_t e = 0; e < m_edges.size(); ++e) {
        m_origins[2 * e] = node_at(m_edges[e].a);
        m_origins[2 * e + 1] = node_at(m_edges[e].b);
        ++m_first[m_origins[2 * e] + 1];
        ++m_first[m_origins[2 * e + 1] + 1];
    }
    for (std::size_t n = 1; n < m_first.size(); ++n) {
        m_first[n] += m_first[n - 1];
    }
    m_around.resize(halves);
    auto free = m_first;
    for (std::size_t h = 0; h < halves; ++h) {
        m_around[free[m_origins[h]]++] = static_cast<Half>(h);
    }
    m_next.resize(halves);
    for (std::size_t n = 0; n < m_nodes.size(); ++n) {
        const auto first = m_around.begin() + static_cast<std::ptrdiff_t>(m_first[n]);
        const auto last = m_around.begin() + static_cast<std::ptrdiff_t>(m_first[n + 1]);
        const auto& o = m_nodes[n].at;
        std::sort(first, last, [&](Half g, Half h) {
            const auto& p = at(g ^ 1U);
            const auto& q = at(h ^ 1U);
            const int side = half_plane(o, p) - half_plane(o, q);
            return side != 0 ? side < 0 : turn(o, p, q) > 0;
        });
        for (auto h = first; h != last; ++h) { // what comes in leaves by the next one clockwise
            m_next[*h ^ 1U] = h == first ? *(last - 1) : *(h - 1);
        }
    }
}

void Arrangement::trace() {
    constexpr auto none = static_cast<std::uint32_t>(-1);
    m_cycle_of.assign(m_next.size(), none);
    for (std::size_t h = 0; h < m_next.size(); ++h) {
        if (m_cycle_of[h] != none) {
            continue;
        }
        const auto first = static_cast<Half>(h);
        const auto& o = at(first);
        WideSum twice = 0; // may run over; the sum does not
        for (auto k = first; m_cycle_of[k] == none; k = m_next[k]) {
            m_cycle_of[k] = static_cast<std::uint32_t>(m_cycles.size());
            twice += static_cast<WideSum>(turn(o, at(k), at(k ^ 1U)));
        }
        m_cycles.push_back({.first = first, .twice = static_cast<Wide>(twice)});
    }
}

/// Of the half edges that begin at a component's westernmost (then lowest) node, the one with
/// nothing of the component to its left.
Arrangement::Half Arrangement::westernmost(std::size_t node) const {
    auto best = m_around[m_first[node]];
    for (auto k = m_first[node] + 1; k < m_first[node + 1]; ++k) {
        if (turn(m_nodes[node].at, at(best ^ 1U), at(m_around[k] ^ 1U)) > 0) {
            best = m_around[k];
        }
    }
    return best;
}

/// The face west of a point that no edge comes to from there, just above it; all edges that reach
/// farther west belong to cycles that are known.
std::size_t Arrangement::face_west_of(const HilbertTree& tree, const GridPoint& p) const {
    const auto far = static_cast<double>(m_nodes.back().at.x - m_nodes.front().at.x);
    const double x = static_cast<double>(p.x);
    const double y = static_cast<double>(p.y);
    constexpr double steps = 1024;
    for (double reach = far / steps;; reach *= 4) {
        std::optional<std::size_t> nearest;
        const auto ends = [&](std::size_t e) {
            const auto& [a, b, step] = m_edges[e];
            return a.y < b.y ? std::pair{a, b} : std::pair{b, a};
        };
        tree.query({{x - reach, y}, {x, y}}, [&](std::size_t e) {
            const auto [low, high] = ends(e);
            if (low.y > p.y || high.y <= p.y || turn(low, high, p) >= 0) {
                return;
            }
            if (nearest) {
                const auto [other_low, other_high] = ends(*nearest);
                if (is_west_of(low, high, other_low, other_high)) {
                    return;
                }
            }
            nearest = e;
        });
        if (nearest) { // one beyond the reach may hide one that the query did not find
            const auto [low, high] = ends(*nearest);
            const double share =
                static_cast<double>(p.y - low.y) / static_cast<double>(high.y - low.y);
            const double met =
                static_cast<double>(low.x) + share * static_cast<double>(high.x - low.x);
            if (met > x - reach + 1 || reach > far) {
                const bool upward = m_edges[*nearest].a == low;
                return m_cycles[m_cycle_of[2 * *nearest + (upward ? 1 : 0)]].face;
            }
        } else if (reach > far) {
            return m_faces.size();
        }
    }
}

/// Labels all cycles of the component that `outermost` belongs to, which lies in face `around`.
void Arrangement::spread(Half outermost, std::size_t around, const Grid& grid) {
    std::vector<std::size_t> open{m_cycle_of[outermost]};
    m_cycles[open[0]].face = around;
    m_cycles[open[0]].known = true;
    while (!open.empty()) {
        const auto here = open.back();
        open.pop_back();
        const auto cover = m_faces[m_cycles[here].face].cover;
        auto h = m_cycles[here].first;
        do {
            auto& there = m_cycles[m_cycle_of[h ^ 1U]];
            if (!there.known) {
                const auto& step = m_edges[h / 2].step;
                there.known = true;
                there.face = m_faces.size();
                m_faces.push_back({.cover = h % 2 == 0 ? cover - step : cover + step,
                                   .area = grid.area(there.twice),
                                   .box = {}});
                m_outer.push_back(there.first);
                open.push_back(m_cycle_of[h ^ 1U]);
            }
            h = m_next[h];
        } while (h != m_cycles[here].first);
    }
}

void Arrangement::label(const Grid& grid) {
    const HilbertTree tree{boxes_of(m_edges)};
    m_faces.push_back({}); // the land around, for the time being the first
    m_outer.push_back(0);
    std::vector<std::pair<std::size_t, Half>> inner; // by face
    for (std::size_t n = 0; n < m_nodes.size(); ++n) {
        const auto outermost = westernmost(n);
        if (m_cycles[m_cycle_of[outermost]].known) {
            continue;
        }
        auto around = face_west_of(tree, m_nodes[n].at);
        around = around == m_faces.size() ? 0 : around;
        spread(outermost, around, grid);
        inner.emplace_back(around, outermost);
        m_faces[around].area += grid.area(m_cycles[m_cycle_of[outermost]].twice);
    }
    m_faces.erase(m_faces.begin());
    m_outer.erase(m_outer.begin());
    for (auto& cycle : m_cycles) {
        cycle.face = cycle.face == 0 ? m_faces.size() : cycle.face - 1;
    }
    m_inner.resize(m_faces.size());
    for (const auto& [face, half] : inner) {
        if (face > 0) {
            m_inner[face - 1].push_back(half);
        }
    }
    for (std::size_t h = 0; h < m_next.size(); ++h) {
        if (const auto face = m_cycles[m_cycle_of[h]].face; face < m_faces.size()) {
            m_faces[face].box.extend(m_nodes[m_origins[h]].place);
        }
    }
}

/// A cycle passes a node more than once where rings touch: a ring is closed as soon as it can be.
void Arrangement::add_rings(Half first, Polygon& polygon) const {
    std::vector<std::uint32_t> way;
    std::unordered_map<std::uint32_t, std::size_t> place; // of a node on the way
    const auto close = [&](std::size_t from) {
        Ring ring;
        WideSum twice = 0;
        for (auto k = from; k < way.size(); ++k) {
            const auto& next = m_nodes[way[k + 1 < way.size() ? k + 1 : from]].at;
            twice += static_cast<WideSum>(turn(m_nodes[way[from]].at, m_nodes[way[k]].at, next));
            ring.push_back(m_nodes[way[k]].place);
            place.erase(way[k]);
        }
        ring.push_back(ring.front());
        (static_cast<Wide>(twice) > 0 ? polygon.outer : polygon.holes.emplace_back()) =
            std::move(ring);
        way.resize(from);
    };
    auto h = first;
    do {
        const auto node = m_origins[h];
        if (const auto found = place.find(node); found != place.end()) {
            close(found->second);
        }
        place.emplace(node, way.size());
        way.push_back(node);
        h = m_next[h];
    } while (h != first);
    close(0);
}

Polygon Arrangement::polygon(std::size_t face) const {
    Polygon polygon;
    add_rings(m_outer[face], polygon);
    for (const auto half : m_inner[face]) {
        add_rings(half, polygon);
    }
    return polygon;
}

} // namespace sandan::geom
