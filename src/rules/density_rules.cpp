// ZO-01, ZO-02: built area against the limits of the land it stands on (대지).
#include <sandan/geom/measure.hpp>

#include "rules/building_lots.hpp"
#include "rules/support.hpp"
#include "rules/topics.hpp"
#include "rules/zone_limits.hpp"

#include <fmt/format.h>

#include <array>
#include <map>

namespace sandan::rules {

namespace {

using model::Layer;

/// One of the two densities.
struct Density {
    const char* field = "";
    Text what;
    double SplitLimits::*limit = nullptr;
    const model::Parameter* LotLimits::*parameter = nullptr;
};

const Density coverage{"building_area_m2",
                       {"건폐율", "building coverage"},
                       &SplitLimits::bcr_percent,
                       &LotLimits::bcr};
const Density floor_area{
    "floor_area_m2", {"용적률", "floor area ratio"}, &SplitLimits::far_percent, &LotLimits::far};

struct Built {
    double area_m2 = 0;
    std::size_t nulls = 0;
    std::size_t unplaced = 0; ///< Buildings that may be of this lot or of another.
};

std::map<std::string, Built> built_by_lot(const Layer& lots, const Layer& buildings,
                                          const char* field) {
    const BuildingLots places{lots};
    std::map<std::string, Built> built;
    for (const auto& building : buildings.features) {
        const auto ids = places.of(buildings, building);
        const auto area = buildings.number(building, field);
        for (const auto& id : ids) {
            auto& lot = built[id];
            lot.area_m2 += ids.size() == 1 ? area.value_or(0) : 0;
            lot.nulls += area ? 0U : 1U;
            lot.unplaced += ids.size() > 1 ? 1U : 0U;
        }
    }
    return built;
}

std::vector<std::string> missing_of(const Built& built, const Density& density) {
    std::vector<std::string> missing;
    if (built.unplaced > 0) {
        missing.emplace_back("buildings.pnu");
    }
    if (built.nulls > 0) {
        missing.push_back(fmt::format("buildings.{}", density.field));
    }
    return missing;
}

Outcome judge(const Context& context, const Density& density, std::size_t at, const Built& built) {
    const auto& lot = context.project.layer("lots")->features[at];
    const double land = geom::area(lot.shape.polygons);
    const auto found = lot_limits(context.project, *context.analysis.lots_zoning, at, context.date);
    if (!found.limits || !(land > 0)) {
        return unknown(found.missing);
    }
    const double limit = (*found.limits).*density.limit;
    const double used = 100 * built.area_m2 / land;
    Evidence evidence;
    evidence.measured = used;
    evidence.threshold = limit;
    evidence.unit = "%";
    evidence.parameter = found.*density.parameter;
    evidence.message = {
        fmt::format("{} {} % (한도 {} %, {})", density.what.ko, number_text(used, limit),
                    number_text(limit, used), fmt::join(found.zones, "+")),
        fmt::format("{} {} % (limit {} %, {})", density.what.en, number_text(used, limit),
                    number_text(limit, used), fmt::join(found.zones, "+"))};
    if (!within(used, limit)) {
        return placed(breach(std::move(evidence)), lot.shape);
    }
    // what is not known can only add to it
    auto missing = missing_of(built, density);
    return missing.empty() ? pass(std::move(evidence)) : unknown(std::move(missing));
}

/// No layer of buildings does not say that nothing is built.
std::vector<std::string> missing_for_density(const Context& context) {
    const auto* const buildings = context.project.layer("buildings");
    auto missing = missing_layers(context, {"buildings", "lots", "zoning"});
    if (buildings != nullptr && !buildings->column("pnu")) {
        missing.emplace_back("buildings.pnu");
    }
    if (missing.empty() && !context.analysis.lots_zoning) {
        missing.emplace_back("zoning.code");
    }
    return missing;
}

void check_density(const Context& context, const Density& density, Sink& sink) {
    const auto* const buildings = context.project.layer("buildings");
    const auto* const lots = context.project.layer("lots");
    if (auto missing = missing_for_density(context); !missing.empty()) {
        sink.add({"buildings", "", -1}, unknown(std::move(missing)));
        return;
    }
    auto built = built_by_lot(*lots, *buildings, density.field);
    for (std::size_t at = 0; at < lots->features.size(); ++at) {
        const auto& lot = lots->features[at];
        if (const auto own = built.extract(lots->id(lot))) {
            sink.add(subject_of(*lots, lot), judge(context, density, at, own.mapped()));
        }
    }
    if (!built.empty()) {
        sink.add({"buildings", "pnu", -1},
                 unknown({fmt::format("lots of {} PNUs of buildings", built.size())}));
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
