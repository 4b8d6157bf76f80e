#include <sandan/geom/measure.hpp>

#include "report/complex_part.hpp"
#include "report/map_sheet.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

namespace sandan::report {

namespace {

using render::MapFeature;
using render::MapLayer;

/// FAIL and WARN differ in width, dash and mark, not in colour alone. Nothing is filled: the plan,
/// and the findings below, stay in sight.
render::Style style_of(Result result) {
    if (result == Result::fail) {
        auto style = line_style("#c00000", 1.8);
        style.hatch = "diagonal";
        style.hatch_colour = "#e07a70";
        return style;
    }
    return line_style("#d97706", 1.4, "dashed");
}

const char* mark_of(Result result) {
    return result == Result::fail ? "cross" : "triangle";
}

struct Signs {
    std::vector<MapFeature> features;
    std::vector<geom::Shape> places; ///< Of each finding; without one it is in the legend only.
};

MapFeature sign_of(const Finding& finding, const geom::Shape& shape) {
    MapFeature feature;
    feature.shape = shape;
    feature.style = style_of(finding.result);
    feature.mark = mark_of(finding.result);
    feature.key = to_string(finding.result);
    feature.may_overrun = true;
    feature.label_priority = finding.result == Result::fail ? 3 : 2;
    return feature;
}

double area_of(const geom::Box& box) {
    return box.empty() ? 0 : (box.max.x - box.min.x) * (box.max.y - box.min.y);
}

double extent_of(const geom::Shape& shape) {
    return area_of(geom::envelope(shape));
}

/// A finding and its number, which is the same on every map.
struct Listed {
    std::size_t number = 0;
    const Finding* finding = nullptr;
};

/// Those that `mine` holds, under their numbers among all.
std::vector<Listed> listed(const std::vector<Finding>& all, const ComplexFindings& mine) {
    std::vector<Listed> rows;
    std::size_t number = 0;
    for (const auto* const finding : numbered(all)) {
        ++number;
        if (mine.hold(*finding)) {
            rows.push_back({number, finding});
        }
    }
    return rows;
}

/// Where a sign stands: what differs in subject alone is marked once.
using Ground = std::tuple<double, double, double, double, double>;

Ground ground_of(const geom::Shape& shape) {
    const auto box = geom::envelope(shape);
    return {box.min.x, box.min.y, box.max.x, box.max.y, geom::area(shape.polygons)};
}

/// "49,91,93", at most `most` in a line.
std::string in_lines(const std::vector<std::size_t>& numbers, std::size_t most) {
    std::string text;
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        const auto* const before = i == 0 ? "" : i % most == 0 ? ",\n" : ",";
        text += fmt::format("{}{}", before, numbers[i]);
    }
    return text;
}

/// In one line where there is room, else in a block.
std::vector<std::string> labels_of(const std::vector<std::size_t>& numbers) {
    std::vector<std::string> labels{in_lines(numbers, numbers.size())};
    for (const std::size_t most : {2U, 3U}) {
        if (numbers.size() > most) {
            labels.push_back(in_lines(numbers, most));
        }
    }
    return labels;
}

/// One sign a place, with all its numbers; the worst and the smallest on top.
Signs signs_of(const std::vector<Listed>& findings, const Places& places) {
    std::map<Ground, std::size_t> known;
    std::vector<std::vector<std::size_t>> numbers; // of each sign
    Signs signs;
    for (const auto& row : findings) {
        const auto& finding = *row.finding;
        const auto shape = places.marked(finding);
        signs.places.push_back(shape.value_or(geom::Shape{}));
        if (!shape) {
            continue;
        }
        const auto [found, added] = known.emplace(ground_of(*shape), signs.features.size());
        if (added) {
            signs.features.push_back(sign_of(finding, *shape));
            numbers.emplace_back();
        }
        numbers[found->second].push_back(row.number);
    }
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        signs.features[i].labels = labels_of(numbers[i]);
    }
    std::stable_sort(signs.features.begin(), signs.features.end(),
                     [](const auto& a, const auto& b) {
                         return std::pair{a.label_priority, -extent_of(a.shape)} <
                                std::pair{b.label_priority, -extent_of(b.shape)};
                     });
    return signs;
}

