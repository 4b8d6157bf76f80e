#pragma once

#include <sandan/geom/box_index.hpp>
#include <sandan/model/project.hpp>

#include <optional>
#include <vector>

namespace sandan::rules {

/// Residents of census cells (layers of role `population`). Read from any thread.
class People {
public:
    /// As many as `enough` are enough, whatever a cell without a number would add.
    People(const std::vector<const model::Layer*>& layers, double radius_m, double enough);

    /// The residents of every cell within the radius of some point of the lot, whole cells, so
    /// never too few; nothing when such a cell has no number and the others are not enough.
    [[nodiscard]] std::optional<double> near(const geom::Shape& lot) const;

private:
    std::vector<geom::Shape> m_cells;
    std::vector<std::optional<double>> m_persons;
    std::optional<geom::BoxIndex> m_index;
    double m_radius;
    double m_enough;
};

} // namespace sandan::rules
