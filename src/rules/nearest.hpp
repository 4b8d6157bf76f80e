#pragma once

#include <sandan/geom/types.hpp>

#include <span>
#include <vector>

namespace sandan::rules {

/// Shapes with their boxes, asked many times for the nearest one. Read from any thread.
class NearestShapes {
public:
    explicit NearestShapes(std::vector<geom::Shape> shapes);

    /// Planar distance (m) to the nearest shape; infinity when there is none. Exact: shapes whose
    /// box is farther than the best distance so far are left out, no other.
    [[nodiscard]] double distance(const geom::Shape& from) const;

private:
    std::vector<geom::Shape> m_shapes;
    std::vector<geom::Box> m_boxes;
};

} // namespace sandan::rules