/// What the two signs mean, and how many findings have them.
void add_signs_legend(render::MapSpec& spec, const std::array<std::size_t, 2>& counts,
                      Language language) {
    const std::array names{Text{"부적합(FAIL)", "FAIL"}, Text{"주의(WARN)", "WARN"}};
    const std::array results{Result::fail, Result::warn};
    for (std::size_t i = 0; i < results.size(); ++i) {
        if (counts.at(i) > 0) {
            auto entry = legend_area(names.at(i).in(language), style_of(results.at(i)),
                                     fmt::format("{}", counts.at(i)));
            entry.key = to_string(results.at(i));
            spec.legend.push_back(std::move(entry));
        }
    }
}

render::LegendEntry entry_of(std::size_t number, const Finding& finding, const geom::Shape& place,
                             Language language) {
    auto entry = legend_area(fmt::format("{}. {} {} {}", number, finding.rule, finding.subject.id,
                                         finding.message.in(language)),
                             style_of(finding.result));
    entry.style.hatch.clear(); // the mark would not be read over it
    entry.geometry = geom::envelope(place).empty() ? 'm' : 'p';
    entry.place = place;
    entry.mark = mark_of(finding.result);
    entry.key = to_string(finding.result);
    return entry;
}

/// How many of a result there are in what `mine` holds, and outside it.
struct Count {
    std::size_t here = 0;
    std::size_t others = 0;
};

Count count(const std::vector<Finding>& findings, Result result, const ComplexFindings& mine) {
    Count count;
    for (const auto& finding : findings) {
        if (finding.result == result) {
            ++(mine.hold(finding) ? count.here : count.others);
        }
    }
    return count;
}

} // namespace

render::MapSpec map_of_findings(const MapData& data, const MapOptions& options) {
    const auto& project = data.context.project;
    const bool korean = options.language == Language::ko;
    auto spec = blank_sheet(data, options, {"검토 결과도", "Findings"}, {"검토 결과", "Findings"});
    const auto& all = *data.findings;
    const Places places{project};
    const ComplexFindings mine{project, places, options.complex};
    const auto fail = count(all, Result::fail, mine);
    const auto warn = count(all, Result::warn, mine);
    const auto unknown = count(all, Result::unknown, mine);
    spec.subtitle += fmt::format(
        fmt::runtime(korean ? " · 부적합(FAIL) {} · 주의(WARN) {} · 판단 불가(UNKNOWN) {}"
                            : " · {} FAIL · {} WARN · {} UNKNOWN"),
        fail.here, warn.here, unknown.here);
    const auto findings = listed(all, mine);
    auto [features, shapes] = signs_of(findings, places);
    for (auto& feature : features) {
        // a hatch over a large part of the sheet hides what is below as a fill does
        constexpr double large = 0.05;
        if (extent_of(feature.shape) > large * area_of(spec.extent)) {
            feature.style.hatch.clear();
        }
    }
    MapLayer signs{.name = "findings", .features = std::move(features)};
    add_signs_legend(spec, {fail.here, warn.here}, options.language);
    if (!findings.empty()) {
        spec.legend.push_back(legend_text(
            korean ? "전체 목록은 sandan check. 상자 없는 기호: 계획이나 단지 전체에 관한 것이거나 "
                     "도면 밖에 있음"
                   : "All of them: sandan check. A mark without a box is about the plan or a "
                     "complex as a whole or lies outside the map"));
        spec.legend.back().sheet_only = true;
    }
    for (std::size_t i = 0; i < findings.size(); ++i) {
        spec.legend.push_back(
            entry_of(findings[i].number, *findings[i].finding, shapes[i], options.language));
    }
    if (findings.empty()) {
        spec.legend.push_back(
            legend_text(korean ? "부적합·주의 사항 없음" : "Nothing fails and nothing warns"));
    }
    if (!options.complex.empty()) {
        spec.legend.push_back(legend_text(fmt::format(
            fmt::runtime(korean
                             ? "다른 곳이나 계획 전체에 관한 것은 빠짐: 부적합 {} · 주의 {} · 판단 "
                               "불가 {}"
                             : "Left out, being about the plan as a whole or other places: {} "
                               "FAIL · {} WARN · {} UNKNOWN"),
            fail.others, warn.others, unknown.others)));
    }
    spec.layers = {surroundings(project), pale_lots(project), std::move(signs),
                   boundaries(project)};
    add_base_legend(spec, project, options);
    return spec;
}

} // namespace sandan::report
