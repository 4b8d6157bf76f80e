#pragma once
// Contacts of a layer that passes by once, block by block: what geom::contacts finds, in memory for
// the pairs found and for the shapes whose edges do not tell all.

#include <sandan/geom/adjacency.hpp>

#include "geom/boxes.hpp"
#include "geom/edge_front.hpp"
#include "geom/rough_boxes.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace sandan::geom {

class ContactSurvey {
public:
    /// Of edges with equal corners.
    struct Pair {
        std::uint32_t a = 0; ///< a < b
        std::uint32_t b = 0;
        double length = 0;
    };

    /// What a block of shapes says by itself.
    struct Part {
        std::vector<Pair> pairs;     ///< Numbers in the block; by b.
        std::vector<LooseEdge> open; ///< By shape, which is numbered in the block.
        std::vector<Box> narrow;     ///< See geom/narrow_places.hpp.
        std::vector<Box> boxes;      ///< Of the shapes.
    };

    /// As geom::contacts.
    ContactSurvey(double min_length, double tolerance)
        : m_min_length{min_length}, m_tolerance{tolerance} {}

    /// Looks at the features [first, last) of a set; safe from any thread.
    void see(const PolygonSet& set, std::size_t first, std::size_t last, Part& part) const;

    /// Blocks in the order of the layer.
    void add(const Part& part);

    /// After the last block: the numbers of all shapes whose edges do not tell all, and of some
    /// more; ascending.
    [[nodiscard]] std::vector<std::size_t> doubtful();

    /// Whether the edges of a shape in this box may not tell all.
    [[nodiscard]] bool is_doubtful(const Box& box) const {
        return m_tree.any(grown(box, m_tolerance));
    }

    /// Measures borders among those. `shapes`: of these numbers, or of all.
    /// \throws Error{budget} as geom::contacts.
    void measure(const PolygonSet& shapes, std::span<const std::size_t> numbers, unsigned threads);

    /// Of contacts, by a.
    [[nodiscard]] std::size_t groups() const noexcept { return m_pairs.size(); }

    /// Contacts of one group, by (a, b). After measure(), safe from any thread.
    [[nodiscard]] std::vector<Contact> contacts(std::size_t group) const;

private:
    static constexpr std::size_t together = 1024; ///< Shapes of a group.

    void add(const Pair& pair);

    double m_min_length;
    double m_tolerance;
    RoughBoxes m_boxes;
    EdgeFront m_front;
    std::vector<std::vector<Pair>> m_pairs; ///< By group; in it by b.
    std::vector<Pair> m_met;                ///< Of one shape with those of blocks before.
    std::vector<Box> m_places;              ///< Where edges may not tell all.
    HilbertTree m_tree;                     ///< Of them.
    std::vector<char> m_doubtful;           ///< By shape.
    std::vector<Contact> m_measured;        ///< By (a, b).
};

} // namespace sandan::geom
