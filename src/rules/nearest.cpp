#include "rules/nearest.hpp"

#include <sandan/geom/measure.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace sandan::rules {

namespace {

double gap(double min_a, double max_a, double min_b, double max_b) {
    return std::max({0.0, min_b - max_a, min_a - max_b});
}

double box_distance(const geom::Box& a, const geom::Box& b) {
    return std::hypot(gap(a.min.x, a.max.x, b.min.x, b.max.x),
                      gap(a.min.y, a.max.y, b.min.y, b.max.y));
}

} // namespace

NearestShapes::NearestShapes(std::vector<geom::Shape> shapes) {
    for (auto& shape : shapes) {
        if (!shape.empty()) {
            m_boxes.push_back(geom::envelope(shape));
            m_shapes.push_back(std::move(shape));
        }
    }
}

double NearestShapes::distance(const geom::Shape& from) const {
    const auto box = geom::envelope(from);
    std::vector<std::pair<double, std::size_t>> order;
    order.reserve(m_boxes.size());
    for (std::size_t i = 0; i < m_boxes.size(); ++i) {
        order.emplace_back(box_distance(box, m_boxes[i]), i);
    }
    std::sort(order.begin(), order.end());
    auto best = std::numeric_limits<double>::infinity();
    for (const auto& [bound, i] : order) {
        if (bound >= best) {
            break;
        }
        best = std::min(best, geom::distance(from, m_shapes[i]));
    }
    return best;
}

} // namespace sandan::rules
