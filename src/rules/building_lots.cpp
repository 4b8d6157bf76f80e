#include "rules/building_lots.hpp"

#include <sandan/geom/box_index.hpp>
#include <sandan/geom/common_areas.hpp>
#include <sandan/geom/measure.hpp>

#include <algorithm>

namespace sandan::rules {

namespace {

using model::Feature;
using model::Layer;

std::vector<geom::Box> boxes(const Layer& lots) {
    std::vector<geom::Box> all;
    all.reserve(lots.features.size());
    for (const auto& lot : lots.features) {
        all.push_back(geom::envelope(lot.shape));
    }
    return all;
}

/// Lots that a footprint lies on.
struct Footing {
    std::vector<std::string> lots;
    double largest_m2 = 0;
};

Footing footing_of(const Feature& building, const Layer& lots, const geom::BoxIndex& index) {
    constexpr double dust_m2 = 0.01;
    Footing found;
    const auto box = geom::envelope(building.shape);
    if (box.empty()) {
        return found;
    }
    for (const auto at : index.query(box)) {
        const auto& lot = lots.features[at];
        const double area = geom::common_area(building.shape.polygons, lot.shape.polygons);
        if (area > dust_m2) {
            found.lots.push_back(lots.id(lot));
            found.largest_m2 = std::max(found.largest_m2, area);
        }
    }
    return found;
}

} // namespace

BuildingsOfLots buildings_of_lots(const model::Project& project, const Layer& lots) {
    const geom::BoxIndex index{boxes(lots)};
    BuildingsOfLots all;
    for (const auto* const layer : project.layers_of("buildings")) {
        for (const auto& building : layer->features) {
            if (auto pnu = layer->text(building, "pnu").value_or(""); !pnu.empty()) {
                all.by_lot[std::move(pnu)].push_back({layer, &building, true});
                continue;
            }
            const auto found = footing_of(building, lots, index);
            const double footprint = geom::area(building.shape.polygons);
            all.unplaced += footprint > 0 ? 0U : 1U;
            const bool certain = found.lots.size() == 1 && 2 * found.largest_m2 >= footprint;
            for (const auto& lot : found.lots) {
                all.by_lot[lot].push_back({layer, &building, certain});
            }
        }
    }
    return all;
}

} // namespace sandan::rules
