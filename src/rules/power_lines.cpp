#include "rules/power_lines.hpp"

#include <sandan/geom/measure.hpp>

#include <algorithm>
#include <limits>

namespace sandan::rules {

namespace {

using model::Feature;
using model::Layer;

bool is_substation(const Layer& layer, const Feature& feature) {
    return layer.text(feature, "kind").value_or("") == "substation";
}

} // namespace

std::function<bool(const Layer&, const Feature&)> power_from_kv(double kv, bool substation) {
    return [kv, substation](const Layer& layer, const Feature& feature) {
        return is_substation(layer, feature) == substation &&
               layer.number(feature, "kv").value_or(0) >= kv;
    };
}

bool is_7_to_35_kv(const Layer& layer, const Feature& feature) {
    const auto kv = layer.number(feature, "kv");
    return !is_substation(layer, feature) && kv && *kv >= 7 && *kv <= 35;
}

bool is_over_35_kv(const Layer& layer, const Feature& feature) {
    const auto kv = layer.number(feature, "kv");
    return !is_substation(layer, feature) && kv && *kv > 35;
}

double to_unknown_voltage(const model::Project& project, const Site& site, bool substation) {
    double nearest = std::numeric_limits<double>::infinity();
    const auto* const lots = project.layer("lots");
    for (const auto* const layer : project.layers_of("power_lines")) {
        for (const auto& feature : layer->features) {
            if (layer->number(feature, "kv") || is_substation(*layer, feature) != substation) {
                continue;
            }
            for (const auto lot : site.lots) {
                nearest =
                    std::min(nearest, geom::distance(lots->features[lot].shape, feature.shape));
            }
        }
    }
    return nearest;
}

} // namespace sandan::rules
