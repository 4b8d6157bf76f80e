#include <sandan/geom/common_areas.hpp>
#include <sandan/geom/measure.hpp>
#include <sandan/geom/overlay.hpp>

#include "core/number.hpp"
#include "rules/zone_limits.hpp"
#include "upgrade/measure.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace sandan::upgrade {

namespace {

using Areas = std::map<std::string, double>;

std::optional<overlay::OverlapTable> zone_table(const Work& work) {
    const auto& project = work.context.project;
    std::vector<overlay::ZoneLayer> zones;
    for (const auto* const layer : project.layers_of("zoning")) {
        zones.push_back({layer, "code"});
    }
    if (zones.empty()) {
        return std::nullopt;
    }
    const auto* const area = work.context.parameter("ZO-08", "min_area");
    const auto* const width = work.context.parameter("ZO-08", "min_width");
    return overlay::overlaps(*work.survey.land, zones,
                             {.area_m2 = area == nullptr ? 0 : area->value,
                              .width_m = width == nullptr ? 0 : width->value},
                             work.threads);
}

/// Adds a parcel's zones to the site's; what no zone covers is missing.
void add_zones(const Work& work, const std::optional<overlay::OverlapTable>& table,
               std::size_t parcel, Areas& areas, std::vector<std::string>& missing) {
    const auto& row = work.survey.parcels[parcel];
    const auto& planned = work.facts[parcel].zoning;
    if (!planned.empty()) {
        areas[planned] += row.area_m2;
        return;
    }
    if (!table) {
        missing.emplace_back("layer zoning");
        return;
    }
    const auto [first, last] = table->rows_of(row.feature);
    for (auto i = first; i < last; ++i) {
        const auto& piece = table->rows[i];
        if (piece.sliver) {
            continue;
        }
        if (piece.zone_class == "(none)") {
            missing.push_back(
                fmt::format("layer zoning ({} m² uncovered)", grouped(piece.area_m2, 1)));
        } else {
            areas[piece.zone_class] += piece.area_m2;
        }
    }
}

const char* word_of(rules::SplitBasis basis) {
    if (basis == rules::SplitBasis::single) {
        return "single";
    }
    return basis == rules::SplitBasis::averaged ? "averaged" : "separate";
}

/// All activation areas as one shape.
geom::MultiPolygon activation_area(const model::Project& project) {
    std::vector<geom::MultiPolygon> parts;
    for (const auto* const layer : project.layers_of("district")) {
        for (const auto& feature : layer->features) {
            if (layer->text(feature, "kind").value_or("").starts_with("활성화")) {
                parts.push_back(feature.shape.polygons);
            }
        }
    }
    return parts.empty() ? geom::MultiPolygon{} : geom::dissolve(parts);
}

/// True if more than half of the site lies in the area.
bool mostly_in(const Work& work, const SiteRow& site, const geom::MultiPolygon& area) {
    double inside = 0;
    for (const auto parcel : site.parcels) {
        const auto feature = work.survey.parcels[parcel].feature;
        inside += geom::common_area(work.survey.land->features[feature].shape.polygons, area);
    }
    return 2 * inside > site.area_m2;
}

/// 산업입지법 §39의13①: the ceiling of the largest zone, never below the limit in force.
void raise_to_ceiling(const Work& work, const Areas& areas, SiteRow& site) {
    const auto largest =
        std::max_element(areas.begin(), areas.end(),
                         [](const auto& a, const auto& b) { return a.second < b.second; });
    const auto at_least = [&](double limit, const char* rule) {
        const auto* const ceiling =
            rules::national_limit(work.context.project, rule, largest->first, work.context.date);
        return std::max(limit, ceiling == nullptr ? 0 : ceiling->value);
    };
    site.coverage_ceiling = at_least(*site.coverage_limit, "ZO-01");
    site.floor_ceiling = at_least(*site.floor_limit, "ZO-02");
}

} // namespace

void measure_limits(const Work& work) {
    const auto& project = work.context.project;
    const auto table = zone_table(work);
    const auto activation = activation_area(project);
    for (auto& site : work.survey.sites) {
        Areas areas;
        for (const auto parcel : site.parcels) {
            add_zones(work, table, parcel, areas, site.missing);
        }
        std::sort(site.missing.begin(), site.missing.end());
        site.missing.erase(std::unique(site.missing.begin(), site.missing.end()),
                           site.missing.end());
        for (const auto& [code, area] : areas) {
            site.zones.push_back(code);
        }
        if (!site.missing.empty() || areas.empty()) {
            continue;
        }
        const auto found = rules::land_limits(project, areas, project.plan.complex(site.complex),
                                              work.context.date);
        site.missing = found.missing;
        if (!found.limits) {
            continue;
        }
        site.coverage_limit = found.limits->bcr_percent;
        site.floor_limit = found.limits->far_percent;
        site.basis = word_of(found.limits->basis);
        if (!activation.empty() && mostly_in(work, site, activation)) {
            raise_to_ceiling(work, areas, site);
        }
    }
}

} // namespace sandan::upgrade
