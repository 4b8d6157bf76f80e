#include "rules/part_density.hpp"

#include <sandan/geom/measure.hpp>
#include <sandan/geom/overlay.hpp>

namespace sandan::rules {

namespace {

/// Where a zone covers a lot.
geom::MultiPolygon part_of(const Context& context, const geom::MultiPolygon& lot,
                           const std::string& zone) {
    std::vector<geom::MultiPolygon> pieces;
    for (const auto* const layer : context.project.layers_of("zoning")) {
        for (const auto& feature : layer->features) {
            if (layer->text(feature, "code") == zone &&
                geom::intersection_area(feature.shape.polygons, lot) > 0) {
                pieces.push_back(feature.shape.polygons);
            }
        }
    }
    return pieces.empty() ? geom::MultiPolygon{} : geom::intersection(geom::dissolve(pieces), lot);
}

} // namespace

std::optional<PartDensity> densest_part(const Context& context, std::size_t lot,
                                        const LotLimits& limits,
                                        const std::vector<const model::Feature*>& buildings,
                                        const char* field, double ZonePart::*limit) {
    const auto& land = context.project.layer("lots")->features[lot].shape.polygons;
    const auto& layer = *context.project.layer("buildings");
    std::optional<PartDensity> densest;
    for (std::size_t i = 0; i < limits.parts.size(); ++i) {
        const auto part = part_of(context, land, limits.zones[i]);
        const double part_m2 = geom::area(part);
        double built = 0;
        for (const auto* const building : buildings) {
            const double footprint = geom::area(building->shape.polygons);
            if (!(footprint > 0)) {
                return std::nullopt;
            }
            built += layer.number(*building, field).value_or(0) *
                     geom::intersection_area(building->shape.polygons, part) / footprint;
        }
        if (!(part_m2 > 0)) {
            return std::nullopt;
        }
        const PartDensity found{limits.zones[i], 100 * built / part_m2, limits.parts[i].*limit};
        const double above = found.used_percent - found.limit_percent;
        if (!densest || above > densest->used_percent - densest->limit_percent) {
            densest = found;
        }
    }
    return densest;
}

} // namespace sandan::rules
