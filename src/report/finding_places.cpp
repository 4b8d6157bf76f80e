#include "report/finding_places.hpp"

#include <algorithm>
#include <string_view>

namespace sandan::report {

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

Places::Places(const model::Project& project) {
    for (const auto& layer : project.layers) {
        for (const auto& feature : layer.features) {
            m_shapes.emplace(std::pair{layer.role, layer.id(feature)}, &feature.shape);
        }
    }
}

std::optional<geom::Shape> Places::of(const Finding& finding) const {
    geom::Shape shape;
    const auto role = layer_of(finding.subject);
    for (const auto& id : ids_of(finding.subject)) {
        const auto found = m_shapes.find({role, id});
        if (found != m_shapes.end()) {
            const auto& from = *found->second;
            shape.polygons.insert(shape.polygons.end(), from.polygons.begin(), from.polygons.end());
            shape.lines.insert(shape.lines.end(), from.lines.begin(), from.lines.end());
            shape.points.insert(shape.points.end(), from.points.begin(), from.points.end());
        }
    }
    if (shape.empty() && finding.location) {
        shape.points = {{finding.location->x, finding.location->y}};
    }
    return shape.empty() ? std::nullopt : std::optional{shape};
}

} // namespace sandan::report
