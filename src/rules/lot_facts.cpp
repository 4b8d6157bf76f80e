#include "rules/lot_facts.hpp"

#include <sandan/core/parallel.hpp>
#include <sandan/geom/adjacency.hpp>
#include <sandan/geom/box_index.hpp>
#include <sandan/geom/measure.hpp>
#include <sandan/geom/nearest.hpp>
#include <sandan/geom/overlay.hpp>

#include "rules/holders.hpp"
#include "rules/people.hpp"
#include "rules/power_lines.hpp"
#include "rules/zone_limits.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <string>
#include <string_view>
#include <utility>

namespace sandan::rules {

namespace {

using geom::NearestShapes;
using model::Feature;
using model::Layer;
using model::Project;

using Keep = std::function<bool(const Layer&, const Feature&)>;

bool every(const Layer&, const Feature&) {
    return true;
}

/// Boxes are searched this much wider than what borders may be apart (geom::shared_border).
constexpr double reach_m = 0.1;

/// What touches, or lies near, a lot in one group of layers.
class Polygons {
public:
    Polygons(std::vector<geom::MultiPolygon> shapes, std::vector<std::optional<double>> values)
        : m_shapes{std::move(shapes)}, m_values{std::move(values)}, m_index{boxes(m_shapes)} {}

    /// Border shared with any of them, m.
    [[nodiscard]] double frontage(const geom::MultiPolygon& lot) const {
        double length = 0;
        for (const auto i : near(lot)) {
            length += geom::shared_border(lot, m_shapes[i]);
        }
        return length;
    }

    /// Largest value of those the lot runs along for more than `touch` m (less is a corner); 0 when
    /// none, nothing when one's is not known.
    [[nodiscard]] std::optional<double> widest(const geom::MultiPolygon& lot, double touch) const {
        double width = 0;
        for (const auto i : near(lot)) {
            if (geom::shared_border(lot, m_shapes[i]) <= touch) {
                continue;
            }
            if (!m_values[i]) {
                return std::nullopt;
            }
            width = std::max(width, *m_values[i]);
        }
        return width;
    }

    /// Area of the lot inside their union, m².
    [[nodiscard]] double overlap(const geom::MultiPolygon& lot) const {
        std::vector<geom::MultiPolygon> parts;
        for (const auto i : near(lot)) {
            auto part = geom::intersection(lot, m_shapes[i]);
            if (!part.empty()) {
                parts.push_back(std::move(part));
            }
        }
        return parts.size() > 1 ? geom::area(geom::dissolve(parts))
               : parts.empty()  ? 0
                                : geom::area(parts.front());
    }

private:
    static std::vector<geom::Box> boxes(const std::vector<geom::MultiPolygon>& shapes) {
        std::vector<geom::Box> all;
        all.reserve(shapes.size());
        for (const auto& shape : shapes) {
            all.push_back(geom::envelope(shape));
        }
        return all;
    }

    [[nodiscard]] std::vector<std::size_t> near(const geom::MultiPolygon& lot) const {
        auto box = geom::envelope(lot);
        if (box.empty()) {
            return {};
        }
        box.extend({box.min.x - reach_m, box.min.y - reach_m});
        box.extend({box.max.x + reach_m, box.max.y + reach_m});
        return m_index.query(box);
    }

