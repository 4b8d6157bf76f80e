#pragma once
// The room on a page that labels have taken.

#include "render/labels.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

namespace sandan::render {

/// Boxes already taken, in a grid of square cells over the frame.
class Taken {
public:
    explicit Taken(const geom::Box& frame) : m_frame{frame}, m_cells(side * side) {}

    [[nodiscard]] bool free(const Rectangle& box) const {
        bool result = true;
        visit(box, [&](std::size_t cell) {
            for (const auto at : m_cells[cell]) {
                result = result && !overlap(box, m_boxes[at]);
            }
        });
        return result;
    }

    void add(const Rectangle& box) {
        m_boxes.push_back(box);
        visit(box, [&](std::size_t cell) { m_cells[cell].push_back(m_boxes.size() - 1); });
    }

private:
    static constexpr std::size_t side = 48;

    [[nodiscard]] static std::size_t cell(double from, double at, double extent) {
        const double share = std::clamp((at - from) / extent, 0.0, 0.999999);
        return static_cast<std::size_t>(share * static_cast<double>(side));
    }

    template <typename Work>
    void visit(const Rectangle& box, const Work& work) const {
        const double reach = std::hypot(box.half_width, box.half_height);
        const double width = m_frame.max.x - m_frame.min.x;
        const double height = m_frame.max.y - m_frame.min.y;
        const auto last_x = cell(m_frame.min.x, box.centre.x + reach, width);
        const auto last_y = cell(m_frame.min.y, box.centre.y + reach, height);
        for (auto y = cell(m_frame.min.y, box.centre.y - reach, height); y <= last_y; ++y) {
            for (auto x = cell(m_frame.min.x, box.centre.x - reach, width); x <= last_x; ++x) {
                work(y * side + x);
            }
        }
    }

    geom::Box m_frame;
    std::vector<Rectangle> m_boxes;
    std::vector<std::vector<std::size_t>> m_cells;
};

} // namespace sandan::render
