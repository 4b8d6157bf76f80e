#pragma once
// A packed R-tree in Hilbert order (Kamel and Faloutsos 1993; layout as in "flatbush"): boxes are
// sorted along a 16-bit Hilbert curve of their centres and packed 16 to a node, level by level, in
// one array. Building is O(n) (radix sort), a query O(log n + found) for boxes that spread.
// Measured against Boost.Geometry's packed R*-tree: see src/README.md, "Decisions".

#include "geom/boxes.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
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
        (void)any(box, [&](std::size_t position) {
            take(position);
            return false;
        });
    }

    /// True if some box touches `box`.
    [[nodiscard]] bool any(const Box& box) const {
        return any(box, [](std::size_t) { return true; });
    }

    /// True if `wanted(position)` is of some box that touches `box`.
    template <typename Wanted>
    [[nodiscard]] bool any(const Box& box, const Wanted& wanted) const {
        return !m_levels.empty() && !box.empty() &&
               visit(m_levels.size() - 1, 0, box, rounded(box),
                     [&](std::size_t i) { return wanted(std::size_t{m_positions[i]}); });
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
        std::size_t first_node = 0; ///< In m_nodes.
    };

    [[nodiscard]] static double gap2(const Box& a, const Box& b) noexcept {
        const double dx = std::max({0.0, a.min.x - b.max.x, b.min.x - a.max.x});
        const double dy = std::max({0.0, a.min.y - b.max.y, b.min.y - a.max.y});
        return dx * dx + dy * dy;
    }

    /// Of one vector register.
    using Floats [[gnu::vector_size(16)]] = float;
    using Hits [[gnu::vector_size(16)]] = std::int32_t;
    static constexpr std::size_t lanes = 4;

    /// The boxes of one node, rounded outwards, side by side.
    struct Node {
        std::array<float, node_size> min_x;
        std::array<float, node_size> min_y;
        std::array<float, node_size> max_x;
        std::array<float, node_size> max_y;
    };

    /// A box rounded outwards.
    struct RoughBox {
        float min_x, min_y, max_x, max_y;
    };

    /// The next number of single precision below.
    [[nodiscard]] static float rounded_down(double number) noexcept {
        const auto near = static_cast<float>(number);
        const auto bits = std::bit_cast<std::int32_t>(near);
        const auto below =
            std::bit_cast<float>(bits < 0 ? bits + 1 : bits - 1); // as std::nextafter
        return static_cast<double>(near) <= number ? near : below;
    }

    [[nodiscard]] static RoughBox rounded(const Box& box) noexcept {
        return {rounded_down(box.min.x), rounded_down(box.min.y), -rounded_down(-box.max.x),
                -rounded_down(-box.max.y)};
    }

    [[nodiscard]] static Floats loaded(const std::array<float, node_size>& numbers,
                                       std::size_t at) noexcept {
        Floats result;
        std::memcpy(&result, numbers.data() + at, sizeof result);
        return result;
    }

    /// Calls `take(i)` for the boxes of a node that may touch `box`, until it returns true; true
    /// then.
    template <typename Take>
    static bool any_hit(const Node& node, const RoughBox& box, const Take& take) {
        for (std::size_t at = 0; at < node_size; at += lanes) {
            const Hits hits =
                (loaded(node.min_x, at) <= box.max_x) & (loaded(node.max_x, at) >= box.min_x) &
                (loaded(node.min_y, at) <= box.max_y) & (loaded(node.max_y, at) >= box.min_y);
            const auto halves = std::bit_cast<std::array<std::uint64_t, 2>>(hits);
            if ((halves[0] | halves[1]) == 0) {
                continue;
            }
            for (std::size_t k = 0; k < lanes; ++k) {
                if (hits[k] != 0 && take(at + k)) {
                    return true;
                }
            }
        }
        return false;
    }

    /// `hit(i)` for the boxes of level 0 that touch, until it returns true; true then.
    template <typename Hit>
    bool visit(std::size_t level, std::size_t node, const Box& box, const RoughBox& rough,
               const Hit& hit) const {
        const auto first = node * node_size;
        return any_hit(m_nodes[m_levels[level].first_node + node], rough, [&](std::size_t k) {
            if (level != 0) {
                return visit(level - 1, first + k, box, rough, hit);
            }
            return touch(m_boxes[first + k], box) && hit(first + k);
        });
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

    void fill_nodes();

    std::vector<Box> m_boxes;               ///< All levels, one after the other.
    std::vector<std::uint32_t> m_positions; ///< Of the boxes of level 0 in the input.
    std::vector<Level> m_levels;
    std::vector<Node> m_nodes; ///< The same boxes, node by node.
};

} // namespace sandan::geom
