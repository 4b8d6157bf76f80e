#include <sandan/model/project.hpp>

#include <algorithm>

namespace sandan::model {

const Layer* Project::layer(std::string_view role) const {
    const auto found = std::find_if(layers.begin(), layers.end(),
                                    [&](const Layer& layer) { return layer.role == role; });
    return found == layers.end() ? nullptr : &*found;
}

std::vector<const Layer*> Project::layers_of(std::string_view role) const {
    std::vector<const Layer*> found;
    for (const auto& layer : layers) {
        if (layer.role == role) {
            found.push_back(&layer);
        }
    }
    return found;
}

const Firm* Project::firm(std::string_view id) const {
    const auto found =
        std::find_if(firms.begin(), firms.end(), [&](const Firm& firm) { return firm.id == id; });
    return found == firms.end() ? nullptr : &*found;
}

} // namespace sandan::model
