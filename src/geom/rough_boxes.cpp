#include "geom/rough_boxes.hpp"

#include "geom/boxes.hpp"

#include <algorithm>

namespace sandan::geom {

void RoughBoxes::add(std::span<const Box> boxes) {
    for (const auto& box : boxes) {
        if (m_size++ % together == 0) {
            m_boxes.emplace_back();
        }
        if (!box.empty()) {
            m_boxes.back().extend(box.min);
            m_boxes.back().extend(box.max);
        }
    }
}

std::vector<std::size_t> RoughBoxes::near(const HilbertTree& places, double margin) const {
    std::vector<std::size_t> numbers;
    for (std::size_t k = 0; k < m_boxes.size(); ++k) {
        if (places.any(grown(m_boxes[k], margin))) {
            const auto last = std::min(m_size, (k + 1) * together);
            for (auto i = k * together; i < last; ++i) {
                numbers.push_back(i);
            }
        }
    }
    return numbers;
}

} // namespace sandan::geom
