#include "rules/building_lots.hpp"

#include <sandan/geom/measure.hpp>
#include <sandan/geom/overlay.hpp>

namespace sandan::rules {

namespace {

std::vector<geom::Box> boxes(const model::Layer& lots) {
    std::vector<geom::Box> all;
    all.reserve(lots.features.size());
    for (const auto& lot : lots.features) {
        all.push_back(geom::envelope(lot.shape));
    }
    return all;
}

} // namespace

BuildingLots::BuildingLots(const model::Layer& lots) : m_lots{lots}, m_index{boxes(lots)} {}

std::vector<std::string> BuildingLots::of(const model::Layer& buildings,
                                          const model::Feature& building) const {
    if (auto pnu = buildings.text(building, "pnu").value_or(""); !pnu.empty()) {
        return {std::move(pnu)};
    }
    constexpr double dust_m2 = 0.01;
    std::vector<std::string> found;
    const auto box = geom::envelope(building.shape);
    if (box.empty()) {
        return found;
    }
    for (const auto at : m_index.query(box)) {
        const auto& lot = m_lots.features[at];
        if (geom::intersection_area(building.shape.polygons, lot.shape.polygons) > dust_m2) {
            found.push_back(m_lots.id(lot));
        }
    }
    return found;
}

} // namespace sandan::rules
