#include "rules/power_lines.hpp"

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
               layer.number(feature, "kv").value_or(kv) >= kv;
    };
}

bool is_7_to_35_kv(const Layer& layer, const Feature& feature) {
    const auto kv = layer.number(feature, "kv");
    return !is_substation(layer, feature) && (!kv || (*kv >= 7 && *kv <= 35));
}

bool is_over_35_kv(const Layer& layer, const Feature& feature) {
    const auto kv = layer.number(feature, "kv");
    return !is_substation(layer, feature) && (!kv || *kv > 35);
}

} // namespace sandan::rules
