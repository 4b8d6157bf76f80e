#include "rules/evidence.hpp"

#include <sandan/geom/measure.hpp>

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>

namespace sandan::rules {

namespace {

/// Boxes of features by role and id, of complexes by their boundary, and of the whole plan.
class Places {
public:
    explicit Places(const model::Project& project) {
        for (const auto& layer : project.layers) {
            for (const auto& feature : layer.features) {
                add(layer.role, layer.id(feature), feature);
            }
        }
        if (const auto* const boundary = project.layer("boundary")) {
            add_complexes(*boundary);
        } else if (const auto* const lots = project.layer("lots")) {
            add_complexes(*lots);
        }
    }

    [[nodiscard]] std::optional<Location> of(const Subject& subject) const {
        const bool site = subject.layer == "assignments";
        geom::Box box;
        const auto ids = subject.id.substr(site ? subject.id.find('@') + 1 : 0);
        for (std::size_t start = 0; start <= ids.size();) {
            const auto end = std::min(ids.find_first_of("|;+", start), ids.size());
            extend(box, find(site ? "lots" : subject.layer, ids.substr(start, end - start)));
            start = end + 1;
        }
        extend(box, box.empty() ? find(subject.layer, ids) : geom::Box{});
        extend(box, box.empty() ? find("plan", "") : geom::Box{});
        if (box.empty()) {
            return std::nullopt;
        }
        return Location{(box.min.x + box.max.x) / 2,
                        (box.min.y + box.max.y) / 2,
                        {box.min.x, box.min.y, box.max.x, box.max.y}};
    }

private:
    static void extend(geom::Box& box, const geom::Box& other) {
        if (!other.empty()) {
            box.extend(other.min);
            box.extend(other.max);
        }
    }

    void add_complexes(const model::Layer& layer) {
        for (const auto& feature : layer.features) {
            add("complex", layer.text(feature, "complex").value_or(""), feature);
            add("plan", "", feature);
        }
    }

    void add(const std::string& role, const std::string& id, const model::Feature& feature) {
        extend(m_boxes[{role, id}], geom::envelope(feature.shape));
    }

    [[nodiscard]] geom::Box find(const std::string& role, const std::string& id) const {
        const auto found = m_boxes.find({role, id});
        return found == m_boxes.end() ? geom::Box{} : found->second;
    }

    std::map<std::pair<std::string, std::string>, geom::Box> m_boxes;
};

bool is_breach(const Finding& finding) {
    return finding.result == Result::fail || finding.result == Result::warn ||
           finding.result == Result::waived;
}

void complete_numbers(Finding& finding, const Date& date) {
    if (!finding.measured && !finding.threshold) {
        finding.measured = 1;
    }
    if (finding.measured && !finding.threshold) {
        finding.threshold = 0;
    }
    if (finding.unit.empty()) {
        finding.unit = "count";
    }
    if (finding.parameter_date.empty()) {
        finding.parameter_date = to_string(date);
    }
}

} // namespace

void complete_evidence(const Context& context, std::vector<Finding>& findings) {
    std::optional<Places> places; // only when something lacks one
    for (auto& finding : findings) {
        if (!is_breach(finding)) {
            continue;
        }
        complete_numbers(finding, context.date);
        if (!finding.location) {
            if (!places) {
                places.emplace(context.project);
            }
            finding.location = places->of(finding.subject);
        }
    }
}

} // namespace sandan::rules
