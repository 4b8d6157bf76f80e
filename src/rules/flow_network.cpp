#include "rules/flow_network.hpp"

#include <sandan/geom/measure.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <queue>
#include <utility>

namespace sandan::rules {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// The nearest point of a segment: how far along it (m), and how far away.
struct Foot {
    double along = 0;
    double away = infinity;
};

/// As std::hypot, which takes five times as long to be right for lengths that no map has.
double length_of(double x, double y) {
    return std::sqrt(x * x + y * y);
}

/// At most the distance from the point to anything in the box.
double bound(const geom::Point& p, const geom::Box& box) {
    return length_of(std::max({0.0, box.min.x - p.x, p.x - box.max.x}),
                     std::max({0.0, box.min.y - p.y, p.y - box.max.y}));
}

Foot foot(const geom::Point& p, const geom::Point& a, const geom::Point& b) {
    const double length = length_of(b.x - a.x, b.y - a.y);
    if (!(length > 0)) {
        return {0, length_of(p.x - a.x, p.y - a.y)};
    }
    const double dot = ((p.x - a.x) * (b.x - a.x) + (p.y - a.y) * (b.y - a.y)) / length;
    const double along = std::clamp(dot, 0.0, length);
    const geom::Point at{a.x + (b.x - a.x) * along / length, a.y + (b.y - a.y) * along / length};
    return {along, length_of(p.x - at.x, p.y - at.y)};
}

Foot foot_on(const geom::Point& p, const geom::Line& line) {
    Foot best;
    double before = 0;
    for (std::size_t i = 1; i < line.size(); ++i) {
        const auto here = foot(p, line[i - 1], line[i]);
        if (here.away < best.away) {
            best = {before + here.along, here.away};
        }
        before += length_of(line[i].x - line[i - 1].x, line[i].y - line[i - 1].y);
    }
    return best;
}

geom::Point point_at(const geom::Line& line, double offset) {
    for (std::size_t i = 1; i < line.size(); ++i) {
        const double length = std::hypot(line[i].x - line[i - 1].x, line[i].y - line[i - 1].y);
        if (offset <= length && length > 0) {
            const double t = offset / length;
            return {line[i - 1].x + t * (line[i].x - line[i - 1].x),
                    line[i - 1].y + t * (line[i].y - line[i - 1].y)};
        }
        offset -= length;
    }
    return line.back();
}

/// The first offset that is inside, between one outside and one inside, to 1 cm.
template <typename Inside>
double enter(const Inside& inside, double outside_at, double inside_at) {
    if (inside(outside_at)) {
        return outside_at;
    }
    while (inside_at - outside_at > 0.01) {
        const double middle = (inside_at + outside_at) / 2;
        (inside(middle) ? inside_at : outside_at) = middle;
    }
    return inside_at;
}

} // namespace

FlowNetwork::FlowNetwork(const std::vector<const model::Layer*>& layers) {
    for (const auto* const layer : layers) {
        for (const auto& feature : layer->features) {
            for (const auto& line : feature.shape.lines) {
                if (line.size() > 1) {
                    m_edges.push_back({node(line.front()), node(line.back()), geom::length(line)});
                    m_lines.push_back(line);
                    geom::Box box;
                    std::for_each(line.begin(), line.end(), [&](const auto& p) { box.extend(p); });
                    m_boxes.push_back(box);
                }
            }
        }
    }
}

std::size_t FlowNetwork::node(const geom::Point& point) {
    constexpr double cells_per_m = 100;
    const std::pair key{std::lround(point.x * cells_per_m), std::lround(point.y * cells_per_m)};
    return m_nodes.try_emplace(key, m_nodes.size()).first->second;
}

std::optional<FlowNetwork::Position> FlowNetwork::nearest(const geom::Point& point) const {
    std::optional<Position> found;
    double best = infinity;
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        if (bound(point, m_boxes[i]) >= best) {
            continue;
        }
        const auto here = foot_on(point, m_lines[i]);
        if (here.away < best) {
            best = here.away;
            found = Position{i, here.along};
        }
    }
    return found;
}

double FlowNetwork::away(const geom::Point& point) const {
    const auto place = nearest(point);
    if (!place) {
        return infinity;
    }
    const auto at = point_at(m_lines[place->line], place->offset);
    return length_of(point.x - at.x, point.y - at.y);
}

std::vector<FlowNetwork::Position> FlowNetwork::entries(const geom::MultiPolygon& shape) const {
    constexpr double step_m = 5;
    std::vector<Position> found;
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        const auto inside = [&](double offset) {
            return geom::covers(shape, point_at(m_lines[i], offset));
        };
        bool before = false; // a stream that starts inside enters at its start
        const auto steps = static_cast<int>(m_edges[i].length / step_m);
        for (int step = 0; step <= steps; ++step) {
            const auto offset = step * step_m;
            const bool now = inside(offset);
            if (now && !before) {
                found.push_back({i, enter(inside, std::max(0.0, offset - step_m), offset)});
            }
            before = now;
        }
        if (!before && inside(m_edges[i].length)) {
            found.push_back({i, m_edges[i].length});
        }
    }
    return found;
}

FlowNetwork::Target FlowNetwork::target(const Position& at) const {
    Target target{at, std::vector<double>(m_nodes.size(), infinity)};
    std::vector<std::vector<std::size_t>> into(m_nodes.size());
    for (std::size_t i = 0; i < m_edges.size(); ++i) {
        into[m_edges[i].end].push_back(i);
    }
    using Entry = std::pair<double, std::size_t>;
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> open;
    const auto reach = [&](std::size_t node, double distance) {
        if (distance < target.from_node[node]) {
            target.from_node[node] = distance;
            open.emplace(distance, node);
        }
    };
    reach(m_edges[at.line].start, at.offset);
    while (!open.empty()) {
        const auto [distance, node] = open.top();
        open.pop();
        if (distance > target.from_node[node]) {
            continue;
        }
        for (const auto edge : into[node]) {
            reach(m_edges[edge].start, distance + m_edges[edge].length);
        }
    }
    return target;
}

double FlowNetwork::distance(const Position& from, const Target& to) const {
    if (from.line == to.at.line && from.offset <= to.at.offset) {
        return to.at.offset - from.offset;
    }
    const auto& edge = m_edges[from.line];
    return edge.length - from.offset + to.from_node[edge.end];
}

} // namespace sandan::rules
