#pragma once
// Contacts of a layer that passes by once, block by block: what geom::contacts finds, in memory for
// the shapes whose edges do not tell all, and for the pairs found where these may not be spilled.

#include <sandan/geom/adjacency.hpp>

#include "geom/boxes.hpp"
#include "geom/edge_front.hpp"
#include "geom/pair_store.hpp"
#include "geom/rough_boxes.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace sandan::geom {

class ContactSurvey {
public:
    /// What a block of shapes says by itself.
    struct Part {
        std::vector<Pair> pairs;     ///< Numbers in the block; by b.
        std::vector<LooseEdge> open; ///< By shape, which is numbered in the block.
        std::vector<Box> narrow;     ///< See geom/narrow_places.hpp.
        std::vector<Box> boxes;      ///< Of the shapes.
    };

    /// As geom::contacts. `place`: for what grows with the number of shapes.
    ContactSurvey(double min_length, double tolerance, const SpillPlace& place = {})
        : m_min_length{min_length}, m_tolerance{tolerance}, m_boxes{place}, m_pairs{place} {}

    /// Looks at the features [first, last) of a set; safe from any thread.
    void see(const PolygonSet& set, std::size_t first, std::size_t last, Part& part) const;

    /// Blocks in the order of the layer. \throws Error{output} as SpillFile.
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
    [[nodiscard]] std::size_t groups() const noexcept { return m_pairs.groups(); }

    /// Contacts of one group, by (a, b). After measure(), safe from any thread. \throws as add().
    [[nodiscard]] std::vector<Contact> contacts(std::size_t group) const;

    /// Numbers of all shapes within the tolerance of places, and of some more; ascending.
    [[nodiscard]] std::vector<std::size_t> near(const HilbertTree& places) const {
        return m_boxes.near(places, m_tolerance);
    }

    [[nodiscard]] double min_length() const noexcept { return m_min_length; }

    [[nodiscard]] double tolerance() const noexcept { return m_tolerance; }

private:
    void conclude_front();

    double m_min_length;
    double m_tolerance;
    RoughBoxes m_boxes;
    EdgeFront m_front;
    PairStore m_pairs;               ///< In a group by b.
    std::vector<Pair> m_met;         ///< Of one shape with those of blocks before.
    std::vector<Box> m_places;       ///< Where edges may not tell all.
    HilbertTree m_tree;              ///< Of them.
    std::vector<bool> m_doubtful;    ///< By shape.
    std::vector<Contact> m_measured; ///< By (a, b).
};

} // namespace sandan::geom
