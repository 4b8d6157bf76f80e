#pragma once
// A packed R-tree in Hilbert order (Kamel and Faloutsos 1993; layout as in "flatbush"): boxes are
// sorted along a 16-bit Hilbert curve of their centres and packed 16 to a node, level by level, in
// one array. Building is O(n) (radix sort), a query O(log n + found) for boxes that spread.
// Measured against Boost.Geometry's packed R*-tree: see src/README.md, "Decisions".

#include "geom/boxes.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace sandan::geom {

/// Read-only after construction, safe from any thread. Empty boxes are left out.
class HilbertTree {
public:
    HilbertTree() = default;
    explicit HilbertTree(std::span<const Box> boxes);

    /// Calls `take(position)` for every box that touches `box`, in no order that means anything.
    template <typename Take>
    void query(const Box& box, const Take& take) const {
        if (m_levels.empty() || box.empty()) {
            return;
        }
        visit(m_levels.size() - 1, 0, box, take);
    }

    /// True if some box touches `box`.
    [[nodiscard]] bool any(const Box& box) const {
        return !m_levels.empty() && !box.empty() && any(m_levels.size() - 1, 0, box);
    }

    /// Calls `take(position)` for boxes in order of nearing: `reach()` is the squared distance
    /// beyond which nothing is wanted any more, and may shrink with every call.
    template <typename Take, typename Reach>
    void nearest(const Box& box, const Reach& reach, const Take& take) const {
        if (!m_levels.empty() && !box.empty()) {
            approach(m_levels.size() - 1, 0, box, reach, take);
        }
    }

private:
    static constexpr std::size_t node_size = 16;

    /// Level 0 are the boxes themselves, the last level is one node.
    struct Level {
        std::size_t first = 0; ///< In m_boxes.
        std::size_t size = 0;
    };

    [[nodiscard]] static double gap2(const Box& a, const Box& b) noexcept {
        const double dx = std::max({0.0, a.min.x - b.max.x, b.min.x - a.max.x});
        const double dy = std::max({0.0, a.min.y - b.max.y, b.min.y - a.max.y});
        return dx * dx + dy * dy;
    }

    template <typename Take>
    void visit(std::size_t level, std::size_t node, const Box& box, const Take& take) const {
        const auto& l = m_levels[level];
        const auto first = node * node_size;
        const auto last = std::min(first + node_size, l.size);
        for (auto i = first; i < last; ++i) {
            if (!touch(m_boxes[l.first + i], box)) {
                continue;
            }
            if (level == 0) {
                take(std::size_t{m_positions[i]});
            } else {
                visit(level - 1, i, box, take);
            }
        }
    }

    [[nodiscard]] bool any(std::size_t level, std::size_t node, const Box& box) const {
        const auto& l = m_levels[level];
        const auto first = node * node_size;
        const auto last = std::min(first + node_size, l.size);
        for (auto i = first; i < last; ++i) {
            if (touch(m_boxes[l.first + i], box) && (level == 0 || any(level - 1, i, box))) {
                return true;
            }
        }
        return false;
    }

    template <typename Take, typename Reach>
    void approach(std::size_t level, std::size_t node, const Box& box, const Reach& reach,
                  const Take& take) const {
        struct Child {
            double gap;
            std::size_t at;
        };

        std::array<Child, node_size> children{};
        std::size_t count = 0;
        const auto& l = m_levels[level];
        const auto first = node * node_size;
        const auto last = std::min(first + node_size, l.size);
        for (auto i = first; i < last; ++i) {
            if (const double gap = gap2(m_boxes[l.first + i], box); gap <= reach()) {
                children[count++] = {gap, i};
            }
        }
        std::sort(children.begin(), children.begin() + static_cast<std::ptrdiff_t>(count),
                  [](const Child& a, const Child& b) {
                      return a.gap != b.gap ? a.gap < b.gap : a.at < b.at;
                  });
        for (std::size_t k = 0; k < count && children[k].gap <= reach(); ++k) {
            if (level == 0) {
                take(std::size_t{m_positions[children[k].at]});
            } else {
                approach(level - 1, children[k].at, box, reach, take);
            }
        }
    }

    std::vector<Box> m_boxes;               ///< All levels, one after the other.
    std::vector<std::uint32_t> m_positions; ///< Of the boxes of level 0 in the input.
    std::vector<Level> m_levels;
};

} // namespace sandan::geom
