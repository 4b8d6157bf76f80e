#pragma once
// Edges that run along each other in opposite directions, of a layer that passes by in blocks.
//
// Most neighbours of a shape are in its own block, where any thread can match them. What is left
// over, a few in a hundred, goes one block after the other to the front: the edges between shapes
// seen and shapes to come.

#include <sandan/geom/polygon_set.hpp>

#include "geom/edge_matches.hpp"
#include "geom/edge_table.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace sandan::geom {

/// Matches edges within blocks. Keeps its memory; one per thread.
class BlockEdges {
public:
    /// Edges of the features [first, last) of a set, which count from 0 here. Calls `met(edge,
    /// other)` for those that meet one of a feature before (or of their own), by feature, and adds
    /// the others to `open`, by feature.
    template <typename Met>
    void match(const PolygonSet& set, std::size_t first, std::size_t last, const Met& met,
               std::vector<LooseEdge>& open) {
        m_table.clear();
        const Point* start = nullptr; // of all points: those of one block follow each other
        std::size_t points = 0;
        for_each_ring(set, first, last, [&](std::uint32_t, std::span<const Point> ring) {
            start = points == 0 ? ring.data() : start;
            points += ring.size();
        });
        m_open.assign(points, 1);
        for_each_ring(set, first, last, [&](std::uint32_t shape, std::span<const Point> ring) {
            m_table.add_ring(ring, shape, false,
                             [&](const EdgeInRing& edge, const EdgeInRing& other) {
                                 m_open[static_cast<std::size_t>(edge.at - start)] = 0;
                                 m_open[static_cast<std::size_t>(other.at - start)] = 0;
                                 met(edge, other);
                             });
        });
        for_each_ring(set, first, last, [&](std::uint32_t shape, std::span<const Point> ring) {
            const auto* const is_open = m_open.data() + (ring.data() - start);
            for (std::size_t i = 1; i < ring.size(); ++i) {
                if (is_open[i - 1] != 0 && ring[i] != ring[i - 1]) {
                    open.push_back({ring[i - 1], ring[i], shape});
                }
            }
        });
    }

private:
    template <typename Take>
    static void for_each_ring(const PolygonSet& set, std::size_t first, std::size_t last,
                              const Take& take) {
        for (auto i = first; i < last; ++i) {
            set.for_each_ring(i, [&](std::span<const Point> ring) {
                if (!ring.empty()) {
                    take(static_cast<std::uint32_t>(i - first), ring);
                }
            });
        }
    }

    EdgeTable<EdgeInRing> m_table{1U << 12U};
    std::vector<char> m_open; ///< By point: 1 until its edge meets another.
};

/// What blocks left over. Its size is that of the front.
class EdgeFront {
public:
    /// The open edges of one more block, whose features count from `first` on in the layer. Calls
    /// `met(edge, other)`, by feature, with their numbers there.
    template <typename Met>
    void add(std::span<const LooseEdge> edges, std::size_t first, const Met& met) {
        for (const auto& edge : edges) {
            m_table.add({edge.a, edge.b, static_cast<std::uint32_t>(first + edge.shape)}, met);
        }
    }

    /// Those that none has met, in no order that means anything.
    [[nodiscard]] std::vector<LooseEdge> open() const {
        std::vector<LooseEdge> edges;
        m_table.for_each([&](const EdgeByItself& edge) {
            edges.push_back({edge.a, edge.b, edge.shape});
        });
        return edges;
    }

private:
    EdgeTable<EdgeByItself> m_table;
};

} // namespace sandan::geom
