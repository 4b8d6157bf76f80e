#include <sandan/geom/overlay.hpp>
#include <sandan/rules/context.hpp>

#include "rules/lot_facts.hpp"

namespace sandan::rules {

namespace {

std::vector<geom::MultiPolygon> polygons_of(const model::Layer& layer) {
    std::vector<geom::MultiPolygon> shapes;
    shapes.reserve(layer.features.size());
    for (const auto& feature : layer.features) {
        shapes.push_back(feature.shape.polygons);
    }
    return shapes;
}

geom::MultiPolygon outline(const model::Layer* boundary) {
    return boundary == nullptr ? geom::MultiPolygon{} : geom::dissolve(polygons_of(*boundary));
}

/// ZO-08; without a value nothing is set apart as a sliver.
overlay::SliverLimits sliver_limits(const model::Project& project, const Date& date) {
    overlay::SliverLimits limits{.area_m2 = 0, .width_m = 0};
    if (const auto* const area = project.rules.parameter("ZO-08", "min_area", date)) {
        limits.area_m2 = area->value;
    }
    if (const auto* const width = project.rules.parameter("ZO-08", "min_width", date)) {
        limits.width_m = width->value;
    }
    return limits;
}

std::optional<overlay::OverlapTable> overlaps_with(const model::Project& project,
                                                   const std::string& role, const Date& date,
                                                   unsigned threads) {
    std::vector<overlay::ZoneLayer> zones;
    for (const auto* const layer : project.layers_of(role)) {
        zones.push_back({layer, "code"});
    }
    const auto* const lots = project.layer("lots");
    if (lots == nullptr || zones.empty()) {
        return std::nullopt;
    }
    return overlay::overlaps(*lots, zones, sliver_limits(project, date), threads);
}

} // namespace

Analysis analyse(const model::Project& project, const Date& date, unsigned threads) {
    Analysis analysis;
    analysis.budget = landuse::land_use_budget(project, landuse::budget_limits(project, date));
    if (const auto* const lots = project.layer("lots")) {
        const auto shapes = polygons_of(*lots);
        analysis.contacts = geom::contacts(shapes);
        analysis.lots_coverage =
            geom::check_coverage(shapes, outline(project.layer("boundary")), threads);
    }
    if (const auto* const parcels = project.layer("parcels")) {
        analysis.parcels_coverage = geom::check_coverage(polygons_of(*parcels), {}, threads);
    }
    analysis.lots_zoning = overlaps_with(project, "zoning", date, threads);
    analysis.lots_management = overlaps_with(project, "management", date, threads);
    analysis.lots = lot_facts(project, analysis.lots_zoning, date, threads);
    return analysis;
}

} // namespace sandan::rules
