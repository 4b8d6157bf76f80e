#include "rules/flagged_land.hpp"

#include <sandan/geom/measure.hpp>
#include <sandan/landuse/budget.hpp>

namespace sandan::rules {

std::optional<Flagged> flagged_area(const Context& context, const landuse::ComplexBudget& budget,
                                    std::string_view field) {
    const auto& lots = *context.project.layer("lots");
    const auto least = landuse::budget_limits(context.project, context.date).mixed_share_percent;
    Flagged flagged;
    for (const auto at : budget.lots) {
        const auto& lot = lots.features[at];
        const auto* const use = context.project.codes.land_use(*lots.text(lot, "use"));
        const bool mixed = use->group == "mixed";
        const auto share = lots.number(lot, "industrial_share");
        if ((use->group != "industrial" && !mixed) || (mixed && share && *share < least)) {
            continue;
        }
        const auto flag = lots.number(lot, field);
        if (!flag) {
            return std::nullopt;
        }
        (mixed && !share ? flagged.unknown_m2 : flagged.area_m2) +=
            *flag != 0 ? geom::area(lot.shape.polygons) : 0;
    }
    return flagged;
}

} // namespace sandan::rules
