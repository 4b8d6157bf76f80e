#include <sandan/geom/polygon_set.hpp>

#include "geom/ring.hpp"

#include <algorithm>
#include <cmath>

namespace sandan::geom {

PolygonSet::PolygonSet(std::span<const MultiPolygon> shapes) {
    for (const auto& shape : shapes) {
        add(shape);
    }
}

void PolygonSet::add(const MultiPolygon& shape) {
    for (const auto& polygon : shape) {
        add_ring(polygon.outer, true);
        for (const auto& hole : polygon.holes) {
            add_ring(hole, false);
        }
    }
    end_feature();
}

void PolygonSet::append(std::span<const Point> ring, bool as_it_runs) {
    if (as_it_runs) {
        m_points.insert(m_points.end(), ring.begin(), ring.end());
    } else {
        m_points.insert(m_points.end(), ring.rbegin(), ring.rend());
    }
    m_turned.push_back(as_it_runs ? 0 : 1);
    m_rings.push_back(m_points.size());
}

void PolygonSet::add_ring(std::span<const Point> points, bool outer) {
    append(points, (signed_area(points) >= 0) == outer);
    const auto rings = m_rings.size() - 1;
    if (outer) {
        m_parts.push_back(rings);
    } else {
        m_parts.back() = rings;
    }
}

void PolygonSet::end_feature() {
    const auto parts = m_parts.size() - 1;
    Box box;
    for (auto part = m_features.back(); part < parts; ++part) {
        if (m_parts[part] < m_parts[part + 1]) {
            for (const auto& p : points_of(m_parts[part])) {
                box.extend(p);
            }
        }
    }
    m_features.push_back(parts);
    m_boxes.push_back(box);
}

void PolygonSet::add_simple(std::span<const Point> ring, bool counter_clockwise, const Box& box) {
    append(ring, counter_clockwise);
    m_parts.push_back(m_rings.size() - 1);
    m_features.push_back(m_parts.size() - 1);
    m_boxes.push_back(box);
}

void PolygonSet::clear() {
    m_points.clear();
    m_rings.resize(1);
    m_turned.clear();
    m_parts.resize(1);
    m_features.resize(1);
    m_boxes.clear();
}

double PolygonSet::area(std::size_t feature) const {
    double sum = 0;
    for (auto part = m_features[feature]; part < m_features[feature + 1]; ++part) {
        double land = 0;
        for (auto ring = m_parts[part]; ring < m_parts[part + 1]; ++ring) {
            land += signed_area(points_of(ring));
        }
        sum += land;
    }
    return sum;
}

double PolygonSet::perimeter(std::size_t feature) const {
    double sum = 0;
    for_each_edge(feature,
                  [&](const Point& a, const Point& b) { sum += std::hypot(b.x - a.x, b.y - a.y); });
    return sum;
}

MultiPolygon PolygonSet::shape(std::size_t feature) const {
    MultiPolygon result;
    for (auto part = m_features[feature]; part < m_features[feature + 1]; ++part) {
        Polygon polygon;
        for (auto ring = m_parts[part]; ring < m_parts[part + 1]; ++ring) {
            const auto points = points_of(ring);
            auto& to = ring == m_parts[part] ? polygon.outer : polygon.holes.emplace_back();
            to.assign(points.begin(), points.end());
        }
        result.push_back(std::move(polygon));
    }
    return result;
}

} // namespace sandan::geom