    std::vector<geom::MultiPolygon> m_shapes;
    std::vector<std::optional<double>> m_values;
    geom::BoxIndex m_index;
};

std::optional<Polygons> polygons(const std::vector<const Layer*>& layers, const Keep& keep = every,
                                 std::string_view value = {}) {
    if (layers.empty()) {
        return std::nullopt;
    }
    std::vector<geom::MultiPolygon> shapes;
    std::vector<std::optional<double>> values;
    for (const auto* const layer : layers) {
        for (const auto& feature : layer->features) {
            if (keep(*layer, feature)) {
                shapes.push_back(feature.shape.polygons);
                values.push_back(layer->number(feature, value));
            }
        }
    }
    return Polygons{std::move(shapes), std::move(values)};
}

void append(std::vector<const geom::Shape*>& shapes, const Layer& layer, const Keep& keep) {
    for (const auto& feature : layer.features) {
        if (keep(layer, feature)) {
            shapes.push_back(&feature.shape);
        }
    }
}

std::optional<NearestShapes> nearest(const Project& project, std::string_view role,
                                     const Keep& keep = every) {
    const auto layers = project.layers_of(role);
    if (layers.empty()) {
        return std::nullopt;
    }
    std::vector<const geom::Shape*> shapes;
    for (const auto* const layer : layers) {
        append(shapes, *layer, keep);
    }
    return NearestShapes{shapes};
}

const model::LandUse* land_use(const Project& project, const Layer& lots, const Feature& lot) {
    const auto code = lots.text(lot, "use");
    return code ? project.codes.land_use(*code) : nullptr;
}

Keep of_group(const Project& project, std::string_view group) {
    return [&project, group](const Layer& lots, const Feature& lot) {
        const auto* const use = land_use(project, lots, lot);
        return use != nullptr && use->group == group;
    };
}

/// Lots planned as road, for a plan without a roads layer (their width is then not known).
Keep is_road(const Project& project) {
    return [&project](const Layer& lots, const Feature& lot) {
        const auto* const use = land_use(project, lots, lot);
        return use != nullptr && use->counts_road;
    };
}

bool not_released(const Layer& layer, const Feature& feature) {
    return layer.text(feature, "released").value_or("0") != "1";
}

bool is_gas_facility(const Layer& layer, const Feature& feature) {
    return layer.text(feature, "kind").value_or("") == "high_pressure_gas";
}

std::optional<People> people(const Project& project, const Date& date) {
    const auto* const radius = project.rules.parameter("SI-21", "radius", date);
    const auto layers = project.layers_of("population");
    if (radius == nullptr || layers.empty()) {
        return std::nullopt;
    }
    const auto* const crowd = project.rules.parameter("SI-21", "max_population", date);
    return People{layers, radius->value,
                  crowd == nullptr ? std::numeric_limits<double>::infinity() : crowd->value};
}

Keep in_force(const Date& date) {
    return [date](const Layer& layer, const Feature& feature) {
        const auto notice = parse_date(layer.text(feature, "notice_date").value_or(""));
        return !notice || *notice <= date;
    };
}

/// The layers around the lots, indexed once.
struct Surroundings {
    std::optional<Polygons> roads;
    std::optional<double> road_touch; ///< PD-04 `min_touch`
    std::optional<NearestShapes> school_gates;
    std::optional<NearestShapes> school_sites;
    std::optional<NearestShapes> heritage;
    std::optional<NearestShapes> railways;
    std::optional<NearestShapes> power_lines;
    std::optional<NearestShapes> power_lines_500_kv;
    std::optional<NearestShapes> power_lines_765_kv;
    std::optional<NearestShapes> substations;
    std::optional<NearestShapes> substations_500_kv;
    std::optional<NearestShapes> substations_765_kv;
    std::optional<NearestShapes> lines_7_35_kv;
    std::optional<NearestShapes> lines_over_35_kv;
    std::optional<NearestShapes> gas_facilities;
    std::optional<People> people;
    std::optional<NearestShapes> housing;
    std::optional<Polygons> rivers;
    std::optional<Polygons> agricultural;
    std::optional<Polygons> special_zone;
    std::optional<Holders> holders;
};

std::optional<NearestShapes> housing(const Project& project, const Layer& lots) {
    const auto sensitive = project.layers_of("sensitive");
    if (sensitive.empty()) {
        return std::nullopt;
    }
    std::vector<const geom::Shape*> shapes;
    append(shapes, lots, of_group(project, "residential"));
    for (const auto* const layer : sensitive) {
        append(shapes, *layer, every);
    }
    return NearestShapes{shapes};
}

Surroundings survey(const Project& project, const Layer& lots, const Date& date) {
    Surroundings around;
    around.roads = polygons(project.layers_of("roads"), every, "width_m");
    if (!around.roads) {
        around.roads = polygons({&lots}, is_road(project), "width_m");
    }
    if (const auto* const touch = project.rules.parameter("PD-04", "min_touch", date)) {
        around.road_touch = touch->value;
    }
    around.school_gates = nearest(project, "school_gates");
    around.school_sites = nearest(project, "school_sites");
    around.heritage = nearest(project, "heritage");
    around.railways = nearest(project, "railways");
    around.power_lines = nearest(project, "power_lines", power_from_kv(345, false));
    around.power_lines_500_kv = nearest(project, "power_lines", power_from_kv(500, false));
    around.power_lines_765_kv = nearest(project, "power_lines", power_from_kv(765, false));
    around.substations = nearest(project, "power_lines", power_from_kv(345, true));
    around.substations_500_kv = nearest(project, "power_lines", power_from_kv(500, true));
    around.substations_765_kv = nearest(project, "power_lines", power_from_kv(765, true));
    around.lines_7_35_kv = nearest(project, "power_lines", is_7_to_35_kv);
    around.lines_over_35_kv = nearest(project, "power_lines", is_over_35_kv);
    around.gas_facilities = nearest(project, "hazards", is_gas_facility);
    around.people = people(project, date);
    around.housing = housing(project, lots);
    around.rivers = polygons(project.layers_of("rivers"));
    around.agricultural = polygons(project.layers_of("agricultural"), not_released);
    around.special_zone = polygons(project.layers_of("special_zone"), in_force(date));
    const auto* const bound = project.rules.parameter("SI-27", "min_years", date);
    around.holders.emplace(project, bound == nullptr ? std::nullopt : std::optional{bound->value});
    return around;
}

/// Infinity where there is none.
std::optional<double> distance(const std::optional<NearestShapes>& to, const geom::Shape& from) {
    if (!to) {
        return std::nullopt;
    }
    const auto nearest = to->nearest(from);
    return nearest ? nearest->distance : std::numeric_limits<double>::infinity();
}

std::optional<double> overlap(const std::optional<Polygons>& with, const geom::MultiPolygon& lot) {
    return with ? std::optional{with->overlap(lot)} : std::nullopt;
}

std::optional<double> slope(const Project& project, const geom::MultiPolygon& lot) {
    if (!project.dem) {
        return std::nullopt;
    }
    const auto mean = model::mean_slope_deg(*project.dem, lot);
    return std::isnan(mean) ? std::nullopt : std::optional{mean};
}

LotFacts measure(const Project& project, const Surroundings& around, const geom::Shape& shape) {
    const auto& lot = shape.polygons;
    LotFacts facts;
    facts.area_m2 = geom::area(lot);
    if (around.roads) {
        facts.frontage_m = around.roads->frontage(lot);
        facts.road_width_m =
            around.road_touch ? around.roads->widest(lot, *around.road_touch) : std::nullopt;
    }
    facts.school_gate_m = distance(around.school_gates, shape);
    facts.school_site_m = distance(around.school_sites, shape);
    facts.heritage_m = distance(around.heritage, shape);
    facts.railway_m = distance(around.railways, shape);
    facts.power_line_m = distance(around.power_lines, shape);
    facts.power_line_500_m = distance(around.power_lines_500_kv, shape);
    facts.power_line_765_m = distance(around.power_lines_765_kv, shape);
    facts.substation_m = distance(around.substations, shape);
    facts.substation_500_m = distance(around.substations_500_kv, shape);
    facts.substation_765_m = distance(around.substations_765_kv, shape);
    facts.housing_m = distance(around.housing, shape);
    facts.line_7_35_kv_m = distance(around.lines_7_35_kv, shape);
    facts.line_over_35_kv_m = distance(around.lines_over_35_kv, shape);
    facts.gas_facility_m = distance(around.gas_facilities, shape);
    facts.people = around.people ? around.people->near(shape) : std::nullopt;
    facts.river_m2 = overlap(around.rivers, lot);
    facts.agricultural_m2 = overlap(around.agricultural, lot);
    if (around.special_zone) {
        facts.outside_special_zone_m2 =
            std::max(0.0, facts.area_m2 - around.special_zone->overlap(lot));
    }
    facts.slope_deg = slope(project, lot);
    return facts;
}

void add_limits(const Project& project, const overlay::OverlapTable& lots_zoning, std::size_t lot,
                const Date& date, LotFacts& facts) {
    auto found = lot_limits(project, lots_zoning, lot, date);
    facts.limits_missing = std::move(found.missing);
    if (found.limits) {
        facts.bcr_percent = found.limits->bcr_percent;
        facts.far_percent = found.limits->far_percent;
        facts.bcr_served_percent = found.limits->bcr_served_percent;
    }
}

} // namespace

std::vector<LotFacts> lot_facts(const Project& project,
                                const std::optional<overlay::OverlapTable>& lots_zoning,
                                const Date& date, unsigned threads) {
    const auto* const lots = project.layer("lots");
    if (lots == nullptr) {
        return {};
    }
    const auto around = survey(project, *lots, date);
    std::vector<LotFacts> facts(lots->features.size());
    parallel_for(facts.size(), threads, [&](std::size_t i) {
        const auto& lot = lots->features[i];
        const auto* const use = land_use(project, *lots, lot);
        if (use != nullptr && !use->for_sale_to_firms) {
            facts[i].area_m2 = geom::area(lot.shape.polygons);
            return;
        }
        facts[i] = measure(project, around, lot.shape);
        const auto hold = around.holders->of(*lots, lot, date);
        facts[i].held_years = hold.years;
        facts[i].held_missing = hold.missing;
        if (lots_zoning) {
            add_limits(project, *lots_zoning, i, date, facts[i]);
        }
    });
    return facts;
}

} // namespace sandan::rules
