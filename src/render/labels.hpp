#pragma once
// Where labels go. A label lies wholly inside its polygon and on no other label; the first text
// that fits wins, at the largest size that fits, along one of the polygon's axes.

#include "render/sheet.hpp"
#include "render/typesetter.hpp"

#include <vector>

namespace sandan::render {

/// True if the rectangle lies inside the rings (even-odd) and touches none of them. O(vertices).
[[nodiscard]] bool inside(const Rectangle& box, const std::vector<geom::Line>& rings);

/// Separating-axis test; touching is no overlap.
[[nodiscard]] bool overlap(const Rectangle& a, const Rectangle& b);

/// Direction of the longest edge or its normal, whichever has the longer extent; in (-90°, 90°].
[[nodiscard]] double long_axis(const geom::Line& ring);

[[nodiscard]] double shoelace(const geom::Line& ring);

/// A grid over the shape along `axis`; its inner points, widest clearance first. The first is
/// within a cell of the centre of the largest inscribed circle.
[[nodiscard]] std::vector<geom::Point> anchors(const std::vector<geom::Line>& rings, double axis);

/// A feature on the page, waiting for its label.
struct LabelRequest {
    std::size_t layer = 0;
    std::size_t feature = 0;
    const MapFeature* source = nullptr;
    std::vector<geom::Line> rings; ///< Of its largest part, in points on the page.
    std::vector<geom::Line> lines;
    std::vector<geom::Point> points;
};

struct LabelPlan {
    std::vector<Label> labels; ///< In order of placing: priority, then layer and feature.
    std::vector<Item> items;   ///< Marks and text.
};

/// Labels that would leave `frame` are not placed.
[[nodiscard]] LabelPlan place_labels(std::vector<LabelRequest> requests, const geom::Box& frame,
                                     const Typesetter& type);

} // namespace sandan::render
