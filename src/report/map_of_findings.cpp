#include <sandan/geom/measure.hpp>

#include "report/map_sheet.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>

namespace sandan::report {

namespace {

using render::MapFeature;
using render::MapLayer;

/// FAIL before WARN, then by rule and subject: the order of the numbers.
std::vector<const Finding*> shown(const std::vector<Finding>& findings) {
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

/// The features of a plan by layer role and id.
class Places {
public:
    explicit Places(const model::Project& project) {
        for (const auto& layer : project.layers) {
            for (const auto& feature : layer.features) {
                m_shapes.emplace(std::pair{layer.role, layer.id(feature)}, &feature.shape);
            }
        }
    }

    /// Where a finding's subject is: its feature, each of a pair's, or the stated point.
    [[nodiscard]] std::optional<geom::Shape> of(const Finding& finding) const {
        geom::Shape shape;
        const auto& id = finding.subject.id;
        for (std::size_t start = 0; start <= id.size();) {
            const auto end = std::min(id.find_first_of("|;+", start), id.size());
            add(shape, finding.subject.layer, id.substr(start, end - start));
            start = end + 1;
        }
        if (shape.empty() && finding.location) {
            shape.points = {{finding.location->x, finding.location->y}};
        }
        return shape.empty() ? std::nullopt : std::optional{shape};
    }

private:
    void add(geom::Shape& shape, const std::string& role, const std::string& id) const {
        const auto at = id.find('@'); // firm@site
        const auto name = at == std::string::npos ? id : id.substr(at + 1);
        const auto lots = role == "assignments" || role == "site" ? std::string{"lots"} : role;
        const auto found = m_shapes.find({lots, name});
        if (found != m_shapes.end()) {
            const auto& from = *found->second;
            shape.polygons.insert(shape.polygons.end(), from.polygons.begin(), from.polygons.end());
            shape.lines.insert(shape.lines.end(), from.lines.begin(), from.lines.end());
            shape.points.insert(shape.points.end(), from.points.begin(), from.points.end());
        }
    }

    std::map<std::pair<std::string, std::string>, const geom::Shape*> m_shapes;
};

/// FAIL and WARN differ in width, dash and mark, not in colour alone.
render::Style style_of(Result result) {
    if (result == Result::fail) {
        auto style = line_style("#c00000", 1.8);
        style.fill = "#f9d6d2";
        return style;
    }
    auto style = line_style("#d97706", 1.4, "dashed");
    style.fill = "#fdebc8";
    return style;
}

const char* mark_of(Result result) {
    return result == Result::fail ? "cross" : "triangle";
}

struct Sign {
    MapFeature feature;
    Result result = Result::warn;
};

/// One sign a subject, with all its numbers.
std::vector<Sign> signs_of(const std::vector<const Finding*>& findings, const Places& places) {
    std::map<std::pair<std::string, std::string>, std::size_t> known;
    std::vector<Sign> signs;
    for (std::size_t i = 0; i < findings.size(); ++i) {
        const auto& finding = *findings[i];
        const auto number = std::to_string(i + 1);
        const auto [at, added] =
            known.emplace(std::pair{finding.subject.layer, finding.subject.id}, signs.size());
        if (!added) {
            if (at->second < signs.size()) {
                signs[at->second].feature.labels.front() += "," + number;
            }
            continue;
        }
        const auto shape = places.of(finding);
        if (!shape) {
            known.erase(at);
            continue;
        }
        Sign sign;
        sign.result = finding.result;
        sign.feature.shape = *shape;
        sign.feature.style = style_of(finding.result);
        sign.feature.mark = mark_of(finding.result);
        sign.feature.labels = {number};
        sign.feature.may_overrun = true;
        sign.feature.label_priority = finding.result == Result::fail ? 3 : 2;
        signs.push_back(std::move(sign));
    }
    return signs;
}

render::LegendEntry entry_of(std::size_t number, const Finding& finding, Language language) {
    auto entry = legend_area(fmt::format("{}. {} {} {}", number, finding.rule, finding.subject.id,
                                         finding.message.in(language)),
                             style_of(finding.result));
    entry.mark = mark_of(finding.result);
    return entry;
}

std::size_t count(const std::vector<Finding>& findings, Result result) {
    return static_cast<std::size_t>(
        std::count_if(findings.begin(), findings.end(),
                      [&](const auto& finding) { return finding.result == result; }));
}

} // namespace

render::MapSpec map_of_findings(const MapData& data, const MapOptions& options) {
    const auto& project = data.context.project;
    const bool korean = options.language == Language::ko;
    auto spec = blank_sheet(data, options, {"검토 결과도", "Findings"}, {"검토 결과", "Findings"});
    const auto& all = *data.findings;
    spec.subtitle += fmt::format(
        fmt::runtime(korean ? " · 부적합(FAIL) {} · 주의(WARN) {} · 판단 불가(UNKNOWN) {}"
                            : " · {} FAIL · {} WARN · {} UNKNOWN"),
        count(all, Result::fail), count(all, Result::warn), count(all, Result::unknown));
    const auto findings = shown(all);
    MapLayer signs{.name = "findings", .features = {}};
    for (auto& sign : signs_of(findings, Places{project})) {
        signs.features.push_back(std::move(sign.feature));
    }
    for (std::size_t i = 0; i < findings.size(); ++i) {
        spec.legend.push_back(entry_of(i + 1, *findings[i], options.language));
    }
    if (findings.empty()) {
        spec.legend.push_back(
            legend_text(korean ? "부적합·주의 사항 없음" : "Nothing fails and nothing warns"));
    }
    spec.layers = {surroundings(project), pale_lots(project), std::move(signs),
                   boundaries(project)};
    add_boundary_legend(spec, project, options);
    return spec;
}

} // namespace sandan::report
