#include "upgrade/joined_layer.hpp"

#include <algorithm>
#include <utility>

namespace sandan::upgrade {

namespace {

using model::Layer;

std::vector<std::string> fields_of(const model::Project& project, const std::string& role) {
    const auto layers = project.layers_of(role);
    std::vector<std::string> result;
    const auto add = [&](const std::string& field) {
        const bool given = std::any_of(layers.begin(), layers.end(), [&](const Layer* layer) {
            return layer->column(field).has_value();
        });
        if (given && std::find(result.begin(), result.end(), field) == result.end()) {
            result.push_back(field);
        }
    };
    if (const auto* const known = project.codes.role(role)) {
        std::for_each(known->required.begin(), known->required.end(), add);
        std::for_each(known->optional.begin(), known->optional.end(), add);
    } else {
        for (const auto* const layer : layers) {
            std::for_each(layer->fields.begin(), layer->fields.end(), add);
        }
    }
    return result;
}

} // namespace

Layer joined_layer(const model::Project& project, const std::string& role) {
    Layer result;
    result.role = role;
    result.name = role;
    result.fields = fields_of(project, role);
    for (const auto* const layer : project.layers_of(role)) {
        for (const auto& feature : layer->features) {
            model::Feature copy{feature.fid, feature.shape, {}};
            for (const auto& field : result.fields) {
                const auto column = layer->column(field);
                copy.values.push_back(column ? feature.values[*column] : model::Value{});
            }
            result.features.push_back(std::move(copy));
        }
    }
    return result;
}

} // namespace sandan::upgrade
