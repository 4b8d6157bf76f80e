#pragma once
// The faces into which borders divide the plane, and what covers each of them.
//
// Borders that close are cut where they meet (geom/noding.hpp); crossing an edge changes the cover
// by the edge's step, so that one face known (the land around all: covered by nothing) tells all
// others. No point is tested against a polygon, and areas are whole numbers of grid steps: counts
// are exact, whatever the borders look like. O(E log E) in the edges given.

#include <sandan/geom/types.hpp>

#include "geom/edge_matches.hpp"
#include "geom/exact_grid.hpp"
#include "geom/hilbert_tree.hpp"
#include "geom/noding.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace sandan::geom {

struct Face {
    Cover cover;
    double area = 0; ///< m²
    Box box;
};

class Arrangement {
public:
    /// Borders of shapes (what they cover lies to the left) and of a boundary. Edges that run along
    /// each other in opposite directions may be left out in pairs.
    /// \throws Error{budget} for edges that run beside each other beyond all measure.
    Arrangement(std::span<const LooseEdge> shapes, std::span<const LooseEdge> limits);

    /// All but the land around, which has the number faces().size().
    [[nodiscard]] std::span<const Face> faces() const& noexcept { return m_faces; }

    [[nodiscard]] std::span<const Face> faces() && = delete;

    /// Its holes may touch each other and the outer ring in points. A valid polygon.
    [[nodiscard]] Polygon polygon(std::size_t face) const;

    /// Calls `take(left, right)` with the faces beside each edge.
    template <typename Take>
    void for_each_edge(const Take& take) const {
        for (std::size_t h = 0; h < m_cycle_of.size(); h += 2) {
            take(m_cycles[m_cycle_of[h]].face, m_cycles[m_cycle_of[h + 1]].face);
        }
    }

private:
    /// Half edge 2e runs from a to b of edge e, half edge 2e + 1 back. Each belongs to the cycle
    /// around the face to its left.
    using Half = std::uint32_t;

    struct Node {
        GridPoint at;
        Point place;
        bool corner = false; ///< Of the borders given, not of a crossing.
    };

    struct Cycle {
        Half first = 0;
        Wide twice = 0; ///< Area, negative for a cycle around what lies in the face.
        std::size_t face = 0;
        bool known = false;
    };

    void add_nodes(std::span<const LooseEdge> edges, const Grid& grid);
    [[nodiscard]] std::uint32_t node_at(const GridPoint& p) const;

    [[nodiscard]] std::uint32_t origin(Half h) const { return m_origins[h]; }

    [[nodiscard]] const GridPoint& at(Half h) const { return m_nodes[m_origins[h]].at; }

    void link();
    void trace();
    void label(const Grid& grid);
    void spread(Half outermost, std::size_t around, const Grid& grid);
    [[nodiscard]] Half westernmost(std::size_t node) const;
    [[nodiscard]] std::size_t face_west_of(const HilbertTree& tree, const GridPoint& p) const;
    void add_rings(Half first, Polygon& polygon) const;

    std::vector<Node> m_nodes; ///< By place.
    std::vector<GridEdge> m_edges;
    std::vector<std::uint32_t> m_origins; ///< By half edge: where it begins.
    std::vector<Half> m_around;           ///< Half edges by origin, counter-clockwise.
    std::vector<std::size_t> m_first;     ///< Of each node's half edges in m_around.
    std::vector<Half> m_next;             ///< The half edge that follows around the face.
    std::vector<std::uint32_t> m_cycle_of;
    std::vector<Cycle> m_cycles;
    std::vector<Face> m_faces;
    std::vector<Half> m_outer;              ///< By face: a half edge of its outer ring.
    std::vector<std::vector<Half>> m_inner; ///< By face: of each cycle around what lies in it.
};

} // namespace sandan::geom
