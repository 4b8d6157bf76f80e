#include "geom/gaps.hpp"

#include <sandan/core/parallel.hpp>
#include <sandan/geom/measure.hpp>
#include <sandan/geom/overlay.hpp>
#include <sandan/geom/width.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>
#include <utility>

namespace sandan::geom {

namespace {

constexpr double touch = 1e-6; // m; the union moves nodes by rounding only

double distance(const Point& p, const Point& a, const Point& b) {
    const double length_squared = (b.x - a.x) * (b.x - a.x) + (b.y - a.y) * (b.y - a.y);
    const double along = (p.x - a.x) * (b.x - a.x) + (p.y - a.y) * (b.y - a.y);
    const double t = length_squared > 0 ? std::clamp(along / length_squared, 0.0, 1.0) : 0;
    return std::hypot(a.x + t * (b.x - a.x) - p.x, a.y + t * (b.y - a.y) - p.y);
}

bool touches(const PolygonSet& set, std::size_t shape, const Point& p) {
    const auto& box = set.box(shape);
    if (p.x < box.min.x - touch || p.x > box.max.x + touch || p.y < box.min.y - touch ||
        p.y > box.max.y + touch) {
        return false;
    }
    bool found = false;
    set.for_each_edge(shape, [&](const Point& a, const Point& b) {
        found = found || distance(p, a, b) <= touch;
    });
    return found;
}

double contact(const Ring& ring, const PolygonSet& set, std::size_t other) {
    double sum = 0;
    for (std::size_t i = 1; i < ring.size(); ++i) {
        const auto& a = ring[i - 1];
        const auto& b = ring[i];
        if (touches(set, other, {(a.x + b.x) / 2, (a.y + b.y) / 2})) {
            sum += std::hypot(b.x - a.x, b.y - a.y);
        }
    }
    return sum;
}

Gap describe_gap(MultiPolygon shape, const Indexed& indexed) {
    Gap gap;
    gap.area = area(shape);
    if (gap.area <= 0) {
        return gap;
    }
    const auto found = widest(shape);
    gap.width = found.width;
    gap.at = found.at;
    const Cutter cutter{shape};
    auto box = envelope(shape);
    box = {{box.min.x - touch, box.min.y - touch}, {box.max.x + touch, box.max.y + touch}};
    for (const auto i : indexed.index.query(box)) {
        if (cutter.within(indexed.shapes.shape(i), touch)) {
            gap.neighbours.push_back(i);
            gap.contacts.push_back(contact(shape, indexed.shapes, i));
        }
    }
    gap.shape = std::move(shape);
    return gap;
}

} // namespace

double contact(const MultiPolygon& gap, const PolygonSet& set, std::size_t other) {
    double sum = 0;
    for (const auto& part : gap) {
        sum += contact(part.outer, set, other);
        for (const auto& hole : part.holes) {
            sum += contact(hole, set, other);
        }
    }
    return sum;
}

std::vector<Gap> describe_gaps(std::vector<MultiPolygon> shapes, const Indexed& indexed,
                               unsigned threads) {
    std::vector<Gap> gaps(shapes.size());
    parallel_for(shapes.size(), threads,
                 [&](std::size_t i) { gaps[i] = describe_gap(std::move(shapes[i]), indexed); });
    std::erase_if(gaps, [](const Gap& gap) { return gap.area <= 0; });
    std::sort(gaps.begin(), gaps.end(), [](const Gap& a, const Gap& b) {
        return std::tie(a.at.y, a.at.x, a.area) < std::tie(b.at.y, b.at.x, b.area);
    });
    return gaps;
}

} // namespace sandan::geom
