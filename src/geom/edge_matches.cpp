#include "geom/edge_matches.hpp"

#include "geom/edge_table.hpp"

#include <algorithm>
#include <tuple>

namespace sandan::geom {

std::vector<LooseEdge> loose_edges(const PolygonSet& set, const PolygonSet& boundary) {
    EdgeTable<EdgeInRing> table;
    const auto ignore = [](const EdgeInRing&, const EdgeInRing&) {
    };
    for (std::size_t shape = 0; shape < set.size(); ++shape) {
        set.for_each_ring(shape, [&](std::span<const Point> ring) {
            table.add_ring(ring, static_cast<std::uint32_t>(shape), false, ignore);
        });
    }
    for (std::size_t part = 0; part < boundary.size(); ++part) {
        boundary.for_each_ring(part, [&](std::span<const Point> ring) {
            table.add_ring(ring, static_cast<std::uint32_t>(set.size()), true, ignore);
        });
    }
    std::vector<LooseEdge> loose;
    table.for_each([&](const EdgeInRing& edge) {
        loose.push_back({edge.from(), edge.to(), edge.shape});
    });
    std::sort(loose.begin(), loose.end(), [](const LooseEdge& x, const LooseEdge& y) {
        return std::tie(x.shape, x.a.x, x.a.y, x.b.x, x.b.y) <
               std::tie(y.shape, y.a.x, y.a.y, y.b.x, y.b.y);
    });
    return loose;
}

} // namespace sandan::geom
