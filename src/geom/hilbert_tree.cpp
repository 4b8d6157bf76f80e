#include "geom/hilbert_tree.hpp"

#include <sandan/core/error.hpp>

#include <cmath>
#include <limits>
#include <utility>

namespace sandan::geom {

namespace {

constexpr std::uint32_t side = 0xFFFF; ///< Cells of the curve along one axis, less one.

/// Distance along the Hilbert curve of order 16 (the classic rotate-and-descend form).
std::uint32_t along_curve(std::uint32_t x, std::uint32_t y) {
    std::uint32_t result = 0;
    for (std::uint32_t s = 0x8000; s != 0; s >>= 1U) {
        const bool right = (x & s) != 0;
        const bool top = (y & s) != 0;
        result += s * s * ((right ? 3U : 0U) ^ (top ? 1U : 0U));
        if (!top) {
            if (right) {
                x = side - x;
                y = side - y;
            }
            std::swap(x, y);
        }
    }
    return result;
}

struct Keyed {
    std::uint32_t key = 0;
    std::uint32_t position = 0;
};

/// By key, stable: three passes of 11 bits.
void radix_sort(std::vector<Keyed>& items) {
    constexpr std::uint32_t mask = 0x7FF;
    std::vector<Keyed> other(items.size());
    for (unsigned shift = 0; shift < 32; shift += 11) {
        std::array<std::size_t, mask + 2> starts{};
        for (const auto& item : items) {
            ++starts[((item.key >> shift) & mask) + 1];
        }
        for (std::size_t i = 1; i < starts.size(); ++i) {
            starts[i] += starts[i - 1];
        }
        for (const auto& item : items) {
            other[starts[(item.key >> shift) & mask]++] = item;
        }
        items.swap(other);
    }
}

void extend(Box& box, const Box& by) {
    box.extend(by.min);
    box.extend(by.max);
}

std::uint32_t cell(double low, double high, double from, double scale) {
    const double at = ((low + high) / 2 - from) * scale;
    return at > 0 ? static_cast<std::uint32_t>(std::min(at, double{side})) : 0U;
}

std::vector<Keyed> keys_of(std::span<const Box> boxes) {
    Box all;
    for (const auto& box : boxes) {
        if (!box.empty()) {
            extend(all, box);
        }
    }
    const double width = std::max(all.max.x - all.min.x, std::numeric_limits<double>::min());
    const double height = std::max(all.max.y - all.min.y, std::numeric_limits<double>::min());
    std::vector<Keyed> keys;
    keys.reserve(boxes.size());
    for (std::size_t i = 0; i < boxes.size(); ++i) {
        const auto& box = boxes[i];
        if (!box.empty()) {
            keys.push_back({along_curve(cell(box.min.x, box.max.x, all.min.x, side / width),
                                        cell(box.min.y, box.max.y, all.min.y, side / height)),
                            static_cast<std::uint32_t>(i)});
        }
    }
    radix_sort(keys);
    return keys;
}

} // namespace

void HilbertTree::fill_nodes() {
    constexpr float most = std::numeric_limits<float>::infinity();
    for (auto& level : m_levels) {
        level.first_node = m_nodes.size();
        for (std::size_t i = 0; i < level.size; i += node_size) {
            auto& node = m_nodes.emplace_back();
            node.min_x.fill(most); // touches nothing
            node.min_y.fill(most);
            node.max_x.fill(-most);
            node.max_y.fill(-most);
            for (auto k = i; k < std::min(i + node_size, level.size); ++k) {
                const auto box = rounded(m_boxes[level.first + k]);
                node.min_x[k - i] = box.min_x;
                node.min_y[k - i] = box.min_y;
                node.max_x[k - i] = box.max_x;
                node.max_y[k - i] = box.max_y;
            }
        }
    }
}

HilbertTree::HilbertTree(std::span<const Box> boxes) {
    if (boxes.size() > std::numeric_limits<std::uint32_t>::max()) {
        throw Error{ErrorKind::budget,
                    Text{"색인 하나에 상자가 4 294 967 295개를 넘습니다: 자료를 나누십시오",
                         "more than 4 294 967 295 boxes in one index: split the data"}};
    }
    const auto keys = keys_of(boxes);
    if (keys.empty()) {
        return;
    }
    m_boxes.reserve(keys.size() + keys.size() / (node_size - 1) + 8);
    m_positions.reserve(keys.size());
    for (const auto& item : keys) {
        m_boxes.push_back(boxes[item.position]);
        m_positions.push_back(item.position);
    }
    m_levels.push_back({.first = 0, .size = keys.size()});
    while (m_levels.back().size > node_size) {
        const auto below = m_levels.back();
        const auto first = m_boxes.size();
        for (std::size_t i = 0; i < below.size; i += node_size) {
            Box node;
            for (auto k = i; k < std::min(i + node_size, below.size); ++k) {
                extend(node, m_boxes[below.first + k]);
            }
            m_boxes.push_back(node);
        }
        m_levels.push_back({.first = first, .size = m_boxes.size() - first});
    }
    fill_nodes();
}

} // namespace sandan::geom
