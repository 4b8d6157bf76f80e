#include "rules/standing.hpp"
#include "rules/support.hpp"
#include "upgrade/measure.hpp"

#include <algorithm>

namespace sandan::upgrade {

std::optional<double> Deficit::measured_percent() const {
    return measured_m2 && whole_m2 > 0 ? std::optional{100 * *measured_m2 / whole_m2}
                                       : std::nullopt;
}

std::optional<double> Deficit::required_m2() const {
    return minimum == nullptr ? std::nullopt : std::optional{whole_m2 * minimum->value / 100};
}

std::optional<double> Deficit::deficit_m2() const {
    const auto required = required_m2();
    return required && measured_m2 ? std::optional{std::max(0.0, *required - *measured_m2)}
                                   : std::nullopt;
}

std::vector<Deficit> deficits(const rules::Context& context) {
    std::vector<Deficit> rows;
    const bool drawn = context.project.layer("lots") != nullptr;
    for (const auto& budget : context.analysis.budget.complexes) {
        const auto& complex = *context.project.plan.complex(budget.complex);
        if (!rules::is_completed(complex, context.date)) {
            continue;
        }
        const double whole = budget.designated_m2;
        const auto lots = [&](double area) {
            return drawn ? std::optional{area} : std::nullopt;
        };
        rows.push_back({budget.complex, "road", lots(budget.road_m2), whole,
                        context.parameter("LB-07", "min_share", {}, whole)});
        rows.push_back({budget.complex, "green", lots(budget.green_m2), whole,
                        context.parameter("LB-04", "min_share", {}, whole)});
        rows.push_back({budget.complex, "parking",
                        rules::car_parks_m2(context.project, budget.complex), whole,
                        context.parameter("LB-17", "min_share")});
    }
    return rows;
}

} // namespace sandan::upgrade
