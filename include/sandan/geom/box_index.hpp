#pragma once

#include <sandan/geom/types.hpp>

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

namespace sandan::geom {

/// A packed R-tree over boxes (Hilbert order, 16 to a node), built once and read from any
/// thread. Empty boxes are never found; all others that touch are, exactly. O(n) to build but for
/// the sorting, O(log n + found) a query for boxes that lie apart. Source: Kamel and Faloutsos, On
/// Packing R-trees (CIKM 1993).
class BoxIndex {
public:
    explicit BoxIndex(std::span<const Box> boxes);
    ~BoxIndex();
    BoxIndex(BoxIndex&&) noexcept;
    BoxIndex& operator=(BoxIndex&&) noexcept;
    BoxIndex(const BoxIndex&) = delete;
    BoxIndex& operator=(const BoxIndex&) = delete;

    /// Positions of the boxes that touch or overlap `box`, ascending.
    [[nodiscard]] std::vector<std::size_t> query(const Box& box) const;

private:
    struct Tree;
    std::unique_ptr<Tree> m_tree;
};

} // namespace sandan::geom
