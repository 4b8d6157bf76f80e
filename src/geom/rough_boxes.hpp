#pragma once

#include "geom/hilbert_tree.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace sandan::geom {

/// Where the shapes of a layer lie, in 8 bytes for each: one box around every four that follow each
/// other. Tells which shapes may lie near a place, and some more.
class RoughBoxes {
public:
    /// Of shapes that follow those before; empty boxes count, too.
    void add(std::span<const Box> boxes);

    /// How many shapes there are.
    [[nodiscard]] std::size_t size() const noexcept { return m_size; }

    /// Numbers of all shapes whose boxes come within `margin` of one of the places, and of some
    /// beside them; ascending.
    [[nodiscard]] std::vector<std::size_t> near(const HilbertTree& places, double margin) const;

private:
    static constexpr std::size_t together = 4;

    std::vector<Box> m_boxes;
    std::size_t m_size = 0;
};

} // namespace sandan::geom
