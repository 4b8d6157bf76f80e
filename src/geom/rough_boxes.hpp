#pragma once

#include "core/spill_file.hpp"
#include "geom/hilbert_tree.hpp"

#include <cstddef>
#include <memory>
#include <span>
#include <utility>
#include <vector>

namespace sandan::geom {

/// Where the shapes of a layer lie, in 8 bytes for each: one box around every four that follow each
/// other. Tells which shapes may lie near a place, and some more.
class RoughBoxes {
public:
    /// A few are kept in memory, but all of them without a folder to go to.
    explicit RoughBoxes(SpillPlace place = {}) : m_place{std::move(place)} {}

    /// Of shapes that follow those before; empty boxes count, too. \throws Error{output} as
    /// SpillFile.
    void add(std::span<const Box> boxes);

    /// How many shapes there are.
    [[nodiscard]] std::size_t size() const noexcept { return m_size; }

    /// Numbers of all shapes whose boxes come within `margin` of one of the places, and of some
    /// beside them; ascending. \throws as add().
    [[nodiscard]] std::vector<std::size_t> near(const HilbertTree& places, double margin) const;

private:
    static constexpr std::size_t together = 4;
    static constexpr std::size_t most = std::size_t{1} << 14U; ///< Boxes in memory.

    void spill();

    SpillPlace m_place;
    std::unique_ptr<SpillFile> m_file; ///< The boxes before those in memory, `most` at a time.
    std::vector<Box> m_boxes;
    std::size_t m_spilled = 0; ///< Boxes.
    std::size_t m_size = 0;
};

} // namespace sandan::geom
