#include <sandan/geom/common_areas.hpp>
#include <sandan/overlay/zone_overlay.hpp>

#include "geom/disagreement.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace sandan::overlay {

void cross_check(const ParcelOverlaps& first, const ParcelOverlaps& second, const Text& name) {
    const double tolerance = 1e-8 + 1e-9 * second.area_m2 + second.rounding_m2;
    std::map<std::string, std::pair<double, double>> areas;
    for (const auto& row : first.rows) {
        areas[row.zone_class].first = row.area_m2;
    }
    for (const auto& row : second.rows) {
        areas[row.zone_class].second = row.area_m2;
    }
    areas["(overlap)"] = {first.overlap_m2, second.overlap_m2};
    for (const auto& [what, pair] : areas) {
        const bool rounding = std::max(pair.first, pair.second) <= 2 * geom::least_common_area;
        if (!rounding && std::abs(pair.first - pair.second) > tolerance) {
            geom::disagree({name.ko + ", " + what, name.en + ", " + what},
                           {"변으로 잰 면적은", "edge areas give"}, pair.first, pair.second, " m²");
        }
    }
}

} // namespace sandan::overlay
