#include "rules/part_density.hpp"

#include <sandan/geom/common_areas.hpp>
#include <sandan/geom/measure.hpp>
#include <sandan/geom/overlay.hpp>

#include "rules/support.hpp"

#include <algorithm>
#include <set>

namespace sandan::rules {

namespace {

/// Where a zone covers a lot.
geom::MultiPolygon part_of(const Context& context, const geom::MultiPolygon& lot,
                           const std::string& zone) {
    std::vector<geom::MultiPolygon> pieces;
    for (const auto* const layer : context.project.layers_of("zoning")) {
        for (const auto& feature : layer->features) {
            if (layer->text(feature, "code") == zone &&
                geom::common_area(feature.shape.polygons, lot) > 0) {
                pieces.push_back(feature.shape.polygons);
            }
        }
    }
    return pieces.empty() ? geom::MultiPolygon{} : geom::intersection(geom::dissolve(pieces), lot);
}

/// Of every part its share of what a building has, by where the footprint lies; last, what lies on
/// none of them.
std::vector<double> shared_out(const geom::MultiPolygon& footprint, double built,
                               const std::vector<geom::MultiPolygon>& parts) {
    const double whole = geom::area(footprint);
    std::vector<double> shares;
    double rest = built;
    for (const auto& part : parts) {
        const double on = whole > 0 ? geom::common_area(footprint, part) / whole : 0;
        shares.push_back(built * on);
        rest -= shares.back();
    }
    shares.push_back(std::max(0.0, rest));
    return shares;
}

} // namespace

std::optional<PartDensity> densest_part(const Context& context, std::size_t lot,
                                        const LotLimits& limits,
                                        const std::vector<LotBuilding>& buildings,
                                        const char* field, double ZonePart::*limit) {
    const auto& land = context.project.layer("lots")->features[lot].shape.polygons;
    std::vector<geom::MultiPolygon> parts;
    for (const auto& zone : limits.zones) {
        parts.push_back(part_of(context, land, zone));
        if (!(geom::area(parts.back()) > 0)) {
            return std::nullopt;
        }
    }
    std::vector<double> built(parts.size(), 0);
    double off = 0;       // of buildings of the lot, drawn beside it
    double uncertain = 0; // of buildings that may be of another lot
    for (const auto& [layer, building, certain] : buildings) {
        const double area = layer->number(*building, field).value_or(0);
        if (!certain) {
            uncertain += area;
            continue;
        }
        const auto shares = shared_out(building->shape.polygons, area, parts);
        for (std::size_t i = 0; i < parts.size(); ++i) {
            built[i] += shares[i];
        }
        off += shares.back();
    }
    std::optional<PartDensity> densest;
    std::set<std::string> missing;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const double part_m2 = geom::area(parts[i]);
        const double most = limits.parts[i].*limit;
        const double used = 100 * built[i] / part_m2;
        if (!within(used + 100 * off / part_m2, most)) {
            missing.emplace("buildings.geometry");
        } else if (!within(used + 100 * (off + uncertain) / part_m2, most)) {
            missing.emplace("buildings.pnu");
        }
        if (!densest || used - most > densest->used_percent - densest->limits.*limit) {
            densest = PartDensity{limits.zones[i], used, limits.parts[i], {}};
        }
    }
    if (densest) {
        densest->missing.assign(missing.begin(), missing.end());
    }
    return densest;
}

} // namespace sandan::rules
