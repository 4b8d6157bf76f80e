#include "report/finding_places.hpp"
#include "report/map_sheet.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

namespace sandan::report {

namespace {

using render::MapFeature;
using render::MapLayer;

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
        sign.feature.key = to_string(finding.result);
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
    entry.key = to_string(finding.result);
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
    const auto findings = numbered(all);
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
