// SI-14, SI-15: land from which water flows to an intake or a reservoir. They bar factories of any
// kind, so they judge the lots on offer, not firms. A lot drains from each of its corners to the
// stream nearest to it; the shortest way counts.

#include <sandan/geom/measure.hpp>

#include "rules/flow_network.hpp"
#include "rules/support.hpp"
#include "rules/topics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>
#include <optional>
#include <utility>

namespace sandan::rules {

namespace {

using model::Feature;
using model::Layer;

constexpr double infinity = std::numeric_limits<double>::infinity();

/// Something that water must not reach too soon.
struct Protected {
    std::string id;
    std::string kind;
    std::optional<double> capacity_m3d;
    geom::Shape shape;
    std::vector<FlowNetwork::Target> targets;
};

const geom::Ring& corners(const Feature& lot) {
    return lot.shape.polygons.front().outer;
}

double flow_down(const FlowNetwork& streams, const Feature& lot, const Protected& to) {
    double shortest = infinity;
    for (const auto& corner : corners(lot)) {
        const auto from = streams.nearest(corner);
        for (const auto& target : to.targets) {
            shortest = from ? std::min(shortest, streams.distance(*from, target)) : shortest;
        }
    }
    return shortest;
}

/// The same from the intake down to the lot.
double flow_from(const FlowNetwork& streams, const Feature& lot, const Protected& intake) {
    double shortest = infinity;
    for (const auto& corner : corners(lot)) {
        const auto at = streams.nearest(corner);
        if (at && !intake.targets.empty()) {
            shortest = std::min(shortest,
                                streams.distance(intake.targets.front().at, streams.target(*at)));
        }
    }
    return shortest;
}

Outcome upstream(const Protected& what, double distance, const model::Parameter& limit,
                 bool discretion) {
    auto evidence =
        told({fmt::format("{}까지 유하거리 {} m (기준 {} m 초과){}", what.id,
                          number_text(distance, limit.value), limit.value,
                          discretion ? ", 시행령 §14의2의 승인 대상" : ""),
              fmt::format("water flows {} m to {} (more than {} m required){}",
                          number_text(distance, limit.value), what.id, limit.value,
                          discretion ? "; may be approved under the decree's §14-2" : "")});
    evidence.measured = distance;
    evidence.threshold = limit.value;
    evidence.unit = limit.unit;
    evidence.parameter = &limit;
    evidence.advisory = discretion;
    return breach(std::move(evidence));
}

/// 수도법 영 §14의2: beyond 7 km, and beyond 4 km at 500 m from the water, a factory may be
/// approved.
bool may_be_approved(const Context& context, const FlowNetwork& streams, const Feature& lot,
                     double distance) {
    const auto value = [&](std::string_view name) {
        const auto* const parameter = context.parameter("SI-14", name);
        return parameter == nullptr ? double{infinity} : parameter->value;
    };
    double away = infinity;
    for (const auto& corner : corners(lot)) {
        away = std::min(away, streams.away(corner));
    }
    return distance > value("approvable_from") ||
           (distance > value("approvable_near") && reaches(away, value("approvable_off_river")));
}

/// A groundwater intake is kept from by plain distance, any other along the stream; below an
/// unprotected one water must run a while, too.
Outcome judge_capacity(const Context& context, const FlowNetwork& streams, const Feature& lot,
                       const Protected& intake, double capacity_m3d) {
    const auto* const limit = context.parameter(
        "SI-14", "min_flow_distance", intake.kind == "protected" ? "" : intake.kind, capacity_m3d);
    const auto* const below = context.parameter("SI-14", "min_downstream", intake.kind);
    if (limit == nullptr) {
        return without_parameter("SI-14", "min_flow_distance");
    }
    const bool groundwater = intake.kind == "groundwater";
    const double distance =
        groundwater ? geom::distance(lot.shape, intake.shape) : flow_down(streams, lot, intake);
    if (within(distance, limit->value)) {
        return upstream(intake, distance, *limit,
                        !groundwater && may_be_approved(context, streams, lot, distance));
    }
    const double down = below == nullptr ? infinity : flow_from(streams, lot, intake);
    return below != nullptr && within(down, below->value) ? upstream(intake, down, *below, false)
                                                          : pass();
}

/// An intake of unknown capacity may be of any: only what holds for the smallest and the largest
/// is known.
Outcome judge_intake(const Context& context, const FlowNetwork& streams, const Feature& lot,
                     const Protected& intake) {
    if (intake.kind.empty()) {
        return unknown({"intakes.kind"});
    }
    const auto judge = [&](double capacity_m3d) {
        return judge_capacity(context, streams, lot, intake, capacity_m3d);
    };
    if (intake.capacity_m3d) {
        return judge(*intake.capacity_m3d);
    }
    auto smallest = judge(0);
    const auto largest = judge(std::numeric_limits<double>::max());
    return smallest.kind == largest.kind ? smallest : unknown({"intakes.capacity_m3d"});
}

/// What a lot's most severe protected place says; unknown before pass.
template <typename Judge>
Outcome worst_of(const std::vector<Protected>& places, const Judge& judge) {
    Outcome worst = pass();
    for (const auto& place : places) {
        auto outcome = judge(place);
        const bool worse = outcome.kind == Outcome::Kind::breach &&
                           (worst.kind != Outcome::Kind::breach ||
                            (worst.evidence.advisory && !outcome.evidence.advisory));
        if (worse ||
            (outcome.kind == Outcome::Kind::unknown && worst.kind == Outcome::Kind::pass)) {
            worst = std::move(outcome);
        }
    }
    return worst;
}

/// Calls `judge(lot)` for every lot on offer, or says which layer is missing.
template <typename Judge>
void for_lots(const Context& context, Sink& sink, std::initializer_list<const char*> roles,
              const Judge& judge) {
    std::vector<std::string> missing;
    for (const auto* const role : roles) {
        if (context.project.layer(role) == nullptr) {
            missing.push_back(fmt::format("layer {}", role));
        }
    }
    const auto* const lots = context.project.layer("lots");
    if (lots == nullptr || !missing.empty()) {
        sink.add({"lots", "lots", -1},
                 unknown(lots == nullptr ? std::vector<std::string>{"layer lots"} : missing));
        return;
    }
    for (const auto& lot : lots->features) {
        if (is_on_offer(context.project, *lots, lot) && !lot.shape.polygons.empty()) {
            sink.add(subject_of(*lots, lot), placed(judge(*lots, lot), lot.shape));
        }
    }
}

std::vector<Protected> intakes(const Context& context, const FlowNetwork& streams) {
    std::vector<Protected> all;
    for (const auto* const layer : context.project.layers_of("intakes")) {
        for (const auto& feature : layer->features) {
            Protected intake{layer->id(feature),
                             layer->text(feature, "kind").value_or(""),
                             layer->number(feature, "capacity_m3d"),
                             feature.shape,
                             {}};
            const auto at = feature.shape.points.empty()
                                ? std::nullopt
                                : streams.nearest(feature.shape.points.front());
            if (at) {
                intake.targets.push_back(streams.target(*at));
            }
            all.push_back(std::move(intake));
        }
    }
    return all;
}

void intake_protection(const Context& context, Sink& sink) {
    const FlowNetwork streams{context.project.layers_of("streams")};
    const auto places = intakes(context, streams);
    for_lots(context, sink, {"streams", "intakes"}, [&](const Layer&, const Feature& lot) {
        return worst_of(places, [&](const Protected& intake) {
            return judge_intake(context, streams, lot, intake);
        });
    });
}

std::vector<Protected> reservoirs(const Context& context, const FlowNetwork& streams) {
    std::vector<Protected> all;
    for (const auto* const layer : context.project.layers_of("reservoirs")) {
        for (const auto& feature : layer->features) {
            Protected reservoir{layer->id(feature), {}, {}, feature.shape, {}};
            for (const auto& at : streams.entries(feature.shape.polygons)) {
                reservoir.targets.push_back(streams.target(at));
            }
            all.push_back(std::move(reservoir));
        }
    }
    return all;
}

/// Zones of a lot: the one it is planned for, else those it lies in. None known: empty.
std::vector<std::string> zones_of(const Context& context, const Layer& lots, const Feature& lot) {
    const auto planned = lots.text(lot, "zoning").value_or("");
    if (!planned.empty()) {
        return {planned};
    }
    const auto& table = context.analysis.lots_zoning;
    std::vector<std::string> zones;
    const auto [first, last] =
        table ? table->rows_of(static_cast<std::size_t>(&lot - lots.features.data()))
              : std::pair<std::size_t, std::size_t>{};
    for (auto row = first; row < last; ++row) {
        if (!table->rows[row].sliver) {
            zones.push_back(table->rows[row].zone_class);
        }
    }
    return zones;
}

/// Whether a lot has the shorter distance of 도시지역 and 계획관리지역; a lot that is partly of
/// another kind has the longer one.
struct UrbanLot {
    std::optional<bool> urban;
    std::vector<std::string> missing; ///< What decides it, when nothing does.
};

/// Whether a zone has the shorter distance; nothing for a code of no known zone, and for 관리지역,
/// which is planned management or not.
std::optional<bool> is_urban(const Context& context, const std::string& code) {
    const auto* const zone = context.project.codes.zoning_code(code);
    if (context.parameter("SI-15", "urban_zone", code) != nullptr) {
        return true;
    }
    if (zone == nullptr || (zone->umbrella && zone->family == "other")) {
        return std::nullopt;
    }
    return zone->family == "residential" || zone->family == "commercial" ||
           zone->family == "industrial" || zone->family == "green";
}

UrbanLot urban_lot(const Context& context, const Layer& lots, const Feature& lot) {
    const auto zones = zones_of(context, lots, lot);
    UrbanLot found;
    for (const auto& code : zones) {
        const bool covered = code != "(none)";
        const auto urban = covered ? is_urban(context, code) : std::nullopt;
        if (urban == std::optional{false}) {
            return {false, {}};
        }
        if (!urban) {
            found.missing.push_back(covered ? fmt::format("kind of zone {}", code)
                                            : std::string{"layer zoning"});
        }
    }
    if (zones.empty()) {
        found.missing = {"layer zoning", "lots.zoning"};
    }
    if (found.missing.empty()) {
        found.urban = true;
    }
    return found;
}

/// A reservoir that no stream of the layer enters: how far water flows to it cannot be known.
void tell_unreached(const std::vector<Protected>& places, Sink& sink) {
    for (const auto& reservoir : places) {
        if (reservoir.targets.empty()) {
            sink.add({"reservoirs", reservoir.id, -1},
                     unknown({fmt::format("streams into {}", reservoir.id)}));
        }
    }
}

void reservoir_protection(const Context& context, Sink& sink) {
    const auto layers = context.project.layers_of("streams");
    const FlowNetwork streams{layers};
    const auto places = reservoirs(context, streams);
    if (!layers.empty()) {
        tell_unreached(places, sink);
    }
    for_lots(context, sink, {"streams", "reservoirs"}, [&](const Layer& lots, const Feature& lot) {
        const auto found = urban_lot(context, lots, lot);
        const auto* const shorter = context.parameter("SI-15", "min_flow_distance", "urban");
        const auto* const longer = context.parameter("SI-15", "min_flow_distance");
        const auto* const limit = found.urban.value_or(true) ? shorter : longer;
        return worst_of(places, [&](const Protected& reservoir) {
            if (limit == nullptr || longer == nullptr) {
                return without_parameter("SI-15", "min_flow_distance");
            }
            // land on the bank drains into the water, whatever the stream network says
            const bool on_bank = !(geom::distance(lot.shape, reservoir.shape) > 0);
            const double distance = on_bank ? 0 : flow_down(streams, lot, reservoir);
            if (within(distance, limit->value)) {
                return upstream(reservoir, distance, *limit, false);
            }
            const bool hangs_on_zone = !found.urban && within(distance, longer->value);
            return hangs_on_zone ? unknown(found.missing) : pass();
        });
    });
}

constexpr std::array table{
    Rule{"SI-14", intake_protection},
    Rule{"SI-15", reservoir_protection},
};

} // namespace

std::span<const Rule> water_rules() {
    return table;
}

} // namespace sandan::rules
