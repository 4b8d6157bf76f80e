// ZO-01, ZO-02: built area against the limits of the land it stands on (대지).
#include <sandan/geom/measure.hpp>

#include "rules/building_lots.hpp"
#include "rules/part_density.hpp"
#include "rules/support.hpp"
#include "rules/topics.hpp"
#include "rules/zone_limits.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace sandan::rules {

namespace {

using model::Layer;

/// One of the two densities.
struct Density {
    const char* field = "";
    Text what;
    double SplitLimits::*limit = nullptr;
    double ZonePart::*part_limit = nullptr;
    double SplitLimits::*served = nullptr; ///< The limit once infrastructure is there.
    const model::Parameter* LotLimits::*parameter = nullptr;
};

/// What decides between the two coverages of a 농공단지.
constexpr const char* infrastructure = "complex.infrastructure";

const Density coverage{
    "building_area_m2",     {"건폐율", "building coverage"},  &SplitLimits::bcr_percent,
    &ZonePart::bcr_percent, &SplitLimits::bcr_served_percent, &LotLimits::bcr};
const Density floor_area{"floor_area_m2",
                         {"용적률", "floor area ratio"},
                         &SplitLimits::far_percent,
                         &ZonePart::far_percent,
                         nullptr,
                         &LotLimits::far};

using Buildings = std::vector<LotBuilding>;

struct Built {
    double area_m2 = 0;
    double possible_m2 = 0; ///< With the buildings that may be of another lot.
    std::size_t nulls = 0;
};

Built built_of(const Buildings& buildings, const char* field) {
    Built built;
    for (const auto& [layer, building, certain] : buildings) {
        const auto area = layer->number(*building, field);
        built.area_m2 += certain ? area.value_or(0) : 0;
        built.possible_m2 += area.value_or(0);
        built.nulls += area ? 0U : 1U;
    }
    return built;
}

/// What is not known can only add to what is built.
std::vector<std::string> missing_of(const Built& built, const Density& density, double land_m2,
                                    double limit) {
    std::vector<std::string> missing;
    if (!within(100 * built.possible_m2 / land_m2, limit)) {
        missing.emplace_back("buildings.pnu");
    }
    if (built.nulls > 0) {
        missing.push_back(fmt::format("buildings.{}", density.field));
    }
    return missing;
}

/// A breach of one part of a lot whose zones keep their own limits, whatever the sum is; unknown if
/// nothing says where in the lot its buildings stand.
std::optional<Outcome> judge_parts(const Context& context, const Density& density, std::size_t at,
                                   const LotLimits& limits, const Buildings& buildings) {
    if (limits.limits->basis != SplitBasis::separate) {
        return std::nullopt;
    }
    const auto part =
        densest_part(context, at, limits, buildings, density.field, density.part_limit);
    if (!part) {
        return unknown({"buildings.geometry"});
    }
    const double limit = part->limits.*density.part_limit;
    if (within(part->used_percent, limit)) {
        return part->missing.empty() ? std::nullopt : std::optional{unknown(part->missing)};
    }
    if (density.served != nullptr && within(part->used_percent, part->limits.bcr_served_percent)) {
        return unknown({infrastructure});
    }
    const auto numbers = [&](const char* word) {
        return fmt::format("{} % ({} {} %)", number_text(part->used_percent, limit), word,
                           number_text(limit, part->used_percent));
    };
    auto evidence = told(
        {fmt::format("{} 부분의 {} {}", part->zone, density.what.ko, numbers("한도")),
         fmt::format("{} of the part in {} {}", density.what.en, part->zone, numbers("limit"))});
    evidence.measured = part->used_percent;
    evidence.threshold = limit;
    evidence.unit = "%";
    evidence.parameter = limits.*density.parameter;
    return placed(breach(std::move(evidence)), context.project.layer("lots")->features[at].shape);
}

/// Whether housing (공동주택) stands on a lot, if its buildings tell their use.
std::optional<bool> has_apartments(const Buildings& buildings) {
    bool all_tell = true;
    for (const auto& [layer, building, certain] : buildings) {
        const auto use = layer->text(*building, "use_name").value_or("");
        const bool housing =
            use.find("공동주택") != std::string::npos || use.find("아파트") != std::string::npos;
        if (housing && certain) {
            return true;
        }
        all_tell = all_tell && !use.empty() && !housing;
    }
    return all_tell ? std::optional{false} : std::nullopt;
}

/// The floor area that an ordinance allows housing in the zone, where it is another (`max_percent`
/// of `CODE@apartments`); null without.
const model::Parameter* apartment_limit(const Context& context, const Density& density,
                                        const LotLimits& limits) {
    return density.parameter == &LotLimits::far && limits.zones.size() == 1
               ? context.parameter("ZO-02", "max_percent", limits.zones.front() + "@apartments")
               : nullptr;
}

Outcome judge(const Context& context, const Density& density, std::size_t at,
              const Buildings& buildings) {
    const auto& lot = context.project.layer("lots")->features[at];
    const double land = geom::area(lot.shape.polygons);
    const auto found = lot_limits(context.project, *context.analysis.lots_zoning, at, context.date);
    if (!found.limits || !(land > 0)) {
        return unknown(found.missing);
    }
    const auto built = built_of(buildings, density.field);
    const double used = 100 * built.area_m2 / land;
    const auto* const for_housing = apartment_limit(context, density, found);
    const auto housing = for_housing == nullptr || within(used, for_housing->value)
                             ? std::optional{false} // no other limit, or within both
                             : has_apartments(buildings);
    const double limit =
        housing.value_or(false) ? for_housing->value : (*found.limits).*density.limit;
    Evidence evidence;
    evidence.measured = used;
    evidence.threshold = limit;
    evidence.unit = "%";
    evidence.parameter = housing.value_or(false) ? for_housing : found.*density.parameter;
    evidence.message = {
        fmt::format("{} {} % (한도 {} %, {})", density.what.ko, number_text(used, limit),
                    number_text(limit, used), fmt::join(found.zones, "+")),
        fmt::format("{} {} % (limit {} %, {})", density.what.en, number_text(used, limit),
                    number_text(limit, used), fmt::join(found.zones, "+"))};
    if (!within(used, limit) && density.served != nullptr &&
        within(used, (*found.limits).*density.served)) {
        return unknown({infrastructure});
    }
    if (!within(used, limit)) {
        return placed(breach(std::move(evidence)), lot.shape);
    }
    if (!housing) {
        return unknown({"buildings.use_name"});
    }
    if (auto part = judge_parts(context, density, at, found, buildings)) {
        return std::move(*part);
    }
    auto missing = missing_of(built, density, land, limit);
    return missing.empty() ? pass(std::move(evidence)) : unknown(std::move(missing));
}

/// No layer of buildings does not say that nothing is built.
std::vector<std::string> missing_for_density(const Context& context) {
    auto missing = missing_layers(context, {"buildings", "lots", "zoning"});
    const auto layers = context.project.layers_of("buildings");
    if (std::any_of(layers.begin(), layers.end(),
                    [](const auto* const layer) { return !layer->column("pnu"); })) {
        missing.emplace_back("buildings.pnu");
    }
    if (missing.empty() && !context.analysis.lots_zoning) {
        missing.emplace_back("zoning.code");
    }
    return missing;
}

void check_density(const Context& context, const Density& density, Sink& sink) {
    const auto* const lots = context.project.layer("lots");
    if (auto missing = missing_for_density(context); !missing.empty()) {
        sink.add({"buildings", "", -1}, unknown(std::move(missing)));
        return;
    }
    auto built = buildings_of_lots(context.project, *lots);
    for (std::size_t at = 0; at < lots->features.size(); ++at) {
        const auto& lot = lots->features[at];
        if (const auto own = built.by_lot.extract(lots->id(lot))) {
            sink.add(subject_of(*lots, lot), judge(context, density, at, own.mapped()));
        }
    }
    if (!built.by_lot.empty()) {
        sink.add({"buildings", "pnu", -1},
                 unknown({fmt::format("lots of {} PNUs of buildings", built.by_lot.size())}));
    }
    if (built.unplaced > 0) {
        sink.add({"buildings", "geometry", -1},
                 unknown({fmt::format("buildings.pnu or geometry of {}", built.unplaced)}));
    }
}

/// ZO-01, 국토계획법 영 §84
void building_coverage(const Context& context, Sink& sink) {
    check_density(context, coverage, sink);
}

/// ZO-02, 국토계획법 영 §85
void floor_area_ratio(const Context& context, Sink& sink) {
    check_density(context, floor_area, sink);
}

constexpr std::array table{
    Rule{"ZO-01", building_coverage},
    Rule{"ZO-02", floor_area_ratio},
};

} // namespace

std::span<const Rule> density_rules() {
    return table;
}

} // namespace sandan::rules
