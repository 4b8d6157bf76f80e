#include "rules/district_land.hpp"

#include <sandan/geom/measure.hpp>
#include <sandan/geom/overlay.hpp>

#include <algorithm>

namespace sandan::rules {

namespace {

using model::Complex;
using model::Feature;
using model::Layer;

constexpr double noise_m2 = 1; // two drawings of one line

geom::MultiPolygon as_one(const std::vector<geom::MultiPolygon>& parts) {
    return parts.empty() ? geom::MultiPolygon{} : geom::dissolve(parts);
}

} // namespace

geom::MultiPolygon boundaries(const Context& context, std::string_view complex) {
    std::vector<geom::MultiPolygon> parts;
    for (const auto* const layer : context.project.layers_of("boundary")) {
        for (const auto& feature : layer->features) {
            if (complex.empty() || layer->text(feature, "complex") == complex) {
                parts.push_back(feature.shape.polygons);
            }
        }
    }
    return as_one(parts);
}

std::vector<const Complex*> complexes_of(const Context& context, const Layer& layer,
                                         const Feature& district) {
    const auto& all = context.project.plan.complexes;
    std::vector<const Complex*> found;
    if (const auto own = layer.text(district, "complex"); own && !own->empty()) {
        const auto* const named = context.project.plan.complex(*own);
        return named == nullptr ? found : std::vector{named};
    }
    if (all.size() == 1) {
        return {&all.front()};
    }
    for (const auto& complex : all) {
        const auto land = boundaries(context, complex.id);
        if (geom::intersection_area(district.shape.polygons, land) > noise_m2) {
            found.push_back(&complex);
        }
    }
    return found;
}

DistrictLand district_land(const Context& context, std::string_view kind, const Complex& complex) {
    DistrictLand land;
    std::vector<geom::MultiPolygon> parts;
    for (const auto* const layer : context.project.layers_of("district")) {
        for (const auto& district : layer->features) {
            if (!layer->text(district, "kind").value_or("").starts_with(kind)) {
                continue;
            }
            const auto of = complexes_of(context, *layer, district);
            const bool its = std::find(of.begin(), of.end(), &complex) != of.end();
            const auto& shape = district.shape.polygons;
            if (its && of.size() == 1) {
                parts.push_back(shape);
            } else if (its) {
                parts.push_back(geom::intersection(shape, boundaries(context, complex.id)));
                land.more_unknown =
                    land.more_unknown ||
                    geom::area(geom::difference(shape, boundaries(context))) > noise_m2;
            } else if (of.empty()) {
                land.more_unknown = true;
            }
        }
    }
    land.area = as_one(parts);
    return land;
}

} // namespace sandan::rules
