#include "report/complex_part.hpp"

#include <sandan/geom/common_areas.hpp>
#include <sandan/geom/measure.hpp>
#include <sandan/geom/overlay.hpp>

#include <algorithm>

namespace sandan::report {

namespace {

/// Inside its boundary; in a plan without boundaries, on its lots.
geom::MultiPolygon land_of(const model::Project& project, const std::string& complex) {
    for (const auto* const role : {"boundary", "lots"}) {
        std::vector<geom::MultiPolygon> parts;
        for (const auto* const layer : project.layers_of(role)) {
            for (const auto& feature : layer->features) {
                if (belongs(*layer, feature, complex)) {
                    parts.push_back(feature.shape.polygons);
                }
            }
        }
        if (!parts.empty()) {
            return geom::dissolve(parts);
        }
    }
    return {};
}

} // namespace

bool belongs(const model::Layer& layer, const model::Feature& feature, const std::string& complex) {
    return complex.empty() || layer.text(feature, "complex") == complex;
}

ComplexFindings::ComplexFindings(const model::Project& project, const Places& places,
                                 const std::string& complex)
    : m_places{places}, m_complex{complex} {
    if (complex.empty()) {
        return;
    }
    m_land = land_of(project, complex);
    for (const auto& layer : project.layers) {
        for (const auto& feature : layer.features) {
            auto named = layer.text(feature, "complex").value_or("");
            if (!named.empty()) {
                m_complexes.emplace(std::pair{layer.role, layer.id(feature)}, std::move(named));
            }
        }
    }
}

std::optional<bool> ComplexFindings::by_words(const Finding& finding) const {
    const auto& subject = finding.subject;
    const auto ids = ids_of(subject);
    if (subject.layer == "complex") {
        return std::find(ids.begin(), ids.end(), m_complex) != ids.end();
    }
    const auto role = layer_of(subject);
    bool others = false;
    for (const auto& id : ids) {
        const auto found = m_complexes.find({role, id});
        if (found != m_complexes.end() && found->second == m_complex) {
            return true;
        }
        others = others || found != m_complexes.end();
    }
    if (others) {
        return false;
    }
    if (subject.layer == "utilities") { // "complex year utility"
        return subject.id.starts_with(m_complex + " ");
    }
    return std::nullopt;
}

bool ComplexFindings::hold(const Finding& finding) const {
    if (m_complex.empty()) {
        return true;
    }
    if (const auto told = by_words(finding)) {
        return *told;
    }
    const auto shape = m_places.marked(finding);
    return shape && meets(*shape);
}

bool ComplexFindings::of_the_plan(const Finding& finding) const {
    return !by_words(finding) && !m_places.marked(finding);
}

bool ComplexFindings::meets(const geom::Shape& shape) const {
    constexpr double noise_m2 = 0.01; // neighbours share their border
    if (!shape.polygons.empty() && geom::common_area(shape.polygons, m_land) > noise_m2) {
        return true;
    }
    const auto runs_inside = [&](const auto& line) {
        return geom::length_inside(line, m_land) > 0;
    };
    const auto lies_inside = [&](const auto& point) {
        return geom::covers(m_land, point);
    };
    return std::any_of(shape.lines.begin(), shape.lines.end(), runs_inside) ||
           std::any_of(shape.points.begin(), shape.points.end(), lies_inside);
}

} // namespace sandan::report
