#include <sandan/geom/adjacency.hpp>
#include <sandan/geom/box_index.hpp>

#include "geom/boxes.hpp"
#include "geom/ring.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <utility>

namespace sandan::geom {

namespace {

struct Segment {
    std::size_t shape = 0;
    Point a;
    Point b;
};

/// A stretch of a segment, in metres from its start.
using Stretch = std::pair<double, double>;

void add_segments(const MultiPolygon& shape, std::size_t number, std::vector<Segment>& segments) {
    const auto add = [&](const Ring& ring) {
        for (std::size_t i = 1; i < ring.size(); ++i) {
            if (ring[i - 1] != ring[i]) {
                segments.push_back({number, ring[i - 1], ring[i]});
            }
        }
    };
    for (const auto& polygon : shape) {
        add(polygon.outer);
        std::for_each(polygon.holes.begin(), polygon.holes.end(), add);
    }
}

Box box_of(const Segment& s, double margin) {
    Box box;
    box.extend(s.a);
    box.extend(s.b);
    return {{box.min.x - margin, box.min.y - margin}, {box.max.x + margin, box.max.y + margin}};
}

std::vector<Box> boxes_of(const std::vector<Segment>& segments) {
    std::vector<Box> boxes;
    boxes.reserve(segments.size());
    for (const auto& s : segments) {
        boxes.push_back(box_of(s, 0));
    }
    return boxes;
}

double span(const Segment& s) {
    return std::hypot(s.b.x - s.a.x, s.b.y - s.a.y);
}

/// A point in the coordinates of a segment: along it from its start, and to its left.
Point along(const Segment& s, double length, const Point& p) {
    const double dx = (s.b.x - s.a.x) / length;
    const double dy = (s.b.y - s.a.y) / length;
    const double px = p.x - s.a.x;
    const double py = p.y - s.a.y;
    return {px * dx + py * dy, py * dx - px * dy};
}

/// The stretch of `s` that runs beside `t`: `t` deviates by less than 15° from it and lies within
/// `tolerance` of it. Borders that only meet in a point, at any angle, thus share next to nothing.
std::optional<Stretch> shared_stretch(const Segment& s, const Segment& t, double tolerance) {
    constexpr double steepest = 0.2679491924311227; // tan 15°
    const double length = span(s);
    auto low = along(s, length, t.a);
    auto high = along(s, length, t.b);
    if (low.x > high.x) {
        std::swap(low, high);
    }
    const double rise = high.y - low.y;
    const double run = high.x - low.x;
    if (run <= 0 || std::abs(rise) > std::max(steepest * run, 2 * tolerance)) {
        return std::nullopt;
    }
    double from = std::max(0.0, low.x);
    double to = std::min(length, high.x);
    if (rise != 0) { // where −tolerance ≤ height ≤ tolerance
        double enter = low.x + (-tolerance - low.y) * run / rise;
        double leave = low.x + (tolerance - low.y) * run / rise;
        if (enter > leave) {
            std::swap(enter, leave);
        }
        from = std::max(from, enter);
        to = std::min(to, leave);
    } else if (std::abs(low.y) > tolerance) {
        return std::nullopt;
    }
    return from < to ? std::optional<Stretch>{{from, to}} : std::nullopt;
}

/// Length of the union of stretches.
double covered(std::vector<Stretch> stretches) {
    std::sort(stretches.begin(), stretches.end());
    double sum = 0;
    double reached = 0;
    for (const auto& [from, to] : stretches) {
        sum += std::max(0.0, to - std::max(from, reached));
        reached = std::max(reached, to);
    }
    return sum;
}

Box grown(Box box, double margin) {
    return {{box.min.x - margin, box.min.y - margin}, {box.max.x + margin, box.max.y + margin}};
}

} // namespace

std::vector<Contact> contacts(std::span<const MultiPolygon> shapes, double min_length,
                              double tolerance) {
    std::vector<Segment> segments;
    for (std::size_t i = 0; i < shapes.size(); ++i) {
        add_segments(shapes[i], i, segments);
    }
    const BoxIndex index{boxes_of(segments)};

    std::map<std::pair<std::size_t, std::size_t>, double> lengths;
    for (const auto& s : segments) {
        std::map<std::size_t, std::vector<Stretch>> stretches; // by the other shape
        for (const auto hit : index.query(box_of(s, tolerance))) {
            const auto& t = segments[hit];
            if (t.shape <= s.shape) {
                continue;
            }
            if (const auto stretch = shared_stretch(s, t, tolerance)) {
                stretches[t.shape].push_back(*stretch);
            }
        }
        for (auto& [other, list] : stretches) {
            lengths[{s.shape, other}] += covered(std::move(list));
        }
    }

    std::vector<Contact> result;
    for (const auto& [pair, length] : lengths) {
        if (length > min_length) {
            result.push_back({pair.first, pair.second, length});
        }
    }
    return result;
}

double shared_border(const MultiPolygon& shape, const MultiPolygon& other, double tolerance) {
    std::vector<Segment> own;
    add_segments(shape, 0, own);
    Box reach;
    for (const auto& s : own) {
        reach.extend(s.a);
    }
    reach = grown(reach, tolerance);

    std::vector<Segment> near;
    add_segments(other, 1, near);
    std::erase_if(near, [&](const Segment& t) { return !touch(reach, box_of(t, 0)); });
    const BoxIndex index{boxes_of(near)};

    double sum = 0;
    for (const auto& s : own) {
        std::vector<Stretch> stretches;
        for (const auto hit : index.query(box_of(s, tolerance))) {
            if (const auto stretch = shared_stretch(s, near[hit], tolerance)) {
                stretches.push_back(*stretch);
            }
        }
        sum += covered(std::move(stretches));
    }
    return sum;
}

} // namespace sandan::geom
