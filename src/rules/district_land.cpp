#include "rules/district_land.hpp"

#include <sandan/geom/measure.hpp>
#include <sandan/geom/overlay.hpp>

#include <fmt/format.h>

#include <optional>
#include <vector>

namespace sandan::rules {

namespace {

using geom::MultiPolygon;
using model::Complex;
using model::Feature;
using model::Layer;

MultiPolygon as_one(const std::vector<MultiPolygon>& parts) {
    return parts.empty() ? MultiPolygon{} : geom::dissolve(parts);
}

/// Boundaries of the complexes that `is_of` chooses by id.
template <typename IsOf>
MultiPolygon boundaries(const Context& context, const IsOf& is_of) {
    std::vector<MultiPolygon> parts;
    for (const auto* const layer : context.project.layers_of("boundary")) {
        for (const auto& feature : layer->features) {
            if (is_of(layer->text(feature, "complex").value_or(""))) {
                parts.push_back(feature.shape.polygons);
            }
        }
    }
    return as_one(parts);
}

MultiPolygon land_of(const Context& context, const std::string& complex) {
    return boundaries(context, [&](const std::string& id) { return id == complex; });
}

/// What two drawings of one line leave between them: nothing, or strips below half a metre, which
/// is how far lines drawn by hand differ.
bool is_noise(const MultiPolygon& land) {
    constexpr double drawn_m = 0.5;
    const double area = geom::area(land);
    return !(area > 1) || 2 * area < drawn_m * geom::perimeter(land);
}

/// Complexes on whose land a district lies; nothing if the land of one is not known: it has no
/// boundary, or a boundary does not name it.
std::optional<std::vector<const Complex*>> touched(const Context& context,
                                                   const MultiPolygon& district) {
    std::vector<const Complex*> found;
    for (const auto& complex : context.project.plan.complexes) {
        const auto land = land_of(context, complex.id);
        if (land.empty()) {
            return std::nullopt;
        }
        if (!is_noise(geom::intersection(district, land))) {
            found.push_back(&complex);
        }
    }
    return found;
}

} // namespace

MultiPolygon all_boundaries(const Context& context) {
    return boundaries(context, [](const std::string&) { return true; });
}

DistrictLand land_of_district(const Context& context, const Layer& layer, const Feature& district,
                              const Complex& complex) {
    const auto& plan = context.project.plan;
    const auto& shape = district.shape.polygons;
    const auto named = layer.text(district, "complex").value_or("");
    if (!named.empty() && plan.complex(named) == nullptr) {
        return {{}, {fmt::format("district.complex (no complex '{}')", named)}};
    }
    if (plan.complexes.size() == 1) {
        return {shape, {}};
    }
    const auto others =
        boundaries(context, [&](const std::string& id) { return id != complex.id; });
    if (named == complex.id) {
        return {others.empty() ? shape : geom::difference(shape, others), {}};
    }
    const auto own = land_of(context, complex.id);
    DistrictLand land;
    land.area = own.empty() ? MultiPolygon{} : geom::intersection(shape, own);
    if (is_noise(land.area)) {
        land.area = {};
    }
    if (!named.empty()) {
        return land;
    }
    const auto on = touched(context, shape);
    if (!on) {
        land.missing.emplace("boundary.complex");
    } else if (on->size() == 1 && on->front() == &complex) {
        land.area = geom::difference(shape, others);
    } else if (on->size() != 1 && !is_noise(geom::difference(shape, all_boundaries(context)))) {
        land.missing.emplace("district.complex");
    }
    return land;
}

DistrictLand district_land(const Context& context, std::string_view kind, const Complex& complex) {
    DistrictLand land;
    std::vector<MultiPolygon> parts;
    for (const auto* const layer : context.project.layers_of("district")) {
        for (const auto& district : layer->features) {
            const auto own = layer->text(district, "kind").value_or("");
            if (own.empty()) {
                land.missing.emplace("district.kind");
            }
            if (!own.starts_with(kind)) {
                continue;
            }
            auto one = land_of_district(context, *layer, district, complex);
            land.missing.merge(one.missing);
            if (!one.area.empty()) {
                parts.push_back(std::move(one.area));
            }
        }
    }
    land.area = as_one(parts);
    return land;
}

} // namespace sandan::rules
