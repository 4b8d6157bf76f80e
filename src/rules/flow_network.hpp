#pragma once

#include <sandan/model/layer.hpp>

#include <cstddef>
#include <map>
#include <optional>
#include <vector>

namespace sandan::rules {

/// Stream lines drawn downstream (the order of their vertices is the flow), joined where ends meet
/// within 1 cm. Distances (m) run along the streams (유하거리). Read from any thread.
class FlowNetwork {
public:
    explicit FlowNetwork(const std::vector<const model::Layer*>& layers);

    /// A place on a line, `offset` m below its start.
    struct Position {
        std::size_t line = 0;
        double offset = 0;
    };

    /// The place on the network nearest to a point; nothing in an empty network.
    [[nodiscard]] std::optional<Position> nearest(const geom::Point& point) const;

    /// Where streams enter a shape, to 1 cm; parts of less than 5 m of a stream may be missed.
    [[nodiscard]] std::vector<Position> entries(const geom::MultiPolygon& shape) const;

    /// A place downstream to which distances are asked.
    struct Target {
        Position at;
        std::vector<double> from_node; ///< From each node down to it; infinity where no water goes.
    };

    [[nodiscard]] Target target(const Position& at) const;

    /// Length of the way the water takes; infinity when it does not come there.
    [[nodiscard]] double distance(const Position& from, const Target& to) const;

    /// Planar distance from a point to the nearest line.
    [[nodiscard]] double away(const geom::Point& point) const;

private:
    struct Edge {
        std::size_t start = 0; ///< Nodes
        std::size_t end = 0;
        double length = 0;
    };

    std::size_t node(const geom::Point& point);

    std::vector<geom::Line> m_lines;
    std::vector<Edge> m_edges;      ///< Parallel to the lines.
    std::vector<geom::Box> m_boxes; ///< Parallel to the lines.
    std::map<std::pair<long, long>, std::size_t> m_nodes;
};

} // namespace sandan::rules
