#include "geom/rough_boxes.hpp"

#include "geom/boxes.hpp"

#include <algorithm>
#include <type_traits>

namespace sandan::geom {

void RoughBoxes::add(std::span<const Box> boxes) {
    for (const auto& box : boxes) {
        if (m_size++ % together == 0) {
            if (m_boxes.size() == most && !m_place.folder.empty()) {
                spill();
            }
            m_boxes.emplace_back();
        }
        if (!box.empty()) {
            m_boxes.back().extend(box.min);
            m_boxes.back().extend(box.max);
        }
    }
}

void RoughBoxes::spill() {
    static_assert(std::is_trivially_copyable_v<Box>);
    if (!m_file) {
        m_file = std::make_unique<SpillFile>(m_place);
    }
    m_file->add(std::as_bytes(std::span{m_boxes}));
    m_spilled += m_boxes.size();
    m_boxes.clear();
}

std::vector<std::size_t> RoughBoxes::near(const HilbertTree& places, double margin) const {
    std::vector<std::size_t> numbers;
    std::size_t first = 0; // of four
    const auto look = [&](std::span<const Box> boxes) {
        for (const auto& box : boxes) {
            if (places.any(grown(box, margin))) {
                const auto last = std::min(m_size, first + together);
                for (auto i = first; i < last; ++i) {
                    numbers.push_back(i);
                }
            }
            first += together;
        }
    };
    std::vector<Box> again(m_file ? most : 0);
    for (std::size_t k = 0; k < m_spilled; k += most) {
        m_file->read(k * sizeof(Box), std::as_writable_bytes(std::span{again}));
        look(again);
    }
    look(m_boxes);
    return numbers;
}

} // namespace sandan::geom
