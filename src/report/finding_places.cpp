#include "report/finding_places.hpp"

#include <sandan/geom/measure.hpp>
#include <sandan/geom/overlay.hpp>

#include <algorithm>
#include <cmath>
#include <string_view>

namespace sandan::report {

namespace {

void extend(geom::Box& box, const geom::Box& other) {
    if (!other.empty()) {
        box.extend(other.min);
        box.extend(other.max);
    }
}

bool same(const geom::Box& box, const Location& location) {
    constexpr double noise = 0.001; // m
    const auto& [left, low, right, high] = location.bbox;
    return std::abs(box.min.x - left) < noise && std::abs(box.min.y - low) < noise &&
           std::abs(box.max.x - right) < noise && std::abs(box.max.y - high) < noise;
}

/// The boxes that rules::complete_evidence gives to findings about complexes and the plan.
std::vector<geom::Box> wholes_of(const model::Project& project) {
    const auto* layer = project.layer("boundary");
    layer = layer == nullptr ? project.layer("lots") : layer;
    if (layer == nullptr) {
        return {};
    }
    std::map<std::string, geom::Box> complexes;
    geom::Box plan;
    for (const auto& feature : layer->features) {
        const auto box = geom::envelope(feature.shape);
        extend(complexes[layer->text(feature, "complex").value_or("")], box);
        extend(plan, box);
    }
    std::vector<geom::Box> boxes{plan};
    for (const auto& [id, box] : complexes) {
        boxes.push_back(box);
    }
    return boxes;
}

geom::Shape point_at(const Location& location) {
    geom::Shape shape;
    shape.points = {{location.x, location.y}};
    return shape;
}

/// What two parts share, if that is an area.
std::optional<geom::Shape> common(const geom::Shape& a, const geom::Shape& b) {
    geom::Shape shape;
    shape.polygons = geom::intersection(a.polygons, b.polygons);
    return geom::area(shape.polygons) > 0 ? std::optional{shape} : std::nullopt;
}

} // namespace

std::vector<const Finding*> numbered(const std::vector<Finding>& findings) {
    std::vector<const Finding*> result;
    for (const auto& finding : findings) {
        if (finding.result == Result::fail || finding.result == Result::warn) {
            result.push_back(&finding);
        }
    }
    std::stable_sort(result.begin(), result.end(), [](const auto* a, const auto* b) {
        return std::pair{a->result != Result::fail, std::string_view{a->rule}} <
               std::pair{b->result != Result::fail, std::string_view{b->rule}};
    });
    return result;
}

std::string layer_of(const Subject& subject) {
    const bool site = subject.layer == "assignments" || subject.layer == "site";
    return site ? "lots" : subject.layer;
}

std::vector<std::string> ids_of(const Subject& subject) {
    std::vector<std::string> ids;
    const auto& text = subject.id;
    for (std::size_t start = 0; start <= text.size();) {
        const auto end = std::min(text.find_first_of("|;+", start), text.size());
        const auto id = text.substr(start, end - start);
        const auto at = id.find('@'); // firm@site
        ids.push_back(at == std::string::npos ? id : id.substr(at + 1));
        start = end + 1;
    }
    return ids;
}

Places::Places(const model::Project& project) : m_wholes{wholes_of(project)} {
    for (const auto& layer : project.layers) {
        for (const auto& feature : layer.features) {
            m_shapes.emplace(std::pair{layer.role, layer.id(feature)}, &feature.shape);
        }
    }
}

std::vector<const geom::Shape*> Places::parts_of(const Subject& subject) const {
    std::vector<const geom::Shape*> parts;
    const auto role = layer_of(subject);
    for (const auto& id : ids_of(subject)) {
        const auto found = m_shapes.find({role, id});
        if (found != m_shapes.end()) {
            parts.push_back(found->second);
        }
    }
    return parts;
}

bool Places::whole(const Location& location) const {
    return std::any_of(m_wholes.begin(), m_wholes.end(),
                       [&](const auto& box) { return same(box, location); });
}

std::optional<geom::Shape> Places::of(const Finding& finding) const {
    geom::Shape shape;
    for (const auto* const from : parts_of(finding.subject)) {
        shape.polygons.insert(shape.polygons.end(), from->polygons.begin(), from->polygons.end());
        shape.lines.insert(shape.lines.end(), from->lines.begin(), from->lines.end());
        shape.points.insert(shape.points.end(), from->points.begin(), from->points.end());
    }
    if (shape.empty() && finding.location) {
        shape = point_at(*finding.location);
    }
    return shape.empty() ? std::nullopt : std::optional{shape};
}

std::optional<geom::Shape> Places::marked(const Finding& finding) const {
    const auto& layer = finding.subject.layer;
    const auto& location = finding.location;
    if (layer == "plan" || layer == "project") {
        return std::nullopt;
    }
    const auto parts = parts_of(finding.subject);
    auto all = of(finding);
    const bool drawn =
        std::any_of(parts.begin(), parts.end(), [](const auto* part) { return !part->empty(); });
    if (!drawn) {
        return location && whole(*location) ? std::nullopt : all;
    }
    if (finding.subject.id.find('|') == std::string::npos) {
        return all;
    }
    if (parts.size() == 2) {
        if (auto shared = common(*parts[0], *parts[1])) {
            return shared;
        }
    }
    // A box around both is no place that the rule saw, only where the two are.
    const bool seen = location && !same(geom::envelope(*all), *location);
    return seen ? point_at(*location) : all;
}

} // namespace sandan::report
