#include "io/drawing_gaps.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace sandan::io {

namespace {

double distance(const geom::Point& p, const geom::Point& a, const geom::Point& b) {
    const double dx = b.x - a.x;
    const double dy = b.y - a.y;
    const double square = dx * dx + dy * dy;
    const double along =
        square > 0 ? std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / square, 0.0, 1.0) : 0.0;
    return std::hypot(p.x - a.x - along * dx, p.y - a.y - along * dy);
}

/// From an end to a line; of its own line the segment that it ends is left out.
double distance(const geom::Point& end, const geom::Line& line, bool own) {
    double least = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i + 1 < line.size(); ++i) {
        if (!own || !(line[i] == end || line[i + 1] == end)) {
            least = std::min(least, distance(end, line[i], line[i + 1]));
        }
    }
    return least;
}

double width_at(const geom::Point& end, const geom::Line& own, const geom::Faces& faces) {
    double least = distance(end, own, true);
    for (const auto& other : faces.open) {
        if (&other.line != &own) {
            least = std::min(least, distance(end, other.line, false));
        }
    }
    for (const auto& polygon : faces.polygons) {
        least = std::min(least, distance(end, polygon.outer, false));
    }
    return least;
}

} // namespace

std::vector<Gap> gaps_of(const geom::Faces& faces) {
    std::vector<Gap> gaps;
    gaps.reserve(faces.open.size());
    for (const auto& open : faces.open) {
        const Gap first{open.line.front(), width_at(open.line.front(), open.line, faces)};
        const Gap last{open.line.back(), width_at(open.line.back(), open.line, faces)};
        gaps.push_back(last.width > first.width ? last : first);
    }
    return gaps;
}

} // namespace sandan::io
