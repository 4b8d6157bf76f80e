#include "rules/standing.hpp"

#include <sandan/geom/measure.hpp>

namespace sandan::rules {

std::optional<bool> operates(const Context& context, const std::string& status) {
    if (status.empty()) {
        return std::nullopt;
    }
    const auto in = [&](const char* name) {
        return context.lookup("UG-12", name, status).status == model::Lookup::Status::found;
    };
    if (in("operating")) {
        return true;
    }
    return in("shut") ? std::optional{false} : std::nullopt;
}

std::optional<double> car_parks_m2(const model::Project& project, const std::string& complex) {
    const auto layers = project.layers_of("parking");
    if (layers.empty()) {
        return std::nullopt;
    }
    double area = 0;
    for (const auto* const layer : layers) {
        for (const auto& park : layer->features) {
            const auto of = layer->text(park, "complex").value_or("");
            if (of.empty() && project.plan.complexes.size() > 1) {
                return std::nullopt;
            }
            area += of.empty() || of == complex ? geom::area(park.shape.polygons) : 0;
        }
    }
    return area;
}

} // namespace sandan::rules
