#include "geom/edge_work.hpp"

#include <sandan/core/error.hpp>

#include "geom/boxes.hpp"
#include "geom/hilbert_tree.hpp"
#include "geom/ring.hpp"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <vector>

namespace sandan::geom {

namespace {

bool parted_by(const BorderEdge& edge, const BorderEdge& other) {
    const double a = cross(edge.a, edge.b, other.a);
    const double b = cross(edge.a, edge.b, other.b);
    return (a < 0 && b > 0) || (a > 0 && b < 0);
}

std::vector<BorderEdge> edges_of(const PolygonSet& set, std::size_t shape) {
    std::vector<BorderEdge> edges;
    set.for_each_edge(shape, [&](const Point& a, const Point& b) { edges.push_back({a, b}); });
    return edges;
}

} // namespace

std::size_t crossings(const PolygonSet& set, std::size_t shape, const PolygonSet& others,
                      std::size_t other, std::size_t most) {
    constexpr std::size_t looks_a_place = 1000;
    const auto edges = edges_of(set, shape);
    std::vector<Box> boxes;
    std::transform(edges.begin(), edges.end(), std::back_inserter(boxes),
                   [](const BorderEdge& edge) { return box_of(edge.a, edge.b); });
    const HilbertTree tree{boxes};
    std::size_t found = 0;
    std::size_t looks = 0;
    others.for_each_edge(other, [&](const Point& a, const Point& b) {
        if (found > most || looks > looks_a_place * most) {
            found = most + 1;
            return;
        }
        const BorderEdge edge{a, b};
        tree.query(box_of(a, b), [&](std::size_t i) {
            ++looks;
            found += parted_by(edge, edges[i]) && parted_by(edges[i], edge) ? 1U : 0U;
        });
    });
    return std::min(found, most + 1);
}

void require_little_work(const PolygonSet& set, std::size_t shape,
                         std::span<const BorderEdge> others) {
    std::vector<double> starts;
    std::vector<double> ends;
    set.for_each_edge(shape, [&](const Point& a, const Point& b) {
        starts.push_back(std::min(a.x, b.x));
        ends.push_back(std::max(a.x, b.x));
    });
    std::sort(starts.begin(), starts.end());
    std::sort(ends.begin(), ends.end());
    std::uint64_t pairs = 0;
    for (const auto& [a, b] : others) { // those that start before it ends, less those that ended
        const auto begun = std::upper_bound(starts.begin(), starts.end(), std::max(a.x, b.x));
        const auto over = std::lower_bound(ends.begin(), ends.end(), std::min(a.x, b.x));
        pairs += static_cast<std::uint64_t>((begun - starts.begin()) - (over - ends.begin()));
    }
    if (pairs > most_edge_pairs) {
        throw Error{ErrorKind::budget, Text{"꼭짓점이 너무 많아 도형과 그 위 도형들의 변 40억 쌍 "
                                            "이상이 서로 겹쳐 놓입니다; 도형을 "
                                            "단순화하거나 나누십시오",
                                            "a shape and those on it have so many corners that "
                                            "more than 4 billion pairs of their edges lie "
                                            "over each other; simplify or divide them"}};
    }
}

} // namespace sandan::geom
