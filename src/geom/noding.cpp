#include "geom/noding.hpp"

#include <sandan/core/error.hpp>

#include "geom/hilbert_tree.hpp"

#include <algorithm>
#include <cstddef>
#include <tuple>
#include <utility>

namespace sandan::geom {

namespace {

/// Pairs of edges that are looked at. Borders of real layers have some neighbours each; shapes that
/// lie on each other in thousands would take days.
class Patience {
public:
    explicit Patience(std::size_t edges)
        : m_left{start + per_edge * edges},
          m_crossings_left{crossings_at_start + crossings_per_edge * edges} {}

    void spend() {
        if (m_left-- == 0) {
            throw Error{ErrorKind::budget,
                        Text{"경계가 저마다 1,000개가 넘는 다른 경계와 나란합니다. 도형이 서로 "
                             "여러 번 겹쳐 있을 때 그렇습니다; 중복을 찾거나 레이어의 일부로 "
                             "작업하십시오",
                             "borders run beside more than 1,000 others each, as when shapes lie "
                             "on each other many times; look for duplicates, or work on a part of "
                             "the layer"}};
        }
    }

    /// Where edges cross, they are cut: that is memory, half a kilobyte a place.
    void spend_crossing() {
        if (m_crossings_left-- == 0) {
            throw Error{
                ErrorKind::budget,
                Text{"경계가 저마다 20번이 넘게 다른 경계와 엇갈립니다. 도형이 서로 여러 번 겹쳐 "
                     "있을 때 그렇습니다; 중복을 찾거나 레이어의 일부로 작업하십시오",
                     "borders cross others more than 20 times each, as when shapes lie on each "
                     "other many times; look for duplicates, or work on a part of the layer"}};
        }
    }

private:
    static constexpr std::size_t start = 100'000'000;
    static constexpr std::size_t per_edge = 1000;
    static constexpr std::size_t crossings_at_start = 200'000;
    static constexpr std::size_t crossings_per_edge = 10; // each is one of two edges

    std::size_t m_left;
    std::size_t m_crossings_left;
};

Box box_of(const GridPoint& a, const GridPoint& b) {
    Box box;
    box.extend({static_cast<double>(a.x), static_cast<double>(a.y)});
    box.extend({static_cast<double>(b.x), static_cast<double>(b.y)});
    return box;
}

std::vector<GridEdge> merged(std::vector<GridEdge> edges) {
    std::sort(edges.begin(), edges.end(), [](const GridEdge& x, const GridEdge& y) {
        return std::tie(x.a, x.b) < std::tie(y.a, y.b);
    });
    std::size_t count = 0;
    for (std::size_t i = 0; i < edges.size();) {
        auto sum = edges[i];
        for (++i; i < edges.size() && edges[i].a == sum.a && edges[i].b == sum.b; ++i) {
            sum.step = sum.step + edges[i].step;
        }
        if (sum.a != sum.b && sum.step != Cover{}) {
            edges[count++] = sum;
        }
    }
    edges.resize(count);
    return edges;
}

/// All corners, and the cells in which edges cross.
std::vector<GridPoint> nodes_of(const std::vector<GridEdge>& edges, const std::vector<Box>& boxes,
                                Patience& patience) {
    const HilbertTree tree{boxes};
    std::vector<GridPoint> nodes;
    for (std::size_t i = 0; i < edges.size(); ++i) {
        const auto& [a, b, step] = edges[i];
        nodes.push_back(a);
        nodes.push_back(b);
        tree.query(boxes[i], [&, &from = a, &to = b](std::size_t k) {
            patience.spend();
            if (k > i && cross_inside(from, to, edges[k].a, edges[k].b)) {
                patience.spend_crossing();
                nodes.push_back(crossing(from, to, edges[k].a, edges[k].b));
            }
        });
    }
    std::sort(nodes.begin(), nodes.end());
    nodes.erase(std::unique(nodes.begin(), nodes.end()), nodes.end());
    return nodes;
}

/// From a to b by every node whose cell the edge runs through.
void route(const GridEdge& edge, std::vector<GridPoint>& by, std::vector<GridEdge>& pieces) {
    const auto along = [&](const GridPoint& p) {
        return static_cast<Wide>(p.x - edge.a.x) * (edge.b.x - edge.a.x) +
               static_cast<Wide>(p.y - edge.a.y) * (edge.b.y - edge.a.y);
    };
    std::sort(by.begin(), by.end(), [&](const GridPoint& p, const GridPoint& q) {
        const auto at_p = along(p);
        const auto at_q = along(q);
        return at_p != at_q ? at_p < at_q : p < q;
    });
    auto from = edge.a;
    by.push_back(edge.b);
    for (const auto& to : by) {
        if (from < to) {
            pieces.push_back({from, to, edge.step});
        } else { // a cell's centre may lie on the other side
            pieces.push_back({to, from, Cover{} - edge.step});
        }
        from = to;
    }
}

} // namespace

std::vector<GridEdge> noded(std::vector<GridEdge> edges) {
    edges = merged(std::move(edges));
    Patience patience{edges.size()};
    std::vector<Box> boxes(edges.size());
    for (std::size_t i = 0; i < edges.size(); ++i) {
        boxes[i] = box_of(edges[i].a, edges[i].b);
    }
    const auto nodes = nodes_of(edges, boxes, patience);
    std::vector<Box> places(nodes.size());
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        places[i] = box_of(nodes[i], nodes[i]);
    }
    const HilbertTree tree{places};
    std::vector<GridEdge> pieces;
    std::vector<GridPoint> by;
    for (std::size_t i = 0; i < edges.size(); ++i) {
        const auto& [a, b, step] = edges[i];
        by.clear();
        tree.query(boxes[i], [&, &from = a, &to = b](std::size_t k) {
            patience.spend();
            if (nodes[k] != from && nodes[k] != to && runs_through(from, to, nodes[k])) {
                by.push_back(nodes[k]);
            }
        });
        route(edges[i], by, pieces);
    }
    return merged(std::move(pieces));
}

} // namespace sandan::geom
