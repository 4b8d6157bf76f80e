#include <sandan/geom/measure.hpp>

#include "geom/boxes.hpp"
#include "render/furniture.hpp"
#include "render/windows.hpp"

#include <algorithm>

namespace sandan::render {

namespace {

using geom::Box;

geom::Shape shape_of(const Box& box) {
    const auto& [low, high] = box;
    geom::Shape shape;
    shape.polygons = {
        {{{low.x, low.y}, {high.x, low.y}, {high.x, high.y}, {low.x, high.y}, {low.x, low.y}}, {}}};
    return shape;
}

/// Windows as what they show of the plan.
class Views {
public:
    explicit Views(const Sheet& sheet) {
        for (const auto& window : sheet.windows) {
            m_boxes.push_back(shown_by(window, sheet.scale));
            m_shapes.push_back(shape_of(m_boxes.back()));
        }
    }

    [[nodiscard]] bool show(const geom::Shape& shape) const {
        const auto box = geom::envelope(shape);
        for (std::size_t i = 0; i < m_boxes.size(); ++i) {
            // a river may pass a window whose corner its box holds
            if (geom::touch(box, m_boxes[i]) && geom::distance(shape, m_shapes[i]) <= 0) {
                return true;
            }
        }
        return false;
    }

private:
    std::vector<Box> m_boxes;
    std::vector<geom::Shape> m_shapes;
};

bool is_seen(const LegendEntry& entry, const MapSpec& spec, const Views& views) {
    return std::any_of(spec.layers.begin(), spec.layers.end(), [&](const MapLayer& layer) {
        return std::any_of(layer.features.begin(), layer.features.end(), [&](const auto& feature) {
            return feature.style == entry.style &&
                   (entry.key.empty() || feature.key == entry.key) && views.show(feature.shape);
        });
    });
}

bool has_place(const LegendEntry& entry) {
    return !geom::envelope(entry.place).empty();
}

} // namespace

std::vector<LegendEntry> seen_entries(const MapSpec& spec, const Sheet& sheet) {
    const Views views{sheet};
    std::vector<LegendEntry> entries;
    for (const auto& entry : spec.legend) {
        const bool only_seen = (entry.base || entry.if_seen) && entry.geometry != 't';
        if (only_seen && !is_seen(entry, spec, views)) {
            continue;
        }
        entries.push_back(entry);
        if (entry.geometry == 'p' && has_place(entry) && !views.show(entry.place)) {
            entries.back().geometry = 'm';
        }
        entries.back().place = {}; // the rows are copied while they are fitted
    }
    return entries;
}

} // namespace sandan::render
