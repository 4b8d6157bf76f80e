// SI-11, SI-25, SI-26: land and heights that roads, airfields and the military restrict, whatever
// the firm: they judge lots on offer and buildings.

#include <sandan/geom/common_areas.hpp>
#include <sandan/geom/measure.hpp>
#include <sandan/geom/overlay.hpp>

#include "core/number.hpp"
#include "rules/support.hpp"
#include "rules/topics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace sandan::rules {

namespace {

using model::Feature;
using model::Layer;

/// 접도구역: the roads of the classes listed (`band_road`), widened by their band.
struct Bands {
    geom::MultiPolygon area;
    const model::Parameter* width = nullptr; ///< The widest in use: what a breach is dated by.
    std::vector<std::string> missing;
};

Bands bands(const Context& context) {
    Bands found;
    std::vector<geom::MultiPolygon> parts;
    const auto roads = context.project.layers_of("roads");
    if (roads.empty()) {
        found.missing.emplace_back("layer roads");
    }
    for (const auto* const layer : roads) {
        for (const auto& road : layer->features) {
            const auto road_class = layer->text(road, "class").value_or("");
            if (road_class.empty()) {
                found.missing.emplace_back("roads.class");
                continue;
            }
            if (context.parameter("SI-11", "band_road", road_class) == nullptr) {
                continue;
            }
            const auto* const width = context.parameter("SI-11", "band_width", road_class);
            if (width == nullptr) {
                found.missing.emplace_back("parameter SI-11 band_width");
                continue;
            }
            parts.push_back(
                geom::difference(geom::buffer(road.shape, width->value), road.shape.polygons));
            const bool wider = found.width == nullptr || width->value > found.width->value;
            found.width = wider ? width : found.width;
        }
    }
    if (!parts.empty()) {
        found.area = geom::dissolve(parts);
    }
    std::sort(found.missing.begin(), found.missing.end());
    found.missing.erase(std::unique(found.missing.begin(), found.missing.end()),
                        found.missing.end());
    return found;
}

Outcome in_band(const Bands& bands, double area, bool building) {
    auto evidence = told({fmt::format("접도구역에 {} m² 포함{}", number_text(area, 0),
                                      building ? "" : ": 건축물을 구역 밖에 배치"),
                          fmt::format("{} m² lie in the road-side band{}", number_text(area, 0),
                                      building ? "" : ": keep buildings out of it")});
    evidence.measured = area;
    evidence.threshold = 0;
    evidence.unit = "m²";
    evidence.parameter = bands.width;
    evidence.advisory = !building;
    return breach(std::move(evidence));
}

/// A building in the band breaks the law, a lot in it has to place its buildings elsewhere.
void judge_band(const Bands& bands, const Layer& layer, const Feature& feature, bool building,
                Sink& sink) {
    constexpr double dust_m2 = 0.01;
    const double area = geom::common_area(feature.shape.polygons, bands.area);
    sink.add(subject_of(layer, feature),
             area > dust_m2 ? placed(in_band(bands, area, building), feature.shape) : pass());
}

/// SI-11, 도로법 §40
void roadside_band(const Context& context, Sink& sink) {
    if (context.lookup("SI-11", "band_road").status == model::Lookup::Status::not_in_force) {
        sink.add({"roads", "roads", -1}, without_parameter("SI-11", "band_road"));
        return;
    }
    const auto found = bands(context);
    if (!found.missing.empty()) {
        sink.add({"roads", "roads", -1}, unknown(found.missing));
    }
    if (found.area.empty()) {
        if (found.missing.empty()) {
            sink.add({"roads", "roads", -1},
                     not_applicable({"접도구역이 있는 도로가 없음", "no road with a band"}));
        }
        return;
    }
    if (const auto* const lots = context.project.layer("lots")) {
        for (const auto& lot : lots->features) {
            if (is_on_offer(context.project, *lots, lot)) {
                judge_band(found, *lots, lot, false, sink);
            }
        }
    }
    if (const auto* const buildings = context.project.layer("buildings")) {
        for (const auto& building : buildings->features) {
            judge_band(found, *buildings, building, true, sink);
        }
    } else {
        sink.add({"buildings", "buildings", -1}, unknown({"layer buildings"}));
    }
}

/// Height of the ground at a point; nothing outside the grid or without data.
std::optional<double> ground_at(const Context& context, const geom::Point& p) {
    const auto& dem = context.project.dem;
    if (!dem || !(dem->cell > 0)) {
        return std::nullopt;
    }
    const double column = std::floor((p.x - dem->origin.x) / dem->cell);
    const double row = std::floor((dem->origin.y - p.y) / dem->cell);
    const bool inside = column >= 0 && row >= 0 && column < static_cast<double>(dem->columns) &&
                        row < static_cast<double>(dem->rows);
    if (!inside) {
        return std::nullopt;
    }
    const double height = dem->at(static_cast<std::size_t>(column), static_cast<std::size_t>(row));
    return std::isnan(height) ? std::nullopt : std::optional{height};
}

Outcome judge_height(const Context& context, const Layer& buildings, const Feature& building,
                     const Layer& surfaces, const Feature& surface) {
    const auto height = buildings.number(building, "height_m");
    const auto limit = surfaces.number(surface, "elevation_m");
    const auto ground = ground_at(context, geom::centroid(building.shape.polygons));
    std::vector<std::string> missing;
    if (!height) {
        missing.emplace_back("buildings.height_m");
    }
    if (!limit) {
        missing.emplace_back("obstacle_surfaces.elevation_m");
    }
    if (!ground) {
        missing.emplace_back("layer dem");
    }
    if (!missing.empty()) {
        return unknown(std::move(missing));
    }
    const double top = *ground + *height;
    auto evidence = told(
        {fmt::format("건축물 상단 표고 {} m (지반 {} + 높이 {}), 장애물 제한표면 {} {} m",
                     number_text(top, *limit), number_text(*ground, 0), number_text(*height, 0),
                     surfaces.id(surface), number_text(*limit, top)),
         fmt::format("top at {} m (ground {} + height {}), obstacle surface {} at {} m",
                     number_text(top, *limit), number_text(*ground, 0), number_text(*height, 0),
                     surfaces.id(surface), number_text(*limit, top))});
    evidence.measured = top;
    evidence.threshold = *limit;
    evidence.unit = "m";
    return within(top, *limit) ? pass(std::move(evidence)) : breach(std::move(evidence));
}

/// A breach says more than what is not known, and that more than a pass.
int severity(const Outcome& outcome) {
    switch (outcome.kind) {
    case Outcome::Kind::breach:
        return 3;
    case Outcome::Kind::unknown:
        return 2;
    case Outcome::Kind::pass:
        return 1;
    default:
        return 0;
    }
}

/// SI-25, 공항시설법 §34
void building_height(const Context& context, Sink& sink) {
    const auto* const buildings = context.project.layer("buildings");
    const auto* const surfaces = context.project.layer("obstacle_surfaces");
    if (buildings == nullptr || surfaces == nullptr) {
        sink.add({"buildings", "buildings", -1},
                 unknown(missing_layers(context, {"buildings", "obstacle_surfaces"})));
        return;
    }
    for (const auto& building : buildings->features) {
        Outcome worst = not_applicable({"제한표면 밖", "under no obstacle surface"});
        for (const auto& surface : surfaces->features) {
            if (geom::distance(building.shape, surface.shape) > 0) {
                continue;
            }
            auto outcome = judge_height(context, *buildings, building, *surfaces, surface);
            if (severity(outcome) > severity(worst)) {
                worst = std::move(outcome);
            }
        }
        sink.add(subject_of(*buildings, building), placed(std::move(worst), building.shape));
    }
}

constexpr const char* no_kind = "military.kind";

/// A military site and how far around it the law asks for consultation.
struct Military {
    std::string id;
    geom::Shape shape;
    const model::Parameter* distance = nullptr; ///< Without one `missing` says why.
    std::string missing;
};

/// The farthest that any kind of site reaches, m.
double widest_reach(const Context& context) {
    const auto* const rule = context.project.rules.rule("SI-26");
    double widest = 0;
    if (rule == nullptr) {
        return widest;
    }
    for (const auto& row : rule->parameters) {
        if (row.name == "distance" && model::in_force(row, context.date)) {
            widest = std::max(widest, row.value);
        }
    }
    return widest;
}

Outcome judge_military(const std::vector<Military>& sites, const Feature& lot, double widest) {
    std::vector<std::string> missing;
    for (const auto& site : sites) {
        if (site.distance == nullptr) {
            const bool out_of_reach = site.missing == no_kind && widest > 0 &&
                                      !within(geom::distance(lot.shape, site.shape), widest);
            if (!out_of_reach &&
                std::find(missing.begin(), missing.end(), site.missing) == missing.end()) {
                missing.push_back(site.missing);
            }
            continue;
        }
        const double distance = geom::distance(lot.shape, site.shape);
        if (within(distance, site.distance->value)) {
            auto evidence = told(
                {fmt::format("군사시설 {}까지 {} m (기준 {} m 초과): 협의", site.id,
                             number_text(distance, site.distance->value), site.distance->value),
                 fmt::format("{} m to military site {} (more than {} m free): "
                             "consultation",
                             number_text(distance, site.distance->value), site.id,
                             site.distance->value)});
            evidence.measured = distance;
            evidence.threshold = site.distance->value;
            evidence.unit = site.distance->unit;
            evidence.parameter = site.distance;
            return breach(std::move(evidence));
        }
    }
    return missing.empty() ? pass() : unknown(std::move(missing));
}

/// SI-26, 군사기지법 §5, §13
void military(const Context& context, Sink& sink) {
    const auto layers = context.project.layers_of("military");
    const auto* const lots = context.project.layer("lots");
    if (layers.empty() || lots == nullptr) {
        sink.add({"lots", "lots", -1},
                 unknown({lots == nullptr ? "layer lots" : "layer military"}));
        return;
    }
    std::vector<Military> sites;
    for (const auto* const layer : layers) {
        for (const auto& feature : layer->features) {
            const auto kind = layer->text(feature, "kind").value_or("");
            const auto* const distance =
                kind.empty() ? nullptr : context.parameter("SI-26", "distance", kind);
            Military site{layer->id(feature), feature.shape, distance, {}};
            if (distance == nullptr) {
                site.missing =
                    kind.empty() ? no_kind : fmt::format("parameter SI-26 distance {}", kind);
                sink.add(subject_of(*layer, feature), unknown({site.missing}));
            }
            sites.push_back(std::move(site));
        }
    }
    const double widest = widest_reach(context);
    for (const auto& lot : lots->features) {
        if (is_on_offer(context.project, *lots, lot)) {
            sink.add(subject_of(*lots, lot), placed(judge_military(sites, lot, widest), lot.shape));
        }
    }
}

constexpr std::array table{
    Rule{"SI-11", roadside_band},
    Rule{"SI-25", building_height},
    Rule{"SI-26", military},
};

} // namespace

std::span<const Rule> restriction_rules() {
    return table;
}

} // namespace sandan::rules
