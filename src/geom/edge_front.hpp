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
/// Where an edge meets another, the next one probably meets the one before that: it is tried first.
/// Else edges look for each other in a hash table with linear probing, in which they stay.
class BlockEdges {
public:
    /// Edges of the features [first, last) of a set, which count from 0 here. Calls `met(a, b,
    /// shape, other)` for each edge a → b of a shape that meets one of a shape before (or of its
    /// own), by shape, and adds the others to `open`, by shape.
    template <typename Met>
    void match(const PolygonSet& set, std::size_t first, std::size_t last, const Met& met,
               std::vector<LooseEdge>& open) {
        const Point* start = nullptr; // of all points: those of one block follow each other
        m_shapes.clear();
        for_each_ring(set, first, last, [&](std::uint32_t shape, std::span<const Point> ring) {
            start = m_shapes.empty() ? ring.data() : start;
            m_shapes.resize(m_shapes.size() + ring.size(), shape);
        });
        prepare();
        for_each_ring(set, first, last, [&](std::uint32_t shape, std::span<const Point> ring) {
            const auto from = static_cast<std::uint32_t>(ring.data() - start);
            const auto to = from + static_cast<std::uint32_t>(ring.size()) - 1;
            std::uint32_t likely = none;
            for (auto at = from; at < to; ++at) {
                if (start[at] == start[at + 1]) {
                    continue;
                }
                const auto other = likely != none && m_open[likely] != 0 && meet(start, at, likely)
                                       ? likely
                                       : find_or_add(start, at);
                likely = other == none || other == 0 ? none : other - 1;
                if (other != none) {
                    m_open[other] = 0;
                    met(start[at], start[at + 1], shape, m_shapes[other]);
                }
            }
        });
        for_each_ring(set, first, last, [&](std::uint32_t shape, std::span<const Point> ring) {
            const auto* const is_open = m_open.data() + (ring.data() - start);
            for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
                if (is_open[i] != 0) {
                    open.push_back({ring[i], ring[i + 1], shape});
                }
            }
        });
    }

private:
    static constexpr std::uint32_t none = 0xFFFF'FFFF;

    /// Small, so that the table stays in a near cache.
    struct Slot {
        std::uint32_t key = 0;
        std::uint32_t at = none; ///< The edge's first point among those of the block; none: free.
    };

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

    /// True for two edges between the same points in opposite directions.
    static bool meet(const Point* start, std::uint32_t a, std::uint32_t b) noexcept {
        return start[a] == start[std::size_t{b} + 1] && start[std::size_t{a} + 1] == start[b];
    }

    /// Makes room for edges of all m_shapes.size() points.
    void prepare();

    /// The open edge that edge `at` meets; none, and then it waits for others.
    [[nodiscard]] std::uint32_t find_or_add(const Point* start, std::uint32_t at);

    std::vector<Slot> m_slots;           ///< A power of two; at most half of them full.
    std::vector<std::uint32_t> m_shapes; ///< By point.
    std::vector<char> m_open;            ///< By point: 1 while its edge waits.
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
