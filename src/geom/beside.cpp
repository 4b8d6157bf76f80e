#include "geom/beside.hpp"

#include "geom/boxes.hpp"

#include <algorithm>
#include <cmath>

namespace sandan::geom {

namespace {

/// A point in the coordinates of a segment: along it from its start, and to its left.
Point along(const Segment& s, double length, const Point& p) {
    const double dx = (s.b.x - s.a.x) / length;
    const double dy = (s.b.y - s.a.y) / length;
    const double px = p.x - s.a.x;
    const double py = p.y - s.a.y;
    return {px * dx + py * dy, py * dx - px * dy};
}

} // namespace

double length(const Segment& s) {
    return std::hypot(s.b.x - s.a.x, s.b.y - s.a.y);
}

Box box_of(const Segment& s, double margin) {
    return grown(box_of(s.a, s.b), margin);
}

std::vector<Box> boxes_of(const std::vector<Segment>& segments) {
    std::vector<Box> boxes;
    boxes.reserve(segments.size());
    for (const auto& s : segments) {
        boxes.push_back(box_of(s, 0));
    }
    return boxes;
}

std::optional<Stretch> shared_stretch(const Segment& s, const Segment& t, double tolerance) {
    constexpr double steepest = 0.2679491924311227; // tan 15°
    const double size = length(s);
    if ((s.a == t.b && s.b == t.a) || (s.a == t.a && s.b == t.b)) {
        return Stretch{0, size};
    }
    auto low = along(s, size, t.a);
    auto high = along(s, size, t.b);
    if (low.x > high.x) {
        std::swap(low, high);
    }
    const double rise = high.y - low.y;
    const double run = high.x - low.x;
    if (run <= 0 || std::abs(rise) > std::max(steepest * run, 2 * tolerance)) {
        return std::nullopt;
    }
    double from = std::max(0.0, low.x);
    double to = std::min(size, high.x);
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

double covered(std::vector<Stretch>& stretches) {
    std::sort(stretches.begin(), stretches.end());
    double sum = 0;
    double reached = 0;
    for (const auto& [from, to] : stretches) {
        sum += std::max(0.0, to - std::max(from, reached));
        reached = std::max(reached, to);
    }
    return sum;
}

} // namespace sandan::geom
