#include "rules/people.hpp"

#include <sandan/geom/measure.hpp>

namespace sandan::rules {

People::People(const std::vector<const model::Layer*>& layers, double radius_m, double enough)
    : m_radius{radius_m}, m_enough{enough} {
    std::vector<geom::Box> boxes;
    for (const auto* const layer : layers) {
        for (const auto& cell : layer->features) {
            boxes.push_back(geom::envelope(cell.shape));
            m_cells.push_back(cell.shape);
            m_persons.push_back(layer->number(cell, "persons"));
        }
    }
    m_index.emplace(boxes);
}

std::optional<double> People::near(const geom::Shape& lot) const {
    auto box = geom::envelope(lot);
    if (box.empty()) {
        return 0;
    }
    box.extend({box.min.x - m_radius, box.min.y - m_radius});
    box.extend({box.max.x + m_radius, box.max.y + m_radius});
    double sum = 0;
    bool open = false;
    for (const auto i : m_index->query(box)) {
        if (geom::distance(lot, m_cells[i]) > m_radius) {
            continue;
        }
        open = open || !m_persons[i];
        sum += m_persons[i].value_or(0);
    }
    return open && sum < m_enough ? std::nullopt : std::optional{sum};
}

} // namespace sandan::rules
