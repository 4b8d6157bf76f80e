#include <sandan/core/error.hpp>
#include <sandan/geom/displacement.hpp>
#include <sandan/geom/measure.hpp>
#include <sandan/io/read.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace sandan::io {

namespace {

/// Layers whose corners are corners of parcels. The first ones that a plan has are what the others
/// are held against.
constexpr std::array<std::string_view, 8> comparable{
    "reference", "boundary", "parcels", "lots", "zoning", "district", "management", "roads"};

std::vector<const geom::Shape*> shapes_of(const model::Layer& layer) {
    std::vector<const geom::Shape*> shapes;
    for (const auto& feature : layer.features) {
        if (!feature.shape.empty()) {
            shapes.push_back(&feature.shape);
        }
    }
    return shapes;
}

/// Nothing for a layer outside Korea, or in a system that no shift is known to.
std::vector<geom::Displacement>
displacements_of(const model::Layer& layer, const std::string& working, const geom::Point& at) {
    constexpr geom::Box korea{{124.0, 32.9}, {132.2, 43.1}};
    const auto& crs = layer.provenance.crs;
    const bool judged = layer.provenance.crs_how != "confirmed";
    try {
        const auto degrees = geom::Reprojection{working, "EPSG:4326"}(at);
        if (!(degrees.x > korea.min.x && degrees.x < korea.max.x && degrees.y > korea.min.y &&
              degrees.y < korea.max.y)) {
            return {};
        }
        return geom::usual_displacements(crs.korean && judged ? crs.epsg : "", working, at);
    } catch (const Error&) { // PROJ knows no way between the two: nothing can be compared
        return {};
    }
}

} // namespace

void check_position(const model::Layer& layer, const model::Layer& reference,
                    const std::string& working) {
    const auto shapes = shapes_of(layer);
    const auto others = shapes_of(reference);
    if (shapes.empty() || others.empty()) {
        return;
    }
    const auto at = geom::envelope(*others.front()).min;
    const auto mismatch = geom::find_mismatch(shapes, others, displacements_of(layer, working, at));
    if (!mismatch) {
        return;
    }
    const auto& [displacement, agreement] = *mismatch;
    throw Error{ErrorKind::input,
                fmt::format("{}: CRS-LIE: lies {:.1f} m east and {:.1f} m north of where {} wants "
                            "it, as it would if {}; after that move {:.0f} % of {} corners agree, "
                            "before it {:.0f} %",
                            layer.provenance.path, -displacement.shift.x, -displacement.shift.y,
                            reference.provenance.path, displacement.cause.en, 100 * agreement.moved,
                            agreement.compared, 100 * agreement.unmoved)};
}

void check_positions(const model::Project& project) {
    std::vector<const model::Layer*> layers;
    for (const auto role : comparable) {
        const auto of_role = project.layers_of(role);
        layers.insert(layers.end(), of_role.begin(), of_role.end());
    }
    constexpr std::size_t references = 2;
    for (std::size_t r = 0; r < std::min(references, layers.size()); ++r) {
        for (const auto* const layer : layers) {
            if (layer != layers[r]) {
                check_position(*layer, *layers[r], project.plan.crs);
            }
        }
    }
}

} // namespace sandan::io
